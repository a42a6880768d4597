"""The desk's accounts and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Collection

from sqlalchemy import delete, func, select, update

from assistant.storage.store import Row, Store
from assistant.storage.tables import agent_sessions, agents


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Somebody who works on the desk."""

    id: int
    name: str
    role: str
    password_hash: str
    active: bool
    failed_logins: int
    locked_until: datetime | None
    one_time: bool  # the password was given by somebody else and must be changed first
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class AgentSession:
    """A login of an agent; ``csrf`` must come with every change; ``digest`` is its token's."""

    agent: Agent
    digest: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    browser: str


class AgentStore(Store):
    """Accounts and sessions of one transaction."""

    def create(self, name: str, role: str, password_hash: str, now: datetime, *, one_time: bool = False) -> Agent:
        """Store an account."""
        key = self.add(agents, name=name, role=role, password_hash=password_hash, active=True, created_at=now,
                       one_time=one_time)  # fmt: skip
        return self.read(key)

    def find_by_name(self, name: str) -> Agent | None:
        """Return the account of a name, kept from other processes until the transaction ends, or None."""
        statement = select(agents).where(agents.c.name == name).with_for_update()
        row = self.connection.execute(statement).mappings().first()
        return None if row is None else _agent(row)

    def read(self, key: int) -> Agent:
        """Return an account.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return _agent(self.get(agents, agents.c.id == key))

    def names(self) -> dict[int, str]:
        """Return every agent's name, by id."""
        return {row["id"]: row["name"] for row in self.all(select(agents.c.id, agents.c.name))}

    def all_agents(self) -> list[Agent]:
        """Return every account, by name."""
        return [_agent(row) for row in self.all(select(agents).order_by(agents.c.name))]

    def of_roles(self, roles: Collection[str]) -> list[Agent]:
        """Return the accounts in use that have one of these roles, by name."""
        statement = select(agents).where(agents.c.role.in_(list(roles)), agents.c.active.is_(True))
        return [_agent(row) for row in self.all(statement.order_by(agents.c.name))]

    def change(self, key: int, **values: Any) -> None:
        """Set columns of an account."""
        self.connection.execute(update(agents).where(agents.c.id == key).values(**values))

    def open_session(
        self, agent_id: int, digest: str, csrf: str, now: datetime, expires_at: datetime, *, address: str, browser: str
    ) -> None:
        """Store a login; the token itself is not kept, only its digest."""
        self.connection.execute(
            agent_sessions.insert().values(
                digest=digest, agent_id=agent_id, csrf=csrf, created_at=now, seen_at=now, expires_at=expires_at,
                address=address, browser=browser,
            )
        )  # fmt: skip

    def find_session(self, digest: str, now: datetime) -> AgentSession | None:
        """Return the login of a token's digest if it is still good, else None."""
        found = self._sessions(agent_sessions.c.digest == digest, now)
        return found[0] if found else None

    def sessions(self, agent_id: int, now: datetime) -> list[AgentSession]:
        """Return an account's logins that are still good, the latest first."""
        return self._sessions(agent_sessions.c.agent_id == agent_id, now)

    def session_counts(self, now: datetime) -> dict[int, int]:
        """Return how many logins each account has, by id."""
        statement = select(agent_sessions.c.agent_id, func.count()).where(agent_sessions.c.expires_at > now)
        return {row[0]: row[1] for row in self.connection.execute(statement.group_by(agent_sessions.c.agent_id))}

    def see_session(self, digest: str, now: datetime) -> None:
        """Write down that a login is in use."""
        self.connection.execute(update(agent_sessions).where(agent_sessions.c.digest == digest).values(seen_at=now))

    def _sessions(self, condition: Any, now: datetime) -> list[AgentSession]:
        statement = (
            select(*agents.c, *(column.label(f"login_{column.name}") for column in agent_sessions.c))
            .join(agents, agents.c.id == agent_sessions.c.agent_id)
            .where(condition, agent_sessions.c.expires_at > now, agents.c.active.is_(True))
            .order_by(agent_sessions.c.created_at.desc())
        )
        return [_session(row) for row in self.all(statement)]

    def end_session(self, digest: str) -> None:
        """Forget a login."""
        self.connection.execute(delete(agent_sessions).where(agent_sessions.c.digest == digest))

    def end_sessions(self, agent_id: int, *, but: str | None = None) -> int:
        """Forget an account's logins, but one; return how many that were."""
        where = [agent_sessions.c.agent_id == agent_id, *([agent_sessions.c.digest != but] if but else [])]
        ended: int = self.connection.execute(delete(agent_sessions).where(*where)).rowcount
        return ended

    def end_old_sessions(self, agent_id: int, now: datetime) -> None:
        """Forget an account's logins that are no longer good."""
        where = (agent_sessions.c.agent_id == agent_id, agent_sessions.c.expires_at <= now)
        self.connection.execute(delete(agent_sessions).where(*where))


def _session(row: Row) -> AgentSession:
    values = {name: row[f"login_{name}"] for name in AgentSession.__dataclass_fields__ if name != "agent"}
    return AgentSession(**{**values, "agent": _agent(row), "seen_at": values["seen_at"] or values["created_at"]})


def _agent(row: Row) -> Agent:
    return Agent(**{name: row[name] for name in Agent.__dataclass_fields__})
