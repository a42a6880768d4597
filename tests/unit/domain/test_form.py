"""Filling a form: what is mentioned, what is asked, what is corrected."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.form import Choice, Draft, Field, corrected_fields, fill_asked, fill_mentioned, next_field
from assistant.domain.reading import Invalid
from assistant.domain.understanding import Entity, Understanding

TODAY = date(2026, 11, 23)
CAUSE = Field(
    id="cause", type="choice", label="事故类型", ask="哪种？",
    choices=(Choice(id="collision", title="与其他车碰撞", words=("追尾",)), Choice(id="single", title="单方", words=("护栏",))),
)  # fmt: skip
DAY = Field(id="date", type="date", label="出险日期", ask="哪天？", labels=("日期",))
HURT = Field(
    id="injured", type="yesno", label="人员受伤", ask="受伤？", yes_words=("受伤",), no_words=("没人受伤", "人没事")
)
HOSPITAL = Field(id="hospital", type="hospital", label="医院", ask="哪家？", when={"injured": (True,)}, unknown_ok=True)
PHONE = Field(id="phone", type="phone", label="电话", ask="电话？")
FIELDS = (CAUSE, DAY, HURT, HOSPITAL, PHONE)


def said(text: str, intent: str = "report_claim", **entities: str) -> Understanding:
    found = tuple(Entity(type=k, value=v, text=v, start=0, end=1) for k, v in entities.items())
    return Understanding(text=text, intent=intent, group="claim_report", confidence=0.9, entities=found)


def test_everything_said_is_taken_at_once() -> None:
    draft, filled, problem = fill_mentioned(
        FIELDS, Draft(form="claim"), said("昨天追尾了，没人受伤", date="2026-11-22"), TODAY
    )
    assert filled == ["cause", "date", "injured"]
    assert draft.plain() == {"cause": "collision", "date": "2026-11-22", "injured": False}
    assert problem is None
    assert next_field(FIELDS, draft) == PHONE


def test_field_that_depends_on_another_is_asked_only_then() -> None:
    draft, _, _ = fill_mentioned(FIELDS, Draft(form="claim"), said("追尾，有人受伤", date="2026-11-22"), TODAY)
    assert next_field(FIELDS, draft) == HOSPITAL


def test_date_to_come_is_a_problem_and_not_a_value() -> None:
    draft, filled, problem = fill_mentioned(FIELDS, Draft(form="claim"), said("明天追尾", date="2026-11-24"), TODAY)
    assert "date" not in draft.values
    assert filled == ["cause"]
    assert problem is not None
    assert problem.code == "date_future"


@pytest.mark.parametrize(("text", "value"), [("2", "single"), ("第一种", "collision"), ("护栏", "single")])
def test_choice_by_number_or_word(text: str, value: str) -> None:
    assert fill_asked(CAUSE, Draft(form="claim"), said(text), TODAY).plain() == {"cause": value}


@pytest.mark.parametrize(("intent", "value"), [("affirm", True), ("deny", False)])
def test_yes_or_no_when_asked(intent: str, value: bool) -> None:
    assert fill_asked(HURT, Draft(form="claim"), said("嗯", intent), TODAY).plain() == {"injured": value}


def test_unknown_where_it_may_be() -> None:
    assert fill_asked(HOSPITAL, Draft(form="claim"), said("记不清了", "unsure"), TODAY).plain() == {
        "hospital": "unknown"
    }
    with pytest.raises(Invalid):
        fill_asked(PHONE, Draft(form="claim"), said("记不清了", "unsure"), TODAY)


@pytest.mark.parametrize(
    ("message", "field"),
    [(said("日期写错了"), "date"), (said("不对，是11月20号", date="2026-11-20"), "date"), (said("你好"), None)],
)
def test_correction_finds_its_field(message: Understanding, field: str | None) -> None:
    draft, _, _ = fill_mentioned(FIELDS, Draft(form="claim"), said("追尾，没人受伤", date="2026-11-22"), TODAY)
    found = next(iter(corrected_fields(FIELDS, draft, message, TODAY)), None)
    assert (found.id if found else None) == field
