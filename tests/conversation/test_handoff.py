"""When a conversation goes to people, what the customer is told, and what happens meanwhile and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Iterator

import pytest

from assistant.cli.session import Session
from assistant.clock import SHANGHAI, FixedClock
from assistant.settings import Settings
from tests.conversation.conftest import Talk, kinds, text_of

REPORT = "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了"


def reason(talk: Talk) -> str:
    return str(talk.agent("accept")["packet"]["reason"])


@pytest.fixture
def night(settings: Settings, brain, searcher) -> Iterator[Talk]:
    clock = FixedClock(datetime(2026, 11, 23, 23, 30, tzinfo=SHANGHAI))
    session = Session(replace(settings, clock=clock), searcher, brain)
    yield Talk(session)
    session.close()


def test_danger_goes_to_a_person_after_what_to_do_first(talk: Talk) -> None:
    replies = talk.say("着火了，家里有人被困出不来")
    assert kinds(replies) == ["safety", "handoff"]
    assert reason(talk) == "emergency"


def test_second_misunderstanding_in_a_row_goes_to_a_person(talk: Talk) -> None:
    assert kinds(talk.say("3344")) == ["clarify"]
    replies = talk.say("5566")
    assert kinds(replies) == ["unknown", "handoff"]
    assert talk.owner == "queue"
    assert reason(talk) == "misunderstanding"


@pytest.mark.parametrize(
    ("text", "tone", "misses", "why"),
    [
        ("那笔扣款是怎么回事", None, 1, "doubt"),
        ("不是我签的名，是代签", None, 1, "risk"),
        ("那就走着瞧", "threat", 1, "risk"),
        ("天气怎么样", None, 1, None),
        ("天气怎么样", None, 2, "misunderstanding"),
    ],
)
def test_what_is_not_understood_goes_to_people_for_a_reason(text: str, tone: str, misses: int, why: str | None) -> None:
    from actions.handing import beyond_the_bot
    from assistant.domain.understanding import Understanding
    from assistant.services.desk_rules import load_rules
    from assistant.settings import PROJECT

    said = Understanding(text=text, intent="not_understood", group="control", confidence=0.2, tone=tone)
    reason = beyond_the_bot(said, misses, load_rules(PROJECT / "knowledge"))
    assert (reason.value if reason else None) == why


def test_decision_that_people_take_goes_to_their_group(talk: Talk) -> None:
    talk.say("我想退保")
    talk.say("身份证号110101199003070046，手机13900000001")
    assert kinds(talk.tap("转人工办理")) == ["handoff"]
    assert reason(talk) == "decision"


def test_nobody_there_is_said_and_somebody_there_gives_a_wait(talk: Talk) -> None:
    assert "现在没有客服在线" in text_of(talk.say("转人工"))
    talk.tap("不等了，继续问助手")
    talk.session.agent("a1", "login")
    assert "预计等待约1分钟" in text_of(talk.say("转人工"))


def test_form_goes_on_while_the_customer_waits(talk: Talk) -> None:
    talk.say(REPORT)
    talk.say("帮我转人工")
    assert "车牌" in text_of(talk.tap("等待时接着报案"))
    assert kinds(talk.say("沪A12345")) == ["claim"]
    assert talk.owner == "queue"
    facts = talk.agent("accept")["packet"]["facts"]
    assert "沪A12345" in {fact["value"] for fact in facts}


def test_message_left_at_night_gets_a_time_and_a_number(night: Talk) -> None:
    said = text_of(night.say("转人工"))
    assert "2026年11月24日09:00" in said
    assert "留一个方便接听的电话" in said
    assert night.owner == "queue"
    assert "139****0001" in text_of(night.say("打13900000001吧"))
    assert kinds(night.say("百万医疗的等待期是多久")) == ["answer"]
    assert "请留一个" not in text_of(night.say("转人工"))
    assert night.agent("accept")["owner"] == "agent"


def test_number_that_is_known_is_not_asked_for(night: Talk) -> None:
    night.say("查一下我的保单")
    night.say("身份证号110101199003070046，手机13900000001")
    said = text_of(night.say("转人工"))
    assert "2026年11月24日09:00" in said
    assert "请留一个" not in said


def test_closed_stay_is_rated_and_stays_closed(talk: Talk) -> None:
    talk.say("转人工")
    talk.agent("accept")
    replies = talk.agent("close", "已经解释清楚")["replies"]
    assert kinds(replies)[-1] == "survey"
    assert kinds(talk.say("很满意")) == ["survey"]
    assert talk.owner == "closed"
    assert talk.say("你好")
    assert talk.owner == "bot"


def test_rating_of_nothing_is_refused(talk: Talk) -> None:
    talk.say("你好")
    assert kinds(talk._take(talk.session.customer("c1", payload='/rate{"score": 5}'))) == ["error"]


def test_return_in_mid_form_asks_the_form_again_and_no_rating(talk: Talk) -> None:
    talk.say(REPORT)
    talk.say("帮我转人工")
    talk.agent("accept")
    assert kinds(talk.agent("return")["replies"]) == ["handoff", "claim"]
