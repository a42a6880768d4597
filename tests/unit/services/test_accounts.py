"""The desk's accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Iterator

import pytest
from argon2 import PasswordHasher

from assistant.clock import FixedClock
from assistant.errors import CustomerError, LoginError
from assistant.services.accounts import ATTEMPTS, LOCK, SESSION, Accounts
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit


@pytest.fixture
def accounts(settings: Settings, clock: FixedClock) -> Iterator[Accounts]:
    database = Database(settings.database_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        yield Accounts(Unit(connection, database.cipher), PasswordHasher(time_cost=1, memory_cost=64), clock)
    database.dispose()


def login(accounts: Accounts, password: str = "long enough 1") -> str:
    result = accounts.login("mei", password)
    return str(result) if isinstance(result, LoginError) else result[0]


def test_login_gives_a_session_until_it_ends(accounts: Accounts, clock: FixedClock) -> None:
    accounts.create("mei", "agent", "long enough 1")
    token = login(accounts)
    session = accounts.session(token)
    assert session is not None
    assert session.agent.name == "mei"
    assert accounts.session("another") is None
    clock.advance(SESSION.total_seconds() + 1)
    assert accounts.session(token) is None


def test_logout_ends_it_at_once(accounts: Accounts) -> None:
    accounts.create("mei", "agent", "long enough 1")
    token = login(accounts)
    accounts.logout(token)
    assert accounts.session(token) is None


def test_wrong_passwords_lock_the_account_for_a_while(accounts: Accounts, clock: FixedClock) -> None:
    accounts.create("mei", "agent", "long enough 1")
    assert [login(accounts, "guess") for _ in range(ATTEMPTS)] == ["wrong"] * (ATTEMPTS - 1) + ["locked"]
    assert login(accounts) == "locked"
    clock.advance((LOCK + timedelta(seconds=1)).total_seconds())
    assert len(login(accounts)) > 20


def test_unknown_name_is_refused_like_a_wrong_password(accounts: Accounts) -> None:
    assert login(accounts) == "wrong"


@pytest.mark.parametrize(
    ("name", "role", "password", "code"),
    [("mei", "boss", "long enough 1", "account_role"), ("mei", "agent", "short", "account_password")],
)
def test_account_that_cannot_be(accounts: Accounts, name: str, role: str, password: str, code: str) -> None:
    with pytest.raises(CustomerError, match=code):
        accounts.create(name, role, password)
