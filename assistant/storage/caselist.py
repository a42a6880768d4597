"""Claims as the staff look for them: lists with filters, and the days that their clocks are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Collection, Sequence

from sqlalchemy import func, null, select

from assistant.domain.claim import Claim, ClaimState
from assistant.domain.material import MaterialState
from assistant.storage.claims import ClaimStore
from assistant.storage.tables import claim_handlers, claim_materials, claim_names, claims, uploads
from assistant.text.names import plain_name


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A file of a claim, as far as clocks look at it; an item that was ticked without one has no ``upload``."""

    upload: int | None
    item: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a list is narrowed to; what is None narrows nothing."""

    states: Collection[ClaimState] | None = None
    kind: str | None = None
    handler: int | None = None
    unassigned: bool = False
    number: str | None = None
    phone: str | None = None
    name: str | None = None  # of whoever reported it or is insured, whole

    @property
    def personal(self) -> bool:
        """Tell whether it looks for a person."""
        return self.phone is not None or self.name is not None


class CaseListStore(ClaimStore):
    """Lists of claims in one transaction."""

    def search(self, wanted: Filter, *, limit: int | None = None, offset: int = 0) -> list[Claim]:
        """Return claims, what was changed last first."""
        statement = self._narrowed(select(claims), wanted).order_by(claims.c.updated_at.desc(), claims.c.id.desc())
        return [self._claim(row) for row in self.all(statement.limit(limit).offset(offset))]

    def count(self, wanted: Filter) -> int:
        """Return how many claims there are of a kind that is wanted."""
        number: int = self.connection.execute(self._narrowed(select(func.count(claims.c.id)), wanted)).scalar_one()
        return number

    def by_id(self, claim_id: int) -> Claim:
        """Return a claim."""
        return self._claim(self.get(claims, claims.c.id == claim_id))

    def arrivals(self, claim_ids: Sequence[int]) -> dict[int, list[Arrival]]:
        """Return when files came in, and for which item, by claim; items ticked without a file at the time they were ticked."""
        found: dict[int, list[Arrival]] = {}
        files = select(
            uploads.c.id.label("upload"), uploads.c.claim_id, uploads.c.item, uploads.c.stored_at.label("at")
        )
        ticked = select(
            null().label("upload"),
            claim_materials.c.claim_id,
            claim_materials.c.item,
            claim_materials.c.updated_at.label("at"),
        )
        ticked = ticked.where(claim_materials.c.state == MaterialState.RECEIVED.value)
        for statement, column in ((files, uploads.c.claim_id), (ticked, claim_materials.c.claim_id)):
            for row in self.all(statement.where(column.in_(claim_ids))):
                found.setdefault(row["claim_id"], []).append(
                    Arrival(upload=row["upload"], item=row["item"], at=row["at"])
                )
        return found

    def counts_missing(self, claim_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return how many items of each claim are still to be handed in, and how many there are."""
        table = claim_materials
        statement = select(table.c.claim_id, table.c.state, func.count().label("n")).where(
            table.c.claim_id.in_(claim_ids)
        )
        found: dict[int, tuple[int, int]] = {}
        for row in self.all(statement.group_by(table.c.claim_id, table.c.state)):
            missing, total = found.get(row["claim_id"], (0, 0))
            open_ones = 0 if row["state"] == MaterialState.RECEIVED.value else row["n"]
            found[row["claim_id"]] = (missing + open_ones, total + row["n"])
        return found

    def item_times(self, claim_id: int) -> dict[str, datetime]:
        """Return when each item of a claim's checklist changed last."""
        statement = select(claim_materials).where(claim_materials.c.claim_id == claim_id)
        return {row["item"]: row["updated_at"] for row in self.all(statement)}

    def _narrowed(self, statement: Any, wanted: Filter) -> Any:
        handler = select(claim_handlers.c.claim_id).where(claim_handlers.c.agent_id.is_not(None))
        if wanted.states is not None:
            statement = statement.where(claims.c.state.in_([state.value for state in wanted.states]))
        if wanted.kind:
            statement = statement.where(claims.c.type == wanted.kind)
        if wanted.handler is not None:
            statement = statement.where(claims.c.id.in_(handler.where(claim_handlers.c.agent_id == wanted.handler)))
        if wanted.unassigned:
            statement = statement.where(claims.c.id.not_in(handler))
        if wanted.number:
            statement = statement.where(claims.c.number.endswith(wanted.number, autoescape=True))
        if wanted.phone:
            statement = statement.where(claims.c.phone_digest == self.cipher.digest(wanted.phone))
        if wanted.name:
            named = claim_names.c.digest == self.cipher.digest(plain_name(wanted.name))
            statement = statement.where(claims.c.id.in_(select(claim_names.c.claim_id).where(named)))
        return statement
