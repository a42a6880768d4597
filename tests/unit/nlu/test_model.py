"""The intent model, on toy vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import random as random_matrix

from assistant.nlu import kernel
from assistant.nlu.confidence import Calibration, calibrate, decide
from assistant.nlu.kernel import KernelModel, Settings
from assistant.nlu.lookups import project_path, read_rules
from assistant.nlu.ngrams import NgramWeights, frame
from assistant.nlu.signs import SIGNS, TONES, signs_of
from assistant.nlu.wordings import COMMON, Products, Wordings
from tests.unit.text.strategies import ANY_TEXT

LABELS = ("greet", "query_claim", "report_claim")
GROUPS = {"greet": "smalltalk", "query_claim": "claim_progress", "report_claim": "claim_report"}
WORDS = {"greet": "你好早安您喂", "query_claim": "理赔进度查到哪", "report_claim": "撞车报案追尾摔"}
SETTINGS = Settings(dimensions=4)


@pytest.fixture(scope="module")
def examples() -> tuple[list[str], np.ndarray, list[str]]:
    """Sixty texts of three labels, and vectors that lie near their label's corner."""
    random = np.random.default_rng(1)
    labels = [label for label in LABELS for _ in range(20)]
    texts = ["".join(random.choice(list(WORDS[label]), 5)) for label in labels]
    corners = np.eye(8, dtype=np.float32)[[LABELS.index(label) for label in labels]]
    return texts, corners + random.normal(0, 0.2, (60, 8)).astype(np.float32), labels


def test_learns_and_survives_being_written(examples: tuple[list[str], np.ndarray, list[str]], tmp_path: Path) -> None:
    texts, vectors, labels = examples
    model, *_ = next(KernelModel.fit(texts, [vectors], labels, SETTINGS))
    model.save(tmp_path, {"by": "test"})
    again, about = KernelModel.read(tmp_path)
    guesses = [again.labels[int(again.score(text, [vector]).argmax())] for text, vector in zip(texts, vectors)]
    assert guesses == labels
    assert about == {"by": "test"}
    np.testing.assert_allclose(model.score(texts[0], [vectors[0]]), again.score(texts[0], [vectors[0]]), atol=0.01)


def test_what_is_written_is_data_alone(examples: tuple[list[str], np.ndarray, list[str]], tmp_path: Path) -> None:
    next(KernelModel.fit(examples[0], [examples[1]], examples[2], SETTINGS))[0].save(tmp_path, {})
    with np.load(tmp_path / "model.npz", allow_pickle=False) as file:
        assert all(file[name].dtype.kind == "f" for name in file.files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.json", "model.npz"]


def test_held_out_scores_calibrate(examples: tuple[list[str], np.ndarray, list[str]]) -> None:
    texts, vectors, labels = examples
    model, scores, places = next(KernelModel.fit(texts, [vectors], labels, SETTINGS))
    names, held = model.labels, [labels[place] for place in places]
    truth = np.array([names.index(label) for label in held])
    calibration = calibrate(names, scores, truth, GROUPS)
    guesses = [decide(names, row, calibration, GROUPS)[0][0][0] for row in scores]
    assert np.mean([guess == label for guess, label in zip(guesses, held)]) >= 0.9
    np.testing.assert_allclose(calibration.probabilities(scores).sum(axis=1), 1)


def test_the_group_is_chosen_before_the_intent() -> None:
    groups = {"ask_coverage": "knowledge", "ask_knowledge": "knowledge", "report_claim": "claim_report"}
    scores = np.array([0.3, 0.32, 0.36], dtype=np.float32)
    ranking, sure = decide(sorted(groups), scores, Calibration(sharpness=5), groups)
    assert ranking[0][0] == "ask_knowledge"
    assert sure == pytest.approx(sum(share for name, share in ranking if name != "report_claim"))


def test_held_out_scores_are_those_of_a_model_without_the_example(
    examples: tuple[list[str], np.ndarray, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, vectors, labels = examples
    whole = Wordings.fit(
        texts, sound=0.3, sign=0.5
    )  # the same n-grams and axes, so that only the example itself is missing
    monkeypatch.setattr(Wordings, "fit", lambda _, **settings: whole)
    plain = Settings(dimensions=8, balance=0)
    centred = vectors - vectors.mean(axis=0)
    model, held_out, places = next(KernelModel.fit(texts, [centred], labels, plain))
    monkeypatch.setattr(kernel, "_principal", lambda *_: model.views[0].basis)
    rest = np.arange(len(texts)) != 7
    without, *_ = next(KernelModel.fit([t for t, kept in zip(texts, rest) if kept], [centred[rest]],
                                 [label for label, kept in zip(labels, rest) if kept], plain))  # fmt: skip
    np.testing.assert_allclose(without.score(texts[7], [centred[7]]), held_out[list(places).index(7)], atol=0.05)


def test_the_second_model_sees_by_both_encoders(examples: tuple[list[str], np.ndarray, list[str]]) -> None:
    texts, vectors, labels = examples
    models = [model for model, *_ in KernelModel.fit(texts, [vectors, vectors[:, :6]], labels, SETTINGS)]
    assert [len(model.views) for model in models] == [1, 2]
    assert models[1].labels[int(models[1].score(texts[0], [vectors[0], vectors[0, :6]]).argmax())] == labels[0]


def test_the_first_model_learns_of_a_share_that_holds_the_sample(
    examples: tuple[list[str], np.ndarray, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, vectors, labels = examples
    monkeypatch.setattr(kernel, "SAMPLE", 10)
    settings = Settings(dimensions=4, quick_share=0.5)
    (quick, scores, places), (careful, *_) = KernelModel.fit(texts, [vectors, vectors], labels, settings)
    assert [len(model.views[0].points) for model in (quick, careful)] == [30, 60]
    assert scores.shape == (10, 3)
    right = [quick.labels[int(row.argmax())] == labels[place] for row, place in zip(scores, places)]
    assert sum(right) >= 9


@pytest.mark.parametrize("columns", [COMMON // 2, 3 * COMMON])
def test_products_are_those_of_the_whole_matrix(columns: int) -> None:
    matrix = random_matrix(60, columns, density=0.05, format="csr", dtype=np.float32, random_state=3)
    whole = (matrix @ matrix.T).toarray()
    np.testing.assert_allclose(Products(matrix).among(slice(20, 40)), whole[20:40, 20:], atol=1e-5)


@given(ANY_TEXT)
def test_any_text_has_weights_of_length_one_or_none(text: str) -> None:
    _, weights = NgramWeights.fit(["我要报案", "我要理赔"], least=1).weigh(text)
    length = float(np.linalg.norm(weights))
    assert length == pytest.approx(1, abs=1e-5) or len(weights) == 0


def test_spaced_and_joined_writing_count_alike() -> None:
    assert frame("我 要 报 案 2026") == "^我要报案 0000$"


def test_a_slip_that_sounds_right_is_near_what_was_meant() -> None:
    wordings = Wordings.fit(["我要报案", "我要理赔", "查进度", "报案", "理赔", "进度"], sound=1.0, sign=0.0)
    rows = wordings.matrix(["报案", "报安", "查进度"])
    likeness = (rows @ rows.T).toarray()
    assert likeness[0, 1] > 2 * likeness[0, 2]


def test_signs_are_tone_and_question() -> None:
    assert [SIGNS[place] for place in signs_of("气死我了，凭什么不赔")] == ["angry", "question"]
    assert signs_of("我的保单") == []


def test_every_tone_is_a_sign() -> None:
    assert set(TONES) == set(read_rules(project_path("nlu_data/lookups/tone.yml")))
