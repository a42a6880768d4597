import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.money import find_amounts
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修车花了3500", ["3500"]),
        ("赔了两万多", ["20000"]),
        ("三块五", ["3.5"]),
        ("12元5角", ["12.5"]),
        ("¥3,500.00元", ["3500"]),
        ("3w左右", ["30000"]),
        ("大概两三千块", ["2000"]),
        ("保额50万够吗", ["500000"]),
        ("100万三者险", ["1000000"]),
        ("花了三万一共", ["30000"]),
        ("医药费总共用了12300.5", ["12300.5"]),
        ("定损八千,修理厂要一万二", ["8000", "12000"]),
        ("二百五十块钱", ["250"]),
        ("赔了十几万", ["100000"]),
        ("花了二十多万", ["200000"]),
        ("一共花了一万五六", ["15000"]),
        ("大概万把块钱,不是千把块", ["10000", "1000"]),
        ("扣了我199,又收我八百", ["199", "800"]),
        ("每年3600", ["3600"]),
        ("屏幕碎了,两千六换的", ["2600"]),
        ("报价5200多", ["5200"]),
    ],
)
def test_reads(text: str, expected: list[str]) -> None:
    assert [amount.value for amount in find_amounts(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "开了2万公里",
        "一百种重疾",
        "百万医疗险多少钱",
        "万一出事",
        "千万别",
        "第一次",
        "赔付比例80%",
        "3500",
        "30岁",
        "两万美元",
        "少了两颗牙",
        "只赔1/3",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_amounts(text) == []


@given(st.one_of(ANY_TEXT, CHINESE_TEXT))
def test_amounts_stand_where_they_say_and_are_plain(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert end <= amount.start < amount.end <= len(text)
        assert amount.value.replace(".", "", 1).isdigit()
        end = amount.end


@given(st.integers(1, 10**8))
def test_every_whole_amount_is_read(yuan: int) -> None:
    assert [amount.value for amount in find_amounts(f"一共花了{yuan}元")] == [str(yuan)]


@given(st.integers(1, 99), st.integers(1, 9))
def test_short_units_are_read_with_what_follows_them(whole: int, part: int) -> None:
    assert [amount.value for amount in find_amounts(f"交了{whole}w{part}")] == [str(whole * 10_000 + part * 1000)]


@given(st.sampled_from("二三四五六七八九"), st.sampled_from("多几来余"))
def test_rough_tens_are_read_as_the_lower_bound(ten: str, rough: str) -> None:
    amount = (2 + "二三四五六七八九".index(ten)) * 100_000
    assert [found.value for found in find_amounts(f"花了{ten}十{rough}万块")] == [str(amount)]
