"""The desk's accounts: argon2 passwords, sessions by random token, a pause after wrong passwords."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.clock import Clock
from assistant.errors import CustomerError, LoginError
from assistant.storage.agents import Agent, AgentSession
from assistant.storage.unit import Unit

ROLES = ("agent", "supervisor", "claims", "auditor", "trainee", "admin")
MIN_PASSWORD = 10
MAX_PASSWORD = 200
MAX_NAME = 64
ATTEMPTS = 5
LOCK = timedelta(minutes=15)
SESSION = timedelta(hours=12)
IDLE = timedelta(
    hours=2
)  # without a call; an open page calls by itself, and ends its session after half an hour without a hand on it
SEEN = timedelta(minutes=1)  # between two notes of when a session was last seen


class Accounts:
    """Accounts of one transaction."""

    def __init__(self, unit: Unit, hasher: PasswordHasher, clock: Clock) -> None:
        self.unit = unit
        self.hasher = hasher
        self.clock = clock

    def create(self, name: str, role: str, password: str, *, by: str = "operator", one_time: bool = False) -> Agent:
        """Make an account.

        Raises:
            CustomerError: ``account_name``, ``account_role``, ``account_password`` (too short) or ``account_exists``.
        """
        if not 0 < len(name) <= MAX_NAME or name != name.strip():
            raise CustomerError("account_name", most=MAX_NAME)
        _check_role(role)
        _check_password(password)
        if self.unit.agents.find_by_name(name) is not None:
            raise CustomerError("account_exists", name=name)
        agent = self.unit.agents.create(name, role, self.hasher.hash(password), self.clock.now(), one_time=one_time)
        self._note(by, "account.created", agent, role=role)
        return agent

    def invite(self, name: str, role: str, *, by: str) -> tuple[Agent, str]:
        """Make an account with a password that is good for one login; return both."""
        password = _one_time_password()
        return self.create(name, role, password, by=by, one_time=True), password

    def login(
        self, name: str, password: str, *, address: str = "", browser: str = ""
    ) -> tuple[str, AgentSession] | LoginError:
        """Open a session and return its token; a refusal is returned, not raised, so that its count is kept."""
        agent = self.unit.agents.find_by_name(name)
        now = self.clock.now()
        if agent is None or not agent.active:
            self.hasher.hash(password)  # takes as long as a real check: names cannot be told by timing
            return LoginError("wrong")
        if agent.locked_until is not None and now < agent.locked_until:
            return LoginError("locked")
        if not self._matches(agent, password):
            return self._refuse(agent)
        if self.hasher.check_needs_rehash(agent.password_hash):
            self.unit.agents.change(agent.id, password_hash=self.hasher.hash(password))
        return self._open(agent, address[:64], browser[:200])

    def session(self, token: str) -> AgentSession | None:
        """Return the session of a token, or None when it has ended or was not used for long."""
        found = self.unit.agents.find_session(_digest(token), self.clock.now())
        return None if found is None or self.clock.now() - found.seen_at > IDLE else found

    def see(self, session: AgentSession) -> None:
        """Write down that a session is in use."""
        self.unit.agents.see_session(session.digest, self.clock.now())

    def logout(self, token: str) -> None:
        """End a session."""
        self.unit.agents.end_session(_digest(token))

    def change_password(self, session: AgentSession, old: str, new: str) -> None:
        """Change one's own password; one's other sessions end.

        Raises:
            CustomerError: ``account_password``, ``account_password_same``, ``account_old_password`` when the old one is wrong.
        """
        agent = self.unit.agents.read(session.agent.id)
        _check_password(new)
        if not self._matches(agent, old):
            raise CustomerError("account_old_password")
        if old == new:
            raise CustomerError("account_password_same")
        self.unit.agents.change(agent.id, password_hash=self.hasher.hash(new), one_time=False)
        self.unit.agents.end_sessions(agent.id, but=session.digest)
        self._note(agent.name, "account.password_changed", agent)

    def set_password(self, key: int, password: str, *, by: str, one_time: bool = False) -> None:
        """Give an account another password, open it if it was locked, and end its sessions."""
        _check_password(password)
        agent = self.unit.agents.read(key)
        self.unit.agents.change(key, password_hash=self.hasher.hash(password), one_time=one_time, failed_logins=0,
                                locked_until=None)  # fmt: skip
        self.unit.agents.end_sessions(key)
        self._note(by, "account.password_reset", agent)

    def reset_password(self, key: int, *, by: str) -> str:
        """Give an account a password that is good for one login, and return it."""
        password = _one_time_password()
        self.set_password(key, password, by=by, one_time=True)
        return password

    def set_role(self, key: int, role: str, *, by: str) -> None:
        """Give an account another role; its sessions end.

        Raises:
            CustomerError: ``account_role``, or ``account_last_admin`` when nobody would be left to keep the accounts.
        """
        _check_role(role)
        agent = self._changeable(key, stays_admin=role == "admin")
        self.unit.agents.change(key, role=role)
        self.unit.agents.end_sessions(key)
        self._note(by, "account.role_changed", agent, before=agent.role, role=role)

    def set_active(self, key: int, active: bool, *, by: str) -> None:
        """Shut an account, whose sessions end, or open it again."""
        agent = self._changeable(key, stays_admin=active)
        self.unit.agents.change(key, active=active)
        if not active:
            self.unit.agents.end_sessions(key)
        self._note(by, "account.activated" if active else "account.deactivated", agent)

    def end_sessions(self, key: int, *, by: str) -> int:
        """Log an account out everywhere; return how many sessions that were."""
        agent = self.unit.agents.read(key)
        ended = self.unit.agents.end_sessions(key)
        self._note(by, "account.logged_out", agent, sessions=ended)
        return ended

    def by_name(self, name: str) -> Agent:
        """Return the account of a name.

        Raises:
            CustomerError: ``account_unknown``.
        """
        agent = self.unit.agents.find_by_name(name)
        if agent is None:
            raise CustomerError("account_unknown", name=name)
        return agent

    def _changeable(self, key: int, *, stays_admin: bool) -> Agent:
        """Return an account, unless it is the last that keeps the accounts and would not any longer."""
        self.unit.hold("admins")
        agent = self.unit.agents.read(key)
        others = [a for a in self.unit.agents.all_agents() if a.role == "admin" and a.active and a.id != key]
        if agent.role == "admin" and agent.active and not stays_admin and not others:
            raise CustomerError("account_last_admin")
        return agent

    def _open(self, agent: Agent, address: str, browser: str) -> tuple[str, AgentSession]:
        now = self.clock.now()
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.unit.agents.change(agent.id, failed_logins=0, locked_until=None)
        self.unit.agents.end_old_sessions(agent.id, now)
        self.unit.agents.open_session(
            agent.id, _digest(token), csrf, now, now + SESSION, address=address, browser=browser
        )
        self._note(agent.name, "login", agent, address=address)
        found = self.unit.agents.find_session(_digest(token), now)
        assert found is not None
        return token, found

    def _refuse(self, agent: Agent) -> LoginError:
        now = self.clock.now()
        failed = agent.failed_logins + 1
        locked = now + LOCK if failed >= ATTEMPTS else None
        self.unit.agents.change(agent.id, failed_logins=0 if locked else failed, locked_until=locked)
        self._note(agent.name, "login.refused", agent, failed=failed)
        return LoginError("locked" if locked else "wrong")

    def _matches(self, agent: Agent, password: str) -> bool:
        try:
            return self.hasher.verify(agent.password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _note(self, by: str, action: str, agent: Agent, **detail: object) -> None:
        self.unit.audit.note(by, action, agent.name, self.clock.now(), **detail)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise CustomerError("account_role", roles=", ".join(ROLES))


def _check_password(password: str) -> None:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise CustomerError("account_password", least=MIN_PASSWORD)


def _one_time_password() -> str:
    return "-".join(secrets.token_hex(3) for _ in range(3))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
