"""The needs talk on the project's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.understanding import Understanding
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.services.needs import NeedsTalk, Step, as_json, from_json
from assistant.settings import PROJECT

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def talk() -> NeedsTalk:
    return NeedsTalk.load(PROJECT / "knowledge")


def said(text: str, **options: object) -> Understanding:
    return Understanding(
        text=text, intent="seek_advice", group="advice", confidence=1.0, options=options, tapped=bool(options)
    )


def tell(talk: NeedsTalk, first: str, *answers: str) -> Step:
    step = talk.begin(said(first), TODAY)
    for answer in answers:
        step = talk.go_on(from_json(as_json(step.draft)), said(answer), TODAY)
    return step


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("想买份保险", "给我妈买", "怕摔跤", "62"), "songling-senior-accident"),
        (("给孩子买个意外方面的，6岁",), "humiao-child-accident"),
        (("给员工买",), "anye-employer-liability"),
        (("买车了要上什么保险", "自己"), "motor-compulsory"),
        (("自己", "看病住院", "35岁", "没住过院"), "anxin-medical"),
        (("自己", "养老", "45岁"), "hengze-whole-life"),
        (("想买份保险不知道买什么", "给我妈", "都担心", "62", "没住过院"), "songling-senior-accident"),
        (("想买份保险", "自己", "我也不知道", "30岁", "没住过院"), "anxin-medical"),
        (("我自己出去玩", "旅游", "日本"), "yuanhang-overseas-travel"),
    ],
)
def test_suits(talk: NeedsTalk, words: tuple[str, ...], first: str) -> None:
    step = tell(talk, *words)
    assert step.outcome == "suited"
    assert step.suits[0].product == first


def test_nobody_is_offered_what_they_are_too_old_for(talk: NeedsTalk) -> None:
    products = {suit.product for suit in tell(talk, "给我爸买", "看病住院", "72岁", "不知道").suits}
    assert products == set()


def test_what_is_not_understood_is_asked_again(talk: NeedsTalk) -> None:
    step = tell(talk, "想买份保险", "随便")
    assert (step.outcome, step.field and step.field.id) == ("problem", "whom")


def test_health_and_saving_products_bring_their_notes(talk: NeedsTalk) -> None:
    ill = tell(talk, "自己", "大病", "30岁", "高血压")
    assert talk.notes["health"] in talk.notes_for(ill.suits, ill.draft.plain())
    old = tell(talk, "自己", "养老", "45岁")
    assert talk.notes["saving"] in talk.notes_for(old.suits, old.draft.plain())


def test_every_product_of_the_rules_is_on_sale(talk: NeedsTalk) -> None:
    products = KnowledgeBase.load(PROJECT / "knowledge").products
    assert {suit.product for suit in talk.suits} == set(products)
    assert talk.saving <= set(products)
