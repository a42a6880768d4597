"""The papers of a claim in conversation."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import answer_of_turn
from actions.saying import button, day_words, tell, words
from actions.showing import present
from assistant.dialogue.context import current_turn
from assistant.domain.claim import Claim
from assistant.domain.material import Material, match_item
from assistant.services.forms import ClaimType
from assistant.services.materials import missing
from assistant.text.questions import is_question

Events = List[Dict[str, Any]]


class ActionMaterials(Action):
    """Lists the papers: of the customer's own case, or of a kind of claim; those of anything else the knowledge base knows."""

    def name(self) -> str:
        return "action_materials"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        if "type" not in turn.said.options and turn.services.app.papers.concern_no_claim(turn.said.text):
            return present(dispatcher, tracker, answer_of_turn(tracker))
        forms = turn.services.app.forms
        claim = turn.services.materials.open_claim(turn.conversation)
        kind = forms.claims.get(str(turn.said.options.get("type"))) or forms.recognise(turn.said.text)
        kind = kind or turn.services.reports.kind(turn.conversation)
        kind = kind or (forms.claims[claim.type] if claim else None)
        asked = _asked_for(kind)
        if kind is not None and asked is not None:
            _tell_of(dispatcher, kind, asked, claim)
        elif claim is not None and kind in (None, forms.claims[claim.type]):
            show_checklist(dispatcher, claim)
        elif kind is not None:
            _show_general(dispatcher, kind, turn.services.reports.told(turn.conversation, kind))
        else:
            choices = [button(k.name, "ask_materials", type=k.id) for k in forms.claims.values()]
            tell(dispatcher, "utter_material_which_type", buttons=choices)
        return []


def _asked_for(kind: ClaimType | None) -> Material | None:
    """Return the one paper that a question is about."""
    text = current_turn().said.text
    rules = kind.materials if kind and is_question(text) else ()
    return match_item([Material(rule=rule) for rule in rules], text)


def _tell_of(dispatcher: CollectingDispatcher, kind: ClaimType, asked: Material, claim: Claim | None) -> None:
    """Tell of one paper: how to get it, or that this case does not need it."""
    turn, rule = current_turn(), asked.rule
    about = claim is not None and claim.type == kind.id
    fields = claim.fields if claim is not None and about else turn.services.reports.told(turn.conversation, kind)
    if rule.needed(fields):
        tell(dispatcher, "utter_material_how", name=rule.name, form=rule.form, how=rule.how, why=rule.why)
    else:
        tell(dispatcher, "utter_material_not_needed", name=rule.name)


class ActionSubmit(Action):
    """Says how to hand papers in, with what is still missing."""

    def name(self) -> str:
        return "action_submit"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        claim = turn.services.materials.open_claim(turn.conversation)
        if claim is None:
            tell(dispatcher, "utter_material_no_claim")
        else:
            show_checklist(dispatcher, claim)
        return []


def show_checklist(dispatcher: CollectingDispatcher, claim: Claim) -> None:
    """Show a case's checklist: everything that is missing, at once, dated, with what can be taken over from other claims."""
    turn = current_turn()
    items = turn.services.materials.items(claim)
    left = missing(items)
    data = card(claim, items)
    if not left:
        tell(dispatcher, "utter_checklist_complete", number=claim.number, data=data)
        return
    lines = "\n".join(f"· {item.rule.name}（{item.rule.form}）{item.reason}" for item in left)
    day, first = turn.services.materials.notify(claim, items)
    notice = words("utter_checklist_notice" if first else "utter_checklist_noticed", day=day_words(day),
                   source=turn.services.app.papers.source)  # fmt: skip
    offered = turn.services.uploads.reusable(turn.conversation, claim)
    buttons = [button(words("utter_upload_reuse", item=item.rule.name, day=day_words(row["stored_at"].date())), "reuse_upload",
                      upload=row["id"], item=item.rule.id) for row, item in offered]  # fmt: skip
    tell(dispatcher, "utter_checklist", number=claim.number, total=len(items), received=len(items) - len(left),
         missing=lines, notice=notice, data=data | {"noticed_on": day.isoformat()}, buttons=buttons)  # fmt: skip


def _show_general(dispatcher: CollectingDispatcher, kind: ClaimType, told: Dict[str, Any]) -> None:
    items = current_turn().services.materials.general_items(kind, told)
    lines = "\n".join(f"· {item.rule.name}（{item.rule.form}）" for item in items)
    data = {"checklist": [item.as_dict() for item in items]}
    open_report = current_turn().services.reports.kind(current_turn().conversation) is not None
    buttons = [] if open_report else [button(kind.title, "report_claim", type=kind.id)]
    tell(dispatcher, "utter_checklist_general", name=kind.name, all=lines, data=data, buttons=buttons)


def card(claim: Claim, items: Sequence[Material]) -> Dict[str, Any]:
    """Return the checklist as the page shows it."""
    return {"claim_number": claim.number, "checklist": [item.as_dict() for item in items]}
