"""The desk's accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Iterator

import pytest
from argon2 import PasswordHasher

from assistant.clock import FixedClock
from assistant.errors import CustomerError, LoginError
from assistant.services.accounts import ATTEMPTS, IDLE, LOCK, SESSION, Accounts
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
    for _ in range(int(SESSION / IDLE)):
        clock.advance(IDLE.total_seconds())
        session = accounts.session(token)
        if session is not None:
            accounts.see(session)
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


def test_session_ends_when_it_is_not_used(accounts: Accounts, clock: FixedClock) -> None:
    accounts.create("mei", "agent", "long enough 1")
    token = login(accounts)
    clock.advance(IDLE.total_seconds() - 1)
    session = accounts.session(token)
    assert session is not None
    accounts.see(session)
    clock.advance(IDLE.total_seconds() - 1)
    assert accounts.session(token) is not None
    clock.advance(2)
    assert accounts.session(token) is None


def test_password_is_hashed_anew_when_the_parameters_have_changed(accounts: Accounts) -> None:
    accounts.create("mei", "agent", "long enough 1")
    before = accounts.by_name("mei").password_hash
    login(accounts)
    assert accounts.by_name("mei").password_hash == before
    accounts.hasher = PasswordHasher(time_cost=2, memory_cost=64)
    login(accounts)
    assert accounts.by_name("mei").password_hash != before
    assert len(login(accounts)) > 20


def test_own_password_is_changed_with_the_old_one_and_ends_the_other_sessions(accounts: Accounts) -> None:
    accounts.create("mei", "agent", "long enough 1")
    here, elsewhere = login(accounts), login(accounts)
    session = accounts.session(here)
    assert session is not None
    for old, new, code in (
        ("guess", "long enough 2", "account_old_password"),
        ("long enough 1", "short", "account_password"),
        ("long enough 1", "x" * 201, "account_password"),
        ("long enough 1", "long enough 1", "account_password_same"),
    ):
        with pytest.raises(CustomerError, match=code):
            accounts.change_password(session, old, new)
    accounts.change_password(session, "long enough 1", "long enough 2")
    assert accounts.session(here) is not None
    assert accounts.session(elsewhere) is None
    assert login(accounts) == "wrong"


def test_reset_gives_a_password_for_once_and_opens_a_locked_account(accounts: Accounts) -> None:
    agent = accounts.create("mei", "agent", "long enough 1")
    token = login(accounts)
    for _ in range(ATTEMPTS):
        login(accounts, "guess")
    password = accounts.reset_password(agent.id, by="lin")
    assert accounts.session(token) is None
    session = accounts.session(login(accounts, password))
    assert session is not None
    assert session.agent.one_time
    accounts.change_password(session, password, "long enough 2")
    assert not accounts.by_name("mei").one_time


@pytest.mark.parametrize("step", ["role", "inactive", "logout"])
def test_what_an_administrator_changes_ends_the_sessions_and_is_written_down(accounts: Accounts, step: str) -> None:
    agent = accounts.create("mei", "agent", "long enough 1")
    token = login(accounts)
    {
        "role": lambda: accounts.set_role(agent.id, "claims", by="lin"),
        "inactive": lambda: accounts.set_active(agent.id, False, by="lin"),
        "logout": lambda: accounts.end_sessions(agent.id, by="lin"),
    }[step]()
    assert accounts.session(token) is None
    note = accounts.unit.audit.of_subject("mei")[-1]
    action = {"role": "account.role_changed", "inactive": "account.deactivated", "logout": "account.logged_out"}[step]
    assert (note["actor"], note["action"]) == ("lin", action)


def test_last_administrator_stays(accounts: Accounts) -> None:
    first = accounts.create("lin", "admin", "long enough 1")
    for change in (
        lambda: accounts.set_active(first.id, False, by="lin"),
        lambda: accounts.set_role(first.id, "agent", by="lin"),
    ):
        with pytest.raises(CustomerError, match="account_last_admin"):
            change()
    accounts.create("mei", "admin", "long enough 1")
    accounts.set_active(first.id, False, by="mei")
    assert not accounts.by_name("lin").active


@pytest.mark.parametrize("name", ["", " mei", "x" * 65])
def test_name_that_cannot_be(accounts: Accounts, name: str) -> None:
    with pytest.raises(CustomerError, match="account_name"):
        accounts.create(name, "agent", "long enough 1")
