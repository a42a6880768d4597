"""The database and what keeps the record, for commands that need neither model nor knowledge."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from argon2 import PasswordHasher

from assistant.bootstrap.files import open_files
from assistant.services.accounts import Accounts
from assistant.services.doubts import Doubts
from assistant.services.holds import Holds
from assistant.services.phrases import Phrases
from assistant.services.retention import Retention, load_row_rules, load_rules
from assistant.services.sentences import TrainingSentences
from assistant.services.transcripts import Transcripts
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit
from assistant.storage.verification import Proof
from assistant.yamlfiles import read_yaml


class Storage:
    """The database, its accounts and its record alone, for commands that need neither model nor search."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
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
    def record(self) -> Iterator[Archive]:
        """Give what keeps and hands out the record, in one transaction."""
        with self.database.transaction() as connection:
            yield Archive(self.settings, Unit(connection, self.database.cipher))

    @contextmanager
    def review(self) -> Iterator[Doubts]:
        """Give the turns that may not have been understood, in one transaction."""
        with self.database.transaction() as connection:
            yield Doubts(Unit(connection, self.database.cipher), self.sentences, self.clock)

    def prove(self, conversation_id: str | None = None) -> Proof:
        """Prove the record, without holding up anybody who writes."""
        with self.database.reading() as connection:
            return Unit(connection, self.database.cipher).verifier.prove(conversation_id)


class Archive:
    """Retention, holds and transcripts, on one transaction."""

    def __init__(self, settings: Settings, unit: Unit) -> None:
        company = read_yaml(settings.knowledge / "service.yml")["company"]
        self.unit = unit
        self.files = open_files(settings, unit.cipher)
        self.holds = Holds(unit, settings.clock)
        rules, rows = load_rules(settings.knowledge), load_row_rules(settings.knowledge)
        self.retention = Retention(unit, rules, rows, self.holds, settings.clock)
        self.transcripts = Transcripts(unit, Phrases.load(settings.home / "domain.yml"), company, settings.clock)


def build_storage(settings: Settings) -> Storage:
    """Open the database."""
    return Storage(settings)
