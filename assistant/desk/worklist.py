"""The desk's calls for the work list: doubtful turns, made labels there or put aside, and low ratings."""

from __future__ import annotations

from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk.door import Door
from assistant.desk.fields import body_of
from assistant.domain.intents import INTENT_GROUPS
from assistant.domain.roles import SUPERVISES
from assistant.errors import CustomerError
from assistant.services.sentences import SentenceError
from assistant.services.surveys import LOW
from assistant.storage.agents import Agent
from assistant.storage.store import Row

ROOT = "/desk/api/worklist"
SHOWN = 100


class WorkListDesk:
    """Routes of the work list."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.listing, ROOT, methods=["GET"], name="worklist")
        server.add_route(self.label, f"{ROOT}/<key:int>/label", methods=["POST"], name="worklist_label")
        server.add_route(self.dismiss, f"{ROOT}/<key:int>/dismiss", methods=["POST"], name="worklist_dismiss")
        server.add_route(self.settle, f"{ROOT}/ratings/<key:int>/settle", methods=["POST"], name="worklist_settle")

    async def listing(self, request: Request) -> HTTPResponse:
        """Return what waits for review, near duplicates together, what was said most often first."""
        await self.door.session(request, roles=SUPERVISES)
        return json(await self.door.do(_listing))

    async def label(self, request: Request, key: int) -> HTTPResponse:
        """Make a training sentence of a turn and its near duplicates."""
        return await self._change(request, lambda services, agent: _label(services, agent, key, body_of(request)))

    async def dismiss(self, request: Request, key: int) -> HTTPResponse:
        """Put a turn and its near duplicates aside."""
        return await self._change(request, lambda services, agent: services.doubts.dismiss(key, agent.name))

    async def settle(self, request: Request, key: int) -> HTTPResponse:
        """Note that somebody has seen to a low rating."""
        return await self._change(request, lambda services, agent: services.surveys.settle(key, agent.name))

    async def _change(self, request: Request, work: Callable[[Services, Agent], Any]) -> HTTPResponse:
        session = await self.door.session(request, changing=True, roles=SUPERVISES)
        await self.door.do(lambda services: work(services, session.agent), write=True)
        return json(await self.door.do(_listing))


def _label(services: Services, agent: Agent, key: int, body: dict[str, Any]) -> None:
    intent = str(body.get("intent", ""))
    if intent not in INTENT_GROUPS:
        raise CustomerError("label")
    try:
        services.doubts.label(key, intent, agent.name)
    except SentenceError as error:
        raise CustomerError("label_known") from error


def _listing(services: Services) -> dict[str, Any]:
    groups = services.doubts.open()
    turns = [
        {"id": group.first.id, "text": group.first.text, "times": len(group.doubts), "at": group.first.at.isoformat(),
         "causes": [cause.value for cause in group.causes], "intent": group.first.intent,
         "confidence": group.first.confidence, "context": list(group.first.context)}
        for group in groups[:SHOWN]
    ]  # fmt: skip
    ratings = [rating_row(services, row) for row in services.unit.ratings.low(LOW, limit=SHOWN)]
    return {"turns": turns, "waiting": len(groups), "intents": sorted(INTENT_GROUPS), "ratings": ratings}


def rating_row(services: Services, row: Row) -> dict[str, Any]:
    """Return a low rating with what the customer said went wrong."""
    names = services.unit.agents.names()
    plain = {
        name: row[name] for name in ("id", "subject", "number", "conversation_id", "score", "comment", "handled_by")
    }
    return plain | {"agent": names.get(row["agent_id"] or 0), "at": row["at"].isoformat()}
