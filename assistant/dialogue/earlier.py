"""What a customer told just before they asked for something: nobody says it twice."""

from __future__ import annotations

from datetime import timedelta

from assistant.dialogue.context import TurnContext
from assistant.domain.message import Author
from assistant.domain.understanding import Understanding

LINES = 8  # looked back on
FRESH = timedelta(minutes=30)
SHORT = 8  # characters of a request that tells nothing itself
TELLING = frozenset({"claim_report", "emergency"})
FACTS = frozenset({"date", "time", "place", "hospital"})  # of a question that tells what happened


def told_before(turn: TurnContext) -> Understanding | None:
    """Return the customer's last message before this one, if it told of a loss and this one tells nothing, else None."""
    if not turn.said.tapped and len(turn.said.text) > SHORT:
        return None
    before = said_before(turn)
    if before is None:
        return None
    read = turn.read(before)
    telling = read.group in TELLING or any(entity.type in FACTS for entity in read.entities)
    return read if telling and len(read.text) > SHORT else None


def said_before(turn: TurnContext) -> str | None:
    """Return the customer's last message before this one, None where there is none that is fresh and in words."""
    lines = turn.services.unit.transcript.lines(turn.conversation_id, limit=LINES, clear=True)
    said = [line for line in lines if line.author is Author.CUSTOMER and line.inbox_id != turn.inbox_id]
    if not said or turn.services.clock.now() - said[-1].at > FRESH or "file" in said[-1].reply.data:
        return None
    return said[-1].reply.text
