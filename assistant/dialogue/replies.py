"""Between Rasa's messages and the contract's replies."""

from __future__ import annotations

from typing import Any, Dict

from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.domain.message import Button, Reply
from assistant.services.phrases import Phrases


def message_of(reply: Reply) -> Dict[str, Any]:
    """Return a reply as Rasa's channels carry it: text, buttons and ``custom`` with the rest."""
    custom = {"kind": reply.kind, "citations": [dict(c) for c in reply.citations], "data": dict(reply.data)}
    return {"text": reply.text, "buttons": [button.as_dict() for button in reply.buttons], "custom": custom}


def reply_of(message: Dict[str, Any]) -> Reply:
    """Return one of Rasa's messages as a reply."""
    custom = message.get("custom") or {}
    return Reply(
        kind=custom.get("kind", "smalltalk"),
        text=message.get("text") or "",
        buttons=tuple(Button(title=b["title"], payload=b["payload"]) for b in message.get("buttons") or ()),
        citations=tuple(custom.get("citations") or ()),
        data=custom.get("data") or {},
    )


class ReplyCollector(OutputChannel):
    """Keeps what is said during a turn; it is sent after the commit."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        """Return the name Rasa knows it by."""
        return "collector"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep a message."""
        self.replies.append(reply_of(message))


class PhraseGenerator(NaturalLanguageGenerator):
    """Rasa's response generator, on our phrases: the same wordings wherever a response is used."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Dict[str, Any] | None:
        """Return a response's message, or None when there is none of that name."""
        if utter_action not in self.phrases:
            return None
        salt = f"{tracker.sender_id}:{len(tracker.events)}"
        return message_of(self.phrases.reply(utter_action, salt=salt))
