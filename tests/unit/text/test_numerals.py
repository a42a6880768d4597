from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numerals import parse_number, plain
from tests.unit.text.strategies import ANY_TEXT

DIGITS = "零一二三四五六七八九"


def write(number: int) -> str:
    """Write a number below a hundred million the long way."""
    if number >= 10_000:
        rest = number % 10_000
        return write(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (write(rest) if rest else "")
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if zero and written else "") + DIGITS[digit] + name
        zero = not digit
    return written


@pytest.mark.parametrize(
    ("written", "number"),
    [("三百二", 320), ("一万二千三百", 12300), ("3千五", 3500), ("2.5万", 25000), ("两万五", 25000), ("三千零五", 3005), ("十五", 15),
     ("1亿2千万", 120_000_000), ("一万亿", 10**12), ("1万2千3", 12300), ("12,300", 12300), ("二〇二六", 2026), ("三点五万", 35000),
     ("2点5万", 25000), ("壹佰贰拾", 120), ("0", 0)],
)  # fmt: skip
def test_reads(written: str, number: int) -> None:
    assert parse_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "万", "万一", "百", "十百", "三三", "三四千", "abc", "三个", "一" * 30, "1.2.3", "1,23"]
)
def test_refuses(written: str) -> None:
    assert parse_number(written) is None


@given(st.integers(1, 99_999_999))
def test_reads_every_number_written_the_long_way(number: int) -> None:
    assert parse_number(write(number)) == number


@given(ANY_TEXT)
def test_anything_gives_a_finite_number_or_none(text: str) -> None:
    found = parse_number(text)
    assert found is None or (found.is_finite() and found >= 0)


@given(st.decimals(0, 10**12, allow_nan=False, allow_infinity=False))
def test_plain_keeps_the_value_without_exponent(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)
