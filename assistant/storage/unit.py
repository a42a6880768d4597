"""Everything a transaction can reach: one connection, all the stores on it."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy.engine import Connection

from assistant.storage.agents import AgentStore
from assistant.storage.cipher import Cipher
from assistant.storage.claims import ClaimStore, UploadStore
from assistant.storage.complaints import ComplaintStore
from assistant.storage.conversations import ConversationStore
from assistant.storage.customers import CustomerStore
from assistant.storage.doubts import DoubtStore, RatingStore
from assistant.storage.drafts import DraftStore
from assistant.storage.handoffs import HandoffStore
from assistant.storage.inbox import InboxStore
from assistant.storage.outbox import OutboxStore
from assistant.storage.records import AuditStore, CounterStore
from assistant.storage.store import hold
from assistant.storage.trackers import TrackerEventStore
from assistant.storage.transcript import TranscriptStore


class Unit:
    """The stores of one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self.connection = connection
        self.cipher = cipher

    def hold(self, name: str) -> None:
        """Keep every other process that wants the same name waiting until the transaction ends."""
        hold(self.connection, name)

    @cached_property
    def conversations(self) -> ConversationStore:
        """Conversations."""
        return ConversationStore(self.connection, self.cipher)

    @cached_property
    def inbox(self) -> InboxStore:
        """What came in."""
        return InboxStore(self.connection, self.cipher)

    @cached_property
    def outbox(self) -> OutboxStore:
        """What goes out."""
        return OutboxStore(self.connection, self.cipher)

    @cached_property
    def transcript(self) -> TranscriptStore:
        """What was said."""
        return TranscriptStore(self.connection, self.cipher)

    @cached_property
    def trackers(self) -> TrackerEventStore:
        """Tracker events."""
        return TrackerEventStore(self.connection, self.cipher)

    @cached_property
    def drafts(self) -> DraftStore:
        """Forms on their way."""
        return DraftStore(self.connection, self.cipher)

    @cached_property
    def claims(self) -> ClaimStore:
        """Claims."""
        return ClaimStore(self.connection, self.cipher)

    @cached_property
    def uploads(self) -> UploadStore:
        """Customers' papers."""
        return UploadStore(self.connection, self.cipher)

    @cached_property
    def complaints(self) -> ComplaintStore:
        """Complaints."""
        return ComplaintStore(self.connection, self.cipher)

    @cached_property
    def handoffs(self) -> HandoffStore:
        """Requests for a person."""
        return HandoffStore(self.connection, self.cipher)

    @cached_property
    def customers(self) -> CustomerStore:
        """Customers and policies."""
        return CustomerStore(self.connection, self.cipher)

    @cached_property
    def doubts(self) -> DoubtStore:
        """Turns that may not have been understood."""
        return DoubtStore(self.connection, self.cipher)

    @cached_property
    def ratings(self) -> RatingStore:
        """Customers' ratings of single answers."""
        return RatingStore(self.connection, self.cipher)

    @cached_property
    def agents(self) -> AgentStore:
        """The desk's accounts."""
        return AgentStore(self.connection, self.cipher)

    @cached_property
    def counters(self) -> CounterStore:
        """Running numbers."""
        return CounterStore(self.connection, self.cipher)

    @cached_property
    def audit(self) -> AuditStore:
        """The audit trail."""
        return AuditStore(self.connection, self.cipher)
