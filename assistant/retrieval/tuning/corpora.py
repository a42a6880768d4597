"""What is learnt from: texts that ask the same, and which of them stand together so that they are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import FloatArray
from assistant.retrieval.files import read_tsv
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases
from assistant.settings import PROJECT

ASKED = PROJECT / "nlu_data" / "asked.tsv"
BATCH = 256  # pairs
CROWD = 32  # rows that stand together at most
KINDS = ("faq", "term", "law", "service")
Texts = Sequence[str]


@dataclass(frozen=True)
class Corpus:
    """Rows of texts that ask the same: a pair has one of a row's ``asked`` and another of its ``known``. ``passes`` is how often a round goes through."""

    asked: Sequence[Texts]
    known: Sequence[Texts]
    passes: int

    def pairs(self, crowds: Sequence[Sequence[int]], random: np.random.Generator) -> Iterator[list[str]]:
        """Yield batches: one text of each row, then another of each; the rows of a crowd stand in one batch."""
        rows: list[int] = []
        order = random.permutation(len(crowds))
        for number, at in enumerate(order, 1):
            rows += crowds[at]
            if len(rows) >= BATCH or number == len(order):
                yield self._batch(rows, random)
                rows = []

    def _batch(self, rows: Sequence[int], random: np.random.Generator) -> list[str]:
        asked = [str(random.choice(self.asked[row])) for row in rows]
        known = [[text for text in self.known[row] if text != one] for row, one in zip(rows, asked)]
        return asked + [str(random.choice(texts)) for texts in known]


def families(paraphrases: Paraphrases, passes: int) -> tuple[Corpus, list[Sequence[int]]]:
    """Return the questions with their wordings, and which of them are a family."""
    names = paraphrases.families
    starts = [at for at in range(len(names)) if not at or names[at] != names[at - 1]]
    rows = list(zip(paraphrases.questions, *paraphrases.others))
    return Corpus(rows, rows, passes), [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(names)])]


def wordings(knowledge: KnowledgeBase, passes: int) -> Corpus:
    """Return the wordings of the entries that have several."""
    rows = [entry.surfaces for entry in knowledge.entries if entry.kind in KINDS and len(entry.surfaces) > 2]
    return Corpus(rows, rows, passes)


def asked(knowledge: KnowledgeBase, passes: int, path: Path = ASKED) -> Corpus:
    """Return what customers would ask, each row with the wordings of the entry that answers it.

    The tab-separated file has the columns entry and question; what asks an entry that is no more is left out.
    """
    known, found = {entry.id: entry.surfaces for entry in knowledge.entries}, asked_by_entry(path)
    rows = [entry for entry in found if entry in known]
    return Corpus([found[entry] for entry in rows], [known[entry] for entry in rows], passes)


def asked_by_entry(path: Path = ASKED) -> Mapping[str, Texts]:
    """Return what customers would ask of each entry, by its id."""
    found: dict[str, list[str]] = {}
    for row in read_tsv(path):
        found.setdefault(row["entry"], []).append(row["question"])
    return found


def crowds(vectors: FloatArray, random: np.random.Generator) -> list[list[int]]:
    """Return rows in crowds of like ones, by their vectors, shape (rows, dimension): halved along a way from one to what is farthest from it."""

    def halve(rows: NDArray[np.int64]) -> Iterator[list[int]]:
        if len(rows) <= CROWD:
            yield rows.tolist()
            return
        one = vectors[random.choice(rows)]
        other = vectors[rows[np.argmin(vectors[rows] @ one)]]
        order = rows[np.argsort(vectors[rows] @ (one - other), kind="stable")]
        yield from halve(order[: len(rows) // 2])
        yield from halve(order[len(rows) // 2 :])

    return list(halve(np.arange(len(vectors))))


def centres(corpus: Corpus, encode: Callable[[Texts], FloatArray], sample: int = 3) -> FloatArray:
    """Return the mean vector of a few texts of each row, less what all have in common, shape (rows, dimension)."""
    vectors = np.mean([encode([texts[at % len(texts)] for texts in corpus.known]) for at in range(sample)], axis=0)
    return np.asarray(vectors - vectors.mean(axis=0), dtype=np.float32)
