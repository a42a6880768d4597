"""How likely it is that what is asked was said of an entry, in its own words or in others that are written for them."""

from __future__ import annotations

from collections import Counter
from typing import AbstractSet, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, diags

from assistant.retrieval.encoders import FloatArray
from assistant.retrieval.lexical import summed
from assistant.retrieval.translation import Translations, bigrams

OTHER = 0.5  # how much of what is asked is put down to what is written for an entry's words
SAID = 0.4  # how much of an entry's words are its answer's, where it has wordings too
ANY = 0.2  # how much of what is asked belongs to no entry
FAINT = 0.1  # what adds less to a score is left out
SAMPLE = 500  # texts

Texts = Sequence[Tuple[int, str]]
Split = Sequence[Tuple[int, AbstractSet[str]]]


class Likelihoods:
    """A language model of each entry (Ponte and Croft 1998), widened by translations: by how much it makes each bigram likelier than all do.

    ``wordings`` and ``passages`` are texts with their entries, which are numbered from 0 to ``entries``. The figures above were chosen on
    golden questions (docs/decisions/0015).
    """

    def __init__(self, wordings: Texts, passages: Texts, entries: int, translations: Translations) -> None:
        self._wordings, spoken = _split(wordings), _split(passages)
        found = (bigram for _, text in (*self._wordings, *spoken) for bigram in sorted(text))
        self._number = {bigram: at for at, bigram in enumerate(dict.fromkeys((*translations.bigrams, *found)))}
        self._chances = translations.chances.copy()
        self._chances.resize(len(self._number), len(self._number))
        asked, self._said = self._frequencies(self._wordings, entries), self._frequencies(spoken, entries)
        self._own, self._answer = _weights(asked, self._said)
        model = self._widened(asked @ diags(self._own) + self._said @ diags(self._answer))
        self._usual = np.maximum(np.asarray(model.sum(axis=1)).ravel() / max(entries, 1), np.finfo(np.float32).tiny)
        self._gains, self._own_words = self._logarithms(model), 1.0
        if entries:
            self._own_words = self._typical(wordings or passages) or 1.0

    def score(self, text: str) -> FloatArray:
        """Return by how much likelier each entry makes a text, shape (entries,); 1 is what entries do with wordings of their own."""
        known, count = self._known(text)
        if not known:
            return np.zeros(self._gains.shape[1], dtype=np.float32)
        return np.asarray(summed(self._gains, known) / (count * self._own_words), dtype=np.float32)

    def score_without(self, text: str, entry: int, wording: int) -> float:
        """Return the same of one entry, as if one of its wordings, given by its place, did not exist."""
        left = [(0, other) for at, (owner, other) in enumerate(self._wordings) if owner == entry and at != wording]
        own = self._frequencies(left, 1) * self._own[entry] + self._said[:, [entry]] * self._answer[entry]
        known, count = self._known(text)
        return float(self._logarithms(self._widened(own))[known].sum() / (max(count, 1) * self._own_words))

    def _known(self, text: str) -> tuple[list[int], int]:
        """Return a text's bigrams that are known, and how many it has."""
        asked = bigrams(text)
        return sorted(self._number[bigram] for bigram in asked if bigram in self._number), len(asked)

    def _typical(self, texts: Texts) -> float:
        """Return what an entry's score is for a text of its own: where entries say little, each word of theirs counts for more."""
        sample = [(owner, text) for owner, text in texts[:: max(len(texts) // SAMPLE, 1)] if bigrams(text)]
        return float(np.mean([self.score(text)[owner] for owner, text in sample])) if sample else 1.0

    def _frequencies(self, texts: Split, entries: int) -> csr_matrix:
        """Return what share of an entry's texts each bigram is, each text counting alike, shape (bigrams, entries)."""
        counts = Counter(owner for owner, text in texts if text)
        found = [(self._number[b], owner, 1 / len(text) / counts[owner]) for owner, text in texts for b in text]
        rows, columns, shares = zip(*found) if found else ((), (), ())
        shape = (len(self._number), entries)
        return csr_matrix(
            (np.array(shares, dtype=np.float32), (np.array(rows, int), np.array(columns, int))), shape=shape
        )

    def _widened(self, own: csr_matrix) -> csr_matrix:
        return csr_matrix((1 - OTHER) * own + OTHER * (self._chances @ own), dtype=np.float32)

    def _logarithms(self, model: csr_matrix) -> csr_matrix:
        """Return by how much a model raises each bigram over what is usual, as a logarithm; what is faint is left out."""
        usual = np.repeat(self._usual, np.diff(model.indptr))
        gains = np.log1p((1 - ANY) / ANY * model.data / usual).astype(np.float32)
        raised = csr_matrix((np.where(gains < FAINT, 0, gains), model.indices, model.indptr), shape=model.shape)
        raised.eliminate_zeros()
        return raised


def _split(texts: Texts) -> Split:
    return [(owner, bigrams(text)) for owner, text in texts]


def _weights(asked: csr_matrix, said: csr_matrix) -> tuple[FloatArray, FloatArray]:
    """Return what an entry's wordings count for, and its answer, both of shape (entries,); one without the other has all the weight."""
    has_asked, has_said = (np.asarray(own.sum(axis=0)).ravel() > 0 for own in (asked, said))
    answer = np.where(has_said, np.where(has_asked, SAID, 1.0), 0.0)
    return np.where(has_asked, 1 - answer, 0.0), answer
