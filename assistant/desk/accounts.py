"""The desk's calls about accounts: one's own password and logins; for the administrator, everybody's."""

from __future__ import annotations

from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk.door import Door
from assistant.errors import CustomerError
from assistant.services.accounts import MAX_PASSWORD, ROLES
from assistant.storage.agents import Agent, AgentSession

ADMIN = ("admin",)
HANDLE = 16  # characters of a login's digest that name it on the page


class AccountCalls:
    """Routes about accounts."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        for method, path, handler in (
            ("POST", "password", self.password),
            ("GET", "sessions", self.own_sessions),
            ("GET", "accounts", self.accounts),
            ("POST", "accounts", self.create),
            ("GET", "accounts/<key:int>/sessions", self.sessions),
            ("POST", "accounts/<key:int>/<action:str>", self.change),
        ):
            name = f"desk_accounts_{handler.__name__}"
            server.add_route(handler, f"/desk/api/{path}", methods=[method], name=name)

    async def password(self, request: Request) -> HTTPResponse:
        """Change one's own password."""
        session = await self.door.session(request, changing=True, roles=ROLES, one_time=True)
        old, new = (_word(request, name, MAX_PASSWORD + 1) for name in ("old", "new"))
        await self.door.do(lambda services: services.accounts.change_password(session, old, new), write=True)
        return json({"ok": True})

    async def own_sessions(self, request: Request) -> HTTPResponse:
        """Return one's own logins."""
        session = await self.door.session(request, roles=ROLES)
        found = await self.door.do(lambda services: _sessions(services, session.agent.id))
        return json({"sessions": [_login(one, session) for one in found]})

    async def accounts(self, request: Request) -> HTTPResponse:
        """Return every account."""
        await self.door.session(request, roles=ADMIN)
        return json({"accounts": await self.door.do(_accounts), "roles": list(ROLES)})

    async def sessions(self, request: Request, key: int) -> HTTPResponse:
        """Return an account's logins."""
        session = await self.door.session(request, roles=ADMIN)
        found = await self.door.do(lambda services: _sessions(services, key))
        return json({"sessions": [_login(one, session) for one in found]})

    async def create(self, request: Request) -> HTTPResponse:
        """Make an account; its first password is told once, here."""
        session = await self.door.session(request, changing=True, roles=ADMIN)
        name, role, by = _word(request, "name", 200).strip(), _word(request, "role", 20), session.agent.name
        made, password = await self.door.do(lambda services: services.accounts.invite(name, role, by=by), write=True)
        return json({"ok": True, "id": made.id, "password": password})

    async def change(self, request: Request, key: int, action: str) -> HTTPResponse:
        """Change an account: ``role``, ``deactivate``, ``activate``, ``reset`` (the new password is told once) or ``logout``."""
        session = await self.door.session(request, changing=True, roles=ADMIN)
        by, role = session.agent.name, _word(request, "role", 20)
        steps: dict[str, Callable[[Services], Any]] = {
            "role": lambda services: services.accounts.set_role(key, role, by=by),
            "deactivate": lambda services: services.accounts.set_active(key, False, by=by),
            "activate": lambda services: services.accounts.set_active(key, True, by=by),
            "reset": lambda services: services.accounts.reset_password(key, by=by),
            "logout": lambda services: services.accounts.end_sessions(key, by=by),
        }
        if action not in steps:
            raise CustomerError("bad_request")
        done = await self.door.do(steps[action], write=True)
        return json({"ok": True} | ({"password": done} if action == "reset" else {}))


def _word(request: Request, name: str, most: int) -> str:
    """Return one of the body's fields as text, empty where it is not there."""
    body = request.json if isinstance(request.json, dict) else {}
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise CustomerError("bad_request")
    return value


def _accounts(services: Services) -> list[dict[str, Any]]:
    now = services.clock.now()
    counts = services.unit.agents.session_counts(now)
    return [_account(agent, counts.get(agent.id, 0), services) for agent in services.unit.agents.all_agents()]


def _account(agent: Agent, sessions: int, services: Services) -> dict[str, Any]:
    locked = agent.locked_until is not None and services.clock.now() < agent.locked_until
    return {"id": agent.id, "name": agent.name, "role": agent.role, "active": agent.active, "locked": locked,
            "one_time": agent.one_time, "sessions": sessions, "created_at": agent.created_at.isoformat()}  # fmt: skip


def _sessions(services: Services, key: int) -> list[AgentSession]:
    return services.unit.agents.sessions(key, services.clock.now())


def _login(login: AgentSession, own: AgentSession) -> dict[str, Any]:
    return {"id": login.digest[:HANDLE], "since": login.created_at.isoformat(), "seen_at": login.seen_at.isoformat(),
            "address": login.address, "browser": login.browser, "own": login.digest == own.digest}  # fmt: skip
