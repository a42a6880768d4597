"""Claim reports in conversation."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import known_answers, reply_with
from actions.materials import show_checklist
from actions.saying import button, phrases, say, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.form import Field, Value
from assistant.domain.message import Button
from assistant.services.interview import Step
from assistant.services.wording import value_words

Events = List[Dict[str, Any]]
FORM = "claim"
PARTING = frozenset({"thank", "say_goodbye"})  # who takes leave is not asked another question
OPEN, DONE = (
    [SlotSet("form", FORM), SlotSet("digression", None)],
    [SlotSet("form", None), SlotSet("digression", None)],
)


class ActionClaim(Action):
    """Takes a message as part of a claim report, or asks its open question again after a digression."""

    def name(self) -> str:
        return "action_claim"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        if tracker.get_slot("digression") == FORM:
            return resume_claim(dispatcher, tracker)
        turn = current_turn()
        facts = turn.said.entities or turn.said.group in ("claim_report", "control")
        if (
            turn.conversation.owner is Owner.QUEUE and not facts
        ):  # the report waits, but for facts, as long as the customer does
            return [SlotSet("form", FORM), SlotSet("digression", FORM)]
        fresh = turn.services.reports.find(turn.conversation) is None
        step = turn.services.reports.listen(turn.conversation, turn.said)
        if step.outcome in ("digression", "question"):
            ahead = [FollowupAction("action_answer")] if step.outcome == "question" else []
            return [SlotSet("form", FORM), SlotSet("digression", FORM), *ahead]
        return _tell(dispatcher, step, fresh)


def resume_claim(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask again what the report waits for, unless the conversation has gone elsewhere meanwhile."""
    turn = current_turn()
    step = turn.services.reports.current(turn.conversation)
    elsewhere = tracker.get_slot("form") != FORM or turn.conversation.owner is not Owner.BOT
    if step is None or elsewhere:
        return [SlotSet("digression", None)]
    if turn.said.intent not in PARTING:
        _ask(dispatcher, step, "utter_claim_resume")
    return OPEN


def _tell(dispatcher: CollectingDispatcher, step: Step, fresh: bool) -> Events:
    if step.outcome in ("cancelled", "declined"):
        tell(dispatcher, "utter_claim_cancelled" if step.outcome == "cancelled" else "utter_claim_offer_declined")
        return DONE
    if step.outcome == "filed":
        _file(dispatcher, step)
        return DONE
    if step.outcome == "offer":
        _offer(dispatcher, step)
    elif step.outcome == "cancel":
        tell(dispatcher, "utter_claim_cancel")
    elif step.outcome == "edit":
        _offer_fields(dispatcher, step)
    else:
        if current_turn().said.tone == "grief":
            tell(dispatcher, "utter_condolence")
        _begin(dispatcher, step) if fresh and step.type else None
        _ask(dispatcher, step, "utter_claim_ask")
    return OPEN


def _begin(dispatcher: CollectingDispatcher, step: Step) -> None:
    assert step.type is not None
    tell(dispatcher, "utter_claim_begin", title=step.type.title, spot=step.type.on_the_spot)


def _offer(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Answer what was asked, then offer to take the report."""
    if current_turn().said.tone == "grief":
        tell(dispatcher, "utter_condolence")
    answer = known_answers().answer(current_turn().said.text, vector=current_turn().said.vector)
    if answer.outcome == "answer" and answer.entry is not None:
        say(dispatcher, reply_with(answer.entry, answer.edition))
    assert step.type is not None
    tell(dispatcher, "utter_claim_offer", title=step.type.title)


def _ask(dispatcher: CollectingDispatcher, step: Step, name: str) -> None:
    """Say what was noted, what was wrong, and what is asked next, in one reply."""
    before = _noted(step)
    if step.outcome == "type":
        kinds = current_turn().services.app.forms.claims.values()
        tell(dispatcher, "utter_claim_type", buttons=[button(k.name, "choose_claim_type", type=k.id) for k in kinds])
    elif step.outcome == "summary":
        _summarise(dispatcher, step, before)
    elif step.outcome == "problem" and step.invalid is not None:
        tell(dispatcher, f"utter_claim_problem_{step.invalid.code}", buttons=choices_of(step.field), before=before)
    elif step.field is not None:
        data = {"field": step.field.id}
        tell(dispatcher, name, question=step.field.ask, buttons=choices_of(step.field), before=before, data=data)


def _noted(step: Step) -> str:
    """Return what was taken from the message beside the one thing that was asked."""
    if step.type is None:
        return ""
    fields = [f for f in step.type.fields if f.id in step.noted and f.type != "text"]
    told = "、".join(f"{f.label}{shown(f, step.draft.values[f.id])}" for f in fields)
    return words("utter_claim_noted", noted=told) + "\n" if told else ""


def choices_of(field: Field | None) -> List[Button]:
    """Return a field's answers as buttons."""
    if field is None:
        return []
    if field.type == "yesno":
        choices = [button("有" if "有" in field.ask else "是", "choose", field=field.id, value=True),
                   button("没有" if "有" in field.ask else "否", "choose", field=field.id, value=False)]  # fmt: skip
    else:
        choices = [button(c.title, "choose", field=field.id, value=c.id) for c in field.choices]
    return [*choices, button("暂不清楚", "unsure")] if field.unknown_ok else choices


def shown(field: Field, value: Value) -> str:
    """Return a field's value in words, personal data masked."""
    return value_words(phrases(), field, value.value)


def _summarise(dispatcher: CollectingDispatcher, step: Step, before: str) -> None:
    assert step.type is not None
    filled = [f for f in step.type.fields if f.id in step.draft.values]
    rows = [{"field": f.id, "label": f.label, "value": shown(f, step.draft.values[f.id])} for f in filled]
    summary = "\n".join(f"· {row['label']}：{row['value']}" for row in rows)
    tell(dispatcher, "utter_claim_summary", summary=summary, data={"summary": rows}, before=before)


def _offer_fields(dispatcher: CollectingDispatcher, step: Step) -> None:
    assert step.type is not None
    fields = [f for f in step.type.fields if f.ask and f.id in step.draft.values]
    tell(dispatcher, "utter_claim_edit", buttons=[button(f.label, "edit_field", field=f.id) for f in fields])


def _file(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Tell the number and what comes next, then the papers this case needs."""
    turn = current_turn()
    assert step.claim is not None
    assert step.type is not None
    decision, payment = step.type.deadlines
    tell(
        dispatcher,
        "utter_claim_filed",
        number=step.claim.number,
        decision=decision.id,
        decision_source=decision.source,
        payment=payment.id,
        payment_source=payment.source,
        data={"claim_number": step.claim.number, "next": [decision.id, payment.id]},
    )
    turn.services.materials.adopt(turn.conversation, step.claim)
    show_checklist(dispatcher, step.claim)
