"""How it was: the rating of a stay with people, and what went wrong where it was a low one."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import tell
from assistant.dialogue.context import current_turn
from assistant.errors import CustomerError
from assistant.services.listening import CERTAIN, SURE, digresses
from assistant.services.surveys import LOW

Events = List[Dict[str, Any]]
FORM = "rating_reason"
ELSEWHERE = frozenset({"human", "emergency", "claim_report"})


class ActionRate(Action):
    """Stores how the stay with people was; asks what went wrong where it was a low one."""

    def name(self) -> str:
        return "action_rate"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn, score = current_turn(), int(current_turn().said.options.get("score", 0))
        try:
            turn.services.surveys.rate(turn.conversation, score)
        except CustomerError as error:
            tell(dispatcher, f"utter_error_{error.code}")
            return []
        tell(dispatcher, "utter_rated_bad" if score <= LOW else "utter_rated_good")
        return ask_why(tracker, score)


class ActionRatingReason(Action):
    """Puts what the customer says went wrong to their rating; whoever speaks of something else is not asked again."""

    def name(self) -> str:
        return "action_rating_reason"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if tracker.get_slot("digression") == FORM:
            return [SlotSet("digression", None)]
        if turn.said.intent in ("cancel", "deny"):
            return [_back_to_form(), FollowupAction("action_idle")]
        if _elsewhere():
            return [_back_to_form(), SlotSet("digression", FORM)]
        turn.services.surveys.explain(turn.conversation, turn.said.text)
        tell(dispatcher, "utter_rating_noted")
        return [_back_to_form()]


def ask_why(tracker: Tracker, score: int) -> Events:
    """Listen for what went wrong, where a score was low; no longer for that, where it is a better one that came."""
    if score <= LOW:
        return [SlotSet("form", FORM)]
    return [_back_to_form()] if tracker.get_slot("form") == FORM else []


def _elsewhere() -> bool:
    """Tell whether what came instead of a reason is a wish of its own; a complaint of the service is a reason."""
    said = current_turn().said
    sure = SURE if said.group in ("human", "emergency") else CERTAIN
    return said.tapped or digresses(said) or (said.group in ELSEWHERE and said.confidence >= sure)


def _back_to_form() -> Dict[str, Any]:
    """Let the report that is open listen again, if there is one."""
    turn = current_turn()
    return SlotSet("form", "claim" if turn.services.reports.find(turn.conversation) else None)
