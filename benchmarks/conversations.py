"""The conversations that both bots are measured with; the same ones in the same order, each time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("conversations.yml")


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What one customer says, in order."""

    name: str
    messages: tuple[str, ...]


def load_conversations() -> list[Conversation]:
    """Return the twelve conversations."""
    return [Conversation(name=told["name"], messages=tuple(told["messages"])) for told in _read()["conversations"]]


def long_conversation(turns: int) -> Conversation:
    """Return one customer's conversation of that many turns: the same few questions, over and over."""
    return Conversation(name="long", messages=tuple(islice(cycle(_read()["long"]), turns)))


def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
