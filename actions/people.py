"""Complaints, people, danger, and what happens around them."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.claims import resume_claim
from actions.handing import hand_over, queue_words
from actions.knowledge import answer_of_turn, present
from actions.saying import day_words, tell
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.handoff import Reason
from assistant.errors import CustomerError
from assistant.services.listening import CERTAIN, SURE
from assistant.storage.drafts import CANCELLED
from assistant.text.masking import mask_value
from assistant.text.questions import is_question

Events = List[Dict[str, Any]]
FORM = "complaint"
HINT = 5  # characters: less than that, about something else, was no answer to what the complaint is
TOLD = 12  # characters: a complaint of fewer says that there is one, not what it is
ASIDE = frozenset({"knowledge", "advice", "claim_material", "policy_service", "out_of_scope"})
INTERRUPTS = frozenset({"human", "emergency"})


class ActionComplaint(Action):
    """Takes a complaint with at most one question, and puts it in the queue."""

    def name(self) -> str:
        return "action_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if tracker.get_slot("digression") == FORM:
            return [SlotSet("digression", None)]
        asked = tracker.get_slot("form") == FORM
        if asked and turn.said.group in INTERRUPTS and turn.said.confidence >= SURE:
            return [_back_to_form(), SlotSet("digression", FORM)]
        if asked and _aside():
            return [_back_to_form(), SlotSet("digression", FORM)]
        if asked and turn.said.intent in ("cancel", "deny"):
            return [_back_to_form(), FollowupAction("action_idle")]
        alone = turn.conversation.owner is not Owner.QUEUE  # who waits already has somebody coming to ask
        if not asked and alone and (len(turn.said.text) < TOLD or turn.said.tapped) and not _open_complaint():
            tell(dispatcher, "utter_complaint_ask")
            return [SlotSet("form", FORM)]
        _file(dispatcher)
        return [_back_to_form()]


class ActionHandoff(Action):
    """Puts the conversation in the queue, or tells how it stands there."""

    def name(self) -> str:
        return "action_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        decision = current_turn().said.options.get("reason") == Reason.DECISION.value
        hand_over(dispatcher, Reason.DECISION if decision else Reason.REQUEST)
        return []


class ActionWithdraw(Action):
    """Leaves the queue."""

    def name(self) -> str:
        return "action_withdraw"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if turn.conversation.owner is not Owner.QUEUE:
            return [FollowupAction("action_idle")]
        turn.services.handoffs.withdraw(turn.conversation)
        tell(dispatcher, "utter_handoff_withdrawn")
        return [FollowupAction("action_resume")]


class ActionNoteWhileWaiting(Action):
    """Answers what is known, else tells that a message is kept for the person who will take over."""

    def name(self) -> str:
        return "action_note_while_waiting"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        wait, phone = turn.services.handoffs.waiting(turn.conversation), turn.said.first("phone")
        if phone and turn.services.callbacks.leave_phone(turn.conversation, phone):
            tell(dispatcher, "utter_handoff_phone_noted", phone=mask_value("phone", phone))
        elif turn.said.group == "complaint" and _open_complaint():
            _file(dispatcher)
        elif is_question(turn.said.text) and (answer := answer_of_turn(tracker)).outcome == "answer":
            return present(dispatcher, tracker, answer)
        elif wait is not None:
            tell(dispatcher, "utter_handoff_noted", queue=queue_words(wait), data=wait.as_dict())
        return []


class ActionEmergency(Action):
    """Says first what to do in danger, then puts the customer through to a person at once."""

    def name(self) -> str:
        return "action_emergency"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        despair = current_turn().said.tone == "despair"
        tell(dispatcher, "utter_emergency_life" if despair else "utter_emergency")
        hand_over(dispatcher, Reason.EMERGENCY)
        return []


class ActionMenace(Action):
    """Answers who threatens others calmly, and has a person take over."""

    def name(self) -> str:
        return "action_menace"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        tell(dispatcher, "utter_menace")
        hand_over(dispatcher, Reason.RISK)
        return []


class ActionResume(Action):
    """Goes on where the conversation was when a person took it over."""

    def name(self) -> str:
        return "action_resume"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        if tracker.get_slot("form") == "claim":
            return resume_claim(dispatcher, tracker)
        return []


class ActionStartOver(Action):
    """Drops whatever was on its way and begins anew."""

    def name(self) -> str:
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        found = turn.services.reports.find(turn.conversation)
        if found is not None:
            turn.services.unit.drafts.end(found[0], CANCELLED, turn.services.clock.now())
        tell(dispatcher, "utter_started_over")
        return [
            SlotSet(name, None)
            for name in ("form", "digression", "product", "question", "topic", "after_identity", "misses", "pending")
        ]


class ActionIdle(Action):
    """Answers a yes, no or never mind to which nothing was asked."""

    def name(self) -> str:
        return "action_idle"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        tell(dispatcher, "utter_idle")
        return []


class ActionRate(Action):
    """Stores how the stay with people was."""

    def name(self) -> str:
        return "action_rate"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        try:
            good = turn.services.surveys.rate(turn.conversation, int(turn.said.options.get("score", 0)))
        except CustomerError as error:
            tell(dispatcher, f"utter_error_{error.code}")
        else:
            tell(dispatcher, "utter_rated_good" if good else "utter_rated_bad")
        return []


def _back_to_form() -> Dict[str, Any]:
    """Let the report that is open listen again, if there is one."""
    turn = current_turn()
    return SlotSet("form", "claim" if turn.services.reports.find(turn.conversation) else None)


def _aside() -> bool:
    """Tell whether what came instead of the complaint is about something else; whoever asks why is complaining."""
    said = current_turn().said
    asks = said.group in ASIDE and is_question(said.text)
    wants = said.group == "advice" and said.confidence >= CERTAIN
    return said.group != "complaint" and (len(said.text) < HINT or asks or wants)


def _open_complaint() -> bool:
    turn = current_turn()
    return bool(turn.services.complaints.reachable(turn.conversation))


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
