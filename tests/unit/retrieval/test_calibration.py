"""The choice among what was found and nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import numpy as np
import pytest

from assistant.retrieval.calibration import DEFAULT, Calibration, Choice, Trial, fit

SURE_THERE_IS = [1.0, 0.0, 0.0, 0.0]


def trial(rows: Sequence[Sequence[float]], right: int | None, weight: float = 1.0) -> Trial:
    told = np.array([at == right for at in range(len(rows))])
    return Trial(np.array(rows, dtype=float), SURE_THERE_IS, told, weight)


def drawn(model: Choice, random: np.random.Generator) -> Trial:
    rows = random.normal(size=(5, len(model.weights)))
    chances = model.probabilities(rows, SURE_THERE_IS)
    chosen = random.choice(6, p=[*chances, 1 - chances.sum()])
    return trial(rows.tolist(), int(chosen) if chosen < 5 else None)


def test_a_known_relation_is_found_again() -> None:
    model, random = Choice((2.0, -1.0), (0.5, 0.0, 0.0, 0.0)), np.random.default_rng(0)
    found = fit([drawn(model, random) for _ in range(3000)])
    assert found.weights == pytest.approx((2, -1), abs=0.15)
    assert found.doubts[0] == pytest.approx(0.5, abs=0.15)


def test_what_is_left_over_is_for_nothing() -> None:
    chances = Choice((1.0,), (0.0, 0.0, 0.0, 0.0)).probabilities(np.zeros((3, 1)), SURE_THERE_IS)
    assert chances == pytest.approx([0.25] * 3)


def test_what_is_stated_is_the_share_that_is_right_by_weight() -> None:
    right, wrong = [trial([[0.0]], 0)] * 600, [trial([[0.0]], None)] * 400
    stated = fit([*right, *wrong]).probabilities(np.zeros((1, 1)), SURE_THERE_IS)
    assert stated == pytest.approx([0.6], abs=0.01)
    light = fit([*right, *[trial([[0.0]], None, 0.5)] * 400])
    assert light.probabilities(np.zeros((1, 1)), SURE_THERE_IS) == pytest.approx([0.75], abs=0.01)


def test_two_that_are_right_are_as_good_as_one() -> None:
    both = Trial(np.array([[1.0], [1.0], [0.0]]), SURE_THERE_IS, np.array([True, True, False]))
    chances = fit([both] * 200).probabilities(both.found, SURE_THERE_IS)
    assert chances[:2].sum() > 0.9
    assert chances[0] == pytest.approx(chances[1])


def test_trials_that_are_told_apart_wholly_stay_finite() -> None:
    model = fit([trial([[1.0], [0.0]], 0)] * 50)
    assert 0.5 < model.probabilities(np.array([[1.0], [0.0]]), SURE_THERE_IS)[0] < 1


def test_a_feature_that_never_changes_does_no_harm() -> None:
    model = fit([trial([[1.0, 5.0], [0.0, 5.0]], 0)] * 50)
    assert model.probabilities(np.array([[1.0, 5.0], [0.0, 5.0]]), SURE_THERE_IS)[0] > 0.5


def test_trials_of_different_sizes_are_learnt_from_together() -> None:
    model = fit([trial([[1.0], [0.0], [0.0]], 0), trial([[1.0]], 0), trial([[0.0]], None)] * 40)
    assert (
        model.probabilities(np.array([[1.0]]), SURE_THERE_IS)[0]
        > model.probabilities(np.array([[0.0]]), SURE_THERE_IS)[0]
    )


def test_saved_and_loaded(tmp_path: Path) -> None:
    DEFAULT.save(tmp_path / "deep" / "c.json")
    assert Calibration.load(tmp_path / "deep" / "c.json") == DEFAULT


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"quick": 1, "careful": 2}'])
def test_a_broken_file_is_no_calibration(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.json").write_text(text)
    assert Calibration.load(tmp_path / "c.json") is None
