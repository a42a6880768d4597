"""What is seen on a paper becomes a guess: kind, problems, whose name."""

from __future__ import annotations

import pytest

from assistant.domain.paper import OTHER, PHOTO, Look, PaperRules, Problem, Seen, look_at
from assistant.services.firstlook.rules import load_paper_rules
from assistant.settings import PROJECT

RULES: PaperRules = load_paper_rules(PROJECT / "knowledge")
CARD = [
    ("姓名 何秋实", 0.98),
    ("性别 女 民族 汉", 0.97),
    ("住址 临江县平安路3号", 0.98),
    ("公民身份号码", 0.99),
    ("990101199003070046", 0.97),
]


def seen(lines: list[tuple[str, float]], **more: object) -> Seen:
    return Seen(**{"lines": lines, "width": 900, "height": 600, **more})  # type: ignore[arg-type]


def look(lines: list[tuple[str, float]], *names: str, **more: object) -> Look:
    return look_at(seen(lines, **more), RULES, names)


def test_words_tell_the_kind() -> None:
    assert look(CARD).kind == "id_front"
    assert look([("临江县中医院", 1.0), ("出院记录", 1.0), ("入院诊断：肺炎", 1.0)]).kind == "discharge"
    assert look([("感谢您的惠顾", 1.0), ("欢迎下次光临本店购物", 1.0)]).kind == OTHER


def test_a_title_counts_at_the_head_and_less_further_down() -> None:
    report = [
        ("道路交通事故认定书", 1.0),
        ("当事人：何秋实", 1.0),
        *[(f"第{n}段", 1.0) for n in range(9)],
        ("机动车驾驶证", 1.0),
    ]
    assert look(report).kind == "accident_report"


def test_words_that_were_hardly_read_tell_nothing() -> None:
    assert look([("公民身份号码", 0.4), ("姓名", 0.4), ("民族", 0.5)], sharpness=20.0).problems == (Problem.BLURRED,)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"brightness": 50.0}, Problem.DARK),
        ({"width": 200}, Problem.SMALL),
        ({"over_edge": 4}, Problem.CUT_OFF),
        ({"sharpness": 1.0}, Problem.BLURRED),
    ],
)
def test_a_paper_that_cannot_be_read(more: dict[str, object], problem: Problem) -> None:
    found = look(CARD, **more)
    assert found.problems == (problem,)
    assert not found.readable


def test_a_picture_without_words() -> None:
    assert look([], sharpness=500.0).kind == PHOTO
    assert look([], spread=3.0).problems == (Problem.BLANK,)
    assert look([], sharpness=10.0).problems == (Problem.BLURRED,)


def test_whose_name_is_on_it() -> None:
    assert look(CARD, "何 秋实").named is True
    assert look(CARD, "林晓梅").problems == (Problem.OTHER_NAME,)
    assert look(CARD).named is None


def test_what_an_item_takes() -> None:
    assert RULES.fits("id_back", "identity")
    assert not RULES.fits("invoice", "identity")
    assert RULES.fits(OTHER, "identity")  # words that say nothing of the kind speak neither for nor against
    assert not RULES.fits(PHOTO, "invoices")
    assert RULES.fits("invoice", "an item with no rule")


def test_what_speaks_against_an_item() -> None:
    assert RULES.doubt(Look(kind="invoice", score=9), "identity") is Problem.OTHER_KIND
    assert RULES.doubt(Look(kind="id_front", score=9, problems=(Problem.DARK,)), "identity") is Problem.DARK
    stranger = Look(kind="id_front", score=9, problems=(Problem.OTHER_NAME,), named=False)
    assert RULES.doubt(stranger, "identity") is Problem.OTHER_NAME
    assert RULES.doubt(stranger, "guardian") is None  # which is another person's by its nature


def test_every_item_named_is_one_of_a_claim() -> None:
    from assistant.services.forms import load_forms

    forms = load_forms(PROJECT / "knowledge")
    known = {rule.id for kind in forms.claims.values() for rule in kind.materials}
    assert {*RULES.items, *RULES.reusable, *RULES.insured} <= known
