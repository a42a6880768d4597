import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.text.identity import find_numbers, is_id_number, is_mobile
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT, ID_NUMBERS, MOBILES


def found(text: str) -> list[tuple[str, str]]:
    return [(number.type, number.value) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证11010519491231002x", [("id_number", "11010519491231002X")]),
        ("110105 19491231 002X", [("id_number", "11010519491231002X")]),
        ("110105491231002", [("id_number", "110105491231002")]),
        ("11010519491231002X 13800138000", [("id_number", "11010519491231002X"), ("phone", "13800138000")]),
        ("+86 138-0013-8000", [("phone", "13800138000")]),
        ("一三八零零一三八零零零", [("phone", "13800138000")]),
        ("电话021-62345678", [("phone", "021-62345678")]),
        ("(0512)62345678", [("phone", "0512-62345678")]),
        ("沪A·D12345", [("plate", "沪AD12345")]),
        ("粤b 12345挂", [("plate", "粤B12345挂")]),
        ("QYJX2025000012", [("policy_number", "QYJX2025000012")]),
        ("lp 2026 1123 0001", [("claim_number", "LP202611230001")]),
        ("TS202611230001", [("complaint_number", "TS202611230001")]),
        ("保单QYJX2025000012车沪A12345", [("policy_number", "QYJX2025000012"), ("plate", "沪A12345")]),
    ],
)
def test_reads(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "990105194912310029",
        "12345678901",
        "6222020200112233445",
        "LP2026112300011",
        "QYJX202500001",
        "沪A1234",
        "2026-11-23",
        "10086",
    ],
)
def test_refuses(text: str) -> None:
    assert found(text) == []


@given(ID_NUMBERS)
def test_every_right_identity_number_is_found_between_words(number: str) -> None:
    assert is_id_number(number)
    assert found(f"身份证号是{number},谢谢") == [("id_number", number)]


@given(ID_NUMBERS, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    assert not is_id_number(number[:place] + digit + number[place + 1 :])


@given(MOBILES)
def test_every_mobile_number_is_found_however_grouped(number: str) -> None:
    assert is_mobile(number)
    for written in (
        number,
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"+86{number}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
    ):
        assert found(f"打{written}吧") == [("phone", number)]


@given(st.one_of(ANY_TEXT, CHINESE_TEXT))
def test_numbers_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert " " not in number.value
        end = number.end
