"""What is said in a conversation: replies as the contract has them, and the transcript's lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Mapping


class Author(str, Enum):
    """Who wrote a line of the transcript."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Button:
    """A choice the customer can tap; ``payload`` comes back when they do."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """Return it as the contract writes it."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the customer is shown; ``text`` alone is always enough to understand it."""

    kind: str
    text: str
    buttons: tuple[Button, ...] = ()
    citations: tuple[Mapping[str, Any], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return it as the contract writes it."""
        return {
            "kind": self.kind,
            "text": self.text,
            "buttons": [button.as_dict() for button in self.buttons],
            "citations": [dict(citation) for citation in self.citations],
            "data": dict(self.data),
        }


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a transcript; a line that is not ``shown`` is for the desk alone; ``inbox_id`` is the message it stands for or answers."""

    id: int
    conversation_id: str
    seq: int
    at: datetime
    author: Author
    reply: Reply
    shown: bool = True
    agent_id: int | None = None
    inbox_id: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what the pages and the transcripts show."""
        return {"seq": self.seq, "at": self.at.isoformat(), "from": self.author.value, **self.reply.as_dict()}
