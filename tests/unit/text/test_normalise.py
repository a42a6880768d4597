import pytest
from hypothesis import given

from assistant.text.normalise import Normalised, normalise, simplify
from tests.unit.text.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("", ""),
        ("ＱＹＪＸ２０２５", "QYJX2025"),
        ("保單號　１２３", "保单号 123"),
        ("理\u200b赔\u202e进度\ufeff", "理赔进度"),
        ("换行\r\n制表\t", "换行  制表 "),
        ("坏\ud83d字", "坏\ufffd字"),
        ("e\u0301", "é"),
        ("ｶﾞ", "ガ"),
        ("㍿①½", "株式会社11⁄2"),
        ("👍🏽\ufe0f", "👍🏽"),
    ],
)
def test_folds(raw: str, folded: str) -> None:
    assert normalise(raw).text == folded


def test_the_way_back_takes_in_what_was_left_out_inside_but_not_at_the_edges() -> None:
    found = normalise("甲\u200b乙\u200b丙")
    assert [found.raw[slice(*found.span(start, start + 2))] for start in (0, 1)] == ["甲\u200b乙", "乙\u200b丙"]


def test_a_stretch_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        normalise("甲").span(0, 2)
    with pytest.raises(IndexError):
        normalise("甲").span(1, 1)


@given(ANY_TEXT)
def test_offsets_are_in_order_and_within_the_raw_text(raw: str) -> None:
    found = normalise(raw)
    assert isinstance(found, Normalised)
    assert len(found.text) == len(found.offsets)
    assert all(0 <= start < end <= len(raw) for start, end in found.offsets)
    assert list(found.offsets) == sorted(found.offsets)


@given(ANY_TEXT)
def test_what_comes_out_can_be_encoded_and_shown(raw: str) -> None:
    text = normalise(raw).text
    text.encode("utf-8")
    assert all(character.isprintable() or not character.isspace() for character in text)


@given(ANY_TEXT)
def test_simplifying_keeps_the_length(raw: str) -> None:
    text = normalise(raw).text
    assert len(simplify(text)) == len(text)


def test_a_heap_of_marks_on_one_letter_is_bounded() -> None:
    assert len(normalise("a" + "\u0301\u0323" * 5000).text) <= 10_001
