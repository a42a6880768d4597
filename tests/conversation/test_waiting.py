"""Words for who waits: how it stands is told once and again when it has changed; a low rating is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.handoff import Reason
from assistant.storage.tables import ratings
from tests.conversation.conftest import Talk, kinds, text_of


def rated(talk: Talk) -> list[tuple[int, str]]:
    with talk.session.app.look() as services:
        return [(row["score"], row["comment"]) for row in services.unit.ratings.all(ratings.select())]


def in_front(talk: Talk) -> None:
    """Let somebody in danger come to the queue, and go first."""
    other = Talk(talk.session, "c9")
    other.say("你好")
    with talk.session.app.work() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", "c9")
        services.handoffs.request(conversation, Reason.EMERGENCY)


def test_what_stands_as_it_stood_is_not_told_again(talk: Talk) -> None:
    talk.session.agent("a1", "login")
    first = talk.say("转人工")
    assert "预计等待" in text_of(first)
    noted = [text_of(talk.say(words)) for words in ("那个人姓周", "是前天下午四点多的事", "还要多久")]
    assert all("预计等待" not in words for words in noted)
    assert all(len(words) <= 20 for words in noted)
    again = talk.say("转人工")
    assert kinds(again) == ["handoff"]
    assert "没变" in text_of(again)


def test_question_of_a_report_is_not_taken_for_how_it_stands(talk: Talk) -> None:
    talk.session.agent("a1", "login")
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.say("帮我转人工")
    (asked,) = talk.tap("等待时接着报案")
    assert asked["data"]["place"] > 1
    again = talk.say("转人工")
    assert "没变" in text_of(again)
    assert "预计等待" not in text_of(again)


def test_report_takes_an_answer_that_names_nothing_while_its_customer_waits(talk: Talk) -> None:
    talk.session.agent("a1", "login")
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车")
    talk.say("帮我转人工")
    assert "受伤" in text_of(talk.tap("等待时接着报案"))
    assert "受伤" not in text_of(talk.say("没人受伤"))
    assert "受伤" not in text_of(talk.say("那个人姓周"))


def test_what_has_changed_is_told(talk: Talk) -> None:
    talk.session.agent("a1", "login")
    talk.say("转人工")
    in_front(talk)
    replies = talk.say("那个人姓周")
    assert "前面还有1位" in text_of(replies)
    assert "前面还有1位" not in text_of(talk.say("是前天下午四点多的事"))


@pytest.mark.parametrize("score", ["很不满意", "不满意"])
def test_low_rating_is_asked_about_once_and_the_reason_is_kept(talk: Talk, score: str) -> None:
    served(talk)
    assert "哪里没做好" in text_of(talk.tap(score))
    assert rated(talk)[0][1] == ""
    replies = talk.say("说了三遍他都没听懂，电话13900000001也记错了")
    assert kinds(replies) == ["survey"]
    assert rated(talk) == [({"很不满意": 1, "不满意": 2}[score], "说了三遍他都没听懂，电话139****0001也记错了")]
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]


def test_good_rating_is_not_asked_about(talk: Talk) -> None:
    served(talk)
    talk.tap("满意")
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]
    assert rated(talk) == [(4, "")]


def test_who_asks_something_else_instead_is_answered(talk: Talk) -> None:
    served(talk)
    talk.tap("不满意")
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]
    assert rated(talk) == [(2, "")]


def test_rating_after_the_end_is_asked_about_too(talk: Talk) -> None:
    talk.say("转人工")
    talk.agent("accept")
    talk.agent("close", "已解决")
    talk.tap("很不满意")
    talk.say("态度太差了，一直在敷衍我")
    assert rated(talk) == [(1, "态度太差了，一直在敷衍我")]


def served(talk: Talk) -> Any:
    """A stay with people that ended, with the survey asked."""
    talk.say("转人工")
    talk.agent("accept")
    return talk.agent("return")
