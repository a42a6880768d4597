"""Where things stand: claims, complaints, policies; all after an identity check."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.handing import hand_over
from actions.identity import ask_identity
from actions.saying import day_words, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.complaint import Complaint
from assistant.domain.handoff import Reason
from assistant.services.materials import missing

Events = List[Dict[str, Any]]
STEPS = (ClaimState.REPORTED, ClaimState.ACCEPTED, ClaimState.INVESTIGATING, ClaimState.ASSESSED, ClaimState.AUDITED,
         ClaimState.PAID, ClaimState.CLOSED)  # fmt: skip


class ActionProgress(Action):
    """Tells where the customer's claims stand."""

    def name(self) -> str:
        return "action_progress"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_progress")
        show_progress(dispatcher)
        return []


class ActionPolicy(Action):
    """Shows the customer's policies."""

    def name(self) -> str:
        return "action_policy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_policy")
        show_policies(dispatcher)
        return []


class ActionPolicyService(Action):
    """Shows the policies and offers a person, who alone may change, renew or surrender them."""

    def name(self) -> str:
        return "action_policy_service"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_policy_service")
        show_policies(dispatcher)
        tell(dispatcher, "utter_policy_service")
        return []


class ActionComplaintProgress(Action):
    """Tells where the customer's complaints stand."""

    def name(self) -> str:
        return "action_complaint_progress"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        complaints = turn.services.complaints.reachable(turn.conversation)
        if not complaints and not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_complaint_progress")
        show_complaints(dispatcher, complaints)
        return []


class ActionDispute(Action):
    """Hands a disputed decision to people, with the ways that are open."""

    def name(self) -> str:
        return "action_dispute"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        tell(dispatcher, "utter_dispute")
        hand_over(dispatcher, Reason.DISPUTE)
        return []


def show_progress(dispatcher: CollectingDispatcher) -> None:
    """Tell where the claims stand that the identity check gave access to."""
    turn = current_turn()
    claims = turn.services.materials.proven(turn.conversation)
    if not claims:
        tell(dispatcher, "utter_progress_none")
        return
    lines = "\n".join(_claim_line(claim) for claim in claims)
    tell(dispatcher, "utter_progress", list=lines, data={"items": [_timeline(claim) for claim in claims]})


def show_policies(dispatcher: CollectingDispatcher) -> None:
    """Show the policies of the verified customer."""
    turn = current_turn()
    key = turn.conversation.customer_id
    policies = turn.services.unit.customers.policies_of(key) if key is not None else []
    if not policies:
        tell(dispatcher, "utter_policies_none", data={"policies": []})
        return
    products = turn.services.answers.knowledge.products
    today = turn.services.clock.now().date()
    rows = [
        {
            "number": p.number,
            "product": products[p.product].name if p.product in products else p.product,
            "insured": p.insured,
            "effective_from": p.effective_from.isoformat(),
            "effective_to": p.effective_to.isoformat(),
            "sum_insured": str(p.sum_insured) if p.sum_insured is not None else None,
            "premium": str(p.premium),
            "in_force": p.in_force(today),
        }
        for p in policies
    ]
    lines = "\n".join(
        words("utter_policy_line", number=r["number"], product=r["product"], insured=r["insured"],
              start=r["effective_from"], end=r["effective_to"], state="有效" if r["in_force"] else "未在保障期内")
        for r in rows
    )  # fmt: skip
    tell(dispatcher, "utter_policies", count=len(rows), list="\n" + lines, data={"policies": rows})


def show_complaints(dispatcher: CollectingDispatcher, complaints: List[Complaint]) -> None:
    """Tell where complaints stand."""
    if not complaints:
        tell(dispatcher, "utter_complaint_none")
        return
    lines = [
        words("utter_complaint_line", number=c.number, received=day_words(c.received_at.date()),
              state=words(f"utter_state_{c.state.value}"), due=day_words(c.due_on))
        for c in complaints
    ]  # fmt: skip
    items = [{"number": c.number, "state": c.state.value, "state_text": words(f"utter_state_{c.state.value}"),
              "title": "投诉", "steps": [], "note": c.due_on.isoformat()} for c in complaints]  # fmt: skip
    tell(dispatcher, "utter_progress", list="\n".join(lines), data={"items": items})


def _claim_line(claim: Claim) -> str:
    turn = current_turn()
    left = missing(turn.services.materials.items(claim))
    rest = (
        words("utter_upload_rest", count=len(left), missing="、".join(item.rule.name for item in left)) if left else ""
    )
    return words("utter_progress_line", number=claim.number, type=turn.services.app.forms.claims[claim.type].name,
                 reported=day_words(claim.reported_at.date()), state=words(f"utter_state_{claim.state.value}"), next=rest)  # fmt: skip


def _timeline(claim: Claim) -> Dict[str, Any]:
    reached = STEPS.index(claim.state) if claim.state in STEPS else 0
    steps = [{"title": words(f"utter_state_{s.value}"), "done": i <= reached,
              "at": claim.reported_at.isoformat() if i == 0 else None} for i, s in enumerate(STEPS)]  # fmt: skip
    return {"number": claim.number, "title": current_turn().services.app.forms.claims[claim.type].name,
            "state": claim.state.value, "state_text": words(f"utter_state_{claim.state.value}"), "steps": steps,
            "note": ""}  # fmt: skip
