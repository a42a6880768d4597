"""Everything a transaction can reach: one connection, all the stores on it."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy.engine import Connection

from assistant.storage.aftercare import AftercareStore
from assistant.storage.agents import AgentStore
from assistant.storage.audit import AuditStore
from assistant.storage.callbacks import CallbackStore
from assistant.storage.canned import CannedStore
from assistant.storage.casefile import CasefileStore
from assistant.storage.caselist import CaseListStore
from assistant.storage.casework import CaseworkStore
from assistant.storage.cipher import Cipher
from assistant.storage.claims import ClaimStore, UploadStore
from assistant.storage.complaints import ComplaintStore
from assistant.storage.conversations import ConversationStore
from assistant.storage.customers import CustomerStore
from assistant.storage.doubts import DoubtStore, ReplyRatingStore
from assistant.storage.drafts import DraftStore
from assistant.storage.erasure import ErasureStore
from assistant.storage.handoffs import HandoffStore
from assistant.storage.inbox import InboxStore
from assistant.storage.leftovers import LeftoverStore
from assistant.storage.looks import LookStore
from assistant.storage.marks import MarkStore
from assistant.storage.outbox import OutboxStore
from assistant.storage.practice import PracticeStore
from assistant.storage.proposals import ProposalStore
from assistant.storage.quality import QualityStore
from assistant.storage.ratings import RatingStore
from assistant.storage.record import RecordStore
from assistant.storage.records import CounterStore
from assistant.storage.reporting import ReportingStore
from assistant.storage.searching import SearchStore
from assistant.storage.seats import DutyStore, SeatStore
from assistant.storage.sent import SentStore
from assistant.storage.store import hold
from assistant.storage.trackers import TrackerEventStore
from assistant.storage.transcript import TranscriptStore
from assistant.storage.verification import Verifier


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
    def casework(self) -> CaseworkStore:
        """What is done with claims."""
        return CaseworkStore(self.connection, self.cipher)

    @cached_property
    def caselist(self) -> CaseListStore:
        """Claims as the staff look for them."""
        return CaseListStore(self.connection, self.cipher)

    @cached_property
    def aftercare(self) -> AftercareStore:
        """What follows claims' decisions."""
        return AftercareStore(self.connection, self.cipher)

    @cached_property
    def looks(self) -> LookStore:
        """First looks at papers."""
        return LookStore(self.connection, self.cipher)

    @cached_property
    def complaints(self) -> ComplaintStore:
        """Complaints."""
        return ComplaintStore(self.connection, self.cipher)

    @cached_property
    def casefiles(self) -> CasefileStore:
        """What belongs to complaints' cases."""
        return CasefileStore(self.connection, self.cipher)

    @cached_property
    def reporting(self) -> ReportingStore:
        """The supervisor's figures."""
        return ReportingStore(self.connection, self.cipher)

    @cached_property
    def quality(self) -> QualityStore:
        """Quality reviews."""
        return QualityStore(self.connection, self.cipher)

    @cached_property
    def proposals(self) -> ProposalStore:
        """Entries proposed for the knowledge base."""
        return ProposalStore(self.connection, self.cipher)

    @cached_property
    def practice(self) -> PracticeStore:
        """Trainees' practice."""
        return PracticeStore(self.connection, self.cipher)

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
    def reply_ratings(self) -> ReplyRatingStore:
        """Customers' ratings of single answers."""
        return ReplyRatingStore(self.connection, self.cipher)

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

    @cached_property
    def record(self) -> RecordStore:
        """Anchors, tombstones and legal holds."""
        return RecordStore(self.connection, self.cipher)

    @cached_property
    def verifier(self) -> Verifier:
        """Proof of the record."""
        return Verifier(self.connection, self.cipher)

    @cached_property
    def leftovers(self) -> LeftoverStore:
        """Rows past their term."""
        return LeftoverStore(self.connection, self.cipher)

    @cached_property
    def erasures(self) -> ErasureStore:
        """What retention reads and erases."""
        return ErasureStore(self.connection, self.cipher)

    @cached_property
    def seats(self) -> SeatStore:
        """Who sits at the desk."""
        return SeatStore(self.connection, self.cipher)

    @cached_property
    def duties(self) -> DutyStore:
        """Who does the periodic work."""
        return DutyStore(self.connection, self.cipher)

    @cached_property
    def callbacks(self) -> CallbackStore:
        """Calls back."""
        return CallbackStore(self.connection, self.cipher)

    @cached_property
    def canned(self) -> CannedStore:
        """Replies at hand."""
        return CannedStore(self.connection, self.cipher)

    @cached_property
    def marks(self) -> MarkStore:
        """How far lines have come."""
        return MarkStore(self.connection, self.cipher)

    @cached_property
    def sent(self) -> SentStore:
        """What agents sent."""
        return SentStore(self.connection, self.cipher)

    @cached_property
    def ratings(self) -> RatingStore:
        """What customers thought of it."""
        return RatingStore(self.connection, self.cipher)

    @cached_property
    def search(self) -> SearchStore:
        """Searching."""
        return SearchStore(self.connection, self.cipher)
