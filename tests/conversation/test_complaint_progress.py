"""The customer asks where a complaint stands, and is told of changes without asking."""

from __future__ import annotations

from assistant.domain.complaint import Step
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_people import COMPLAINT


def work(talk: Talk, step: Step, **fields: str) -> None:
    """Let the supervisor do something with the one complaint there is."""
    with talk.session.app.work() as services:
        agent = services.unit.agents.find_by_name("anning")
        assert agent is not None
        services.complaint_handling.do(agent, "TS202611230001", step, fields)


def test_progress_is_told_with_its_days_and_the_result_at_the_end(talk: Talk) -> None:
    talk.say(COMPLAINT)
    talk.agent("accept")
    talk.agent("return")
    replies = talk.say("我的投诉处理到哪一步了")
    assert kinds(replies) == ["progress"]
    assert "调查中" in text_of(replies)
    assert "2026年12月8日" in text_of(replies)
    (item,) = replies[0]["data"]["items"]
    assert [step["done"] for step in item["steps"]] == [True, True, False, False]
    work(talk, Step.ANSWER, text="经查属实，已安排专人回电。")
    replies = talk.say("我的投诉处理到哪一步了")
    assert "经查属实，已安排专人回电。" in text_of(replies)
    (item,) = replies[-1]["data"]["items"]
    assert [step["done"] for step in item["steps"]] == [True, True, True, False]


def test_a_stranger_is_not_told(talk: Talk) -> None:
    talk.say(COMPLAINT)
    other = Talk(talk.session, "c2")
    assert "TS202611230001" not in text_of(other.say("我的投诉处理到哪一步了"))
