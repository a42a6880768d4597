"""The floor: seats and colleagues, who talks with whom, calls back, replies at hand, search in what was said."""

from __future__ import annotations

from functools import partial
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk import floor_views as views
from assistant.desk.door import Door
from assistant.domain.roles import SUPERVISES, TAKES
from assistant.errors import CustomerError
from assistant.storage.agents import Agent

SEARCHES = TAKES | {"auditor"}
QUERY_LENGTH = 100


class Floor:
    """Routes around the talk."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        routes = (
            (self.floor, "/desk/api/floor", "GET"),
            (self.seat, "/desk/api/seat", "POST"),
            (self.active, "/desk/api/active", "GET"),
            (self.callbacks, "/desk/api/callbacks", "GET"),
            (self.finish_callback, "/desk/api/callbacks/<key:int>/finish", "POST"),
            (self.canned, "/desk/api/canned", "GET"),
            (self.save_canned, "/desk/api/canned", "POST"),
            (self.remove_canned, "/desk/api/canned/<key:int>/remove", "POST"),
            (self.search, "/desk/api/search", "GET"),
        )
        for handler, path, method in routes:
            server.add_route(handler, path, methods=[method], name=f"desk_{handler.__name__}_{method.lower()}")

    async def floor(self, request: Request) -> HTTPResponse:
        """Return the agent's own seat, colleagues, groups and closing codes."""
        session = await self.door.session(request, roles=TAKES)
        return json(await self.door.do(lambda services: views.floor(services, session.agent)))

    async def seat(self, request: Request) -> HTTPResponse:
        """Change a seat: one's own, or as a supervisor anybody's."""
        session = await self.door.session(request, changing=True, roles=TAKES)
        body = _body(request)
        roles = SUPERVISES if body.get("agent_id") not in (None, session.agent.id) else TAKES
        await self.door.session(request, changing=True, roles=roles)
        await self.door.do(partial(_change_seat, agent=session.agent, body=body), write=True)
        return json(await self.door.do(lambda services: views.floor(services, session.agent)))

    async def active(self, request: Request) -> HTTPResponse:
        """Return every conversation that an agent has, for supervisors."""
        await self.door.session(request, roles=SUPERVISES)
        return json({"active": await self.door.do(views.active)})

    async def callbacks(self, request: Request) -> HTTPResponse:
        """Return the calls back that are due."""
        await self.door.session(request, roles=TAKES)
        return json({"callbacks": await self.door.do(views.callbacks)})

    async def finish_callback(self, request: Request, key: int) -> HTTPResponse:
        """Note what a call back came to."""
        session = await self.door.session(request, changing=True, roles=TAKES)
        result = str(_body(request).get("result") or "")[:2000]
        await self.door.do(lambda services: services.callbacks.finish(session.agent, key, result), write=True)
        return json({"ok": True})

    async def canned(self, request: Request) -> HTTPResponse:
        """Return the replies at hand, filled in for a conversation where one is named."""
        session = await self.door.session(request, roles=TAKES)
        key = request.args.get("conversation")
        return json({"canned": await self.door.do(lambda services: services.canned.listed(session.agent, key))})

    async def save_canned(self, request: Request) -> HTTPResponse:
        """Store a reply at hand."""
        session = await self.door.session(request, changing=True, roles=TAKES)
        body = _body(request)
        key = body.get("id") if isinstance(body.get("id"), int) else None
        save = partial(_save_canned, agent=session.agent, key=key, body=body)
        return json({"id": await self.door.do(save, write=True)})

    async def remove_canned(self, request: Request, key: int) -> HTTPResponse:
        """Forget a reply at hand."""
        session = await self.door.session(request, changing=True, roles=TAKES)
        await self.door.do(lambda services: services.canned.remove(session.agent, key), write=True)
        return json({"ok": True})

    async def search(self, request: Request) -> HTTPResponse:
        """Search in what was said: agents in the conversations they had, supervisors and auditors in all."""
        session = await self.door.session(request, roles=SEARCHES)
        words = (request.args.get("q") or "")[:QUERY_LENGTH].split()
        before = request.args.get("before", "")
        start = int(before) if before.isdecimal() and len(before) < 12 else None
        author = request.args.get("from") or None
        find = partial(views.search, agent=session.agent, words=words, before=start, author=author)
        return json(await self.door.do(find) if words else {"lines": [], "next": None})


def _body(request: Request) -> dict[str, Any]:
    return request.json if isinstance(request.json, dict) else {}


def _change_seat(services: Services, *, agent: Agent, body: dict[str, Any]) -> None:
    kinds = {"state": str, "automatic": bool, "capacity": int, "skills": list}
    values = {name: body[name] for name in kinds if body.get(name) is not None}
    if any(not isinstance(value, kinds[name]) for name, value in values.items()):
        raise CustomerError("bad_request")
    if not all(isinstance(skill, str) for skill in values.get("skills", ())):
        raise CustomerError("bad_request")
    target = services.unit.agents.read(body["agent_id"]) if isinstance(body.get("agent_id"), int) else agent
    services.seats.change(target, **values)


def _save_canned(services: Services, *, agent: Agent, key: int | None, body: dict[str, Any]) -> int:
    return services.canned.save(agent, key, body, shared=body.get("shared") is True)
