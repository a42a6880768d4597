"""Names of products that nobody here has heard of."""

from __future__ import annotations

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.strangers import Strangers
from assistant.retrieval.words import Segmenter
from assistant.settings import PROJECT


@pytest.fixture(scope="module")
def whole() -> KnowledgeBase:
    return KnowledgeBase.load(PROJECT / "knowledge")


@pytest.fixture(scope="module")
def strangers(whole: KnowledgeBase) -> Strangers:
    return Strangers(whole.entries, Segmenter(whole.names()))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("鸿盈年金保险怎么样", "鸿盈"),
        ("我买了锦瑞两全保险，想退保", "锦瑞"),
        ("请问绿野户外险好不好", "绿野"),
        ("泽*安康重大疾病保险现在还能买吗", "泽*安康"),
        ("金盏花3号值得买吗", "金盏花"),
        ("宏*佑医疗保险保什么病", "宏*佑"),
        ("在海*交的养老保险能转走吗", None),
        ("少儿重疾险怎么样", None),
        ("良性脑瘤重疾险保不保", None),
        ("白癜风医疗险包括吗", None),
        ("腱鞘炎意外险保障吗", None),
        ("瓦斯中毒意外险赔吗", None),
        ("今年买的车险到期了", None),
        ("等待期是什么", None),
        ("", None),
    ],
)
def test_a_strange_name_is_heard_by_the_words_around_it(strangers: Strangers, text: str, name: str | None) -> None:
    assert strangers.named(text) == name


def test_what_is_our_own_by_a_slip_is_no_stranger(strangers: Strangers) -> None:
    assert strangers.named("鸿盈年金怎么样", ["鸿盈年金"]) is None


def test_no_wording_of_our_own_has_a_strange_name(whole: KnowledgeBase, strangers: Strangers) -> None:
    heard = [str(wording) for entry in whole.entries for wording in entry.surfaces if strangers.named(wording)]
    assert heard == []
