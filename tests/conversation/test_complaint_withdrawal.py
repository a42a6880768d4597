"""The customer takes a complaint back: only their own, asked first, stored with it, and its owner hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.cli.session import CHANNEL
from assistant.domain.complaint import Complaint, ComplaintState, Step
from assistant.domain.conversation import Owner
from assistant.domain.handoff import HandoffState
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_complaint_progress import work
from tests.conversation.test_people import COMPLAINT

NUMBER = "TS202611230001"
WHO = "身份证号110101199003070046，手机13900000001"
MORE = "再补充一点，上周五他还在电话里骂了我母亲"


def look(talk: Talk, work: Any) -> Any:
    with talk.session.app.look() as services:
        return work(services)


def complaint(talk: Talk, number: str = NUMBER) -> Complaint:
    return look(talk, lambda s: s.unit.complaints.by_number(number))


def steps(talk: Talk) -> list[tuple[str, str]]:
    """Return who did what with the complaint."""
    history = look(talk, lambda s: s.unit.casefiles.history(s.unit.complaints.by_number(NUMBER)))
    return [(row["actor"], row["step"]) for row in history]


def owner(talk: Talk) -> Owner:
    return look(talk, lambda s: s.unit.conversations.find_by_sender(CHANNEL, talk.sender)).owner


def filed(talk: Talk) -> Talk:
    """A complaint that is made and taken by a1, with the bot talking again."""
    talk.say(COMPLAINT)
    talk.agent("accept")
    talk.agent("return")
    return talk


@pytest.mark.parametrize(
    "words", ["我要撤诉", "我不投诉了", "刚才的投诉帮我撤回吧", "算了，投诉取消", "我不是投诉 就是问问能不能补"]
)
def test_asked_first_then_ended_with_a_receipt(talk: Talk, words: str) -> None:
    filed(talk)
    replies = talk.say(words)
    assert kinds(replies) == ["complaint"]
    assert NUMBER in text_of(replies)
    assert complaint(talk).state is ComplaintState.INVESTIGATING
    replies = talk.tap("确认撤回")
    assert kinds(replies) == ["progress"]
    assert replies[0]["data"]["complaint_number"] == NUMBER
    after = complaint(talk)
    assert (after.state, after.open) == (ComplaintState.WITHDRAWN, False)
    assert steps(talk)[-1] == ("customer", "withdraw")
    letter = look(talk, lambda s: s.letters.text(s.letters.find(replies[0]["data"]["letter"].rpartition("/")[2])))
    assert letter.startswith(f"投诉撤回确认书\n编号：{NUMBER}\n")
    assert "2026年11月23日撤回本件投诉" in letter


def test_owner_hears_of_it_until_somebody_has_taken_note(talk: Talk) -> None:
    filed(talk)
    agent = look(talk, lambda s: s.unit.agents.find_by_name("a1"))
    count = lambda: look(talk, lambda s: s.unit.complaints.count_news(agent.id, nobodys=False))
    assert count() == 0
    talk.say(MORE)
    assert count() == 1
    work(talk, Step.SEEN)
    assert count() == 0
    talk.say("我要撤诉")
    talk.say("确认")
    assert (complaint(talk).state, count()) == (ComplaintState.WITHDRAWN, 1)


def test_second_thoughts_leave_it_as_it_is(talk: Talk) -> None:
    filed(talk)
    talk.say("我要撤诉")
    assert "照常处理" in text_of(talk.tap("不撤了"))
    assert complaint(talk).state is ComplaintState.INVESTIGATING
    assert ("customer", "withdraw") not in steps(talk)
    talk.say("我要撤诉")
    talk.say("不用了，还是查吧")
    assert complaint(talk).state is ComplaintState.INVESTIGATING


@pytest.mark.parametrize(
    "words",
    [
        "我的投诉不撤",
        "不撤，继续投诉",
        "别撤销投诉",
        "撤什么撤",
        "我还要去消协投诉",
        "是的，我不会撤销投诉",
        "撤回要几天",
    ],
)
def test_whatever_is_no_yes_ends_nothing(talk: Talk, words: str) -> None:
    filed(talk)
    talk.say("我要撤诉")
    talk.say(words)
    assert complaint(talk).state is ComplaintState.INVESTIGATING
    assert ("customer", "withdraw") not in steps(talk)


def test_more_of_the_same_complaint_is_no_offer_to_end_it(talk: Talk) -> None:
    filed(talk)
    for words in ("投诉你们销售", "我还要去消协投诉", "我的投诉不撤"):
        assert "要撤回投诉" not in text_of(talk.say(words))
    assert complaint(talk).open


def test_said_again_with_more_words_it_is_asked_again(talk: Talk) -> None:
    filed(talk)
    talk.say("我要撤诉")
    replies = talk.say("你们的人给我道歉了，投诉就撤掉吧")
    assert [button["title"] for button in replies[-1]["buttons"]] == ["确认撤回", "不撤了"]
    assert complaint(talk).open
    talk.say("撤吧")
    assert complaint(talk).state is ComplaintState.WITHDRAWN


def test_one_that_is_answered_while_it_is_asked_stays_answered(talk: Talk) -> None:
    filed(talk)
    talk.say("我要撤诉")
    work(talk, Step.ANSWER, text="经查属实，已安排专人回电。")
    replies = talk.say("是的")
    assert kinds(replies) == ["complaint"]
    assert "已经处理完" in text_of(replies)
    assert complaint(talk).state is ComplaintState.ANSWERED
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]


def test_check_that_has_run_out_while_it_is_asked_is_made_again(talk: Talk) -> None:
    talk.say("我的理赔到哪一步了")
    talk.say(WHO)
    filed(talk)
    other = Talk(talk.session, "c2")
    other.say("我想撤回之前的投诉")
    other.say(WHO)
    talk.session.advance(31 * 60)
    assert kinds(other.say("是的")) == ["verify"]
    assert complaint(talk).open
    assert NUMBER in text_of(other.say(WHO))
    other.say("是的")
    assert complaint(talk).state is ComplaintState.WITHDRAWN


def test_question_in_between_is_answered_and_it_is_asked_again(talk: Talk) -> None:
    filed(talk)
    talk.say("我要撤诉")
    replies = talk.say("百万医疗的等待期是多久")
    assert kinds(replies) == ["answer", "complaint"]
    assert complaint(talk).open
    talk.say("是的")
    assert complaint(talk).state is ComplaintState.WITHDRAWN


def test_who_waits_because_of_it_waits_no_longer(talk: Talk) -> None:
    talk.say(COMPLAINT)
    assert owner(talk) is Owner.QUEUE
    talk.say("我不投诉了")
    talk.say("对，撤掉")
    assert complaint(talk).state is ComplaintState.WITHDRAWN
    assert owner(talk) is Owner.BOT
    stays = look(talk, lambda s: s.unit.handoffs.of_conversation(complaint(talk).conversation_id))
    assert [stay.state for stay in stays] == [HandoffState.WITHDRAWN]


def test_stranger_cannot_even_by_its_number(talk: Talk) -> None:
    filed(talk)
    other = Talk(talk.session, "c2")
    assert kinds(other.say(f"我要撤回投诉{NUMBER}")) == ["verify"]
    replies = other.say(WHO)  # who has shown to be somebody, but not the complainant
    assert NUMBER not in text_of(replies)
    assert complaint(talk).open
    assert kinds(
        other.session.customer("c2", payload=f'/withdraw_complaint{{"complaint": "{NUMBER}"}}')["replies"]
    ) == ["progress"]
    assert complaint(talk).open


def test_its_maker_may_from_another_conversation(talk: Talk) -> None:
    talk.say("我的理赔到哪一步了")
    talk.say(WHO)
    filed(talk)
    other = Talk(talk.session, "c2")
    assert kinds(other.say("我想撤回之前的投诉")) == ["verify"]
    assert NUMBER in text_of(other.say(WHO))
    other.say("是的")
    assert complaint(talk).state is ComplaintState.WITHDRAWN


def test_one_that_was_answered_is_not_taken_back(talk: Talk) -> None:
    filed(talk)
    work(talk, Step.ANSWER, text="经查属实，已安排专人回电。")
    assert "已经处理完" in text_of(talk.say("我要撤诉"))
    assert complaint(talk).state is ComplaintState.ANSWERED


def test_which_of_several(talk: Talk) -> None:
    talk.say("我的理赔到哪一步了")
    talk.say(WHO)
    filed(talk)
    other = Talk(talk.session, "c2")
    other.say("我的理赔到哪一步了")
    other.say(WHO)
    other.say("我要投诉你们的车险查勘员，昨天当着我孩子的面骂脏话，还不肯报工号")
    other.agent("accept")
    other.agent("return")
    replies = other.say("我要撤诉")
    assert [button["title"] for button in replies[0]["buttons"]] == ["TS202611230002", NUMBER]
    other.tap(NUMBER)
    other.tap("确认撤回")
    assert complaint(talk).state is ComplaintState.WITHDRAWN
    assert complaint(talk, "TS202611230002").open
