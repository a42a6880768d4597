"""The desk's calls about complaints, the letter's link, and the watch over deadlines."""

from __future__ import annotations

import logging
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from assistant.bootstrap import Services
from assistant.desk import complaint_views as views
from assistant.desk.door import Door
from assistant.desk.fields import body_of
from assistant.domain.complaint import HANDLES, Step
from assistant.errors import CustomerError, NotFoundError
from assistant.storage.agents import Agent

logger = logging.getLogger(__name__)
READS = HANDLES | {"auditor"}
ROOT = "/desk/api/complaints"


class ComplaintDesk:
    """Routes about complaints."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.listing, ROOT, methods=["GET"], name="complaints")
        server.add_route(self.case, f"{ROOT}/<number:str>", methods=["GET"], name="complaint")
        server.add_route(self.letter, f"{ROOT}/<number:str>/letter", methods=["GET"], name="complaint_letter")
        server.add_route(
            self.evidence, f"{ROOT}/<number:str>/evidence/<key:int>", methods=["GET"], name="complaint_evidence"
        )
        server.add_route(self.act, f"{ROOT}/<number:str>/<step:str>", methods=["POST"], name="complaint_act")
        server.add_route(self.open_letter, "/letters/<token:str>", methods=["GET"], name="letter")

    async def listing(self, request: Request) -> HTTPResponse:
        """Return complaints by state, owner and words."""
        session = await self.door.session(request, roles=READS)
        wanted = {name: (request.args.get(name) or "")[:64] for name in ("show", "owner", "words")}
        return json(await self.door.do(lambda services: views.listing(services, session.agent, **wanted)))

    async def case(self, request: Request, number: str) -> HTTPResponse:
        """Return a complaint with all that belongs to it."""
        session = await self.door.session(request, roles=READS)
        return json(await self.door.do(lambda services: _case(services, session.agent, number)))

    async def act(self, request: Request, number: str, step: str) -> HTTPResponse:
        """Do a step; return the complaint after it."""
        session = await self.door.session(request, changing=True, roles=HANDLES)
        if step not in {s.value for s in Step}:
            raise CustomerError("bad_request")
        fields = body_of(request)

        def work(services: Services) -> dict[str, Any]:
            services.complaint_handling.do(session.agent, number, Step(step), fields)
            return _case(services, session.agent, number)

        return json(await self.door.do(work, write=True))

    async def letter(self, request: Request, number: str) -> HTTPResponse:
        """Return the result in writing, as PDF or text."""
        await self.door.session(request, roles=READS)
        kind = "txt" if request.args.get("format") == "txt" else "pdf"
        return await self._letter(lambda services: services.unit.complaints.by_number(number), kind)

    async def open_letter(self, request: Request, token: str) -> HTTPResponse:
        """Return the result in writing to whoever has the link that the complainant was sent."""
        return await self._letter(lambda services: services.letters.find(token), "pdf")

    async def evidence(self, request: Request, number: str, key: int) -> HTTPResponse:
        """Return a file that is evidence; who looked at it goes into the audit trail."""
        session = await self.door.session(request, roles=READS)
        content, kind = await self.door.do(lambda s: _file(s, session.agent, number, key), write=True)
        return raw(
            content, content_type=kind, headers=_download(f"{number}-{key}", attach=not kind.startswith("image/"))
        )

    async def _letter(self, find: Any, kind: str) -> HTTPResponse:
        def work(services: Services) -> tuple[str, bytes]:
            complaint, letters = find(services), services.letters
            content = letters.pdf(complaint) if kind == "pdf" else letters.text(complaint).encode()
            return complaint.number, content

        number, content = await self.door.do(work)
        types = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
        return raw(content, content_type=types[kind], headers=_download(f"{number}.{kind}"))


def _case(services: Services, agent: Agent, number: str) -> dict[str, Any]:
    return views.case(services, agent, services.unit.complaints.by_number(number))


def _file(services: Services, agent: Agent, number: str, key: int) -> tuple[bytes, str]:
    complaint = services.unit.complaints.by_number(number)
    found = next((e for e in services.unit.casefiles.evidence(complaint) if e["id"] == key and e["upload_id"]), None)
    if found is None:
        raise NotFoundError("no such file in this case")
    record = services.unit.uploads.record(found["upload_id"], complaint.conversation_id)
    services.unit.audit.note(agent.name, "complaint.evidence_read", number, services.clock.now(), evidence=key)
    return services.app.files.get(record["sha256"]), record["media_type"]


def _download(name: str, *, attach: bool = True) -> dict[str, str]:
    return {
        "Content-Disposition": f'{"attachment" if attach else "inline"}; filename="{name}"',
        "Cache-Control": "no-store",
    }
