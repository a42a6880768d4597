"""Names beside our own: kinds of insurance, other insurers."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest

from assistant.retrieval.errors import Fault
from assistant.retrieval.kinds import Kinds
from assistant.retrieval.model import Entry
from assistant.retrieval.names import Insurer, Insurers, read_names
from assistant.settings import PROJECT

NAMES = read_names(PROJECT / "knowledge", [])
WORDS = {"motor": ["车险"], "motor.compulsory": ["交强险"], "life": ["寿险"], "life.whole": ["终身寿险"]}


def entry(key: str, question: str, product: str | None = None) -> Entry:
    return Entry(id=key, kind="faq", question=question, answer="", surfaces=(question,), product=product)


def test_what_is_asked_remains_without_the_insurers_name() -> None:
    assert NAMES.insurers.without("中国人寿的万能险是什么意思") == "万能险是什么意思"
    assert NAMES.insurers.without("等待期是什么") == "等待期是什么"


def test_an_insurers_hotline_is_the_number_among_its_words() -> None:
    assert NAMES.insurers.hotline("中国平安") == "95511"
    assert NAMES.insurers.hotline("慧择网") == ""
    assert NAMES.insurers.hotline(None) == ""


def test_an_ending_that_asks_for_something_stays() -> None:
    named = Insurers([Insurer(name="中国平安", words=("中国平安",), stems=("平安",))], ["保险", "续保", "车险"])
    asked = {
        "平安续保贵吗": "续保贵吗",
        "平安的车险贵吗": "车险贵吗",
        "平安保险靠谱吗": "靠谱吗",
        "中国平安好吗": "好吗",
    }
    assert {text: named.without(text) for text in asked} == asked


@pytest.mark.parametrize(
    ("text", "insurer"),
    [
        ("平安车险到期了怎么续", "中国平安"),
        ("我在 平安 保险 买的重疾", "中国平安"),
        ("人保车险和国寿哪家好", "中国人保"),
        ("95519转人工按几", "中国人寿"),
        ("我的电话是13995519123", None),
        ("太平洋的小业务员骗人", "中国太保"),
        ("撞死人保险公司赔不赔", None),
        ("给家人保重疾险", None),
        ("中国寿命最长的人", None),
        ("国寿寿险怎么样", "中国人寿"),
        ("这也太保守了", None),
        ("picc的电话多少", "中国人保"),
        ("一路平安", None),
        ("平安乐享百岁两全能提前取吗", "中国平安"),
        ("想买平安驴友旅行意外保险 要几天生效", "中国平安"),
        ("平安到家了 谢谢", None),
        ("太阳能热水器坏了保险赔吗", None),
        ("大地震保险赔不赔", None),
        ("平安的车险在你们这儿能赔吗", "中国平安"),
        ("今天阳光真好，想买份保险", None),
        ("栖云的车险怎么样", None),
        ("", None),
    ],
)
def test_another_insurer_is_known_by_its_names_and_not_by_everyday_words(text: str, insurer: str | None) -> None:
    assert NAMES.insurers.named(text) == insurer


def test_the_longest_name_of_a_kind_counts() -> None:
    kinds = Kinds(WORDS, [], {})
    assert kinds.named("终身寿险和交强险") == {"life.whole", "motor.compulsory"}


def test_what_is_about_another_kind_is_told_apart() -> None:
    entries = [
        entry("a", "交强险保什么"),
        entry("b", "车险多少钱"),
        entry("c", "终身寿险是什么"),
        entry("d", "怎么退保"),
    ]
    kinds = Kinds(WORDS, [*entries, entry("e", "保什么", "home")], {"home": "栖云车险"})
    assert list(kinds.others("车险保什么")) == [False, False, True, False, False]
    assert list(kinds.others("寿险怎么买")) == [True, True, False, False, True]
    assert not kinds.others("怎么理赔").any()
    assert list(kinds.others("怎么理赔", "车险报案")) == list(kinds.others("车险怎么理赔"))
    assert list(kinds.others("寿险怎么买", "车险报案")) == list(kinds.others("寿险怎么买"))


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "kinds.yml").write_text(
        "kinds:\n  - {id: motor, words: [车险]}\n  - {id: life, words: [车 险]}\n  - {id: Life, words: [寿险]}\n",
        encoding="utf-8",
    )
    faults: List[Fault] = []
    read_names(tmp_path, faults)
    assert [str(fault) for fault in faults] == [
        "kinds.yml:3: 车 险 of life means motor already",
        "kinds.yml:4: id must be a kind such as motor or motor.compulsory, not Life",
    ]


def test_both_files_may_be_missing(tmp_path: Path) -> None:
    names = read_names(tmp_path, [])
    assert not names.kinds
    assert names.insurers.named("平安保险") is None


@pytest.mark.parametrize(
    ("text", "sold"),
    [("寿险怎么买", True), ("终身寿险和车险怎么买", True), ("车险怎么买", False), ("怎么买好", True)],
)
def test_a_kind_is_sold_that_a_product_is_of_or_is_a_part_of(text: str, sold: bool) -> None:
    assert Kinds(WORDS, [], {"a": "某某终身寿险"}).sold(text) is sold
