"""The desk's calls for claims: the list, the case, its papers, each step of casework."""

from __future__ import annotations

from datetime import date
from typing import Any, Callable

import socketio
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from assistant.bootstrap import Services
from assistant.desk import claimviews
from assistant.desk.body import Body
from assistant.desk.claimsearch import note_search, read_filter
from assistant.desk.door import Door
from assistant.desk.live import NAMESPACE, ROOM
from assistant.domain.assessment import Item, read_amount
from assistant.domain.casework import READERS
from assistant.domain.clock import PRESSING
from assistant.errors import CustomerError, NotFoundError
from assistant.services.pages import draw_page
from assistant.storage.agents import Agent
from assistant.storage.store import Row

Step = Callable[[Services, Agent, str, Body], Any]
MOST_ITEMS = 100


class ClaimDesk:
    """Routes of claims; who may not read them learns nothing, and each step asks the rules in ``domain/casework.py`` again."""

    def __init__(self, door: Door, sockets: socketio.AsyncServer) -> None:
        self.door = door
        self.sockets = sockets

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        base = "/desk/api/claims"
        server.add_route(self.list, base, methods=["GET"], name="desk_claims")
        server.add_route(self.case, f"{base}/<number:str>", methods=["GET"], name="desk_claim")
        server.add_route(self.closing_file, f"{base}/<number:str>/file.pdf", methods=["GET"], name="desk_claim_pdf")
        server.add_route(self.file, f"{base}/<number:str>/files/<key:int>", methods=["GET"], name="desk_claim_file")
        server.add_route(
            self.page, f"{base}/<number:str>/files/<key:int>/pages/<page:int>", methods=["GET"], name="desk_claim_page"
        )
        server.add_route(self.act, f"{base}/<number:str>/<step:str>", methods=["POST"], name="desk_claim_act")
        server.add_route(self.followups, "/desk/api/followups", methods=["GET"], name="desk_followups")
        server.add_route(self.follow_up, "/desk/api/followups/<key:int>", methods=["POST"], name="desk_followup")

    async def list(self, request: Request) -> HTTPResponse:
        """Return a page of the list."""
        session = await self.door.session(request, roles=READERS)
        wanted = {
            name: (request.args.get(name) or "")[:64] for name in ("state", "kind", "owner", "clock", "q", "sort")
        }
        page = request.args.get("page", "1")
        number = int(page) if page.isdigit() and 0 < int(page) < 10_000 else 1
        if wanted["clock"] not in ("", *PRESSING):
            raise CustomerError("bad_request")

        narrowed = read_filter(wanted, session.agent)

        def read(services: Services) -> dict[str, Any]:
            found = claimviews.claims(services, narrowed, clock=wanted["clock"], sort=wanted["sort"], page=number)
            note_search(services, session.agent, narrowed, found)
            return found

        return json(await self.door.do(read, write=narrowed.personal))

    async def case(self, request: Request, number: str) -> HTTPResponse:
        """Return a case."""
        session = await self.door.session(request, roles=READERS)
        return json(await self.door.do(lambda services: claimviews.case(services, number, session.agent)))

    async def file(self, request: Request, number: str, key: int) -> HTTPResponse:
        """Return a file as it was handed in."""
        session = await self.door.session(request, roles=READERS)
        row = await self.door.do(lambda services: _open(services, session.agent, number, key), write=True)
        content = await self.door.do(lambda services: _content(services, row["sha256"]))
        headers = {"Content-Disposition": "attachment", "Cache-Control": "no-store"}  # with all that is hidden in it
        return raw(content, content_type=row["media_type"], headers=headers)

    async def page(self, request: Request, number: str, key: int, page: int) -> HTTPResponse:
        """Return a page of a file as a picture."""
        session = await self.door.session(request, roles=READERS)

        row = await self.door.do(lambda services: _open(services, session.agent, number, key), write=True)
        content = await self.door.do(lambda services: _drawn(services, row, page))
        return raw(content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})

    async def closing_file(self, request: Request, number: str) -> HTTPResponse:
        """Return the closing file."""
        session = await self.door.session(request, roles=READERS)
        content = await self.door.do(lambda services: services.cases.closing_file(number))

        def note(services: Services) -> None:
            services.unit.audit.note(session.agent.name, "claim.file_made", number, services.clock.now())

        await self.door.do(note, write=True)
        headers = {"Content-Disposition": f'attachment; filename="{number}.pdf"', "Cache-Control": "no-store"}
        return raw(content, content_type="application/pdf", headers=headers)

    async def act(self, request: Request, number: str, step: str) -> HTTPResponse:
        """Take a step with a claim and return the case as it is then."""
        session = await self.door.session(request, changing=True, roles=READERS)
        body = Body(request.json)
        if step not in STEPS:
            raise NotFoundError("no such step")

        await self.door.do(lambda services: STEPS[step](services, session.agent, number, body), write=True)
        shown = await self.door.do(lambda services: claimviews.case(services, number, session.agent))
        await self.sockets.emit("claim", {"number": number}, room=ROOM, namespace=NAMESPACE)
        return json({"ok": True, "claim": shown})

    async def followups(self, request: Request) -> HTTPResponse:
        """Return the visits to be made."""
        await self.door.session(request, roles=READERS)
        due = request.args.get("due") == "1"
        return json({"followups": await self.door.do(lambda services: claimviews.followups(services, due_alone=due))})

    async def follow_up(self, request: Request, key: int) -> HTTPResponse:
        """Write down a visit."""
        session = await self.door.session(request, changing=True, roles=READERS)
        said = Body(request.json).text("text")
        await self.door.do(lambda services: services.cases.casework.follow_up(session.agent, key, said), write=True)
        return json({"ok": True})


def _open(services: Services, agent: Agent, number: str, key: int) -> Row:
    """Return the record of a file of this claim, or taken over into it; that somebody reads it is written down."""
    files = services.unit.uploads.of_claim(services.unit.claims.by_number(number).id)
    row = next((row for row in files if row["id"] == key), None)
    if row is None:
        raise NotFoundError("the claim has no such file")
    services.unit.audit.note(agent.name, "claim.file_read", number, services.clock.now(), file=key)
    return row


def _drawn(services: Services, row: Row, page: int) -> bytes:
    """Return a page as a picture, upright."""
    record = services.unit.looks.of_upload(row["id"])
    turned = record.look.turned if record and record.look else 0
    return draw_page(services.app.files, row["sha256"], row["media_type"], page, turned=turned)


def _content(services: Services, sha256: str) -> bytes:
    try:
        return services.app.files.get(sha256)
    except FileNotFoundError as error:
        raise NotFoundError("the file's content is not there") from error


def _item(raw: Body) -> Item:
    return Item(name=raw.text("name", 100).strip(), claimed=read_amount(raw.raw("claimed")), approved=read_amount(raw.raw("approved")),
                reason=raw.text("reason", 500).strip(), clause=raw.text("clause", 200).strip())  # fmt: skip


def _assess(services: Services, agent: Agent, number: str, body: Body) -> None:
    items = [_item(each) for each in body.bodies("items", MOST_ITEMS)]
    services.cases.decisions.assess(agent, number, body.version, items, body.text("grounds"), body.text("clause", 200))


def _paid_on(body: Body) -> date:
    try:
        return date.fromisoformat(body.text("paid_on", 10))
    except ValueError:
        raise CustomerError("claim_paid_on") from None


def _pay(services: Services, agent: Agent, number: str, body: Body) -> None:
    day, amount = _paid_on(body), read_amount(body.raw("amount"))
    services.cases.decisions.pay(agent, number, body.version, amount, body.text("reference", 64), day)


def _put_file(services: Services, agent: Agent, number: str, body: Body) -> None:
    services.cases.casework.put_file(agent, number, body.version, body.number("file") or 0, body.text("item", 64))


def _judge(services: Services, agent: Agent, number: str, body: Body) -> None:
    verdict = body.text("verdict", 10)
    if verdict not in ("accept", "reject"):
        raise CustomerError("bad_request")
    services.cases.casework.judge(
        agent,
        number,
        body.version,
        body.text("item", 64),
        accepted=verdict == "accept",
        reason=body.text("reason", 500),
    )


STEPS: dict[str, Step] = {
    "paper": _judge,
    "file": _put_file,
    "notice": lambda s, agent, n, b: s.cases.casework.notify_missing(agent, n, b.version, b.text("note", 500)),
    "state": lambda s, agent, n, b: s.cases.casework.move(agent, n, b.version, b.text("to", 20), b.text("note")),
    "assessment": _assess,
    "refusal": lambda s, agent, n, b: s.cases.decisions.refuse(
        agent, n, b.version, b.text("clause", 200), b.text("reasons")
    ),
    "audit": lambda s, agent, n, b: s.cases.decisions.audit(agent, n, b.version, b.text("verdict", 10), b.text("note")),
    "payment": _pay,
    "advance": lambda s, agent, n, b: s.cases.advances.ask(
        agent, n, b.version, read_amount(b.raw("amount")), b.text("grounds")
    ),
    "advance_audit": lambda s, agent, n, b: s.cases.advances.audit(
        agent, n, b.version, b.text("verdict", 10), b.text("note")
    ),
    "advance_payment": lambda s, agent, n, b: s.cases.advances.pay(
        agent, n, b.version, b.text("reference", 64), _paid_on(b)
    ),
    "dispute": lambda s, agent, n, b: s.cases.decisions.open_dispute(
        agent, n, b.version, b.text("way", 20), b.text("reason")
    ),
    "decision": lambda s, agent, n, b: s.cases.decisions.decide_dispute(
        agent, n, b.version, b.text("outcome", 10), b.text("text")
    ),
    "note": lambda s, agent, n, b: s.cases.casework.note(agent, n, b.version, b.text("text")),
    "assign": lambda s, agent, n, b: s.cases.casework.assign(agent, n, b.version, b.number("agent_id")),
}
