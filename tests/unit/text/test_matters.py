"""Where a message turns to something else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from assistant.text.anonymise import anonymise
from assistant.text.matters import split_matters
from tests.unit.text.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("我要退保 对了 帮我改下电话", ["我要退保", "帮我改下电话"]),
        ("保费交了吗？另外，还想问下怎么改受益人", ["保费交了吗？", "怎么改受益人"]),
        ("转人工，还有赔款到哪了", ["转人工", "赔款到哪了"]),
        ("昨天下雨，追尾了，人没事", ["昨天下雨，追尾了，人没事"]),
        ("另外我想问犹豫期", ["另外我想问犹豫期"]),
        ("顺便下周能办吗，我要退保", ["顺便下周能办吗，我要退保"]),
        ("，。！", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in split_matters(text)] == pieces


@given(ANY_TEXT)
def test_any_text_is_cut_and_no_word_is_made_up(text: str) -> None:
    for piece in split_matters(text):
        assert piece.text in text
    assert len(anonymise(text)) == len(text)


def test_long_runs_of_marks_are_cut_in_bounded_time() -> None:
    started = time.perf_counter()
    split_matters("，" * 2000 + "另外" * 500)
    assert time.perf_counter() - started < 2
