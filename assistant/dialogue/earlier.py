"""What a customer told just before they asked for something: nobody says it twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Iterator

from assistant.dialogue.context import TurnContext
from assistant.domain.message import Author
from assistant.domain.understanding import Understanding

LINES = 8  # looked back on
FRESH = timedelta(minutes=30)
SHORT = 8  # characters of a request that tells nothing itself
TELLING = frozenset({"claim_report", "emergency"})
REPORT = "claim"  # the kind of our replies that are steps of a report: what was said before them is taken up already
FACTS = frozenset({"date", "time", "place", "hospital"})  # of a question that tells what happened


def told_before(turn: TurnContext) -> Understanding | None:
    """Return the customer's latest message that told of a loss, or asked about a kind of it, if this one tells nothing, else None."""
    if not turn.said.tapped and len(turn.said.text) > SHORT:
        return None
    said = (turn.read(text) for text in _said(turn, since=REPORT) if len(text) > SHORT)
    return next((read for read in said if _tells(turn, read)), None)


def said_before(turn: TurnContext) -> str | None:
    """Return the customer's last message before this one, None where there is none that is fresh and in words."""
    return next(_said(turn), None)


def _tells(turn: TurnContext, read: Understanding) -> bool:
    kind = turn.services.app.forms.recognise(read.text)
    asks_of_a_kind = kind is not None and not kind.gentle  # who asks what 身故 means has lost nobody
    return read.group in TELLING or asks_of_a_kind or any(entity.type in FACTS for entity in read.entities)


def _said(turn: TurnContext, *, since: str = "") -> Iterator[str]:
    """Yield the customer's messages before this one, the latest first, as far as they are fresh, in words, and after our last reply of a kind."""
    lines = turn.services.unit.transcript.lines(turn.conversation_id, limit=LINES, clear=True)
    for line in reversed([line for line in lines if line.inbox_id != turn.inbox_id]):
        stale = turn.services.clock.now() - line.at > FRESH
        if stale or "file" in line.reply.data or line.reply.kind == since:
            return
        if line.author is Author.CUSTOMER:
            yield line.reply.text
