"""The tables. Rows of transcripts, tracker events and the audit trail are only ever added.

Columns named ``sealed`` hold personal data, encrypted (see ``storage/cipher.py``); times are kept in UTC.
"""

from assistant.storage.tables.business import claim_materials, claims, complaints, customers, policies, uploads
from assistant.storage.tables.columns import metadata
from assistant.storage.tables.doubts import doubts, reply_ratings
from assistant.storage.tables.people import agent_sessions, agents, handoffs
from assistant.storage.tables.records import audit, counters
from assistant.storage.tables.talk import conversations, drafts, inbox, messages, outbox, tracker_events

__all__ = [
    "agent_sessions",
    "agents",
    "audit",
    "claim_materials",
    "claims",
    "complaints",
    "conversations",
    "counters",
    "customers",
    "doubts",
    "drafts",
    "handoffs",
    "inbox",
    "messages",
    "metadata",
    "outbox",
    "policies",
    "reply_ratings",
    "tracker_events",
    "uploads",
]
