"""The supervisor's figures, all of them from here; what each means is in ``docs/operations.md``.

A figure of people counts the requests for a person that were made in the span, with what became of them until now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Float, and_, case, cast, distinct, func, select
from sqlalchemy.sql.expression import ColumnElement

from assistant.domain.complaint import OPEN as COMPLAINT_OPEN
from assistant.domain.handoff import HandoffState
from assistant.domain.message import Author
from assistant.storage.moments import local_day, local_hour, seconds_between
from assistant.storage.ratings import HANDOFF
from assistant.storage.store import Row, Store
from assistant.storage.tables import agents, complaints, handoffs, messages, metadata, quality_reviews

ENDED_WELL = (HandoffState.RETURNED.value, HandoffState.CLOSED.value)
M, H, C = messages.c, handoffs.c, complaints.c
WAIT = seconds_between(H.requested_at, H.accepted_at)
FIRST = (  # the first line that the customer was shown from a person
    select(func.min(M.at))
    .where(
        M.conversation_id == H.conversation_id, M.author == Author.AGENT.value, M.shown.is_(True), M.at >= H.accepted_at
    )
    .scalar_subquery()
)
RESPONSE = seconds_between(H.requested_at, FIRST)
HANDLING = seconds_between(H.accepted_at, H.ended_at)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a time, it included, to a time, it excluded."""

    start: datetime
    end: datetime

    def has(self, column: Any) -> Any:
        """Return the condition that a time falls in it."""
        return and_(column >= self.start, column < self.end)


class ReportingStore(Store):
    """Figures, read in one transaction."""

    def talks(self, span: Span) -> dict[str, Any]:
        """Return how many customers' messages and conversations there were, and what the bot did alone."""
        said = and_(span.has(M.at), M.author == Author.CUSTOMER.value)
        asked = select(H.conversation_id).where(span.has(H.requested_at))
        helpless = select(M.conversation_id).where(span.has(M.at), M.author == Author.BOT.value, M.kind == "unknown")
        alone = and_(M.conversation_id.not_in(asked), M.conversation_id.not_in(helpless))
        row = self._row(
            select(
                func.count().label("messages"),
                func.count(distinct(M.conversation_id)).label("conversations"),
                func.count(distinct(case((alone, M.conversation_id)))).label("solved_by_bot"),
            ).where(said)
        )
        return {**row, "bot_share": _share(row["solved_by_bot"], row["conversations"])}

    def people(self, span: Span) -> dict[str, Any]:
        """Return the requests for a person: how many, how soon somebody came and answered, how they ended."""
        row = self._row(select(func.count().label("requests"), *_outcomes()).where(span.has(H.requested_at)))
        return {
            **row,
            "within_promise": _share(row["in_time"], row["accepted"]),
            "resolved_share": _share(row["resolved"], row["requests"]),
            "wait": self._spread(WAIT, span, H.accepted_at.is_not(None)),
            "first_response": self._spread(RESPONSE, span, H.accepted_at.is_not(None)),
            "handling": self._spread(HANDLING, span, H.state.in_(ENDED_WELL), H.accepted_at.is_not(None)),
        }

    def rating(self, span: Span) -> dict[str, Any]:
        """Return how many customers rated a stay with people from 1 to 5, and the mean; of answers, how many were found good."""
        stays, answers = metadata.tables.get("ratings"), metadata.tables.get("reply_ratings")
        found: dict[str, Any] = {"ratings": 0, "rating": None, "rated_answers": 0, "good_share": None}
        if stays is not None:
            where = (span.has(stays.c.at), stays.c.subject == HANDOFF)
            found |= self._row(select(func.count().label("ratings"), _mean(stays.c.score, "rating")).where(*where))
        if answers is not None:
            good = func.sum(case((answers.c.good.is_(True), 1), else_=0))
            row = self._row(select(func.count().label("n"), good.label("good")).where(span.has(answers.c.at)))
            found |= {"rated_answers": row["n"], "good_share": _share(row["good"], row["n"])}
        return found

    def complaints(self, span: Span, today: date, soon: date) -> dict[str, Any]:
        """Return the complaints filed in the span and, of all that are open now, how many are due ``soon`` or overdue."""
        still = C.state.in_([state.value for state in COMPLAINT_OPEN])
        filed = self._row(
            select(
                func.count().label("filed"),
                _count(C.answered_at.is_not(None), "answered"),
                _count(and_(C.answered_at.is_not(None), local_day(C.answered_at) <= _text_day(C.due_on, self)), "answered_in_time"),
            ).where(span.has(C.received_at))
        )  # fmt: skip
        now = self._row(
            select(
                func.count().label("open"),
                _count(and_(C.due_on >= today, C.due_on <= soon), "at_risk"),
                _count(C.due_on < today, "overdue"),
            ).where(still)
        )
        return {**filed, "in_time_share": _share(filed["answered_in_time"], filed["answered"]), **now}

    def by_hour(self, span: Span) -> list[dict[str, Any]]:
        """Return all 24 hours of the day with their messages, requests, and means of waiting and first response."""
        return self._series(span, local_hour, [*range(24)])

    def by_day(self, span: Span, days: list[str]) -> list[dict[str, Any]]:
        """Return the same by day."""
        return self._series(span, local_day, days)

    def by_agent(self, span: Span) -> list[dict[str, Any]]:
        """Return the same for everybody who took a conversation, with how they were rated and scored."""
        statement = (
            select(agents.c.id.label("agent_id"), agents.c.name.label("agent"), func.count().label("taken"), *_outcomes(),
                   _mean(WAIT, "wait"), _mean(RESPONSE, "first_response"), _mean(HANDLING, "handling"))
            .join(agents, agents.c.id == H.agent_id)
            .where(span.has(H.requested_at), H.accepted_at.is_not(None))
            .group_by(agents.c.id, agents.c.name)
            .order_by(agents.c.name)
        )  # fmt: skip
        ratings, reviews = self._ratings_by_agent(span), self._reviews_by_agent(span)
        return [
            {**_plain(row), "within_promise": _share(row["in_time"], row["accepted"]), "rating": ratings.get(row["agent_id"]),
             "review": reviews.get(row["agent_id"])}
            for row in self.all(statement)
        ]  # fmt: skip

    def by_reason(self, span: Span) -> dict[str, int]:
        """Return how many requests for a person there were of each reason, the most first."""
        statement = select(H.reason, func.count().label("n")).where(span.has(H.requested_at)).group_by(H.reason)
        return {row["reason"]: row["n"] for row in self.all(statement.order_by(func.count().desc(), H.reason))}

    def _series(self, span: Span, key: Any, keys: list[Any]) -> list[dict[str, Any]]:
        at, asked = key(M.at).label("key"), key(H.requested_at).label("key")
        said = select(at, func.count().label("messages")).where(span.has(M.at), M.author == Author.CUSTOMER.value)
        requests = select(
            asked, func.count().label("requests"), _mean(WAIT, "wait"), _mean(RESPONSE, "first_response")
        ).where(span.has(H.requested_at))
        blank: dict[str, Any] = {"messages": 0, "requests": 0, "wait": None, "first_response": None}
        table = {name: {"key": name, **blank} for name in keys}
        for statement, column in ((said, "key"), (requests, "key")):
            for row in self.all(statement.group_by(column)):
                table[row["key"]].update(_plain(row))
        return list(table.values())

    def _spread(self, value: Any, span: Span, *conditions: Any) -> dict[str, Any]:
        """Return count, mean, median and 90th percentile of a value: the least that so many of all are not above."""
        values = select(value.label("v")).where(span.has(H.requested_at), *conditions).subquery()
        v = values.c.v
        ranked = (
            select(v, func.row_number().over(order_by=v).label("place"), func.count().over().label("whole"))
            .where(v.is_not(None))
            .subquery()
        )
        place, whole = ranked.c.place, ranked.c.whole
        return self._row(
            select(
                func.count().label("count"),
                _mean(ranked.c.v, "mean"),
                func.min(case((place * 2 >= whole, ranked.c.v))).label("median"),
                func.min(case((place * 10 >= whole * 9, ranked.c.v))).label("p90"),
            )
        )

    def _ratings_by_agent(self, span: Span) -> dict[int, float]:
        stays = metadata.tables.get("ratings")
        if stays is None:
            return {}
        where = (span.has(stays.c.at), stays.c.subject == HANDOFF, stays.c.agent_id.is_not(None))
        statement = select(stays.c.agent_id, _mean(stays.c.score, "v")).where(*where).group_by(stays.c.agent_id)
        return {row["agent_id"]: _plain(row)["v"] for row in self.all(statement)}

    def _reviews_by_agent(self, span: Span) -> dict[int, float]:
        q = quality_reviews.c
        statement = select(q.agent_id, _mean(q.points, "v")).where(span.has(q.scored_at)).group_by(q.agent_id)
        return {row["agent_id"]: _plain(row)["v"] for row in self.all(statement)}

    def _row(self, statement: Any) -> dict[str, Any]:
        return _plain(self.connection.execute(statement).mappings().one())


def _outcomes() -> list[ColumnElement[Any]]:
    return [
        _count(H.accepted_at.is_not(None), "accepted"),
        _count(H.accepted_at <= H.due_at, "in_time"),
        _count(and_(H.state == HandoffState.WITHDRAWN.value, H.accepted_at.is_(None)), "left"),
        _count(H.state.in_(ENDED_WELL), "resolved"),
    ]


def _count(condition: Any, name: str) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)


def _mean(value: Any, name: str) -> Any:
    return func.avg(cast(value, Float)).label(name)


def _text_day(column: Any, store: Store) -> Any:
    """Return a date as text: dates are text on SQLite already."""
    return column if store.connection.dialect.name == "sqlite" else func.to_char(column, "YYYY-MM-DD")


def _share(part: int | None, whole: int) -> float | None:
    return None if not whole else round((part or 0) / whole, 4)


def _plain(row: Row) -> dict[str, Any]:
    """Return a row with means to a hundredth."""
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()}
