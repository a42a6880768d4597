"""Which words are written for which: learnt from texts that ask the same, as one language is translated into another.

Whoever asks 车保 means what an entry calls 车险. A table of such translations is learnt by the first of IBM's models (Brown et al. 1993, as Berger
and Lafferty 1999 and Xue, Jeon and Croft 2008 use it to find answers): each bigram of a text is put down to the bigrams of the other texts that ask
the same. The texts are the knowledge base's wordings, ``nlu_data/asked.tsv`` and ``nlu_data/paraphrases.tsv``; what was learnt lies beside this file;
``python -m assistant.retrieval.translation`` learns it anew. A knowledge base that has grown needs no new table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assistant.retrieval.encoders import FloatArray
from assistant.retrieval.files import read_npz, write_npz
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases
from assistant.retrieval.tuning.corpora import asked_by_entry
from assistant.retrieval.words import runs
from assistant.settings import PROJECT

LEARNT = Path(__file__).with_suffix(".npz")
ROUNDS = 5  # of expectation and maximisation
LEAST = 0.005  # how probable a translation must be to be kept
SEEN = 3  # in how many groups of texts a bigram must stand to be learnt about

Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Translations:
    """``chances``, shape (bigrams, bigrams): how probable it is that the bigram of a row is written for that of a column."""

    bigrams: tuple[str, ...]
    chances: csr_matrix


def bigrams(text: str) -> frozenset[str]:
    """Return what follows each other in a text; a character that stands alone counts too.

    >>> sorted(bigrams("车险，交 3年"))
    ['3年', '交', '车险']
    """
    return frozenset(run[at : at + 2] for run in runs(text) for at in range(max(len(run) - 1, 1)))


@lru_cache(maxsize=1)
def translations() -> Translations:
    """Return what was learnt."""
    kept = read_npz(LEARNT)
    if kept is None:
        raise OSError(f"{LEARNT}: cannot be read; restore it from the repository")
    known = tuple(kept["bigrams"].tobytes().decode().split("\n"))
    parts = (kept["chances"].astype(np.float32), kept["columns"].astype(np.int32), kept["starts"])
    chances = csr_matrix(parts, shape=(len(known), len(known)))
    return Translations(known, chances)


def learn(groups: Groups) -> Translations:
    """Learn from groups of texts that ask the same."""
    known, texts = _numbered(groups)
    links = _Links.of(texts, len(known))
    chances = np.ones(len(links.written), dtype=np.float32)
    for _ in range(ROUNDS):
        chances = links.improved(chances)
    kept = chances >= LEAST
    shape = (len(known), len(known))
    return Translations(known, csr_matrix((chances[kept], (links.written[kept], links.meant[kept])), shape=shape))


@dataclass(frozen=True)
class _Links:
    """Which bigrams may have been written for which: pairs ``written``, ``meant``, and each time that they met.

    A meeting has its ``pair``, the ``place`` of the written one in all texts, and the ``share`` that the meant one has of the other texts.
    """

    written: NDArray[np.int32]
    meant: NDArray[np.int32]
    pair: NDArray[np.int32]
    place: NDArray[np.int32]
    share: FloatArray
    bigrams: int

    @classmethod
    def of(cls, texts: Iterable[Sequence[NDArray[np.int32]]], count: int) -> _Links:
        """Return the links in groups of texts, each the numbers of its bigrams."""
        met = [part for group in texts for part in _meetings(group)] or [
            (0, np.zeros(0, np.int32), np.zeros(0, np.float32))
        ]
        lengths = [len(shares) for _, _, shares in met]
        pairs, pair = np.unique(
            np.concatenate([np.int64(written) * count + meant for written, meant, _ in met]), return_inverse=True
        )
        written, meant = (half.astype(np.int32) for half in divmod(pairs, count))
        place = np.repeat(np.arange(len(met), dtype=np.int32), lengths)
        return cls(written, meant, pair.astype(np.int32), place, np.concatenate([shares for *_, shares in met]), count)

    def improved(self, chances: FloatArray) -> FloatArray:
        """Return what the chances are when each written bigram is put down to what it most likely was written for."""
        likely = chances[self.pair] * self.share
        all_of_it = np.bincount(self.place, likely)
        counts = np.bincount(self.pair, likely / all_of_it[self.place], minlength=len(chances))
        return np.asarray(
            counts / np.bincount(self.meant, counts, minlength=self.bigrams)[self.meant], dtype=np.float32
        )


def _meetings(group: Sequence[NDArray[np.int32]]) -> Iterator[tuple[int, NDArray[np.int32], FloatArray]]:
    """Yield each bigram of each text with those of the group's other texts, and what share of them each is."""
    if not group:
        return
    known, counts = np.unique(np.concatenate(group), return_counts=True)
    for text in group:
        others = counts - np.isin(known, text)
        left = others > 0
        if left.any():
            share = (others[left] / others[left].sum()).astype(np.float32)
            for written in text:
                yield int(written), known[left].astype(np.int32), share


def _numbered(groups: Groups) -> tuple[tuple[str, ...], list[list[NDArray[np.int32]]]]:
    """Return the bigrams that are learnt about, and the groups' texts as numbers of theirs."""
    split = [[bigrams(text) for text in group] for group in groups]
    often = Counter(bigram for group in split for bigram in frozenset().union(*group))
    known = tuple(sorted(bigram for bigram, count in often.items() if count >= SEEN))
    number = {bigram: at for at, bigram in enumerate(known)}
    return known, [
        [np.array(sorted(number[one] for one in text if one in number), dtype=np.int32) for text in group]
        for group in split
    ]


def groups(knowledge: KnowledgeBase, paraphrases: Paraphrases) -> Groups:
    """Return the texts that ask the same: each entry's wordings with what customers would ask of it, and each question's paraphrases."""
    asked = asked_by_entry()
    entries = [[*entry.surfaces, *asked.get(entry.id, ())] for entry in knowledge.entries]
    return [*entries, *map(list, zip(paraphrases.questions, *paraphrases.others))]


def main() -> None:
    """Learn, and write what was learnt beside the code."""
    learnt = learn(groups(KnowledgeBase.load(PROJECT / "knowledge"), Paraphrases.read()))
    known = np.frombuffer("\n".join(learnt.bigrams).encode(), dtype=np.uint8)
    chances, columns = learnt.chances, learnt.chances.indices.astype(np.uint16)  # there are not more bigrams than that
    write_npz(LEARNT, bigrams=known, chances=chances.data.astype(np.float16), columns=columns, starts=chances.indptr)


if __name__ == "__main__":
    main()
