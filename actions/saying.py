"""Saying things: responses of the domain, with what belongs to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Iterable

from rasa_sdk.executor import CollectingDispatcher

from assistant.dialogue.context import current_turn
from assistant.dialogue.payloads import payload
from assistant.dialogue.replies import message_of
from assistant.domain.message import Button, Reply
from assistant.services import wording
from assistant.services.phrases import Phrases


def phrases() -> Phrases:
    """Return the responses of the domain."""
    return current_turn().services.app.phrases


def words(name: str, /, **fields: Any) -> str:
    """Return the text of a response."""
    return phrases().reply(name, salt=str(current_turn().inbox_id), **fields).text


def day_words(day: date) -> str:
    """Return a day as it is said."""
    return wording.day_words(phrases(), day)


def say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Say a reply."""
    message = message_of(reply)
    dispatcher.utter_message(text=message["text"], buttons=message["buttons"], json_message=message["custom"])


def tell(
    dispatcher: CollectingDispatcher,
    name: str,
    /,
    *,
    buttons: Iterable[Button] | None = None,
    data: dict[str, Any] | None = None,
    citations: Iterable[dict[str, Any]] = (),
    before: str = "",
    **fields: Any,
) -> None:
    """Say a response of the domain, with buttons and data of its own; ``before`` goes first in the same reply."""
    reply = phrases().reply(name, salt=str(current_turn().inbox_id), **fields)
    if buttons is not None:
        reply = replace(reply, buttons=tuple(buttons))
    say(dispatcher, replace(reply, text=f"{before}{reply.text}", data=data or {}, citations=tuple(citations)))


def button(title: str, intent: str, **options: Any) -> Button:
    """Return a button."""
    return Button(title=title, payload=payload(intent, **options))
