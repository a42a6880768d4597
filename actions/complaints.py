"""Complaints as their makers see them: made, added to, taken back."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.handing import queue_words
from actions.identity import ask_identity
from actions.saying import button, day_words, tell
from assistant.dialogue.context import current_turn
from assistant.domain.complaint import ENDED, Complaint
from assistant.domain.conversation import Owner
from assistant.domain.handoff import Reason
from assistant.errors import NotFoundError, StateError
from assistant.services.listening import CERTAIN, SURE
from assistant.text.grievance import says_what
from assistant.text.questions import is_question
from assistant.text.waiting import confirms_it, goes_on, holds_to_it, takes_back

Events = List[Dict[str, Any]]
FORM, ADDING, WITHDRAWING = "complaint", "add_complaint", "withdraw_complaint"
HINT = 5  # characters: less than that, about something else, was no answer to what the complaint is
HEARD = 30  # characters of a complaint that name it to its maker
TOLD = 12  # characters: whoever writes as many is not asked, however little they say
ASIDE = frozenset({"knowledge", "advice", "claim_material", "policy_service", "out_of_scope"})
INTERRUPTS = frozenset({"human", "emergency"})
PLEASANT = frozenset({"control", "smalltalk"})  # a yes or a thank you: nothing that leads elsewhere
STOPS = ("cancel", "deny", "withdraw_complaint")


class ActionComplaint(Action):
    """Takes a complaint with at most one question, and puts it in the queue."""

    def name(self) -> str:
        return "action_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if tracker.get_slot("digression") == FORM:
            return [SlotSet("digression", None)]
        asked = tracker.get_slot("form") == FORM
        if asked and turn.said.intent in STOPS:
            return [_back_to_form(), FollowupAction("action_idle")]
        if asked and (_interrupted() or _aside()):
            return [_back_to_form(), SlotSet("digression", FORM)]
        question = _question(tracker, asked)
        if question:
            tell(dispatcher, question)
            return [SlotSet("form", FORM), SlotSet("nudged", asked)]
        _file(dispatcher)
        return [_back_to_form()]


class ActionAddComplaint(Action):
    """Puts what is told to the complaint that it belongs to; asks for it first where nothing has been told yet."""

    def name(self) -> str:
        return "action_add_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if tracker.get_slot("digression") == ADDING:
            return [SlotSet("digression", None)]
        asked = tracker.get_slot("form") == ADDING
        if asked and (_interrupted() or _aside()):
            return [_back_to_form(), SlotSet("digression", ADDING)]
        if asked and turn.said.intent in STOPS:
            return [_back_to_form(), FollowupAction("action_idle")]
        complaint = _added_to(asked)
        if complaint is None:  # there is none yet: it is a new one
            return [_back_to_form(), FollowupAction("action_complaint")]
        if not asked and not says_what(turn.said.text):
            tell(dispatcher, "utter_complaint_add_ask")
            return [SlotSet("form", ADDING)]
        _add(dispatcher, complaint)
        return [_back_to_form()]


class ActionWithdrawComplaint(Action):
    """Ends a complaint that its maker takes back, once they have said so twice."""

    def name(self) -> str:
        return "action_withdraw_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        number, said = tracker.get_slot("complaint"), turn.said
        if tracker.get_slot("digression") == WITHDRAWING:
            return _ask_again(dispatcher, tracker)
        if tracker.get_slot("form") != WITHDRAWING or said.options:
            return _offer(dispatcher)
        sure = confirms_it(said.text)  # the whole of it, where "撤掉" alone may be read as a no to what went before
        if not sure and (said.intent in ("deny", "cancel") or holds_to_it(said.text)):
            tell(dispatcher, "utter_complaint_kept", number=number)
            return _done()
        if sure or said.intent == "affirm":
            return _withdraw(dispatcher, number)
        if said.intent == "withdraw_complaint" or takes_back(said.text):  # with more than a yes to what was asked
            return _offer(dispatcher)
        return [*([_back_to_form()] if _interrupted() else []), SlotSet("digression", WITHDRAWING)]


def add_to_open(dispatcher: CollectingDispatcher) -> bool:
    """Put what was said to the open complaint of the conversation; return whether there is one."""
    turn = current_turn()
    complaint = turn.services.complaints.goes_to(turn.conversation)
    if complaint is not None:
        _add(dispatcher, complaint)
    return complaint is not None


def _offer(dispatcher: CollectingDispatcher) -> Events:
    """Ask whether the complaint is really to end; which one, where there are several."""
    turn = current_turn()
    named, mine = turn.said.options.get("complaint") or turn.said.first("complaint_number"), _mine()
    found = [complaint for complaint in mine if named in (None, complaint.number)]
    if not found and not turn.conversation.verified(turn.services.clock.now()):
        return ask_identity(dispatcher, "action_withdraw_complaint")
    standing = [complaint for complaint in found if complaint.open]
    if not found:
        tell(dispatcher, "utter_complaint_none")
    elif not standing:
        tell(dispatcher, "utter_complaint_withdraw_late", number=found[0].number)
    elif not turn.said.tapped and holds_to_it(turn.said.text):
        tell(dispatcher, "utter_complaint_kept", number="、".join(c.number for c in standing))
    elif len(standing) > 1:
        buttons = [button(c.number, WITHDRAWING, complaint=c.number) for c in standing]
        tell(dispatcher, "utter_complaint_withdraw_which", buttons=buttons)
    else:
        tell(dispatcher, "utter_complaint_withdraw_ask", number=standing[0].number, words=standing[0].text[:HEARD])
        return [SlotSet("form", WITHDRAWING), SlotSet("complaint", standing[0].number)]
    return [_back_to_form()]


def _ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask once more after something else was answered, unless the conversation has gone elsewhere meanwhile."""
    complaint = next((c for c in _mine() if c.open and c.number == tracker.get_slot("complaint")), None)
    if tracker.get_slot("form") == WITHDRAWING and complaint is not None:
        tell(dispatcher, "utter_complaint_withdraw_again", number=complaint.number)
    return [SlotSet("digression", None)]


def _withdraw(dispatcher: CollectingDispatcher, number: str) -> Events:
    """End the complaint, if it may be ended now as when it was asked."""
    turn = current_turn()
    try:
        complaint = turn.services.complaints.withdraw(turn.conversation, number)
    except NotFoundError:  # who showed who they are, did so too long ago
        return [*_done(), *ask_identity(dispatcher, "action_withdraw_complaint")]
    except StateError:  # it has been answered, or put together with another, meanwhile
        tell(dispatcher, "utter_complaint_withdraw_late", number=number)
        return _done()
    _tell_withdrawn(dispatcher, complaint)
    return _done()


def _tell_withdrawn(dispatcher: CollectingDispatcher, complaint: Complaint) -> None:
    """Give a receipt in writing; who waits for a person only because of the complaint waits no longer."""
    turn = current_turn()
    services, conversation = turn.services, turn.conversation
    stay = services.unit.handoffs.find_open(conversation.id)
    waiting = conversation.owner is Owner.QUEUE and stay is not None and stay.complaint_id == complaint.id
    if waiting:
        services.handoffs.withdraw(conversation)
    data = {"complaint_number": complaint.number, "items": [services.complaints.progress(complaint)],
            "letter": services.letters.link(complaint)}  # fmt: skip
    tell(
        dispatcher,
        "utter_complaint_withdrawn_left" if waiting else "utter_complaint_withdrawn",
        number=complaint.number,
        data=data,
    )


def _done() -> Events:
    """Leave the question whether to take a complaint back."""
    return [_back_to_form(), SlotSet("complaint", None)]


def _back_to_form() -> Dict[str, Any]:
    """Let the report that is open listen again, if there is one."""
    turn = current_turn()
    return SlotSet("form", "claim" if turn.services.reports.find(turn.conversation) else None)


def _interrupted() -> bool:
    """Tell whether what came instead of an answer calls for people at once."""
    said = current_turn().said
    return said.group in INTERRUPTS and said.confidence >= SURE


def _question(tracker: Tracker, asked: bool) -> Optional[str]:
    """Return what is to be asked before a complaint is taken, twice at most; nothing where it says what it is about."""
    turn = current_turn()
    told = says_what(turn.said.text) or len(turn.said.text) >= TOLD
    if told and not turn.said.tapped:
        return None
    if asked:
        return None if tracker.get_slot("nudged") else "utter_complaint_ask_again"
    waits = turn.conversation.owner is Owner.QUEUE  # somebody is coming already who will ask
    return None if waits or turn.services.complaints.goes_to(turn.conversation) else "utter_complaint_ask"


def _aside() -> bool:
    """Tell whether what came instead of the complaint is about something else; whoever asks why is complaining."""
    said = current_turn().said
    if said.group in PLEASANT:
        return False
    asks = said.group in ASIDE and is_question(said.text)
    wants = said.group == "advice" and said.confidence >= CERTAIN
    return said.group != "complaint" and (len(said.text) < HINT or asks or wants)


def _mine() -> List[Complaint]:
    """Return the complaints the customer may speak of: those made here and, once they have shown who they are, all of theirs."""
    turn = current_turn()
    return turn.services.complaints.reachable(turn.conversation)


def _added_to(asked: bool) -> Optional[Complaint]:
    """Return what is added to: the one that is named, else an open one; one that was answered only where that is plainly meant."""
    turn = current_turn()
    named = turn.said.first("complaint_number")
    here = turn.services.complaints.goes_to(turn.conversation) if named is None else None
    late = asked or named is not None or goes_on(turn.said.text)
    left = [c for c in _mine() if named in (None, c.number) and (c.open or (late and c.state not in ENDED))]
    return here or next(iter(sorted(left, key=lambda c: not c.open)), None)


def _file(dispatcher: CollectingDispatcher) -> None:
    turn = current_turn()
    complaint, new = turn.services.complaints.file(turn.conversation, turn.said.text, turn.said.tone, turn.inbox_id)
    _, wait = turn.services.handoffs.request(
        turn.conversation, Reason.COMPLAINT, tone=turn.said.tone, complaint_id=complaint.id
    )
    data = {"complaint_number": complaint.number, "due_on": complaint.due_on.isoformat(), **wait.as_dict()}
    name = "utter_complaint_filed" if new else "utter_complaint_added"
    tell(dispatcher, name, number=complaint.number, due=day_words(complaint.due_on), source=complaint.due_source,
         queue=queue_words(wait), data=data)  # fmt: skip


def _add(dispatcher: CollectingDispatcher, complaint: Complaint) -> None:
    turn = current_turn()
    turn.services.complaints.add(complaint, turn.said.text)
    name = "utter_complaint_added" if complaint.open else "utter_complaint_added_late"
    tell(dispatcher, name, number=complaint.number, data={"complaint_number": complaint.number})
