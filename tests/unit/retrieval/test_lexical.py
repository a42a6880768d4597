"""BM25 as the share of the query that is covered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.words import Segmenter

SEGMENTER = Segmenter()


def test_the_text_with_the_words_comes_first() -> None:
    index = LexicalIndex.build(["等待期多久", "免赔额是多少", "怎么报案"], SEGMENTER)
    assert int(np.argmax(index.coverage("我想问免赔额"))) == 1


def test_unknown_words_lower_the_share() -> None:
    index = LexicalIndex.build(["等待期多久", "免赔额是多少"], SEGMENTER)
    assert index.coverage("等待期")[0] > index.coverage("等待期咖喱牛腩")[0] > 0


def test_rarer_words_count_more() -> None:
    index = LexicalIndex.build(["保险等待期", "保险免赔额", "保险报案"], SEGMENTER)
    scores = index.coverage("保险等待期")
    assert scores[0] > 0.5 > scores[1] > 0


@pytest.mark.parametrize("texts", [[], ["", "？"], ["等待期"]])
@pytest.mark.parametrize("query", ["", "🙂", "保险"])
def test_nothing_in_common_is_zero(texts: list[str], query: str) -> None:
    assert LexicalIndex.build(texts, SEGMENTER).coverage(query).tolist() == [0.0] * len(texts)


def test_what_was_counted_is_kept_for_the_same_texts_and_names(tmp_path: Path) -> None:
    texts = ["等待期多久", "免赔额是多少"]
    fresh = LexicalIndex.build(texts, SEGMENTER, cache_dir=tmp_path).coverage("等待期")
    assert LexicalIndex.build(texts, SEGMENTER, cache_dir=tmp_path).coverage("等待期").tolist() == fresh.tolist()
    assert len(list(tmp_path.glob("lexical-*.npz"))) == 1
    LexicalIndex.build(texts, Segmenter(["免赔额是"]), cache_dir=tmp_path)
    LexicalIndex.build(texts[:1], SEGMENTER, cache_dir=tmp_path)
    assert len(list(tmp_path.glob("lexical-*.npz"))) == 3


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half a file"])
def test_a_broken_file_is_counted_anew(tmp_path: Path, damage: bytes) -> None:
    LexicalIndex.build(["等待期"], SEGMENTER, cache_dir=tmp_path)
    next(tmp_path.glob("lexical-*.npz")).write_bytes(damage)
    assert LexicalIndex.build(["等待期"], SEGMENTER, cache_dir=tmp_path).coverage("等待期")[0] > 0
