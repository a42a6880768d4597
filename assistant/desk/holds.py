"""The desk's calls about legal holds: what is held, why, by whom, and the trail of it."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk.body import Body
from assistant.desk.door import Door
from assistant.domain.roles import AUDITS
from assistant.services.holds import MATTER
from assistant.storage.audit import AuditQuery
from assistant.storage.store import Row

ROOT = "/desk/api/holds"
LIFTED = 100  # shown of those that were lifted
LONGEST = 500
TIMES = ("placed_at", "lifted_at")


class HoldCalls:
    """Routes about legal holds."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.listing, ROOT, methods=["GET"], name="holds")
        server.add_route(self.place, ROOT, methods=["POST"], name="hold_place")
        server.add_route(self.lift, f"{ROOT}/lift", methods=["POST"], name="hold_lift")

    async def listing(self, request: Request) -> HTTPResponse:
        """Return the holds in force, those that were lifted, and the trail."""
        await self.door.session(request, roles=AUDITS)
        return json(await self.door.do(_listing))

    async def place(self, request: Request) -> HTTPResponse:
        """Place a hold, with its reason and what it covers."""
        return await self._change(request, _place)

    async def lift(self, request: Request) -> HTTPResponse:
        """Lift the holds on something, with a reason."""
        return await self._change(request, _lift)

    async def _change(self, request: Request, work: Callable[..., None]) -> HTTPResponse:
        session = await self.door.session(request, changing=True, roles=AUDITS)
        await self.door.do(partial(work, body=Body(request.json), by=session.agent.name), write=True)
        return json(await self.door.do(_listing))


def _place(services: Services, *, body: Body, by: str) -> None:
    subject, scope = body.text("subject", 64).strip(), body.text("scope", 16) or MATTER
    services.holds.place(subject, body.text("reason", LONGEST), by=by, scope=scope)


def _lift(services: Services, *, body: Body, by: str) -> None:
    services.holds.lift(body.text("subject", 64).strip(), body.text("reason", LONGEST), by=by)


def _listing(services: Services) -> dict[str, Any]:
    record = services.unit.record
    trail, _ = services.unit.audit.search(AuditQuery(action="hold."), 1)
    return {
        "holds": [_shown(row) | {"conversations": len(services.holds.covered(row))} for row in record.holds()],
        "lifted": [_shown(row) for row in record.lifted(LIFTED)],
        "trail": [{"id": row["id"], "at": row["at"].isoformat(), "actor": row["actor"], "action": row["action"],
                   "subject": row["subject"], "reason": row["detail"].get("reason", "")} for row in trail],
    }  # fmt: skip


def _shown(row: Row) -> dict[str, Any]:
    plain = {name: row[name] for name in ("id", "subject", "scope", "reason", "placed_by", "lifted_by", "lift_reason")}
    return plain | {name: row[name].isoformat() if row[name] else None for name in TIMES}
