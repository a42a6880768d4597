"""Doubtful turns and customers' ratings of single answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.domain.doubt import Cause, Doubt, DoubtState
from assistant.domain.understanding import Understanding
from assistant.storage.store import Row, Store
from assistant.storage.tables import doubts, messages, reply_ratings


class DoubtStore(Store):
    """Doubtful turns of one transaction; a turn has one row, however many causes."""

    def of_message(self, inbox_id: int) -> Doubt | None:
        """Return the doubt about a message, or None."""
        row = self.find(doubts, doubts.c.inbox_id == inbox_id)
        return None if row is None else self._doubt(row)

    def by_id(self, key: int) -> Doubt:
        """Return a doubt.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return self._doubt(self.get(doubts, doubts.c.id == key))

    def create(self, conversation_id: str, inbox_id: int, causes: tuple[Cause, ...], said: Understanding,
               context: tuple[str, ...], outcome: tuple[str, ...], now: datetime) -> Doubt:  # fmt: skip
        """Store a doubt; ``said.text`` and ``context`` must hold no personal data."""
        made = {"text": said.text, "context": context, "intent": said.intent, "group": said.group,
                "confidence": round(said.confidence, 4), "outcome": outcome}  # fmt: skip
        key = self.add(
            doubts,
            conversation_id=conversation_id,
            inbox_id=inbox_id,
            causes=[cause.value for cause in causes],
            state=DoubtState.OPEN.value,
            sealed=self.cipher.seal(made),
            at=now,
        )
        return self.by_id(key)

    def add_cause(self, doubt: Doubt, cause: Cause) -> None:
        """Write down another cause."""
        self.set(doubts, doubt.id, causes=[c.value for c in (*doubt.causes, cause)])

    def settle(self, key: int, state: DoubtState, by: str, now: datetime, label: str | None = None) -> None:
        """End the review of a doubt."""
        self.set(doubts, key, state=state.value, label=label, settled_at=now, settled_by=by)

    def in_state(self, *states: DoubtState) -> list[Doubt]:
        """Return the doubts in these states, the oldest first."""
        wanted = doubts.c.state.in_([state.value for state in states])
        return [self._doubt(row) for row in self.all(select(doubts).where(wanted).order_by(doubts.c.id))]

    def _doubt(self, row: Row) -> Doubt:
        made: dict[str, Any] = self.cipher.open(row["sealed"])
        return Doubt(
            id=row["id"],
            conversation_id=row["conversation_id"],
            inbox_id=row["inbox_id"],
            causes=tuple(map(Cause, row["causes"])),
            state=DoubtState(row["state"]),
            at=row["at"],
            label=row["label"],
            settled_at=row["settled_at"],
            settled_by=row["settled_by"],
            **{**made, "context": tuple(made["context"]), "outcome": tuple(made["outcome"])},
        )


class ReplyRatingStore(Store):
    """Customers' ratings of single answers; the last word on an answer stands."""

    def rate(self, conversation_id: str, message_id: int, good: bool, now: datetime) -> None:
        """Store a rating, or change it."""
        row = self.find(reply_ratings, reply_ratings.c.message_id == message_id)
        if row is None:
            self.add(reply_ratings, conversation_id=conversation_id, message_id=message_id, good=good, at=now)
        else:
            self.set(reply_ratings, row["id"], good=good, at=now)

    def of_conversation(self, conversation_id: str) -> dict[int, bool]:
        """Return whether each rated answer of a conversation was found good, by the line's number."""
        rated = select(messages.c.seq, reply_ratings.c.good).join(messages, messages.c.id == reply_ratings.c.message_id)
        rows = self.all(rated.where(reply_ratings.c.conversation_id == conversation_id))
        return {row["seq"]: row["good"] for row in rows}
