"""The customer takes a complaint back, or adds to it: only their own, asked first, stored with it, and its owner hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints import ActionAddComplaint
from actions.people import ActionNoteWhileWaiting
from assistant.cli.session import CHANNEL
from assistant.dialogue.context import TurnContext, taking
from assistant.domain.complaint import Complaint, ComplaintState, Step
from assistant.domain.conversation import Owner
from assistant.domain.handoff import HandoffState
from assistant.domain.understanding import Understanding
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


@pytest.mark.parametrize("words", ["我要撤诉", "我不投诉了", "刚才的投诉帮我撤回吧", "算了，投诉取消"])
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


def test_what_is_added_is_stored_with_the_complaint(talk: Talk) -> None:
    filed(talk)
    replies = talk.say(MORE)
    assert kinds(replies) == ["complaint"]
    assert NUMBER in text_of(replies)
    assert complaint(talk).text == f"{COMPLAINT}\n{MORE}"
    assert steps(talk)[-1] == ("customer", "added")
    assert owner(talk) is Owner.BOT


def test_what_is_to_be_added_is_asked_for(talk: Talk) -> None:
    filed(talk)
    assert kinds(talk.say("我要补充投诉")) == ["complaint"]
    assert complaint(talk).text == COMPLAINT
    talk.say("网点的监控可以看到，当天下午两点我一直坐在大厅里等")
    assert complaint(talk).text.endswith("当天下午两点我一直坐在大厅里等")


def test_new_facts_after_the_answer_wait_for_the_owner(talk: Talk) -> None:
    filed(talk)
    work(talk, Step.ANSWER, text="经查没有这回事。")
    talk.say("补充一下我的投诉，我找到当时的通话录音了，可以证明他说过保本")
    after = complaint(talk)
    assert (after.state, after.news_at is not None) == (ComplaintState.ANSWERED, True)
    assert "通话录音" in after.text
    work(talk, Step.REOPEN, text="有录音")
    assert complaint(talk).open


def test_addition_without_a_complaint_makes_one(talk: Talk) -> None:
    replies = talk.say("我再反映一个情况，你们的业务员收了保费不给发票，还叫我别声张")
    assert kinds(replies) == ["complaint"]
    assert complaint(talk).state is ComplaintState.RECEIVED


GRIEVANCE = "我再反映一个情况，你们的业务员收了保费不给发票，还叫我别声张"


def ended(talk: Talk) -> Talk:
    """A complaint that was answered and closed."""
    filed(talk)
    work(talk, Step.ANSWER, text="经查没有这回事。")
    work(talk, Step.CLOSE, outcome="explained")
    return talk


def test_another_matter_after_the_answer_has_a_number_of_its_own(talk: Talk) -> None:
    ended(talk)
    assert "TS202611230002" in text_of(talk.say(GRIEVANCE))
    assert complaint(talk, "TS202611230002").text == GRIEVANCE
    assert (complaint(talk).text, complaint(talk).state) == (COMPLAINT, ComplaintState.CLOSED)


def test_what_is_half_understood_in_the_queue_does_not_go_into_a_closed_case(talk: Talk) -> None:
    """It is noted for the person who comes; into an open case of this conversation it goes at once."""
    ended(talk)
    talk.say("转人工")
    note(talk, GRIEVANCE)
    assert complaint(talk).text == COMPLAINT
    other = Talk(talk.session, "c2")
    other.say(COMPLAINT)
    note(other, GRIEVANCE)
    assert complaint(talk, "TS202611230002").text == f"{COMPLAINT}\n{GRIEVANCE}"


def note(talk: Talk, words: str) -> None:
    """Run what follows a message of somebody who waits, understood as a complaint but not surely."""
    run(talk, ActionNoteWhileWaiting(), "note_while_waiting", words)


def run(talk: Talk, action: Action, intent: str, words: str) -> list[dict[str, Any]]:
    """Run an action on what was read of some words; return its events."""
    said = Understanding(text=words, intent=intent, group="complaint", confidence=0.4)
    tracker = Tracker(talk.sender, {}, {}, [], False, None, {}, "")
    with talk.session.app.work() as services:
        here = services.unit.conversations.find_by_sender(CHANNEL, talk.sender)
        turn = TurnContext(services=services, conversation_id=here.id, said=said, inbox_id=1, read=lambda text: said)
        with taking(turn):
            events: list[dict[str, Any]] = action.run(CollectingDispatcher(), tracker, {})
            return events


def test_another_matter_is_not_added_to_a_closed_case_even_where_it_is_read_as_more(talk: Talk) -> None:
    ended(talk)
    events = run(talk, ActionAddComplaint(), "add_complaint", GRIEVANCE)
    assert events[-1]["name"] == "action_complaint"
    assert complaint(talk).text == COMPLAINT
    run(talk, ActionAddComplaint(), "add_complaint", "我找到了新的证据，当时的通话有录音")
    assert complaint(talk).text.endswith("当时的通话有录音")


def test_complaint_without_a_word_of_what_is_asked_about_though_another_conversation_has_one(talk: Talk) -> None:
    talk.say("我的理赔到哪一步了")
    talk.say(WHO)
    filed(talk)
    other = Talk(talk.session, "c2")
    other.say("我的理赔到哪一步了")
    other.say(WHO)
    other.say("我要投诉")
    assert look(talk, lambda s: len(s.unit.complaints.listed(states=tuple(ComplaintState), limit=9))) == 1
    other.say("你们的业务员收了保费不给发票，还叫我别声张")
    assert complaint(talk, "TS202611230002").text == "你们的业务员收了保费不给发票，还叫我别声张"
    assert complaint(talk).text == COMPLAINT
