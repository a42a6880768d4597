"""Claim reports in conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import choices_of, shown
from actions.identity import ask_identity
from actions.knowledge import known_answers
from actions.materials import show_checklist
from actions.saying import button, day_words, say, tell, words
from actions.showing import reply_with
from assistant.dialogue.caution import VEXED
from assistant.dialogue.context import current_turn
from assistant.dialogue.earlier import told_before
from assistant.dialogue.tone import TONED
from assistant.domain.conversation import Owner
from assistant.domain.form import find_field
from assistant.services.listening import agrees, names_facts
from assistant.services.steps import Step
from assistant.text.pausing import takes_up

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
        facts = names_facts(turn.said) or turn.said.group in ("claim_report", "control") or agrees(turn.said)
        if (
            turn.conversation.owner is Owner.QUEUE and not facts
        ):  # the report waits, but for facts, as long as the customer does
            return [SlotSet("form", FORM), SlotSet("digression", FORM)]
        fresh = turn.services.reports.kind(turn.conversation) is None
        if fresh and takes_up(turn.said.text) and turn.services.reports.find(turn.conversation) is None:
            return _look_elsewhere(dispatcher)
        offered = turn.services.reports.offered(turn.conversation)
        before = told_before(turn) if turn.services.reports.find(turn.conversation) is None else None
        step = turn.services.reports.listen(turn.conversation, turn.said, before)
        if step.outcome in ("digression", "question"):
            ahead = [FollowupAction("action_answer")] if step.outcome == "question" else []
            return [SlotSet("form", FORM), SlotSet("digression", FORM), *ahead]
        return _tell(dispatcher, step, fresh, offered)


def _look_elsewhere(dispatcher: CollectingDispatcher) -> Events:
    """See whether a report was left unfinished elsewhere, once the customer has shown who they are."""
    turn = current_turn()
    if not turn.conversation.verified(turn.services.clock.now()):
        return ask_identity(dispatcher, "action_claim")
    return _tell(dispatcher, turn.services.reports.listen(turn.conversation, turn.said), fresh=True)


def resume_claim(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask again what the report waits for, unless the conversation has gone elsewhere meanwhile."""
    turn = current_turn()
    step = turn.services.reports.current(turn.conversation)
    elsewhere = tracker.get_slot("form") != FORM or turn.conversation.owner is not Owner.BOT
    if step is None or elsewhere:
        return [SlotSet("digression", None)]
    if turn.said.intent not in PARTING:
        _ask(dispatcher, replace(step, again=True), "utter_claim_resume")
    return OPEN


def _tell(dispatcher: CollectingDispatcher, step: Step, fresh: bool, offered: bool = False) -> Events:
    if step.outcome in ("cancelled", "declined"):
        tell(dispatcher, "utter_claim_cancelled" if step.outcome == "cancelled" else "utter_claim_offer_declined")
        return DONE
    if step.outcome == "filed":
        _file(dispatcher, step)
        return DONE
    if step.outcome == "paused":
        _pause(dispatcher, step)
        return DONE
    if step.outcome == "offer":
        _offer(dispatcher, step)
    elif step.outcome == "found":
        _offer_unfinished(dispatcher, step)
    elif step.outcome == "cancel":
        tell(dispatcher, "utter_claim_cancel")
    elif step.outcome == "edit":
        _offer_fields(dispatcher, step)
    else:
        if current_turn().said.tone in VEXED and not step.noted and step.outcome in ("type", "problem"):
            tell(dispatcher, "utter_claim_vexed")
        if (fresh or offered) and step.type and not step.resumed:
            _begin(dispatcher, step, offered)
        _ask(dispatcher, step, "utter_claim_resumed" if step.resumed else "utter_claim_ask")
    return OPEN


def _begin(dispatcher: CollectingDispatcher, step: Step, offered: bool) -> None:
    assert step.type is not None
    if step.type.opening and offered:  # which has been said with the offer
        tell(dispatcher, "utter_claim_begin_offered", spot=step.type.on_the_spot, data={TONED: True})
    elif step.type.opening:
        gently = {"opening": step.type.opening, "spot": step.type.on_the_spot}
        tell(dispatcher, "utter_claim_begin_gently", data={TONED: True}, **gently)
    else:
        tell(dispatcher, "utter_claim_begin", title=step.type.title, spot=step.type.on_the_spot)


def _pause(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Tell where the report stops and how to go on."""
    where = _where(step)
    tell(dispatcher, "utter_claim_paused", where=f"，{where}" if where else "")


def _where(step: Step) -> str:
    """Return in words which item the report is at; nothing before the kind of loss is known."""
    field = step.field or (find_field(step.type.fields, step.draft.asking) if step.type else None)
    return words("utter_claim_where", place=step.place, label=field.label) if field else ""


def _offer_unfinished(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Offer to go on with a report begun in another conversation."""
    assert step.type is not None
    assert step.unfinished is not None
    there = replace(step, draft=step.unfinished.draft)
    day = day_words(step.unfinished.updated_at.date())
    tell(dispatcher, "utter_claim_found", day=day, title=step.type.title, where=_where(there))


def _offer(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Answer what was asked, then offer to take the report."""
    answer = known_answers().answer(current_turn().said.text, vector=current_turn().said.vector)
    if answer.outcome == "answer" and answer.entry is not None:
        say(dispatcher, reply_with(answer.entry, answer.edition))
    assert step.type is not None
    if step.type.gentle:
        tell(dispatcher, "utter_claim_offer_gently", opening=step.type.opening, data={TONED: True})
    else:
        tell(dispatcher, "utter_claim_offer", title=step.type.title)


def _ask(dispatcher: CollectingDispatcher, step: Step, name: str) -> None:
    """Say what was noted, what was wrong, and what is asked next, in one reply."""
    before = _aside(step) + _noted(step)
    if step.outcome == "type":
        kinds = current_turn().services.app.forms.claims.values()
        buttons = [button(k.name, "choose_claim_type", type=k.id) for k in kinds]
        data = {TONED: True} if step.aside else {}
        tell(
            dispatcher,
            "utter_claim_type_again" if step.again else "utter_claim_type",
            buttons=buttons,
            before=before,
            data=data,
        )
    elif step.outcome == "summary" and (step.aside or step.again):
        tell(dispatcher, "utter_claim_summary_again", before=before, data={TONED: True})
    elif step.outcome == "summary":
        _summarise(dispatcher, step, before)
    elif step.outcome == "problem" and step.invalid is not None:
        tell(dispatcher, f"utter_claim_problem_{step.invalid.code}", buttons=choices_of(step.field), before=before)
    elif step.field is not None:
        data = {"field": step.field.id, "place": step.place} | ({TONED: True} if step.aside else {})
        tell(dispatcher, name, question=step.field.ask, where=_where(step), buttons=choices_of(step.field), before=before,
             data=data)  # fmt: skip


def _aside(step: Step) -> str:
    """Return what is said before the question: a short kind word for whoever loses patience, how it goes on for whoever asks."""
    if not step.aside:
        return ""
    name = f"utter_claim_{step.aside}"
    return (words(name, left=step.left) if step.left else words(f"{name}_soon")) + "\n"


def _noted(step: Step) -> str:
    """Return what was taken from the message beside the one thing that was asked."""
    known = step.type.fields if step.type else current_turn().services.app.forms.common
    fields = [f for f in known if f.id in step.noted and f.type != "text"]
    told = "，".join(f"{f.label} {shown(f, step.draft.values[f.id])}" for f in fields)
    return words("utter_claim_noted", noted=told) + "\n" if told else ""


def _summarise(dispatcher: CollectingDispatcher, step: Step, before: str) -> None:
    assert step.type is not None
    filled = [f for f in step.type.fields if f.id in step.draft.values]
    rows = [{"field": f.id, "label": f.label, "value": shown(f, step.draft.values[f.id])} for f in filled]
    summary = "\n".join(f"· {row['label']}：{row['value']}" for row in rows)
    notices = [words(f"utter_finding_{f.code}", **f.facts) for f in step.findings if f.told]
    summary += "".join(f"\n\n{notice}" for notice in notices)
    tell(dispatcher, "utter_claim_summary", summary=summary, data={"summary": rows, "notices": notices}, before=before)


def _offer_fields(dispatcher: CollectingDispatcher, step: Step) -> None:
    assert step.type is not None
    fields = [f for f in step.type.fields if f.ask and f.id in step.draft.values]
    tell(dispatcher, "utter_claim_edit", buttons=[button(f.label, "edit_field", field=f.id) for f in fields])


def _file(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Tell the number and what comes next, then the papers this case needs."""
    turn = current_turn()
    assert step.claim is not None
    assert step.type is not None
    decision, payment = (turn.services.app.clocks.clock(name) for name in ("decision", "payment"))
    tell(
        dispatcher,
        "utter_claim_filed_gently" if step.type.gentle else "utter_claim_filed",
        number=step.claim.number,
        decision=decision.text,
        decision_source=decision.rule.source,
        payment=payment.text,
        payment_source=payment.rule.source,
        data={"claim_number": step.claim.number, "next": [decision.text, payment.text]},
    )
    turn.services.uploads.adopt(turn.conversation, step.claim)
    show_checklist(dispatcher, step.claim)
