"""What is done with claims: who has them, each step, notices, assessments, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Sequence

from sqlalchemy import func, select, update

from assistant.domain.assessment import Assessment, Item, Payment
from assistant.domain.casework import Outcome
from assistant.domain.claim import ClaimState
from assistant.storage.store import Row, Store
from assistant.storage.tables import (
    claim_assessments,
    claim_events,
    claim_handlers,
    claim_notices,
    claim_payments,
    claims,
    material_notices,
    uploads,
)


@dataclass(frozen=True, kw_only=True)
class ClaimEvent:
    """A step of a claim's life; ``shown`` to its customer or to the staff alone."""

    claim_id: int
    at: datetime
    kind: str
    actor: str
    state: ClaimState
    shown: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice of everything that was missing: an agent's, or the checklist that the assistant showed."""

    items: tuple[str, ...]
    sent_at: datetime
    agent_id: int | None = None
    last_upload: int | None = None  # of those an agent knew when the notice was sent


class CaseworkStore(Store):
    """Casework of one transaction."""

    def lock(self, claim_id: int) -> None:
        """Keep a claim from other processes until the transaction ends (a row lock on PostgreSQL)."""
        self.connection.execute(select(claims.c.id).where(claims.c.id == claim_id).with_for_update())

    def move(self, claim_id: int, state: ClaimState, now: datetime) -> None:
        """Set where a claim stands."""
        self.set(claims, claim_id, state=state.value, updated_at=now)

    def version(self, claim_id: int) -> int:
        """Return how many steps a claim has taken: who changes it says which of them they knew."""
        statement = select(func.count()).select_from(claim_events).where(claim_events.c.claim_id == claim_id)
        number: int = self.connection.execute(statement).scalar_one()
        return number

    def handlers(self, claim_ids: Sequence[int]) -> dict[int, int]:
        """Return who has the claims, by claim."""
        statement = select(claim_handlers).where(claim_handlers.c.claim_id.in_(claim_ids))
        return {row["claim_id"]: row["agent_id"] for row in self.all(statement) if row["agent_id"] is not None}

    def assign(self, claim_id: int, agent_id: int | None) -> None:
        """Give a claim to somebody, or to nobody."""
        statement = update(claim_handlers).where(claim_handlers.c.claim_id == claim_id).values(agent_id=agent_id)
        if self.connection.execute(statement).rowcount == 0:
            self.add(claim_handlers, claim_id=claim_id, agent_id=agent_id)

    def note(
        self,
        claim_id: int,
        kind: str,
        actor: str,
        state: ClaimState,
        now: datetime,
        *,
        text: str = "",
        shown: bool = False,
    ) -> None:
        """Write down a step."""
        self.add(claim_events, claim_id=claim_id, at=now, kind=kind, actor=actor, state=state.value, shown=shown,
                 sealed=self.cipher.seal(text))  # fmt: skip

    def events(self, claim_ids: Sequence[int], *, clear: bool = True) -> list[ClaimEvent]:
        """Return the steps of claims, the oldest first; without their words unless ``clear``."""
        statement = select(claim_events).where(claim_events.c.claim_id.in_(claim_ids)).order_by(claim_events.c.id)
        return [self._event(row, clear) for row in self.all(statement)]

    def send_notice(self, claim_id: int, items: Sequence[str], agent_id: int, now: datetime) -> None:
        """Store a notice of what is missing."""
        newest = select(func.coalesce(func.max(uploads.c.id), 0)).where(uploads.c.claim_id == claim_id)
        last: int = self.connection.execute(newest).scalar_one()
        self.add(claim_notices, claim_id=claim_id, items=list(items), last_upload=last, agent_id=agent_id, sent_at=now)

    def notices(self, claim_ids: Sequence[int]) -> dict[int, list[Notice]]:
        """Return the notices of claims, the oldest first, by claim."""
        sent = self.all(select(claim_notices).where(claim_notices.c.claim_id.in_(claim_ids)))
        told = self.all(select(material_notices).where(material_notices.c.claim_id.in_(claim_ids)))
        found: dict[int, list[Notice]] = {}
        for row in sorted([*sent, *told], key=_sent_at):
            notice = Notice(
                items=tuple(row["items"]),
                sent_at=_sent_at(row),
                agent_id=row.get("agent_id"),
                last_upload=row.get("last_upload"),
            )
            found.setdefault(row["claim_id"], []).append(notice)
        return found

    def assess(
        self, claim_id: int, outcome: Outcome, items: Sequence[Item], grounds: str, clause: str, by: int, now: datetime
    ) -> None:
        """Store an assessment."""
        sealed = {"items": [item.as_dict() for item in items], "grounds": grounds, "clause": clause}
        approved = sum((item.approved for item in items), Decimal("0.00"))
        self.add(claim_assessments, claim_id=claim_id, outcome=outcome.value, approved=approved,
                 sealed=self.cipher.seal(sealed), assessed_by=by, assessed_at=now)  # fmt: skip

    def audit(self, assessment_id: int, verdict: str, by: int, note: str, now: datetime) -> None:
        """Store what the audit of an assessment came to."""
        sealed = self.cipher.seal(note)
        self.set(claim_assessments, assessment_id, verdict=verdict, audited_by=by, audited_at=now, audit_sealed=sealed)

    def assessments(self, claim_ids: Sequence[int]) -> dict[int, list[Assessment]]:
        """Return the assessments of claims, the oldest first, by claim; those of early payments are not among them."""
        table = claim_assessments
        where = (table.c.claim_id.in_(claim_ids), table.c.outcome != Outcome.ADVANCE.value)
        found: dict[int, list[Assessment]] = {}
        for row in self.all(select(table).where(*where).order_by(table.c.id)):
            found.setdefault(row["claim_id"], []).append(self._assessment(row))
        return found

    def advances(self, claim_id: int) -> list[Assessment]:
        """Return the early payments that were proposed for a claim, the oldest first."""
        table = claim_assessments
        where = (table.c.claim_id == claim_id, table.c.outcome == Outcome.ADVANCE.value)
        return [self._assessment(row) for row in self.all(select(table).where(*where).order_by(table.c.id))]

    def pay(
        self, assessment: Assessment, amount: Decimal, reference: str, paid_on: date, by: int, now: datetime
    ) -> None:
        """Store a payment; an assessment is paid once."""
        self.add(claim_payments, claim_id=assessment.claim_id, assessment_id=assessment.id, amount=amount,
                 reference=reference, paid_on=paid_on, recorded_by=by, recorded_at=now)  # fmt: skip

    def payments(self, claim_ids: Sequence[int]) -> dict[int, list[Payment]]:
        """Return the payments of claims, the oldest first, by claim."""
        statement = select(claim_payments).where(claim_payments.c.claim_id.in_(claim_ids)).order_by(claim_payments.c.id)
        found: dict[int, list[Payment]] = {}
        for row in self.all(statement):
            payment = Payment(**{name: row[name] for name in Payment.__dataclass_fields__})
            found.setdefault(row["claim_id"], []).append(payment)
        return found

    def _event(self, row: Row, clear: bool) -> ClaimEvent:
        values = {name: row[name] for name in ("claim_id", "at", "kind", "actor", "shown")}
        text = self.cipher.open(row["sealed"]) if clear else ""
        return ClaimEvent(**values, state=ClaimState(row["state"]), text=text)

    def _assessment(self, row: Row) -> Assessment:
        opened = self.cipher.open(row["sealed"])
        names = ("id", "claim_id", "assessed_by", "assessed_at", "verdict", "audited_by", "audited_at")
        return Assessment(
            **{name: row[name] for name in names},
            audit_note=self.cipher.open(row["audit_sealed"]) if row["audit_sealed"] is not None else "",
            outcome=Outcome(row["outcome"]),
            items=tuple(Item.of(item) for item in opened["items"]),
            grounds=opened["grounds"],
            clause=opened["clause"],
        )


def _sent_at(notice: Row) -> datetime:
    at: datetime = notice.get("sent_at") or notice["noticed_at"]
    return at
