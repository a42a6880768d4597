"""The supervisor's calls: figures of a span, as JSON and CSV, and quality reviews."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from assistant.bootstrap import Services
from assistant.desk import complaint_views
from assistant.desk.door import Door
from assistant.desk.fields import body_of, number, span_of
from assistant.desk.worklist import rating_row
from assistant.domain.roles import SUPERVISES
from assistant.errors import CustomerError
from assistant.services.surveys import LOW
from assistant.storage.agents import Agent
from assistant.storage.reporting import Span
from assistant.text.csvtable import csv_text

ROOT = "/desk/api/supervisor"
SAMPLES = 20
LOW_SHOWN = 100
SEEDS = 1_000_000
PEOPLE = ("requests", "wait", "first_response")
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # a table's columns, and how they are headed
    "days": (("key", "messages", *PEOPLE), ("日期", "客户消息", "转人工", "平均等待（秒）", "平均首次响应（秒）")),
    "hours": (("key", "messages", *PEOPLE), ("时段", "客户消息", "转人工", "平均等待（秒）", "平均首次响应（秒）")),
    "agents": (
        ("agent", "taken", "wait", "first_response", "handling", "within_promise", "resolved", "rating", "review"),
        ("坐席", "接待", "平均等待（秒）", "平均首次响应（秒）", "平均处理（秒）", "承诺时限内接起", "已解决", "客户评分", "质检分"),
    ),
    "complaints": (
        ("number", "state_text", "owner", "received_at", "due_on", "left", "level"),
        ("投诉编号", "状态", "负责人", "受理时间", "到期日", "剩余天数", "预警"),
    ),
}  # fmt: skip


class SupervisorDesk:
    """Routes of the supervisor's page."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.figures, f"{ROOT}/figures", methods=["GET"], name="supervisor_figures")
        server.add_route(self.table, f"{ROOT}/tables/<name:str>", methods=["GET"], name="supervisor_table")
        server.add_route(self.quality, f"{ROOT}/quality", methods=["GET"], name="quality")
        server.add_route(self.sample, f"{ROOT}/quality", methods=["POST"], name="quality_draw")
        server.add_route(self.reviews, f"{ROOT}/quality/<key:int>", methods=["GET"], name="quality_reviews")
        server.add_route(self.review, f"{ROOT}/reviews/<key:int>", methods=["GET"], name="quality_review")
        server.add_route(self.score, f"{ROOT}/reviews/<key:int>", methods=["POST"], name="quality_score")

    async def figures(self, request: Request) -> HTTPResponse:
        """Return all figures of a span."""
        session, span = await self.door.session(request, roles=SUPERVISES), _span(request)
        return json(await self.door.do(lambda services: figures(services, session.agent, span)))

    async def table(self, request: Request, name: str) -> HTTPResponse:
        """Return one of the tables as CSV; taking figures out goes into the audit trail."""
        session, span = await self.door.session(request, roles=SUPERVISES), _span(request)
        if name not in TABLES:
            raise CustomerError("bad_request")

        def work(services: Services) -> str:
            services.unit.audit.note(session.agent.name, "figures.exported", name, services.clock.now())
            columns, heads = TABLES[name]
            rows = figures(services, session.agent, span)[name]
            return csv_text(heads, ([row[column] for column in columns] for row in rows))

        content = await self.door.do(work, write=True)
        headers = {
            "Content-Disposition": f'attachment; filename="{name}-{span.start.date()}.csv"',
            "Cache-Control": "no-store",
        }
        return raw(content.encode(), content_type="text/csv; charset=utf-8", headers=headers)

    async def quality(self, request: Request) -> HTTPResponse:
        """Return the score sheet, the latest samples, and whom to draw from."""
        await self.door.session(request, roles=SUPERVISES)
        return json(await self.door.do(_quality))

    async def sample(self, request: Request) -> HTTPResponse:
        """Draw a sample; without a seed one is chosen, and told."""
        return await self._change(request, lambda services, agent: _sample(services, agent, body_of(request)))

    async def reviews(self, request: Request, key: int) -> HTTPResponse:
        """Return a sample's sheets."""
        await self.door.session(request, roles=SUPERVISES)
        return json({"reviews": await self.door.do(lambda s: [_review(s, r) for r in s.unit.quality.reviews(key)])})

    async def review(self, request: Request, key: int) -> HTTPResponse:
        """Return a sheet with the talk that it is about, masked."""
        await self.door.session(request, roles=SUPERVISES)
        return json(await self.door.do(lambda services: _talk(services, key)))

    async def score(self, request: Request, key: int) -> HTTPResponse:
        """Fill a sheet."""
        return await self._change(request, lambda services, agent: _score(services, agent, key, body_of(request)))

    async def _change(self, request: Request, work: Callable[[Services, Agent], dict[str, Any]]) -> HTTPResponse:
        session = await self.door.session(request, changing=True, roles=SUPERVISES)
        return json(await self.door.do(lambda services: work(services, session.agent), write=True))


def _sample(services: Services, agent: Agent, body: dict[str, Any]) -> dict[str, Any]:
    span, given = span_of(body.get("from"), body.get("to")), number(body.get("seed"))
    seed = secrets.randbelow(SEEDS) if given is None else given
    wanted = {"of": number(body.get("agent_id")), "reason": str(body.get("reason") or "") or None,
              "count": number(body.get("count")) or 10, "seed": seed}  # fmt: skip
    return {"id": services.quality.sample(agent, span, **wanted), "seed": seed}


def _score(services: Services, agent: Agent, key: int, body: dict[str, Any]) -> dict[str, Any]:
    scores = body["scores"] if isinstance(body.get("scores"), dict) else {}
    return {"points": services.quality.score(agent, key, scores, str(body.get("remark") or ""))}


def figures(services: Services, agent: Agent, span: Span) -> dict[str, Any]:
    """Return every figure of a span, and the complaints whose deadline is at risk now."""
    reporting, today = services.unit.reporting, services.clock.now().date()
    amber = services.app.handbook.complaints.term.amber
    open_now = complaint_views.listing(services, agent, show="open", owner="", words="")["complaints"]
    reasons = reporting.by_reason(span)
    return {
        "talks": reporting.talks(span),
        "people": reporting.people(span),
        "rating": reporting.rating(span),
        "complaint": reporting.complaints(span, today, today + timedelta(days=amber)),
        "days": reporting.by_day(span, _days(span)),
        "hours": reporting.by_hour(span),
        "agents": reporting.by_agent(span),
        "reasons": [
            {"reason": name, "text": _reason(services, name), "count": count} for name, count in reasons.items()
        ],
        "complaints": [row for row in open_now if row["level"] != "calm"],
        "low": [
            rating_row(services, row)
            for row in services.unit.ratings.low(LOW, since=span.start, until=span.end, limit=LOW_SHOWN)
        ],
    }


def _span(request: Request) -> Span:
    return span_of(request.args.get("from"), request.args.get("to"))


def _days(span: Span) -> list[str]:
    count = (span.end - span.start).days
    return [(span.start.date() + timedelta(days=n)).isoformat() for n in range(count)]


def _reason(services: Services, name: str) -> str:
    return services.app.phrases.reply(f"utter_reason_{name}").text


def _quality(services: Services) -> dict[str, Any]:
    names = services.unit.agents.names()
    return {
        "criteria": [vars(c) for c in services.quality.criteria],
        "agents": [{"id": key, "name": name} for key, name in names.items()],
        "samples": [{"id": s["id"], "seed": s["seed"], "wanted": s["wanted"], "by": names.get(s["drawn_by"]),
                     "at": s["drawn_at"].isoformat()} for s in services.unit.quality.samples(SAMPLES)],
    }  # fmt: skip


def _review(services: Services, row: dict[str, Any]) -> dict[str, Any]:
    names = services.unit.agents.names()
    scored_at = row["scored_at"].isoformat() if row["scored_at"] else None
    return {"id": row["id"], "agent": names.get(row["agent_id"]), "reason": _reason(services, row["reason"]) if "reason" in row else "",
            "points": row["points"], "scores": row["scores"], "remark": row["remark"],
            "by": names.get(row["scored_by"] or 0), "at": scored_at}  # fmt: skip


def _talk(services: Services, key: int) -> dict[str, Any]:
    row = services.unit.quality.review(key)
    lines = services.unit.transcript.lines(row["conversation_id"], shown_only=False, limit=1000)
    shown = [
        {"from": line.author.value, "text": line.reply.text, "at": line.at.isoformat(), "shown": line.shown}
        for line in lines
    ]
    return {**_review(services, row), "lines": shown}
