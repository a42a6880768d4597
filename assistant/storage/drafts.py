"""Forms on their way: at most one open draft of a form in a conversation."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from assistant.domain.form import Draft, Value
from assistant.storage.store import Store
from assistant.storage.tables import drafts as table

OPEN, FILED, CANCELLED = "open", "filed", "cancelled"


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
        if row is None:
            return None
        body = self.cipher.open(row["sealed"])
        values = {name: Value(**value) for name, value in body["values"].items()}
        return row["id"], Draft(form=row["form"], values=values, asking=body["asking"])

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
