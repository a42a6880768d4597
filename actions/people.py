"""People, danger, and what happens around them."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.claims import resume_claim
from actions.complaints import add_to_open
from actions.handing import hand_over, tell_wait
from actions.knowledge import answer_of_turn
from actions.saying import tell
from actions.showing import present
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.handoff import Reason
from assistant.storage.drafts import CANCELLED
from assistant.text.masking import mask_value
from assistant.text.questions import is_question

Events = List[Dict[str, Any]]


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
        phone = turn.said.first("phone")
        if phone and turn.services.callbacks.leave_phone(turn.conversation, phone):
            tell(dispatcher, "utter_handoff_phone_noted", phone=mask_value("phone", phone))
        elif turn.said.group == "complaint" and add_to_open(dispatcher):
            return []
        elif is_question(turn.said.text) and (answer := answer_of_turn(tracker)).outcome == "answer":
            return present(dispatcher, tracker, answer)
        else:
            tell_wait(dispatcher, "utter_handoff_noted")
        return []


class ActionEmergency(Action):
    """Says first what to do in danger, then puts the customer through to a person at once."""

    def name(self) -> str:
        return "action_emergency"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        despair = current_turn().said.tone == "despair"
        tell(dispatcher, "utter_emergency_life" if despair else "utter_emergency")
        hand_over(dispatcher, Reason.EMERGENCY)
        answer = answer_of_turn(tracker) if is_question(current_turn().said.text) and not despair else None
        return present(dispatcher, tracker, answer) if answer and answer.outcome == "answer" else []


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
            for name in (
                "form",
                "digression",
                "product",
                "question",
                "topic",
                "after_identity",
                "misses",
                "pending",
                "complaint",
            )
        ]


class ActionIdle(Action):
    """Answers a yes, no or never mind to which nothing was asked."""

    def name(self) -> str:
        return "action_idle"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        tell(dispatcher, "utter_idle")
        return []
