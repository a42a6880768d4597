"""Where things stand: claims, complaints, policies; all after an identity check."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.identity import ask_identity
from actions.knowledge import answer_of_turn
from actions.saying import button, day_words, tell, words
from actions.showing import present
from assistant.dialogue.context import current_turn
from assistant.domain.casework import FROM, Command
from assistant.domain.claim import Claim
from assistant.domain.complaint import Complaint
from assistant.services.answers import Answer
from assistant.text.questions import is_question

Events = List[Dict[str, Any]]


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
        others = turn.services.answers.knowledge.others.insurers
        if others.named(turn.said.text) and (answer := _general(tracker)) and answer.outcome == "elsewhere":
            return present(dispatcher, tracker, answer)
        if not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_policy")
        show_policies(dispatcher)
        return []


class ActionPolicyService(Action):
    """Answers how it is done, or shows the policies and offers a person, who alone may change, renew or surrender them."""

    def name(self) -> str:
        return "action_policy_service"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if answer := _general(tracker):
            return present(dispatcher, tracker, answer)
        if not turn.conversation.verified(turn.services.clock.now()):
            return ask_identity(dispatcher, "action_policy_service")
        show_policies(dispatcher)
        tell(dispatcher, "utter_policy_service")
        return []


def _general(tracker: Tracker) -> Answer | None:
    """Return what needs no policy to be looked at: whose matter it is if another insurer's, and what is known on a question."""
    said = current_turn().said
    answer = None if said.tapped else answer_of_turn(tracker)
    if answer is None or answer.insurer or answer.stranger:
        return answer
    return answer if answer.outcome == "answer" and is_question(said.text) else None


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


def show_progress(dispatcher: CollectingDispatcher) -> None:
    """Tell where the claims stand that the identity check gave access to; one that is named but not theirs is as one that is not there."""
    turn = current_turn()
    claims, named = turn.services.materials.proven(turn.conversation), turn.said.first("claim_number")
    if named and claims:
        claims = [claim for claim in claims if claim.number == named]
        if not claims:
            tell(dispatcher, "utter_progress_unknown", number=named)
            return
    if not claims:
        tell(dispatcher, "utter_progress_none")
        return
    news = turn.services.cases.news
    lines = "\n".join(_claim_words(claim) for claim in claims)
    decided = [claim for claim in claims if claim.state in FROM[Command.DISPUTE]]
    offers = [button(words("utter_claim_dispute_title"), "dispute_claim", claim=claim.number) for claim in decided[:1]]
    tell(
        dispatcher, "utter_progress", list=lines, data={"items": [news.item(claim) for claim in claims]}, buttons=offers
    )


def show_policies(dispatcher: CollectingDispatcher) -> None:
    """Show the policies of the verified customer."""
    turn = current_turn()
    key = turn.conversation.customer_id
    policies = turn.services.policies.try_of(key) if key is not None else []
    if policies is None:
        tell(dispatcher, "utter_error_policies_down")
        return
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
              start=day_words(p.effective_from), end=day_words(p.effective_to), state="有效" if r["in_force"] else "未在保障期内")
        for p, r in zip(policies, rows)
    )  # fmt: skip
    tell(dispatcher, "utter_policies", count=len(rows), list="\n" + lines, data={"policies": rows})


def show_complaints(dispatcher: CollectingDispatcher, complaints: List[Complaint]) -> None:
    """Tell where complaints stand."""
    if not complaints:
        tell(dispatcher, "utter_complaint_none")
        return
    items = [current_turn().services.complaints.progress(complaint) for complaint in complaints]
    tell(dispatcher, "utter_progress", list="\n".join(map(_complaint_line, complaints)), data={"items": items})


def _complaint_line(complaint: Complaint) -> str:
    name = "utter_complaint_line" if complaint.open else "utter_complaint_line_answered"
    return words(name, number=complaint.number, received=day_words(complaint.received_at.date()), result=complaint.result,
                 state=words(f"utter_state_{complaint.state.value}"), due=day_words(complaint.due_on))  # fmt: skip


def _claim_words(claim: Claim) -> str:
    news = current_turn().services.cases.news
    result = [news.result_words(claim)] if news.result(claim) else []
    return "\n".join([news.line(claim), *result])
