"""Asking who the customer is, before anything about a policy, claim or complaint is told."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import tell
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.form import Draft, fill_mentioned, next_field
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError, PolicySourceDown
from assistant.services.listening import INTERRUPTIONS, SURE
from assistant.storage.drafts import CANCELLED, FILED

Events = List[Dict[str, Any]]
FORM = "identity"
LEAVES = frozenset(
    {"human", "complaint", "emergency", "knowledge", "claim_report", "advice", "smalltalk", "claim_material"}
)


class ActionIdentity(Action):
    """Takes the two things that show who the customer is, then goes on with what they wanted."""

    def name(self) -> str:
        return "action_identity"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if tracker.get_slot("digression") == FORM:
            return _resume(dispatcher, tracker)
        draft = _draft()
        filled, names, _ = fill_mentioned(_fields(), draft, turn.said, turn.services.clock.now().date())
        if not names and turn.said.intent in ("cancel", "deny", "restart"):
            _close(CANCELLED)
            tell(dispatcher, "utter_identity_cancelled")
            return _leave()
        if not names and _is_elsewhere(turn.said):
            return _digress(turn.said)
        _save(filled)
        missing = next_field(_fields(), filled)
        if missing is None:
            return _verify(dispatcher, tracker, filled)
        if names:
            tell(dispatcher, "utter_identity_ask", question=missing.ask)
        else:
            tell(dispatcher, f"utter_identity_problem_{missing.type}")
        return []


def ask_identity(dispatcher: CollectingDispatcher, after: str) -> Events:
    """Begin the check, taking what the message already gives; ``after`` is the action that waits for it."""
    turn = current_turn()
    try:
        turn.services.identity.require_unlocked(turn.conversation)
    except CustomerError as error:
        tell(dispatcher, f"utter_error_{error.code}", **error.fields)
        return []
    draft, _, _ = fill_mentioned(_fields(), Draft(form=FORM), turn.said, turn.services.clock.now().date())
    _save(draft)
    missing = next_field(_fields(), draft)
    begun = [SlotSet("form", FORM), SlotSet("after_identity", after), SlotSet("nudged", False)]
    if missing is None:
        return [*begun, FollowupAction("action_identity")]
    tell(dispatcher, "utter_identity_ask", question=missing.ask)
    return begun


def _verify(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft) -> Events:
    turn = current_turn()
    try:
        turn.services.identity.verify(turn.conversation, draft.values["key"].value, draft.values["phone"].value)
    except PolicySourceDown:
        _close(CANCELLED)
        tell(dispatcher, "utter_error_policies_down")
        return _leave()
    except CustomerError as error:
        _close(CANCELLED)
        tell(dispatcher, f"utter_error_{error.code}", **error.fields)
        if error.code == "identity_locked":
            return _leave()
        _save(Draft(form=FORM))
        return []
    _close(FILED)
    tell(dispatcher, "utter_identity_passed")
    return [*_leave(), FollowupAction(tracker.get_slot("after_identity") or "action_idle")]


def _is_elsewhere(said: Understanding) -> bool:
    """Tell whether a message is about something else than who the customer is."""
    return said.tapped or (said.group in LEAVES and said.confidence >= SURE)


def _digress(said: Understanding) -> Events:
    """Let the message be answered; what calls for people ends the check, all else only interrupts it."""
    if said.group not in INTERRUPTIONS:
        return [SlotSet("digression", FORM)]
    _close(CANCELLED)
    return [*_leave(), SlotSet("digression", FORM)]


def _resume(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask again after a digression, once: whoever asks something else a second time has left the check."""
    turn = current_turn()
    if tracker.get_slot("form") != FORM or turn.conversation.owner is not Owner.BOT:
        return [SlotSet("digression", None)]
    missing = next_field(_fields(), _draft())
    if missing is None:
        return [SlotSet("digression", None)]
    if tracker.get_slot("nudged"):
        _close(CANCELLED)
        return _leave()
    tell(dispatcher, "utter_identity_ask", question=missing.ask)
    return [SlotSet("digression", None), SlotSet("nudged", True)]


def _fields() -> Any:
    return current_turn().services.app.forms.identity.fields


def _draft() -> Draft:
    turn = current_turn()
    found = turn.services.unit.drafts.find_open(turn.conversation_id, FORM)
    return found[1] if found else Draft(form=FORM)


def _save(draft: Draft) -> None:
    turn = current_turn()
    now = turn.services.clock.now()
    found = turn.services.unit.drafts.find_open(turn.conversation_id, FORM)
    if found is None:
        turn.services.unit.drafts.create(turn.conversation_id, draft, now)
    else:
        turn.services.unit.drafts.save(found[0], draft, now)


def _close(state: str) -> None:
    turn = current_turn()
    found = turn.services.unit.drafts.find_open(turn.conversation_id, FORM)
    if found is not None:
        turn.services.unit.drafts.end(found[0], state, turn.services.clock.now())


def _leave() -> Events:
    """Leave this form; a claim report that was interrupted is the open form again."""
    turn = current_turn()
    reporting = turn.services.reports.find(turn.conversation) is not None
    return [SlotSet("form", "claim" if reporting else None), SlotSet("digression", None)]
