"""What lives as long as the process, and how it is built: settings in, a working application out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Iterator

from argon2 import PasswordHasher

from assistant.bootstrap.files import open_files
from assistant.bootstrap.services import Services
from assistant.clock import Clock
from assistant.domain.paper import PaperRules
from assistant.domain.routing import Rules
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.retrieval.vectors import Progress
from assistant.services.caseclocks import ClockBook, load_clocks
from assistant.services.desk_rules import load_rules as load_desk_rules
from assistant.services.firstlook.rules import load_paper_rules
from assistant.services.forms import Forms, load_forms
from assistant.services.handbook import Handbook, load_handbook
from assistant.services.hub import Hub
from assistant.services.needs import NeedsTalk
from assistant.services.phrases import Phrases
from assistant.services.policyapi import HttpPolicies
from assistant.services.samples import load_samples
from assistant.services.shelf import Holdings, Shelf
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
    papers: PaperRules
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
        self.hub.publish("queued", unit.handoffs.touched | unit.complaints.touched)
        self.hub.publish("handed_in", unit.looks.touched)

    @contextmanager
    def look(self) -> Iterator[Services]:
        """Give the services of a transaction that only reads."""
        with self.database.reading() as connection:
            yield Services(self, Unit(connection, self.database.cipher))


def load_searcher(settings: Settings, *, progress: Progress | None = None, before: Searcher | None = None) -> Searcher:
    """Load the knowledge base and its index; ``before`` is what served until now, whose calibration is kept.

    Raises:
        KnowledgeError: with every fault found.
    """
    calibration = before.calibration if before else None
    searcher = Searcher(
        KnowledgeBase.load(settings.knowledge), cache_dir=settings.cache, progress=progress, calibration=calibration
    )
    searcher.search(
        WARM_UP, as_of=settings.clock.now().date(), top=1
    )  # loads the encoders before a customer waits for them
    return searcher


def _holdings(settings: Settings, searcher: Searcher) -> Holdings:
    return Holdings(
        searcher=searcher,
        forms=load_forms(settings.knowledge),
        needs=NeedsTalk.load(settings.knowledge),
        clocks=load_clocks(settings.knowledge),
        handbook=load_handbook(settings.knowledge),
        rules=load_desk_rules(settings.knowledge),
    )


def _shelf(settings: Settings, searcher: Searcher) -> Shelf:
    def load(before: Holdings) -> Holdings:
        return _holdings(settings, load_searcher(settings, before=before.searcher))

    return Shelf(settings.knowledge, load, _holdings(settings, searcher))


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
        files=open_files(settings, cipher),
        papers=load_paper_rules(settings.knowledge),
        phrases=Phrases.load(settings.home / "domain.yml"),
        shelf=_shelf(settings, searcher or load_searcher(settings)),
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
