"""Forms on their way: at most one open draft of a form in a conversation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import or_, select

from assistant.domain.form import Draft, Value
from assistant.storage.store import Row, Store
from assistant.storage.tables import claims, conversations
from assistant.storage.tables import drafts as table

OPEN, FILED, CANCELLED = "open", "filed", "cancelled"


@dataclass(frozen=True)
class Unfinished:
    """A draft left in another conversation: its id, itself, the channel, and when it was last worked on."""

    key: int
    draft: Draft
    channel: str
    updated_at: datetime


class DraftStore(Store):
    """Drafts of one transaction."""

    def find_open(self, conversation_id: str, group: str) -> tuple[int, Draft] | None:
        """Return the open draft of a group of forms (``claim`` for ``claim:motor``) with its id, or None."""
        statement = (
            select(table)
            .where(table.c.conversation_id == conversation_id, table.c.state == OPEN, table.c.form.like(f"{group}%"))
            .order_by(table.c.id.desc())
            .limit(1)
        )
        row = self.connection.execute(statement).mappings().first()
        return None if row is None else (row["id"], self._draft(row))

    def find_elsewhere(self, conversation_id: str, group: str, customer_id: int, phone: str) -> Unfinished | None:
        """Return the latest open draft that a customer, by themselves or by their phone, left in another conversation."""
        theirs = or_(table.c.customer_id == customer_id, table.c.phone_digest == self.cipher.digest(phone))
        statement = (
            select(table, conversations.c.channel)
            .join(conversations, conversations.c.id == table.c.conversation_id)
            .where(theirs, table.c.conversation_id != conversation_id)
            .where(table.c.state == OPEN, table.c.form.like(f"{group}:%"))
            .order_by(table.c.updated_at.desc())
            .limit(1)
        )
        row = self.connection.execute(statement).mappings().first()
        return None if row is None else Unfinished(row["id"], self._draft(row), row["channel"], row["updated_at"])

    def bring(self, key: int, conversation_id: str, now: datetime) -> None:
        """Take a draft over from the conversation it was begun in."""
        self.set(table, key, conversation_id=conversation_id, updated_at=now)

    def claimed_by(self, key: int, customer_id: int | None, phone: str | None) -> None:
        """Write down who a draft can be found by from another channel."""
        self.set(table, key, customer_id=customer_id, phone_digest=self.cipher.digest(phone) if phone else None)

    def _draft(self, row: Row) -> Draft:
        body = self.cipher.open(row["sealed"])
        values = {name: Value(**value) for name, value in body["values"].items()}
        return Draft(form=row["form"], values=values, asking=body["asking"])

    def of_claim(self, claim_id: int) -> Draft | None:
        """Return the draft that a claim was filed from, the customer's own words in it, or None."""
        statement = select(table).join(claims, claims.c.draft_id == table.c.id).where(claims.c.id == claim_id)
        row = self.connection.execute(statement).mappings().first()
        return None if row is None else self._draft(row)

    def create(self, conversation_id: str, draft: Draft, now: datetime) -> int:
        """Store a new draft and return its id."""
        return self.add(
            table,
            conversation_id=conversation_id,
            form=draft.form,
            state=OPEN,
            sealed=self._seal(draft),
            created_at=now,
            updated_at=now,
        )

    def save(self, key: int, draft: Draft, now: datetime) -> None:
        """Store what a draft has become."""
        values = {"form": draft.form, "sealed": self._seal(draft), "updated_at": now}
        self.set(table, key, **values)

    def end(self, key: int, state: str, now: datetime) -> None:
        """Close a draft as filed or cancelled."""
        self.set(table, key, state=state, updated_at=now)

    def _seal(self, draft: Draft) -> bytes:
        values = {name: asdict(value) for name, value in draft.values.items()}
        return self.cipher.seal({"values": values, "asking": draft.asking})
