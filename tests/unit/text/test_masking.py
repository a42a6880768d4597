import pytest
from hypothesis import given

from assistant.text.masking import mask, mask_value
from tests.unit.text.strategies import ANY_TEXT, ID_NUMBERS, MOBILES


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13800138000。", "电话138****8000。"),
        ("电话１３８００１３８０００", "电话１３８****８０００"),
        ("1\u200b3800138000", "1\u200b38****8000"),
        ("身份证11010519491231002X", "身份证110***********002X"),
        ("身份证错一位110105194912310021", "身份证错一位1101**********0021"),
        ("卡6222 0202 0011 2233 445", "卡6222 **** **** **** 445"),
        ("我叫王小明", "我叫王**"),
        ("联系人：李四", "联系人：李*"),
        ("报案号LP202611230001,赔3500元", "报案号LP202611230001,赔3500元"),
        ("", ""),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_values_are_masked_by_their_kind() -> None:
    values = [
        ("id_number", "11010519491231002X"),
        ("phone", "13800138000"),
        ("name", "王小明"),
        ("card", "1234"),
        ("name", ""),
    ]
    assert [mask_value(*value) for value in values] == ["110***********002X", "138****8000", "王**", "1***", ""]


@given(ANY_TEXT, MOBILES, ID_NUMBERS)
def test_no_number_survives(text: str, mobile: str, identity: str) -> None:
    masked = mask(f"{text}，{mobile}，{identity}，{text}")
    assert mobile not in masked
    assert identity not in masked


@given(ANY_TEXT)
def test_the_length_stays_and_a_second_pass_is_harmless(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert len(mask(masked)) == len(text)
