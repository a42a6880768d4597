"""The only wiring: settings in, a working application out. Nothing is built at import."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Iterator

import yaml
from argon2 import PasswordHasher

from assistant.clock import Clock
from assistant.domain.routing import Rules
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import Progress
from assistant.services.accounts import Accounts
from assistant.services.answers import Answers
from assistant.services.attachments import Attachments
from assistant.services.callbacks import Callbacks
from assistant.services.canned import CannedReplies
from assistant.services.caseclocks import ClockBook, load_clocks
from assistant.services.cases import Cases
from assistant.services.complaint_handling import ComplaintHandling
from assistant.services.complaints import Complaints
from assistant.services.desk_rules import load_rules as load_desk_rules
from assistant.services.desk_talk import DeskTalk
from assistant.services.forms import Forms, load_forms
from assistant.services.handbook import Handbook, load_handbook
from assistant.services.handoff import Handoffs
from assistant.services.hub import Hub
from assistant.services.identity import Identity
from assistant.services.intake import Intake
from assistant.services.letters import Letters
from assistant.services.materials import Materials
from assistant.services.needs import NeedsTalk
from assistant.services.packet import Packets
from assistant.services.phrases import Phrases
from assistant.services.policies import DatabasePolicies, Policies
from assistant.services.policyapi import HttpPolicies
from assistant.services.practice import Practice
from assistant.services.proposals import Proposals
from assistant.services.quality import Quality
from assistant.services.reports import Reports
from assistant.services.retention import Retention, load_rules
from assistant.services.rounds import Rounds
from assistant.services.samples import load_samples
from assistant.services.seats import Seats
from assistant.services.shelf import Holdings, Shelf
from assistant.services.surveys import Surveys
from assistant.services.transcripts import Transcripts
from assistant.services.voice import Voice
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.files import FileStore
from assistant.storage.unit import Unit
from assistant.storage.verification import Proof

WARM_UP = "保险"


@dataclass(frozen=True, kw_only=True)
class App:
    """Everything that lives as long as the process."""

    settings: Settings
    clock: Clock
    database: Database
    files: FileStore
    phrases: Phrases
    shelf: Shelf
    hasher: PasswordHasher
    hub: Hub
    policy_api: HttpPolicies | None = None

    @property
    def searcher(self) -> Searcher:
        """The search over the knowledge in use."""
        return self.shelf.holdings.searcher

    @property
    def forms(self) -> Forms:
        """The forms in use."""
        return self.shelf.holdings.forms

    @property
    def needs(self) -> NeedsTalk:
        """The needs talk in use."""
        return self.shelf.holdings.needs

    @property
    def clocks(self) -> ClockBook:
        """The law's clocks in use."""
        return self.shelf.holdings.clocks

    @property
    def handbook(self) -> Handbook:
        """The rules and scripts the desk works by."""
        return self.shelf.holdings.handbook

    @property
    def rules(self) -> Rules:
        """How people are reached."""
        return self.shelf.holdings.rules

    @contextmanager
    def work(self) -> Iterator[Services]:
        """Give the services of one transaction; after its commit tell the hub what changed."""
        with self.database.transaction() as connection:
            unit = Unit(connection, self.database.cipher)
            yield Services(self, unit)
        self.hub.publish("said", unit.transcript.touched)
        self.hub.publish("asked", unit.inbox.touched)
        self.hub.publish("queued", unit.handoffs.touched)

    @contextmanager
    def look(self) -> Iterator[Services]:
        """Give the services of a transaction that only reads."""
        with self.database.reading() as connection:
            yield Services(self, Unit(connection, self.database.cipher))


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
        return Materials(self.unit, self.app.forms, self.app.files, self.clock)

    @cached_property
    def complaints(self) -> Complaints:
        """Complaints."""
        return Complaints(self.unit, self.app.handbook.complaints, self.app.phrases, self.clock)

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
        return Proposals(self.unit, self.clock)

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
        """People."""
        packets = Packets(self.unit, self.app.phrases, self.app.forms, self.materials, self.clock)
        return Handoffs(self.unit, self.voice, packets, self.complaints, self.seats, self.callbacks, self.clock)

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
        return DeskTalk(self.unit, self.voice, self.handoffs, self.app.files, settings.limits, self.clock)

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
        return Rounds(self.unit, self.handoffs, self.seats, self.voice, self.clock)

    @cached_property
    def surveys(self) -> Surveys:
        """Ratings."""
        return Surveys(self.unit, self.clock)

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


def load_searcher(settings: Settings, *, progress: Progress | None = None) -> Searcher:
    """Load the knowledge base and its index.

    Raises:
        KnowledgeError: with every fault found.
    """
    searcher = Searcher(KnowledgeBase.load(settings.knowledge), cache_dir=settings.cache, progress=progress)
    searcher.search(
        WARM_UP, as_of=settings.clock.now().date(), top=1
    )  # loads the encoders before a customer waits for them
    return searcher


def _holdings(settings: Settings, searcher: Searcher | None = None) -> Holdings:
    return Holdings(
        searcher=searcher or load_searcher(settings),
        forms=load_forms(settings.knowledge),
        needs=NeedsTalk.load(settings.knowledge),
        clocks=load_clocks(settings.knowledge),
        handbook=load_handbook(settings.knowledge),
        rules=load_desk_rules(settings.knowledge),
    )


def build(settings: Settings, searcher: Searcher | None = None) -> App:
    """Build the application: knowledge loaded, tables migrated, sample data in where it is asked for.

    Raises:
        SettingsError, KnowledgeError: with every fault found.
    """
    cipher = Cipher(settings.secret_key)
    database = Database(settings.database_url, cipher)
    database.migrate()
    app = App(
        settings=settings,
        clock=settings.clock,
        database=database,
        files=FileStore(settings.uploads, cipher),
        phrases=Phrases.load(settings.home / "domain.yml"),
        shelf=Shelf(settings.knowledge, lambda: _holdings(settings), _holdings(settings, searcher)),
        hasher=PasswordHasher(),
        hub=Hub(),
        policy_api=_policy_api(settings),
    )
    if settings.sample_data:
        with app.work() as services:
            load_samples(services.unit, services.accounts, app.clock.now())
    return app


def _policy_api(settings: Settings) -> HttpPolicies | None:
    return HttpPolicies(settings.policy_api.url, settings.policy_api.token) if settings.policy_api else None


class Storage:
    """The database, its accounts and its record alone, for commands that need neither model nor search."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = settings.clock
        self.database = Database(settings.database_url, Cipher(settings.secret_key))
        self.database.migrate()

    @contextmanager
    def work(self) -> Iterator[Accounts]:
        """Give the accounts, in one transaction."""
        with self.database.transaction() as connection:
            yield Accounts(Unit(connection, self.database.cipher), PasswordHasher(), self.clock)

    @contextmanager
    def record(self) -> Iterator[Archive]:
        """Give what keeps and hands out the record, in one transaction."""
        with self.database.transaction() as connection:
            yield Archive(self.settings, Unit(connection, self.database.cipher))

    def prove(self, conversation_id: str | None = None) -> Proof:
        """Prove the record, without holding up anybody who writes."""
        with self.database.reading() as connection:
            return Unit(connection, self.database.cipher).verifier.prove(conversation_id)


class Archive:
    """Retention, holds and transcripts, on one transaction."""

    def __init__(self, settings: Settings, unit: Unit) -> None:
        company = yaml.safe_load((settings.knowledge / "service.yml").read_text(encoding="utf-8"))["company"]
        self.unit = unit
        self.files = FileStore(settings.uploads, unit.cipher)
        self.retention = Retention(unit, load_rules(settings.knowledge), settings.clock)
        self.transcripts = Transcripts(unit, Phrases.load(settings.home / "domain.yml"), company, settings.clock)


def build_storage(settings: Settings) -> Storage:
    """Open the database."""
    return Storage(settings)
