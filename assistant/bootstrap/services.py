"""The use cases, all on one transaction."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assistant.services.accounts import Accounts
from assistant.services.answers import Answers
from assistant.services.attachments import Attachments
from assistant.services.callbacks import Callbacks
from assistant.services.canned import CannedReplies
from assistant.services.cases import Cases
from assistant.services.complaint_handling import ComplaintHandling
from assistant.services.complaints import Complaints
from assistant.services.desk_talk import DeskTalk
from assistant.services.doubts import Doubts
from assistant.services.handoff import Handoffs
from assistant.services.holds import Holds
from assistant.services.identity import Identity
from assistant.services.intake import Intake
from assistant.services.letters import Letters
from assistant.services.materials import Materials
from assistant.services.packet import Packets
from assistant.services.policies import DatabasePolicies, Policies
from assistant.services.practice import Practice
from assistant.services.proposals import Proposals
from assistant.services.quality import Quality
from assistant.services.reports import Reports
from assistant.services.rounds import Rounds
from assistant.services.seats import Seats
from assistant.services.sentences import TrainingSentences
from assistant.services.stays import Stays
from assistant.services.surveys import Surveys
from assistant.services.transcripts import Transcripts
from assistant.services.uploads import Uploads
from assistant.services.voice import Voice
from assistant.storage.unit import Unit

if TYPE_CHECKING:
    from assistant.bootstrap.app import App


class Services:
    """The use cases, all on one transaction."""

    def __init__(self, app: App, unit: Unit) -> None:
        self.app = app
        self.unit = unit
        self.clock = app.clock

    @cached_property
    def answers(self) -> Answers:
        """Questions and answers."""
        return Answers(self.app.searcher, self.clock)

    @cached_property
    def reports(self) -> Reports:
        """Claim reports."""
        return Reports(self.unit, self.app.forms, self.clock, self.intake)

    @cached_property
    def policies(self) -> Policies:
        """Holders and policies."""
        return Policies(self.unit, self.app.policy_api or DatabasePolicies(self.unit), self.clock)

    @cached_property
    def intake(self) -> Intake:
        """What is checked when a loss is reported."""
        return Intake(self.unit, self.policies, self.app.searcher.knowledge, self.clock)

    @cached_property
    def materials(self) -> Materials:
        """Papers."""
        return Materials(self.unit, self.app.forms, self.app.papers, self.clock)

    @cached_property
    def uploads(self) -> Uploads:
        """Papers handed in."""
        return Uploads(self.unit, self.materials, self.app.papers, self.clock, self.app.settings.limits)

    @cached_property
    def complaints(self) -> Complaints:
        """Complaints."""
        return Complaints(self.unit, self.app.handbook.complaints, self.app.phrases, self.clock)

    @cached_property
    def doubts(self) -> Doubts:
        """Turns that may not have been understood, and ratings of answers."""
        return Doubts(self.unit, TrainingSentences(self.app.settings.sentences), self.clock)

    @cached_property
    def letters(self) -> Letters:
        """Results in writing."""
        return Letters(self.unit, self.app.phrases, self.clock)

    @cached_property
    def complaint_handling(self) -> ComplaintHandling:
        """What people do with complaints."""
        return ComplaintHandling(self.unit, self.voice, self.complaints, self.letters, self.clock)

    @cached_property
    def quality(self) -> Quality:
        """Quality reviews."""
        return Quality(self.unit, self.app.handbook.criteria, self.clock)

    @cached_property
    def proposals(self) -> Proposals:
        """Entries proposed for the knowledge base."""
        return Proposals(self.unit, self.app.settings.knowledge, self.clock)

    @cached_property
    def practice(self) -> Practice:
        """Trainees' practice."""
        return Practice(self.unit, self.app.handbook.scripts, self.clock)

    @cached_property
    def identity(self) -> Identity:
        """Identity checks."""
        return Identity(self.unit, self.app.forms.identity, self.policies, self.clock)

    @cached_property
    def voice(self) -> Voice:
        """Lines outside a turn of the bot."""
        return Voice(self.unit, self.app.phrases, self.clock)

    @cached_property
    def handoffs(self) -> Handoffs:
        """The queue for people."""
        return Handoffs(self.unit, self.voice, self.seats, self.callbacks, self.clock)

    @cached_property
    def stays(self) -> Stays:
        """Stays with people."""
        packets = Packets(self.unit, self.app.phrases, self.app.forms, self.materials, self.clock)
        return Stays(self.unit, self.voice, self.handoffs, packets, self.complaints, self.clock)

    @cached_property
    def seats(self) -> Seats:
        """Who is at the desk."""
        return Seats(self.unit, self.app.rules, self.clock)

    @cached_property
    def callbacks(self) -> Callbacks:
        """Calls back."""
        return Callbacks(self.unit, self.seats, self.clock)

    @cached_property
    def desk_talk(self) -> DeskTalk:
        """What agents say."""
        settings = self.app.settings
        return DeskTalk(self.unit, self.voice, self.stays, self.app.files, settings.limits, self.clock)

    @cached_property
    def attachments(self) -> Attachments:
        """Files of a conversation."""
        return Attachments(self.unit, self.app.files)

    @cached_property
    def canned(self) -> CannedReplies:
        """Replies at hand."""
        return CannedReplies(self.unit, self.materials, self.app.searcher.knowledge.company, self.clock)

    @cached_property
    def rounds(self) -> Rounds:
        """The desk's periodic work."""
        return Rounds(self.unit, self.handoffs, self.stays, self.seats, self.voice, self.clock)

    @cached_property
    def surveys(self) -> Surveys:
        """Ratings."""
        return Surveys(self.unit, self.clock)

    @cached_property
    def holds(self) -> Holds:
        """Legal holds."""
        return Holds(self.unit, self.clock)

    @cached_property
    def transcripts(self) -> Transcripts:
        """Transcripts handed out."""
        return Transcripts(self.unit, self.app.phrases, self.app.searcher.knowledge.company, self.clock)

    @cached_property
    def cases(self) -> Cases:
        """Claims from report to closed file."""
        app = self.app
        return Cases(self.unit, self.voice, app.forms, self.materials, app.clocks, app.files, self.clock)

    @cached_property
    def accounts(self) -> Accounts:
        """The desk's accounts."""
        return Accounts(self.unit, self.app.hasher, self.clock)
