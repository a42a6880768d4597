"""How somebody is spoken to who is in grief, angry, threatening, mis-sold or hard up: never twice in the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import Collection, Sequence

from assistant.dialogue.asking import OURS
from assistant.domain.message import Reply
from assistant.domain.understanding import Understanding
from assistant.services.phrases import Phrases
from assistant.text.questions import is_question

PLAIN = "complaint"  # whoever complains in an even tone
SAFETY = "safety"  # nothing comes before what to do in danger
TONED = "toned"  # in a reply's data: it has words for the tone itself
ATTENDED = frozenset({"complaint", "handoff", "safety"})  # somebody is on it: nothing more is offered

THREAT, PLAINLY = "threat", 0.9


def tone_of(read: Understanding) -> str | None:
    """Return the tone that a message is answered in: whoever asks what courts and regulators do (诉讼费谁出) threatens nobody."""
    asks = read.group == "knowledge" and read.confidence >= PLAINLY and is_question(read.text)
    if read.tone == THREAT and asks and not any(word in read.text for word in OURS):
        return None
    return read.tone


def in_tone(replies: Sequence[Reply], tone: str | None, phrases: Phrases, said: Collection[str]) -> list[Reply]:
    """Return a turn's replies, opened with words for the tone and ended with what is offered in such a case.

    ``said`` is what the conversation has heard: a wording that it knows is not used again, and none is better than the same.
    """
    if not replies or any(reply.kind == SAFETY for reply in replies):
        return list(replies)
    kinds = {reply.kind for reply in replies}
    told = any(reply.data.get(TONED) for reply in replies)
    opening = None if told else _unsaid(f"utter_tone_{tone or (PLAIN if PLAIN in kinds else None)}", phrases, said)
    offer = None if kinds & ATTENDED else _unsaid(f"utter_offer_{tone}", phrases, said)
    first = replace(replies[0], text=f"{opening.text}\n{replies[0].text}") if opening else replies[0]
    return [first, *replies[1:], *([offer] if offer else [])]


def _unsaid(name: str, phrases: Phrases, said: Collection[str]) -> Reply | None:
    """Return the first wording of a response that has not been said, or None."""
    return next((reply for reply in phrases.wordings(name) if not any(reply.text in text for text in said)), None)
