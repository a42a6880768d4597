"""The papers of a claim in conversation."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import button, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.claim import Claim
from assistant.domain.material import Material
from assistant.errors import CustomerError
from assistant.services.forms import ClaimType
from assistant.services.materials import Receipt, missing

Events = List[Dict[str, Any]]
NAMED = 4  # more missing papers than these are counted, not named, after each upload


class ActionMaterials(Action):
    """Lists the papers: of the customer's own case, or of a kind of claim."""

    def name(self) -> str:
        return "action_materials"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        forms = turn.services.app.forms
        claim = turn.services.materials.open_claim(turn.conversation)
        kind = forms.claims.get(str(turn.said.options.get("type"))) or forms.recognise(turn.said.text)
        kind = kind or turn.services.reports.kind(turn.conversation)
        if claim is not None and kind in (None, forms.claims[claim.type]):
            show_checklist(dispatcher, claim)
        elif kind is not None:
            _show_general(dispatcher, kind, turn.services.reports.told(turn.conversation, kind))
        else:
            choices = [button(k.name, "ask_materials", type=k.id) for k in forms.claims.values()]
            tell(dispatcher, "utter_material_which_type", buttons=choices)
        return []


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


class ActionUpload(Action):
    """Takes a file in, or hears which paper a file is."""

    def name(self) -> str:
        return "action_upload"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        options = turn.said.options
        materials = turn.services.materials
        try:
            if turn.said.intent == "assign_upload":
                receipt = materials.assign(turn.conversation, options.get("upload", 0), str(options.get("item")))
            else:
                file = {name: options[name] for name in ("name", "sha256", "media_type", "size", "caption")}
                receipt = materials.receive(turn.conversation, **file)
        except CustomerError as error:
            tell(dispatcher, f"utter_error_{error.code}", **error.fields)
            return []
        _acknowledge(dispatcher, receipt)
        return []


def show_checklist(dispatcher: CollectingDispatcher, claim: Claim) -> None:
    """Show a case's checklist: everything that is missing, at once."""
    items = current_turn().services.materials.items(claim)
    left = missing(items)
    data = _card(claim, items)
    if not left:
        tell(dispatcher, "utter_checklist_complete", number=claim.number, data=data)
        return
    lines = "\n".join(f"· {item.rule.name}（{item.rule.form}）{item.reason}" for item in left)
    tell(dispatcher, "utter_checklist", number=claim.number, total=len(items), received=len(items) - len(left),
         missing=lines, data=data)  # fmt: skip


def _show_general(dispatcher: CollectingDispatcher, kind: ClaimType, told: Dict[str, Any]) -> None:
    items = current_turn().services.materials.general_items(kind, told)
    lines = "\n".join(f"· {item.rule.name}（{item.rule.form}）" for item in items)
    data = {"checklist": [item.as_dict() for item in items]}
    tell(dispatcher, "utter_checklist_general", name=kind.name, all=lines, data=data,
         buttons=[button(kind.title, "report_claim", type=kind.id)])  # fmt: skip


def _acknowledge(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    turn = current_turn()
    if receipt.claim is None:
        reporting = turn.services.reports.find(turn.conversation) is not None
        tell(
            dispatcher,
            "utter_upload_noted" if reporting else "utter_upload_kept",
            name=receipt.name,
            data={"checklist": []},
        )
        return
    data = _card(receipt.claim, receipt.items)
    if receipt.item is None:
        choices = [
            button(m.rule.name, "assign_upload", upload=receipt.upload_id, item=m.rule.id)
            for m in missing(receipt.items)
        ]
        tell(dispatcher, "utter_upload_which", name=receipt.name, buttons=choices, data=data)
    elif receipt.repeated:
        tell(dispatcher, "utter_upload_repeated", name=receipt.name, rest=_rest(receipt), data=data)
    else:
        tell(
            dispatcher,
            "utter_upload_ticked",
            item=receipt.item.rule.name,
            name=receipt.name,
            rest=_rest(receipt),
            data=data,
        )


def _rest(receipt: Receipt) -> str:
    left = missing(receipt.items)
    if not left:
        return words("utter_upload_rest_none")
    names = "、".join(item.rule.name for item in left[:NAMED]) + ("等" if len(left) > NAMED else "")
    return words("utter_upload_rest", count=len(left), missing=names)


def _card(claim: Claim, items: List[Material] | tuple[Material, ...]) -> Dict[str, Any]:
    return {"claim_number": claim.number, "checklist": [item.as_dict() for item in items]}
