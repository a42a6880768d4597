"""What is told after a complaint was made: it goes into that complaint, or gets a number of its own where it is another matter."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints import ActionAddComplaint
from actions.people import ActionNoteWhileWaiting
from assistant.cli.session import CHANNEL
from assistant.dialogue.context import TurnContext, taking
from assistant.domain.complaint import ComplaintState, Step
from assistant.domain.conversation import Owner
from assistant.domain.understanding import Understanding
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_complaint_progress import work
from tests.conversation.test_complaint_withdrawal import MORE, NUMBER, WHO, complaint, filed, look, owner, steps
from tests.conversation.test_people import COMPLAINT


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
