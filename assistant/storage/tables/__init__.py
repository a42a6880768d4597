"""The tables. Rows of transcripts, tracker events and the audit trail are only ever added.

Columns named ``sealed`` hold personal data, encrypted (see ``storage/cipher.py``); times are kept in UTC.
"""

from assistant.storage.tables.business import (
    claim_materials,
    claim_names,
    claims,
    complaints,
    customers,
    policies,
    uploads,
)
from assistant.storage.tables.casefile import (
    complaint_appraisals,
    complaint_events,
    complaint_evidence,
    complaint_extensions,
    complaint_parties,
)
from assistant.storage.tables.casework import (
    claim_assessments,
    claim_disputes,
    claim_events,
    claim_followups,
    claim_handlers,
    claim_notices,
    claim_payments,
    claim_reminders,
)
from assistant.storage.tables.columns import metadata
from assistant.storage.tables.doubts import doubts, reply_ratings
from assistant.storage.tables.papers import first_looks, material_notices, reused_uploads
from assistant.storage.tables.people import agent_sessions, agents, handoffs
from assistant.storage.tables.quality import practice_lines, practice_runs, proposals, quality_reviews, quality_samples
from assistant.storage.tables.record import audit_lanes, holds, tombstones
from assistant.storage.tables.records import audit, counters
from assistant.storage.tables.routing import attachments, callbacks, canned, duties, marks, ratings, seats, sends
from assistant.storage.tables.talk import conversations, drafts, inbox, messages, outbox, tracker_events

__all__ = [
    "agent_sessions",
    "agents",
    "attachments",
    "audit",
    "audit_lanes",
    "callbacks",
    "canned",
    "claim_assessments",
    "claim_disputes",
    "claim_events",
    "claim_followups",
    "claim_handlers",
    "claim_materials",
    "claim_names",
    "claim_notices",
    "claim_payments",
    "claim_reminders",
    "claims",
    "complaint_appraisals",
    "complaint_events",
    "complaint_evidence",
    "complaint_extensions",
    "complaint_parties",
    "complaints",
    "conversations",
    "counters",
    "customers",
    "doubts",
    "drafts",
    "duties",
    "first_looks",
    "handoffs",
    "holds",
    "inbox",
    "marks",
    "material_notices",
    "messages",
    "metadata",
    "outbox",
    "policies",
    "practice_lines",
    "practice_runs",
    "proposals",
    "quality_reviews",
    "quality_samples",
    "ratings",
    "reply_ratings",
    "reused_uploads",
    "seats",
    "sends",
    "tombstones",
    "tracker_events",
    "uploads",
]
