"""What follows a claim's decision: disputes, visits; and which reminders were given."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assistant.domain.claim import ClaimState
from assistant.storage.store import Row, Store
from assistant.storage.tables import claim_disputes, claim_followups, claim_reminders


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """An objection to a decision, the way it takes and what it came to."""

    id: int
    claim_id: int
    way: str
    disputed_from: ClaimState
    reason: str
    opened_by: str
    opened_at: datetime
    outcome: str | None
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A visit to a customer after their claim was closed."""

    id: int
    claim_id: int
    due_on: date
    done_at: datetime | None
    done_by: str | None
    text: str | None


class AftercareStore(Store):
    """What follows decisions, in one transaction."""

    def open_dispute(
        self, claim_id: int, way: str, disputed_from: ClaimState, reason: str, by: str, now: datetime
    ) -> None:
        """Store a dispute."""
        self.add(claim_disputes, claim_id=claim_id, way=way, disputed_from=disputed_from.value, opened_by=by, opened_at=now,
                 sealed=self.cipher.seal({"reason": reason, "decision": None}))  # fmt: skip

    def disputes(self, claim_id: int) -> list[Dispute]:
        """Return a claim's disputes, the oldest first; the last may be open."""
        statement = select(claim_disputes).where(claim_disputes.c.claim_id == claim_id).order_by(claim_disputes.c.id)
        return [self._dispute(row) for row in self.all(statement)]

    def change_dispute(self, dispute: Dispute, *, way: str | None = None, reason: str | None = None) -> None:
        """Set the way a dispute takes, or what the customer objects to."""
        sealed = {"reason": dispute.reason if reason is None else reason, "decision": dispute.decision}
        self.set(claim_disputes, dispute.id, way=way or dispute.way, sealed=self.cipher.seal(sealed))

    def decide_dispute(self, dispute: Dispute, outcome: str, decision: str, by: str, now: datetime) -> None:
        """Store what a dispute came to."""
        sealed = self.cipher.seal({"reason": dispute.reason, "decision": decision})
        self.set(claim_disputes, dispute.id, outcome=outcome, decided_by=by, decided_at=now, sealed=sealed)

    def plan_followups(self, claim_id: int, days: Sequence[date]) -> None:
        """Store the visits of a claim, unless they have been planned."""
        known = {visit.due_on for visit in self.followups_of(claim_id)}
        if not known:
            for day in days:
                self.add(claim_followups, claim_id=claim_id, due_on=day)

    def followups_of(self, claim_id: int) -> list[FollowUp]:
        """Return a claim's visits, in order."""
        return self._followups(claim_followups.c.claim_id == claim_id)

    def open_followups(self, until: date | None) -> list[FollowUp]:
        """Return the visits that are not done, those due ``until`` a day alone where one is given."""
        conditions = [claim_followups.c.done_at.is_(None)]
        return self._followups(*conditions, *([claim_followups.c.due_on <= until] if until else []))

    def followup(self, key: int) -> FollowUp:
        """Return a visit.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return self._followup(self.get(claim_followups, claim_followups.c.id == key))

    def finish_followup(self, key: int, text: str, by: str, now: datetime) -> None:
        """Store that a visit was made, and what was said."""
        self.set(claim_followups, key, done_at=now, done_by=by, sealed=self.cipher.seal(text))

    def reminders(self, claim_ids: Sequence[int]) -> set[tuple[int, str, date, str]]:
        """Return the reminders that were given: claim, clock, day and level of each."""
        table = claim_reminders
        found = self.all(select(table).where(table.c.claim_id.in_(claim_ids)))
        return {(row["claim_id"], row["clock"], row["due_on"], row["level"]) for row in found}

    def remind(self, claim_id: int, clock: str, due_on: date, level: str, now: datetime) -> bool:
        """Store that a reminder is given; return False where it was given already, by whomever."""
        with contextlib.suppress(IntegrityError), self.connection.begin_nested():
            self.add(claim_reminders, claim_id=claim_id, clock=clock, due_on=due_on, level=level, at=now)
            return True
        return False

    def _dispute(self, row: Row) -> Dispute:
        values = {name: row[name] for name in row if name in Dispute.__dataclass_fields__}
        return Dispute(
            **{**values, **self.cipher.open(row["sealed"]), "disputed_from": ClaimState(row["disputed_from"])}
        )

    def _followups(self, *conditions: Any) -> list[FollowUp]:
        statement = select(claim_followups).where(*conditions).order_by(claim_followups.c.due_on, claim_followups.c.id)
        return [self._followup(row) for row in self.all(statement)]

    def _followup(self, row: Row) -> FollowUp:
        text = self.cipher.open(row["sealed"]) if row["sealed"] is not None else None
        names = ("id", "claim_id", "due_on", "done_at", "done_by")
        return FollowUp(**{name: row[name] for name in names}, text=text)
