import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.mash import ROWS, is_mash
from tests.unit.text.strategies import ANY_TEXT


@pytest.mark.parametrize(
    "text", ["asdfghjkl", "ASDF", "qwertyuiop", "zxcvbn", "jjjjjj", "dfgdfgdfg", "fghjtrk", "lkjh;"]
)
def test_drumming_is_heard(text: str) -> None:
    assert is_mash(text)


@pytest.mark.parametrize(
    "text",
    ["hello", "thank you", "I want to make a claim", "nihao", "toubao", "zhuangche", "ok", "hahaha", "lolol", "my property", "SUV", "ETC", "QYYL2026000001", "你好", "", "!!!!"],
)  # fmt: skip
def test_words_are_none(text: str) -> None:
    assert not is_mash(text)


@given(st.sampled_from(ROWS), st.integers(0, 2), st.integers(5, 7))
def test_any_stretch_of_a_row_is_drumming(row: str, start: int, length: int) -> None:
    assert is_mash(row[start : start + length])


@given(ANY_TEXT)
def test_anything_can_be_looked_at(text: str) -> None:
    assert is_mash(text) in (True, False)
