"""Courtesies around a question."""

from __future__ import annotations

import time

import pytest

from assistant.text.courtesy import without_courtesies


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("您好，请问下酒驾赔吗？谢谢！", "酒驾赔吗"),
        ("社保卡冻结了咋整，急急急", "社保卡冻结了咋整"),
        ("我很着急", "我很着急"),
        ("退保扣多少，在线等，急急！", "退保扣多少"),
        ("谢谢", "谢谢"),
        ("", ""),
    ],
)
def test_what_asks_remains(text: str, rest: str) -> None:
    assert without_courtesies(text) == rest


@pytest.mark.parametrize("piece", ["急", "，", "谢谢", "亲，", "麻烦我就是想问一下"])
def test_no_text_takes_long(piece: str) -> None:
    begun = time.perf_counter()
    without_courtesies(piece * 1000 + "吗")
    assert time.perf_counter() - begun < 0.5
