"""The desk's accounts and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Collection

from sqlalchemy import delete, select, update

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


@dataclass(frozen=True, kw_only=True)
class AgentSession:
    """A login of an agent; ``csrf`` must come with every change."""

    agent: Agent
    csrf: str
    expires_at: datetime


class AgentStore(Store):
    """Accounts and sessions of one transaction."""

    def create(self, name: str, role: str, password_hash: str, now: datetime) -> Agent:
        """Store an account."""
        key = self.add(agents, name=name, role=role, password_hash=password_hash, active=True, created_at=now)
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

    def of_roles(self, roles: Collection[str]) -> list[Agent]:
        """Return the accounts in use that have one of these roles, by name."""
        statement = select(agents).where(agents.c.role.in_(list(roles)), agents.c.active.is_(True))
        return [_agent(row) for row in self.all(statement.order_by(agents.c.name))]

    def change(self, key: int, **values: Any) -> None:
        """Set columns of an account."""
        self.connection.execute(update(agents).where(agents.c.id == key).values(**values))

    def open_session(self, agent_id: int, digest: str, csrf: str, now: datetime, expires_at: datetime) -> None:
        """Store a login; the token itself is not kept, only its digest."""
        self.connection.execute(
            agent_sessions.insert().values(
                digest=digest, agent_id=agent_id, csrf=csrf, created_at=now, expires_at=expires_at
            )
        )

    def find_session(self, digest: str, now: datetime) -> AgentSession | None:
        """Return the login of a token's digest if it is still good, else None."""
        statement = (
            select(agents, agent_sessions.c.csrf, agent_sessions.c.expires_at)
            .join(agents, agents.c.id == agent_sessions.c.agent_id)
            .where(agent_sessions.c.digest == digest, agent_sessions.c.expires_at > now, agents.c.active.is_(True))
        )
        row = self.connection.execute(statement).mappings().first()
        return None if row is None else AgentSession(agent=_agent(row), csrf=row["csrf"], expires_at=row["expires_at"])

    def end_session(self, digest: str) -> None:
        """Forget a login."""
        self.connection.execute(delete(agent_sessions).where(agent_sessions.c.digest == digest))


def _agent(row: Row) -> Agent:
    return Agent(**{name: row[name] for name in Agent.__dataclass_fields__})
