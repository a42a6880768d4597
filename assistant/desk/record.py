"""The desk's calls about the record: transcripts to take away, personal data in full, the audit trail and its proof."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from assistant.bootstrap import Services
from assistant.clock import SHANGHAI
from assistant.desk.door import Door
from assistant.domain.roles import AUDITS
from assistant.errors import CustomerError
from assistant.services.transcripts import FORMATS, READS
from assistant.storage.audit import PAGE, AuditQuery

MOST_WORDS = 200
BREAKS = 20


class RecordCalls:
    """Routes about the record."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        for method, path, handler in (
            ("GET", "conversations/<key:str>/transcript", self.transcript),
            ("POST", "conversations/<key:str>/transcript", self.clear_transcript),
            ("POST", "conversations/<key:str>/unmask", self.unmask),
            ("GET", "audit", self.audit),
            ("POST", "audit/verify", self.verify),
        ):
            server.add_route(handler, f"/desk/api/{path}", methods=[method], name=f"desk_record_{handler.__name__}")

    async def transcript(self, request: Request, key: str) -> HTTPResponse:
        """Return a conversation as a file, personal data masked."""
        session = await self.door.session(request, roles=READS)
        format = request.args.get("format", "pdf")
        work = lambda services: services.transcripts.for_staff(session.agent, key, format)
        return _file(await self.door.do(work, write=True), key, format)

    async def clear_transcript(self, request: Request, key: str) -> HTTPResponse:
        """Return a conversation as a file, personal data in full, for a reason."""
        session = await self.door.session(request, changing=True, roles=READS)
        body = request.json if isinstance(request.json, dict) else {}
        reason, format = _reason(body), str(body.get("format", "pdf"))
        work = lambda services: services.transcripts.for_staff(session.agent, key, format, reason=reason)
        return _file(await self.door.do(work, write=True), key, format)

    async def unmask(self, request: Request, key: str) -> HTTPResponse:
        """Return the words as said of a conversation's masked lines, for a reason."""
        session = await self.door.session(request, changing=True, roles=READS)
        reason = _reason(request.json if isinstance(request.json, dict) else {})
        work = lambda services: services.transcripts.clear_lines(session.agent, key, reason)
        return json({"lines": {str(seq): text for seq, text in (await self.door.do(work, write=True)).items()}})

    async def audit(self, request: Request) -> HTTPResponse:
        """Return a page of the audit trail."""
        await self.door.session(request, roles=AUDITS)
        query, page = _query(request), request.args.get("page", "1")
        number = max(1, int(page)) if page.isdigit() and len(page) < 7 else 1
        rows, total = await self.door.do(lambda services: services.unit.audit.search(query, number))
        return json({"notes": [_note(row) for row in rows], "total": total, "page": number, "size": PAGE})

    async def verify(self, request: Request) -> HTTPResponse:
        """Prove the record, and write down that it was and what came out."""
        session = await self.door.session(request, changing=True, roles=AUDITS)
        proof = await self.door.do(lambda services: services.unit.verifier.prove())

        def note(services: Services) -> None:
            now, broken = services.clock.now(), len(proof.breaks)
            services.unit.audit.note(session.agent.name, "record.verified", "record", now, breaks=broken)

        await self.door.do(note, write=True)
        breaks = [{"where": found.where, "why": found.why} for found in proof.breaks[:BREAKS]]
        return json({**proof.__dict__, "whole": not proof.breaks, "breaks": breaks})


def _file(content: bytes, key: str, format: str) -> HTTPResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="transcript-{key[:8]}.{format}"',
        "Cache-Control": "no-store",
    }
    return raw(content, content_type=FORMATS[format], headers=headers)


def _reason(body: dict[str, Any]) -> str:
    """Return the reason given; a blank is given back as one, so that it is refused as saying nothing."""
    reason = body.get("reason")
    if not isinstance(reason, str) or len(reason) > MOST_WORDS:
        raise CustomerError("bad_request")
    return reason.strip() or " "


def _query(request: Request) -> AuditQuery:
    words = {name: (request.args.get(name) or "").strip()[:MOST_WORDS] for name in ("q", "actor", "action", "subject")}
    until = _day(request.args.get("until"))
    return AuditQuery(words=words["q"], actor=words["actor"], action=words["action"], subject=words["subject"],
                      since=_day(request.args.get("since")), until=until and until + timedelta(days=1))  # fmt: skip


def _day(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=SHANGHAI)
    except ValueError:
        raise CustomerError("bad_request") from None


def _note(row: Any) -> dict[str, Any]:
    shown = {name: row[name] for name in ("id", "actor", "action", "subject")}
    detail = {name: value for name, value in row["detail"].items() if name not in ("lines", "lanes")}
    return {**shown, "at": row["at"].isoformat(), "detail": detail}
