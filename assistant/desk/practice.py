"""The desk's calls for practice with simulated customers: no queue, no transcript, no figure knows of it."""

from __future__ import annotations

from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk.door import Door
from assistant.desk.fields import body_of
from assistant.storage.agents import Agent

ROLES = frozenset({"trainee", "agent", "supervisor", "admin"})
ROOT = "/desk/api/practice"


class PracticeDesk:
    """Routes of practice."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.overview, ROOT, methods=["GET"], name="practice")
        server.add_route(self.start, ROOT, methods=["POST"], name="practice_start")
        server.add_route(self.show, f"{ROOT}/<key:int>", methods=["GET"], name="practice_show")
        server.add_route(self.say, f"{ROOT}/<key:int>/say", methods=["POST"], name="practice_say")
        server.add_route(self.finish, f"{ROOT}/<key:int>/finish", methods=["POST"], name="practice_finish")

    async def overview(self, request: Request) -> HTTPResponse:
        """Return the scripts and the latest talks."""
        session = await self.door.session(request, roles=ROLES)
        return json(await self.door.do(lambda services: services.practice.overview(session.agent)))

    async def show(self, request: Request, key: int) -> HTTPResponse:
        """Return a talk."""
        session = await self.door.session(request, roles=ROLES)
        return json(await self.door.do(lambda services: services.practice.show(session.agent, key)))

    async def start(self, request: Request) -> HTTPResponse:
        """Begin a talk."""
        script = str(body_of(request).get("script", ""))
        return await self._change(request, lambda services, agent: services.practice.start(agent, script))

    async def say(self, request: Request, key: int) -> HTTPResponse:
        """Say something to the simulated customer."""
        text = str(body_of(request).get("text") or "")
        return await self._change(request, lambda services, agent: services.practice.say(agent, key, text))

    async def finish(self, request: Request, key: int) -> HTTPResponse:
        """End a talk."""
        return await self._change(request, lambda services, agent: services.practice.finish(agent, key))

    async def _change(self, request: Request, work: Callable[[Services, Agent], dict[str, Any]]) -> HTTPResponse:
        session = await self.door.session(request, changing=True, roles=ROLES)
        return json(await self.door.do(lambda services: work(services, session.agent), write=True))
