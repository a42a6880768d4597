import time
from datetime import datetime

import pytest
from hypothesis import given

from assistant.clock import SHANGHAI
from assistant.nlu.lookups import project_path, read_product_names
from assistant.nlu.recognition import Recogniser
from assistant.text.normalise import normalise
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
TYPES = frozenset(
    (
        "policy_number",
        "claim_number",
        "complaint_number",
        "id_number",
        "phone",
        "plate",
        "name",
        "product",
        "clause",
        "date",
        "time",
        "amount",
        "place",
        "relation",
        "hospital",
    )
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load(project_path("nlu_data/lookups"), project_path("knowledge/products"))


def read(recogniser: Recogniser, text: str) -> list[tuple[str, str, str]]:
    return [(entity.type, entity.value, entity.text) for entity in recogniser.find(normalise(text), NOW)]


def test_three_facts_in_a_line(recogniser: Recogniser) -> None:
    assert read(
        recogniser, "我叫王小明，电话１３８００１３８０００，昨天下午三点在沪宁高速被追尾，车牌沪A·12345，修车要三千五"
    ) == [
        ("name", "王小明", "王小明"),
        ("phone", "13800138000", "１３８００１３８０００"),
        ("date", "2026-11-22", "昨天"),
        ("time", "15:00", "下午三点"),
        ("place", "沪宁高速", "沪宁高速"),
        ("plate", "沪A12345", "沪A·12345"),
        ("amount", "3500", "三千五"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我妈前天在杭州摔了",
            [("relation", "妈", "妈"), ("date", "2026-11-21", "前天"), ("place", "杭州", "杭州")],
        ),
        ("在浙江省人民醫院住院", [("hospital", "浙江省人民医院", "浙江省人民醫院")]),
        ("保险法第16条和条款第二十三条", [("clause", "第十六条", "第16条"), ("clause", "第二十三条", "第二十三条")]),
        ("查 LP202611230001", [("claim_number", "LP202611230001", "LP202611230001")]),
        ("大理石台面裂了", []),
        ("在杭州余杭摔了", [("place", "杭州余杭", "杭州余杭")]),
        ("江苏宜兴的", [("place", "江苏宜兴", "江苏宜兴")]),
        ("北京上海都去", [("place", "北京", "北京"), ("place", "上海", "上海")]),
        ("人在广州白云机场", [("place", "广州白云机场", "广州白云机场")]),
        ("在洱海的民宿摔了", [("place", "洱海", "洱海")]),
        ("三明治好吃吗", []),
        ("刚才", [("date", "2026-11-23", "刚才"), ("time", "10:00", "刚才")]),
        ("赵启明先生的电话", [("name", "赵启明", "赵启明")]),
        ("我先生骑车摔了", [("relation", "先生", "先生")]),
        ("我叫孙丽 保单号忘了", [("name", "孙丽", "孙丽")]),
        ("", []),
    ],
)
def test_reads(recogniser: Recogniser, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(recogniser, text) == expected


def test_every_name_of_a_product_is_known(recogniser: Recogniser) -> None:
    for name, product in read_product_names(project_path("knowledge/products")):
        assert ("product", product, name) in read(recogniser, name), name


@given(text=ANY_TEXT | CHINESE_TEXT)
def test_entities_stand_where_they_say_and_overlap_only_as_date_and_time(recogniser: Recogniser, text: str) -> None:
    entities = recogniser.find(normalise(text), NOW)
    for entity in entities:
        assert entity.type in TYPES
        assert entity.text == text[entity.start : entity.end] != ""
        assert " " not in entity.value
    for one in entities:
        for other in entities:
            overlap = one.start < other.end and other.start < one.end
            assert one is other or not overlap or {one.type, other.type} == {"date", "time"}


@pytest.mark.parametrize("piece", ["🙂", "。", "1", "在", "我叫王", "3天前", "\ud800", "\u202e", "今天三点", "abc"])
def test_ten_thousand_characters_take_less_than_a_second(recogniser: Recogniser, piece: str) -> None:
    message = normalise((piece * 10_000)[:10_000])
    started = time.process_time()
    recogniser.find(message, NOW)
    assert time.process_time() - started < 1
