"""Vectors that crowd together are spread."""

from __future__ import annotations

import numpy as np

from assistant.retrieval.encoders import FloatArray, unit
from assistant.retrieval.space import Meanings, Space


def crowd(count: int, *, towards: int = 0, seed: int = 0) -> FloatArray:
    """Return vectors that have a large part in common."""
    vectors = 0.2 * np.random.default_rng(seed).normal(size=(count, 16))
    vectors[:, towards] += 2.0
    return unit(vectors)


def test_what_all_have_in_common_tells_nothing_any_more() -> None:
    vectors = crowd(2000)
    before, after = vectors @ vectors[0], Space.of(vectors)(vectors) @ Space.of(vectors)(vectors[:1])[0]
    assert before[1:].mean() > 0.7
    assert abs(after[1:].mean()) < 0.1
    assert after[0] > 0.99


def test_a_learnt_map_tells_which_directions_count() -> None:
    vectors = np.random.default_rng(1).normal(size=(2000, 8)).astype(np.float32)
    turn = np.eye(8, dtype=np.float32)[:, 1:]  # the first direction tells nothing
    moved = vectors.copy()
    moved[:, 0] += 50
    assert Space.of(vectors, turn=turn)(vectors).shape == (2000, 7)
    assert np.allclose(Space.of(vectors, turn=turn)(vectors), Space.of(vectors, turn=turn)(moved))


def test_few_texts_are_hardly_moved() -> None:
    vectors = crowd(2)
    assert float((Space.of(vectors)(vectors) * vectors).sum(axis=1).min()) > 0.98


def test_questions_meet_passages_each_from_its_own_mean() -> None:
    questions, passages = crowd(500, towards=0), crowd(500, towards=1)
    passages = unit(passages + 0.3 * (questions - questions.mean(axis=0)))  # each passage leans to its own question
    asked = Space.of(questions).level
    own = Meanings(passages, asked=asked).score(questions[:50])
    shared = Meanings(passages).score(questions[:50])
    hits = [sum(int(np.argmax(row)) == at for at, row in enumerate(scores)) for scores in (own, shared)]
    assert hits[0] >= hits[1]
    assert hits[0] > 5


def test_no_texts_are_no_fault() -> None:
    assert Meanings(np.zeros((0, 4), dtype=np.float32)).score(np.ones((1, 4), dtype=np.float32))[0].shape == (0,)
