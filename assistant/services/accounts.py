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
ATTEMPTS = 5
LOCK = timedelta(minutes=15)
SESSION = timedelta(hours=12)


class Accounts:
    """Accounts of one transaction."""

    def __init__(self, unit: Unit, hasher: PasswordHasher, clock: Clock) -> None:
        self.unit = unit
        self.hasher = hasher
        self.clock = clock

    def create(self, name: str, role: str, password: str) -> Agent:
        """Make an account.

        Raises:
            CustomerError: ``account_role``, ``account_password`` (too short) or ``account_exists``.
        """
        if role not in ROLES:
            raise CustomerError("account_role", roles=", ".join(ROLES))
        if len(password) < MIN_PASSWORD:
            raise CustomerError("account_password", least=MIN_PASSWORD)
        if self.unit.agents.find_by_name(name) is not None:
            raise CustomerError("account_exists", name=name)
        agent = self.unit.agents.create(name, role, self.hasher.hash(password), self.clock.now())
        self.unit.audit.note("operator", "account.created", name, self.clock.now(), role=role)
        return agent

    def login(self, name: str, password: str) -> tuple[str, AgentSession] | LoginError:
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
        return self._open(agent)

    def session(self, token: str) -> AgentSession | None:
        """Return the session of a token, or None."""
        return self.unit.agents.find_session(_digest(token), self.clock.now())

    def logout(self, token: str) -> None:
        """End a session."""
        self.unit.agents.end_session(_digest(token))

    def _open(self, agent: Agent) -> tuple[str, AgentSession]:
        now = self.clock.now()
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.unit.agents.change(agent.id, failed_logins=0, locked_until=None)
        self.unit.agents.open_session(agent.id, _digest(token), csrf, now, now + SESSION)
        self.unit.audit.note(agent.name, "login", agent.name, now)
        return token, AgentSession(agent=agent, csrf=csrf, expires_at=now + SESSION)

    def _refuse(self, agent: Agent) -> LoginError:
        now = self.clock.now()
        failed = agent.failed_logins + 1
        locked = now + LOCK if failed >= ATTEMPTS else None
        self.unit.agents.change(agent.id, failed_logins=0 if locked else failed, locked_until=locked)
        self.unit.audit.note(agent.name, "login.refused", agent.name, now, failed=failed)
        return LoginError("locked" if locked else "wrong")

    def _matches(self, agent: Agent, password: str) -> bool:
        try:
            return self.hasher.verify(agent.password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
