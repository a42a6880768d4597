"""Trainees' practice: kept apart from all that customers say, in tables of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.errors import NotFoundError
from assistant.storage.store import Row, Store
from assistant.storage.tables import practice_lines, practice_runs


class PracticeStore(Store):
    """Practice talks of one transaction."""

    def start(self, agent_id: int, script: str, now: datetime) -> int:
        """Begin a talk."""
        return self.add(practice_runs, agent_id=agent_id, script=script, started_at=now)

    def lock(self, key: int, agent_id: int | None = None) -> Row:
        """Return a talk, of this trainee where one is given, kept from other processes until the transaction ends.

        Raises:
            NotFoundError: when there is none, or it is somebody else's.
        """
        statement = select(practice_runs).where(practice_runs.c.id == key).with_for_update()
        row = self.connection.execute(statement).mappings().first()
        if row is None or (agent_id is not None and row["agent_id"] != agent_id):
            raise NotFoundError("no such practice talk")
        return row

    def runs(self, agent_id: int | None, limit: int) -> list[Row]:
        """Return the latest talks, of one trainee or of all."""
        statement = select(practice_runs).order_by(practice_runs.c.id.desc()).limit(limit)
        return self.all(statement if agent_id is None else statement.where(practice_runs.c.agent_id == agent_id))

    def write(self, run_id: int, text: str, now: datetime, *, trainee: bool, response: int | None = None) -> None:
        """Add a line."""
        self.add(
            practice_lines, run_id=run_id, trainee=trainee, response=response, sealed=self.cipher.seal(text), at=now
        )

    def lines(self, run_id: int) -> list[dict[str, Any]]:
        """Return a talk's lines, in order."""
        rows = self.all(select(practice_lines).where(practice_lines.c.run_id == run_id).order_by(practice_lines.c.id))
        return [{"trainee": row["trainee"], "response": row["response"], "at": row["at"],
                 "text": self.cipher.open(row["sealed"])} for row in rows]  # fmt: skip

    def end(self, key: int, score: int, result: list[dict[str, Any]], now: datetime) -> None:
        """End a talk with how it went."""
        self.set(practice_runs, key, ended_at=now, score=score, result=result)
