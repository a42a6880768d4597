"""Custom actions of the stock bot, on an action server of their own as the documentation has it."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

Events = list[dict[str, Any]]
PHONE = re.compile(r"1[3-9]\d{9}")


class ActionCompare(Action):
    """Compares products."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say where products differ."""
        dispatcher.utter_message(response="utter_comparison")
        return []


class ActionQueryPolicy(Action):
    """Looks a policy up."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_query_policy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say how the policy stands."""
        dispatcher.utter_message(response="utter_policy")
        return []


class ActionQueryClaim(Action):
    """Looks a claim up."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_query_claim"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say how the claim stands."""
        dispatcher.utter_message(response="utter_claim_progress", claim_number=_number("CL", tracker))
        return []


class ActionSubmitClaim(Action):
    """Files the claim that the form has gathered."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_submit_claim"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Give the receipt and empty the form."""
        dispatcher.utter_message(response="utter_claim_received", claim_number=_number("CL", tracker))
        return [AllSlotsReset()]


class ActionFileComplaint(Action):
    """Files a complaint."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_file_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Give the receipt."""
        dispatcher.utter_message(response="utter_complaint_received", complaint_number=_number("TS", tracker))
        return []


class ValidateClaimForm(FormValidationAction):
    """Checks what the claim form is given."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_claim_form"

    def validate_claim_phone(
        self, value: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Take a mobile number, or ask again."""
        found = PHONE.search(re.sub(r"[\s-]", "", value))
        if found:
            return {"claim_phone": found.group()}
        dispatcher.utter_message(response="utter_bad_phone")
        return {"claim_phone": None}


def _number(prefix: str, tracker: Tracker) -> str:
    return f"{prefix}{len(tracker.events):08d}"
