"""Slips of the keyboard: another character of the same sound."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.retrieval.slips import Slips
from assistant.retrieval.words import Segmenter
from tests.unit.text.strategies import ANY_TEXT

NAMES = ("等待期", "受益人", "安心百万医疗")
TEXTS = ("理赔多久到账", "我要理赔", "理赔材料", "理赔进度", "怎么理赔", "报案电话", "怎么报案", "我要报案", "报案要什么", "报案了", "保单呢",
         "保单丢了", "我的保单", "查保单", "保单号")  # fmt: skip


@pytest.fixture(scope="module")
def slips() -> Slips:
    return Slips(NAMES, TEXTS, Segmenter(NAMES))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("等待其多长", "等待期多长"),
        ("手益人怎么改", "受益人怎么改"),
        ("理陪多久到", "理赔多久到"),
        ("我的保丹呢", "我的保单呢"),
        ("安心百万一疗", "安心百万医疗"),
        ("等待期多长", "等待期多长"),
    ],
)
def test_mends(slips: Slips, written: str, meant: str) -> None:
    assert slips.mend(written) == meant


@pytest.mark.parametrize("text", ["小区保安不让进", "出了车祸怎么办", "今天天气不错", "理發店在哪裡"])
def test_leaves_words_alone(slips: Slips, text: str) -> None:
    assert slips.mend(text) == text


@given(ANY_TEXT)
def test_the_length_stays(text: str) -> None:
    assert len(SLIPS.mend(text)) == len(text)


SLIPS = Slips(NAMES, TEXTS, Segmenter(NAMES))
