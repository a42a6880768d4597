"""The only wiring: settings in, a working application out. Nothing is built at import."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Iterator

from argon2 import PasswordHasher

from assistant.clock import Clock
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import Progress
from assistant.services.accounts import Accounts
from assistant.services.answers import Answers
from assistant.services.complaints import Complaints
from assistant.services.doubts import Doubts
from assistant.services.forms import Forms, load_forms
from assistant.services.handoff import Handoffs
from assistant.services.hub import Hub
from assistant.services.identity import Identity
from assistant.services.intake import Intake
from assistant.services.materials import Materials
from assistant.services.needs import NeedsTalk
from assistant.services.packet import Packets
from assistant.services.phrases import Phrases
from assistant.services.policies import DatabasePolicies, Policies
from assistant.services.policyapi import HttpPolicies
from assistant.services.reports import Reports
from assistant.services.samples import load_samples
from assistant.services.sentences import TrainingSentences
from assistant.services.shelf import Holdings, Shelf
from assistant.services.voice import Voice
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.files import FileStore
from assistant.storage.unit import Unit

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

    @contextmanager
    def work(self) -> Iterator[Services]:
        """Give the services of one transaction; after its commit tell the hub what changed."""
        with self.database.transaction() as connection:
            unit = Unit(connection, self.database.cipher)
            yield Services(self, unit)
        self.hub.publish("said", unit.transcript.touched)
        self.hub.publish("asked", unit.inbox.touched)

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
        return Complaints(self.unit, self.clock)

    @cached_property
    def doubts(self) -> Doubts:
        """Turns that may not have been understood, and ratings of answers."""
        return Doubts(self.unit, TrainingSentences(self.app.settings.sentences), self.clock)

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
        return Handoffs(self.unit, self.voice, packets, self.complaints, self.clock)

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
    forms, needs = load_forms(settings.knowledge), NeedsTalk.load(settings.knowledge)
    return Holdings(searcher=searcher or load_searcher(settings), forms=forms, needs=needs)


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
    """The database alone, with what needs nothing else, for commands that need neither model nor knowledge."""

    def __init__(self, settings: Settings) -> None:
        self.clock = settings.clock
        self.sentences = TrainingSentences(settings.sentences)
        self.database = Database(settings.database_url, Cipher(settings.secret_key))
        self.database.migrate()

    @contextmanager
    def work(self) -> Iterator[Accounts]:
        """Give the accounts, in one transaction."""
        with self.database.transaction() as connection:
            yield Accounts(Unit(connection, self.database.cipher), PasswordHasher(), self.clock)

    @contextmanager
    def review(self) -> Iterator[Doubts]:
        """Give the turns that may not have been understood, in one transaction."""
        with self.database.transaction() as connection:
            yield Doubts(Unit(connection, self.database.cipher), self.sentences, self.clock)


def build_storage(settings: Settings) -> Storage:
    """Open the database."""
    return Storage(settings)
