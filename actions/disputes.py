"""What customers say to a decision: that they object, which way they take, how they found it."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.handing import hand_over
from actions.identity import ask_identity
from actions.rating import ask_why
from actions.saying import button, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.dispute import WAYS
from assistant.domain.handoff import Reason
from assistant.errors import CustomerError
from assistant.services.surveys import LOW

Events = List[Dict[str, Any]]


class ActionDispute(Action):
    """Records an objection on the claim it is about, if that is the customer's, and hands it to people, with the ways that are open."""

    def name(self) -> str:
        return "action_dispute"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        number = turn.said.options.get("claim") or turn.said.first("claim_number")
        claim = turn.services.cases.disputes.open(turn.conversation, turn.said.text, number)
        if claim is None and turn.services.cases.disputes.lapsed(turn.conversation):
            return ask_identity(dispatcher, "action_progress")
        if claim is None:
            tell(dispatcher, "utter_dispute")
        else:
            ways = [
                button(words(f"utter_claim_way_{way}"), "choose_dispute_way", claim=claim.number, way=way)
                for way in WAYS
            ]
            tell(
                dispatcher,
                "utter_dispute_recorded",
                number=claim.number,
                buttons=ways,
                data={"claim_number": claim.number},
            )
        hand_over(dispatcher, Reason.DISPUTE)
        return []


class ActionDisputeWay(Action):
    """Records which way the customer takes, and says how it goes on."""

    def name(self) -> str:
        return "action_dispute_way"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        number, way = str(turn.said.options.get("claim")), str(turn.said.options.get("way"))
        try:
            claim = turn.services.cases.disputes.choose_way(turn.conversation, number, way)
        except CustomerError as error:
            return _refuse(dispatcher, error)
        data = {"claim_number": claim.number, "items": [turn.services.cases.news.item(claim)]}
        tell(dispatcher, f"utter_dispute_way_{way}", number=claim.number, data=data)
        return []


class ActionRateClaim(Action):
    """Records how the customer found the handling of their claim."""

    def name(self) -> str:
        return "action_rate_claim"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        number, score = str(turn.said.options.get("claim")), turn.said.options.get("score", 0)
        try:
            turn.services.cases.disputes.rate(turn.conversation, number, score)
        except CustomerError as error:
            return _refuse(dispatcher, error)
        tell(dispatcher, "utter_claim_rated_low" if score <= LOW else "utter_claim_rated")
        return ask_why(tracker, score)


def _refuse(dispatcher: CollectingDispatcher, error: CustomerError) -> Events:
    """Say that there is no such claim of theirs; where it may be one, ask first who they are."""
    turn = current_turn()
    if turn.services.cases.disputes.lapsed(turn.conversation):
        return ask_identity(dispatcher, "action_progress")
    tell(dispatcher, f"utter_error_{error.code}")
    return []
