"""The logistic model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.calibration import DEFAULT, Calibration, Logistic, fit


def test_a_known_relation_is_found_again() -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(4000, 2))
    chance = 1 / (1 + np.exp(-(2 * rows[:, 0] + rows[:, 1])))
    model = fit(rows, (random.random(4000) < chance).astype(float), np.ones(4000))
    assert model.weights == pytest.approx((2, 1), abs=0.2)
    assert model.bias == pytest.approx(0, abs=0.1)


def test_what_speaks_against_counts_nothing() -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(1000, 2))
    model = fit(rows, (rows[:, 0] - rows[:, 1] > 0).astype(float), np.ones(1000))
    assert model.weights[0] > 0 == model.weights[1]


def test_what_is_stated_is_the_share_that_is_right_by_weight() -> None:
    rows, labels = np.zeros((100, 1)), np.array([1.0] * 60 + [0.0] * 40)
    assert fit(rows, labels, np.ones(100)).probability([0.0]) == pytest.approx(0.6, abs=0.01)
    halved = np.where(labels > 0, 1.0, 0.5)
    assert fit(rows, labels, halved).probability([0.0]) == pytest.approx(0.75, abs=0.01)


def test_labels_that_are_told_apart_wholly_stay_finite() -> None:
    model = fit(np.array([[0.0], [0.1], [0.9], [1.0]]), np.array([0.0, 0.0, 1.0, 1.0]), np.ones(4))
    assert model.probability([0.0]) < 0.5 < model.probability([1.0])


def test_a_feature_that_never_changes_does_no_harm() -> None:
    model = fit(np.array([[0.0, 5.0], [1.0, 5.0], [0.2, 5.0], [0.9, 5.0]]), np.array([0.0, 1.0, 0.0, 1.0]), np.ones(4))
    assert model.probability([1.0, 5.0]) > 0.5


def test_probabilities_keep_off_certainty() -> None:
    assert (Logistic(1e9, ()).probability([]), Logistic(-1e9, ()).probability([])) == (0.999, 0.001)


def test_saved_and_loaded(tmp_path: Path) -> None:
    DEFAULT.save(tmp_path / "deep" / "c.json")
    assert Calibration.load(tmp_path / "deep" / "c.json") == DEFAULT


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"quick": 1, "careful": 2}'])
def test_a_broken_file_is_no_calibration(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.json").write_text(text)
    assert Calibration.load(tmp_path / "c.json") is None
