"""Files in conversation: that they came, what they look to be, what seems wrong with them."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.materials import card
from actions.saying import button, tell, words
from assistant.dialogue.context import TurnContext, current_turn
from assistant.domain.material import Material
from assistant.domain.message import Button
from assistant.domain.paper import UNREADABLE, Problem
from assistant.errors import CustomerError
from assistant.services.materials import missing
from assistant.services.uploads import Receipt

Events = List[Dict[str, Any]]
SEVERAL = 3  # files that wait to be looked at, from which on it is said that they are
NAMED = 4  # more missing papers than these are counted, not named, after each upload


class ActionUpload(Action):
    """Takes a file in, hears which paper it is, or tells what the first look at it brought."""

    def name(self) -> str:
        return "action_upload"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        try:
            receipt = _take(current_turn())
        except CustomerError as error:
            tell(dispatcher, f"utter_error_{error.code}", **error.fields)
            return []
        _answer(dispatcher, receipt)
        return []


def _take(turn: TurnContext) -> Receipt:
    uploads, options, intent = turn.services.uploads, turn.said.options, turn.said.intent
    if intent == "upload_file":
        file = {name: options[name] for name in ("name", "sha256", "media_type", "size", "caption")}
        return uploads.receive(turn.conversation, **file)
    key, item = options.get("upload", 0), str(options.get("item"))
    if intent == "looked":
        return uploads.settle(turn.conversation, key)
    if intent == "reuse_upload":
        return uploads.reuse(turn.conversation, key, item)
    return uploads.assign(turn.conversation, key, item, insisting=intent == "insist_upload")


def _answer(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    if receipt.outcome == "waiting":
        _acknowledge(dispatcher, receipt)
    elif receipt.outcome == "kept":
        if receipt.problem is not None:
            tell(
                dispatcher, "utter_upload_unreadable_kept", name=receipt.name, why=_why(receipt), data={"checklist": []}
            )
    elif receipt.outcome == "doubted":
        _doubt(dispatcher, receipt)
    elif receipt.outcome == "which":
        tell(dispatcher, "utter_upload_which", name=receipt.name, data=_card(receipt),
             buttons=_choices(receipt, missing(receipt.items), "assign_upload"))  # fmt: skip
    else:
        _tick(dispatcher, receipt)


def _acknowledge(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    """Say what happens next where that takes a while: no claim yet, or several files; one alone is answered in a moment."""
    turn = current_turn()
    if receipt.claim is None:
        reporting = turn.services.reports.find(turn.conversation) is not None
        name = "utter_upload_noted" if reporting else "utter_upload_kept"
        tell(dispatcher, name, name=receipt.name, data={"checklist": []})
    elif turn.services.unit.looks.waiting(turn.conversation_id) == SEVERAL:
        tell(dispatcher, "utter_upload_looking")


def _doubt(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    """Say kindly what seems wrong, with the way to insist on it."""
    if receipt.item is None:
        tell(dispatcher, "utter_upload_unreadable", name=receipt.name, why=_why(receipt), data=_card(receipt),
             buttons=_choices(receipt, missing(receipt.items), "insist_upload"))  # fmt: skip
        return
    buttons = [
        button(words("utter_upload_insist"), "insist_upload", upload=receipt.upload_id, item=receipt.item.rule.id)
    ]
    if receipt.better is not None and receipt.better.rule.id != receipt.item.rule.id:
        title = words("utter_upload_better", item=receipt.better.rule.name)
        buttons.append(button(title, "assign_upload", upload=receipt.upload_id, item=receipt.better.rule.id))
    tell(dispatcher, "utter_upload_doubted", name=receipt.name, item=receipt.item.rule.name, why=_why(receipt),
         buttons=buttons, data=_card(receipt) | {"upload": receipt.upload_id})  # fmt: skip


def _tick(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    turn = current_turn()
    named = {"name": receipt.name, "item": receipt.item.rule.name if receipt.item else "", "rest": _rest(receipt)}
    if receipt.guessed and receipt.look is not None:
        others = [item for item in missing(receipt.items) if item != receipt.item]
        kind = turn.services.app.papers.kinds[receipt.look.kind].name
        tell(dispatcher, "utter_upload_guessed", kind=kind, data=_card(receipt), **named,
             buttons=_choices(receipt, others, "assign_upload"))  # fmt: skip
        return
    name = {"insist_upload": "insisted", "reuse_upload": "reused"}.get(turn.said.intent, receipt.outcome)
    tell(dispatcher, f"utter_upload_{name}", data=_card(receipt), **named)


def _why(receipt: Receipt) -> str:
    """Return in words what seems wrong."""
    problem = receipt.problem or Problem.OTHER_KIND
    if problem in UNREADABLE or receipt.look is None or receipt.item is None:
        return words(f"utter_look_{problem.value}")
    kind = current_turn().services.app.papers.kinds[receipt.look.kind].name
    return words(f"utter_look_{problem.value}", kind=kind, item=receipt.item.rule.name)


def _choices(receipt: Receipt, items: List[Material], intent: str) -> List[Button]:
    return [button(item.rule.name, intent, upload=receipt.upload_id, item=item.rule.id) for item in items]


def _rest(receipt: Receipt) -> str:
    if receipt.claim is None:
        return ""
    left = missing(receipt.items)
    if not left:
        return words("utter_upload_rest_none")
    names = "、".join(item.rule.name for item in left[:NAMED]) + ("等" if len(left) > NAMED else "")
    return words("utter_upload_rest", count=len(left), missing=names)


def _card(receipt: Receipt) -> Dict[str, Any]:
    return card(receipt.claim, receipt.items) if receipt.claim else {}
