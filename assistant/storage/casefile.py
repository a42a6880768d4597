"""What belongs to a complaint's case: parties, evidence, extension, appraisals, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from assistant.domain.complaint import Complaint
from assistant.domain.complaint_term import Appraisal
from assistant.errors import NotFoundError, StateError
from assistant.storage.store import Row, Store
from assistant.storage.tables import (
    complaint_appraisals,
    complaint_events,
    complaint_evidence,
    complaint_extensions,
    complaint_parties,
)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A request for a longer term; told to the complainant, it is in force."""

    id: int
    requested_by: int
    reason: str
    decided_by: int | None
    told_on: date | None


class CasefileStore(Store):
    """Cases of one transaction."""

    def write(self, complaint: Complaint, actor: str, step: str, state: str, words: str, now: datetime) -> None:
        """Add to the history, which is only ever added to."""
        self.add(complaint_events, complaint_id=complaint.id, at=now, actor=actor, step=step, state=state,
                 sealed=self.cipher.seal(words))  # fmt: skip

    def history(self, complaint: Complaint) -> list[dict[str, Any]]:
        """Return what was done, in order."""
        return self._of(complaint_events, complaint, "words")

    def add_party(self, complaint: Complaint, role: str, name: str, contact: str) -> None:
        """Store somebody the complaint is about or comes from."""
        sealed = self.cipher.seal({"name": name, "contact": contact})
        self.add(complaint_parties, complaint_id=complaint.id, role=role, sealed=sealed)

    def parties(self, complaint: Complaint) -> list[dict[str, str]]:
        """Return role, name and contact of everybody."""
        return [{"role": row["role"], **row["person"]} for row in self._of(complaint_parties, complaint, "person")]

    def add_evidence(
        self, complaint: Complaint, words: str, now: datetime, *, upload_id: int | None, message_id: int | None
    ) -> None:
        """Store a paper, a line of the talk or something told as evidence; the same twice is one."""
        same = [c for c in (complaint_evidence.c.upload_id == upload_id if upload_id else None,
                            complaint_evidence.c.message_id == message_id if message_id else None) if c is not None]  # fmt: skip
        if same and self.find(complaint_evidence, complaint_evidence.c.complaint_id == complaint.id, *same):
            return
        self.add(complaint_evidence, complaint_id=complaint.id, upload_id=upload_id, message_id=message_id,
                 sealed=self.cipher.seal(words), added_at=now)  # fmt: skip

    def evidence(self, complaint: Complaint) -> list[dict[str, Any]]:
        """Return the evidence, in the order it was added."""
        return self._of(complaint_evidence, complaint, "words")

    def request_extension(self, complaint: Complaint, agent_id: int, reason: str, now: datetime) -> None:
        """Store a request for a longer term.

        Raises:
            StateError: when one waits already.
        """
        if self.find_request(complaint) is not None:
            raise StateError("an extension has been asked for already")
        self.add(complaint_extensions, complaint_id=complaint.id, sealed=self.cipher.seal(reason),
                 requested_by=agent_id, requested_at=now)  # fmt: skip

    def find_request(self, complaint: Complaint) -> Extension | None:
        """Return the request that waits for a decision, or None."""
        c = complaint_extensions.c
        row = self.find(complaint_extensions, c.complaint_id == complaint.id, c.decided_by.is_(None))
        return None if row is None else self._extension(row)

    def decide_extension(self, key: int, agent_id: int, now: datetime, told_on: date | None) -> None:
        """Store what was decided; ``told_on`` is set when it was granted."""
        self.set(complaint_extensions, key, decided_by=agent_id, decided_at=now, told_on=told_on)

    def extended_on(self, complaint: Complaint) -> date | None:
        """Return when the last extension was told to the complainant, or None."""
        c = complaint_extensions.c
        found = select(c.told_on).where(c.complaint_id == complaint.id, c.told_on.is_not(None)).order_by(c.id.desc())
        day: date | None = self.connection.execute(found).scalars().first()
        return day

    def start_appraisal(self, complaint: Complaint, words: str, day: date) -> None:
        """Store that somebody outside is asked for an opinion.

        Raises:
            StateError: when one is under way.
        """
        if any(a.ended_on is None for a in self.appraisals(complaint)):
            raise StateError("an appraisal is under way")
        self.add(complaint_appraisals, complaint_id=complaint.id, sealed=self.cipher.seal(words), started_on=day)

    def end_appraisal(self, complaint: Complaint, day: date) -> None:
        """Store that the opinion has come.

        Raises:
            NotFoundError: when none is under way.
        """
        c = complaint_appraisals.c
        where = (c.complaint_id == complaint.id, c.ended_on.is_(None))
        if not self.connection.execute(update(complaint_appraisals).where(*where).values(ended_on=day)).rowcount:
            raise NotFoundError("no appraisal is under way")

    def appraisals(self, complaint: Complaint) -> tuple[Appraisal, ...]:
        """Return the times that are not counted."""
        rows = self._of(complaint_appraisals, complaint, "words")
        return tuple(Appraisal(started_on=row["started_on"], ended_on=row["ended_on"]) for row in rows)

    def under_appraisal(self) -> list[int]:
        """Return the complaints whose term stands still."""
        return self.column(select(complaint_appraisals.c.complaint_id).where(complaint_appraisals.c.ended_on.is_(None)))

    def _of(self, table: Any, complaint: Complaint, opened: str) -> list[dict[str, Any]]:
        """Return the rows of a complaint, what is sealed under the name ``opened``."""
        rows = self.all(select(table).where(table.c.complaint_id == complaint.id).order_by(table.c.id))
        plain = [{name: value for name, value in row.items() if name not in ("sealed", "complaint_id")} for row in rows]
        return [{**values, opened: self.cipher.open(row["sealed"])} for values, row in zip(plain, rows)]

    def _extension(self, row: Row) -> Extension:
        names = ("id", "requested_by", "decided_by", "told_on")
        return Extension(reason=self.cipher.open(row["sealed"]), **{name: row[name] for name in names})
