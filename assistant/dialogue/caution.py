"""Doubt: nobody is put through to a person, and no complaint is filed, on a guess."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.understanding import Understanding
from assistant.text.questions import is_question

NEEDED = {"complaint": 0.6, "claim_dispute": 0.6, "human": 0.6}  # how sure one must be
LOOK_UP, ASK_BACK = "ask_knowledge", "not_understood"


def cautious(said: Understanding) -> Understanding:
    """Return a message as it may be acted on: what is too doubtful is looked up if it is a question, else asked back."""
    if said.tapped or said.confidence >= NEEDED.get(said.group, 0.0):
        return said
    return replace(said, intent=LOOK_UP if is_question(said.text) else ASK_BACK)
