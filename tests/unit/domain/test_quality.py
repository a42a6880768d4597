"""Samples and score sheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.quality import draw, total
from assistant.errors import CustomerError
from assistant.services.handbook import load_handbook
from assistant.settings import PROJECT

CRITERIA = load_handbook(PROJECT / "knowledge").criteria
FULL = {c.id: c.points for c in CRITERIA}


@given(st.sets(st.integers(1, 10_000), max_size=50), st.integers(1, 60), st.integers(0, 10**6))
def test_a_sample_can_be_drawn_again(candidates: set[int], count: int, seed: int) -> None:
    chosen = draw(sorted(candidates), count, seed)
    assert chosen == draw(sorted(candidates, reverse=True), count, seed)
    assert len(set(chosen)) == len(chosen) == min(count, len(candidates))
    assert set(chosen) <= candidates


def test_another_seed_draws_others() -> None:
    assert len({tuple(draw(range(1, 101), 5, seed)) for seed in range(20)}) == 20


def test_points() -> None:
    assert total(CRITERIA, FULL) == 100
    assert total(CRITERIA, {**FULL, "accuracy": 10}) == 80
    assert total(CRITERIA, {**FULL, "compliance": 0}) == 0


@pytest.mark.parametrize("scores", [{}, {**FULL, "greeting": 11}, {**FULL, "greeting": -1}, {**FULL, "extra": 1}])
def test_sheet_must_be_filled_as_it_is(scores: dict[str, int]) -> None:
    with pytest.raises(CustomerError, match="score_sheet"):
        total(CRITERIA, scores)
