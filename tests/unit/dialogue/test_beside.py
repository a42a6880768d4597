"""What is offered beside a wish that may have been a question."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.dialogue.beside import with_beside
from assistant.domain.message import Button, Reply
from assistant.domain.understanding import Understanding
from assistant.services.answers import Answer
from assistant.services.phrases import Phrases

PHRASES = Phrases({"utter_beside": [{"text": "先了解：", "custom": {"kind": "clarify"}}]})
SHOWN = Reply(kind="advice", text="这款产品……")
ASKED = Reply(kind="form", text="给谁买？", data={"field": "whom"})
NEAR: Any = (SimpleNamespace(id="faq:one", question="潜水教练能买意外险吗"),)


def wish(text: str = "潜水教练怎么买保险", confidence: float = 0.9, **more: Any) -> Understanding:
    return Understanding(**{"text": text, "intent": "seek_advice", "group": "advice", "confidence": confidence, **more})


def choice(said: Understanding) -> Answer:
    return Answer(outcome="choice", question=said.text, choices=NEAR, chance=0.2)


def never(said: Understanding) -> Answer:
    raise AssertionError("looked up")


def test_entries_are_offered_before_a_question_of_a_form_and_after_anything_else() -> None:
    replies = with_beside(wish(), [SHOWN, ASKED], choice, PHRASES)
    assert [reply.kind for reply in replies] == ["advice", "clarify", "form"]
    assert replies[1].buttons == (Button(title=NEAR[0].question, payload='/show_entry{"entry": "faq:one"}'),)
    assert [reply.kind for reply in with_beside(wish(), [SHOWN], choice, PHRASES)] == ["advice", "clarify"]


def test_answer_that_the_wish_outweighed_is_offered_too() -> None:
    found = Answer(outcome="answer", question="", entry=NEAR[0], chance=0.8)
    assert with_beside(wish(), [ASKED], lambda said: found, PHRASES)[0].buttons[0].title == NEAR[0].question


def test_a_bare_heading_may_ask_what_it_names() -> None:
    heading = wish("旅游险生效时间", intent="query_policy", group="policy_service")
    assert [reply.kind for reply in with_beside(heading, [ASKED], choice, PHRASES)] == ["clarify", "form"]


def test_nothing_near_leaves_the_replies_as_they_are() -> None:
    far = Answer(outcome="choice", question="", choices=NEAR, chance=0.1)
    for found in (Answer(outcome="unknown", question=""), far):
        assert with_beside(wish(), [ASKED], lambda said, found=found: found, PHRASES) == [ASKED]


@pytest.mark.parametrize(
    "said",
    [
        wish("给我推荐一份保险"),
        wish("查保单", intent="query_policy", group="policy_service"),
        wish("請辦理變更", intent="change_policy", group="policy_service"),
        wish("追尾护栏", intent="report_claim", group="claim_report"),
        wish("骗子公司", intent="file_complaint", group="complaint"),
        wish(tapped=True),
        wish("保单怎么退", intent="surrender_policy", group="policy_service", confidence=0.99),
        wish("着火了怎么办", intent="report_emergency", group="emergency"),
        wish("等待期多久", intent="ask_knowledge", group="knowledge"),
    ],
)
def test_what_asks_nothing_or_is_sure_is_not_looked_up(said: Understanding) -> None:
    assert with_beside(said, [ASKED], never, PHRASES) == [ASKED]


def test_what_was_answered_already_gets_nothing_beside() -> None:
    answered = Reply(kind="answer", text="可以。")
    assert with_beside(wish(), [answered], never, PHRASES) == [answered]
    offered = Reply(kind="clarify", text="哪一个？", buttons=(Button(title="x", payload='/show_entry{"entry": "x"}'),))
    assert with_beside(wish(), [offered], never, PHRASES) == [offered]
