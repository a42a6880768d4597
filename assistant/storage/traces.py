"""What a conversation leaves behind, table by table: where personal data stands, and what is put in its place when its time has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from sqlalchemy import Table, select
from sqlalchemy.sql import Select

from assistant.storage.cipher import Cipher
from assistant.storage.tables import (
    attachments,
    callbacks,
    claim_assessments,
    claim_disputes,
    claim_events,
    claim_followups,
    claim_materials,
    claim_names,
    claim_payments,
    claims,
    complaint_appraisals,
    complaint_events,
    complaint_evidence,
    complaint_extensions,
    complaint_parties,
    complaints,
    doubts,
    drafts,
    first_looks,
    handoffs,
    inbox,
    messages,
    outbox,
    quality_reviews,
    ratings,
    tracker_events,
    uploads,
)

# whose rows belong to a conversation by way of another table's row
OWNERS: Mapping[str, Table] = {
    "claim_id": claims,
    "complaint_id": complaints,
    "message_id": messages,
    "upload_id": uploads,
}
NOTHING_ASSESSED: Mapping[str, Any] = {"items": [], "grounds": "", "clause": ""}


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A table's rows of a conversation: ``sealed`` and ``plain`` columns with what is left in them.

    ``by`` is the column that leads to the conversation: its own id, or that of a row in ``OWNERS``.
    """

    table: Table
    by: str = "conversation_id"
    sealed: Mapping[str, Any]
    plain: Mapping[str, Any]

    def of(self, conversation_id: str) -> Any:
        """Return the condition that a row is of the conversation."""
        return self.of_any([conversation_id])

    def of_any(self, conversation_ids: Sequence[str] | Select) -> Any:
        """Return the condition that a row is of one of some conversations."""
        column = self.table.c[self.by]
        owner = OWNERS.get(self.by)
        if owner is None:
            return column.in_(conversation_ids)
        return column.in_(select(owner.c.id).where(owner.c.conversation_id.in_(conversation_ids)))

    def emptied(self, cipher: Cipher) -> dict[str, Any]:
        """Return the columns as they are left: what cannot be null stays sealed, and says nothing."""
        left = {name: None if value is None else cipher.seal(value) for name, value in self.sealed.items()}
        return {**left, **self.plain}


def _trace(table: Table, by: str = "conversation_id", plain: Mapping[str, Any] | None = None, **sealed: Any) -> Trace:
    return Trace(table=table, by=by, sealed=sealed, plain=plain or {})


EMPTIED = (
    _trace(inbox, sealed={}, plain={"error": None}),
    _trace(outbox, plain={"error": None}),
    _trace(drafts, sealed={"values": {}, "asking": None}, plain={"phone_digest": None}),
    _trace(handoffs, plain={"note": "", "summary": ""}),
    _trace(callbacks, sealed=None, plain={"result": ""}),
    _trace(ratings, plain={"comment": ""}),
    _trace(quality_reviews, sealed=None),
    _trace(attachments, "message_id", sealed=""),
    _trace(uploads, sealed=""),
    _trace(first_looks, "upload_id", sealed=""),
    _trace(claims, sealed={}, plain={"phone_digest": None, "checks": []}),
    _trace(claim_materials, "claim_id", plain={"reason": ""}),
    _trace(claim_events, "claim_id", sealed=""),
    _trace(claim_assessments, "claim_id", sealed=NOTHING_ASSESSED, audit_sealed=None),
    _trace(claim_payments, "claim_id", plain={"reference": ""}),
    _trace(claim_disputes, "claim_id", sealed={"reason": "", "decision": None}),
    _trace(claim_followups, "claim_id", sealed=None),
    _trace(complaints, sealed="", sealed_demand=None, sealed_result=None),
    _trace(complaint_parties, "complaint_id", sealed={"name": "", "contact": ""}),
    _trace(complaint_evidence, "complaint_id", sealed=""),
    _trace(complaint_extensions, "complaint_id", sealed=""),
    _trace(complaint_appraisals, "complaint_id", sealed=""),
    _trace(complaint_events, "complaint_id", sealed=""),
)
LINES = _trace(messages)  # whose words a tombstone lets go
# rows that are nothing without their words
DELETED = (_trace(tracker_events), _trace(doubts), _trace(claim_names, "claim_id"))
# sealed columns that stay, with the reason
KEPT = {
    "messages.sealed": "taken out line by line with a tombstone, see storage/record.py",
    "tombstones.sealed": "the proof that lines were erased: numbers, no words",
    "customers.sealed": "the policyholder's own record, which goes by the contract and is the core system's to end",
    "proposals.sealed": "has a term of its own, see storage/leftovers.py",
    "practice_lines.sealed": "has a term of its own, see storage/leftovers.py",
}
