"""The supervisor's figures on data made by hand, each worked out by hand beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Iterator

import pytest
from sqlalchemy import select

from assistant.clock import SHANGHAI
from assistant.domain.handoff import HandoffState, Reason
from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.reporting import ReportingStore, Span
from assistant.storage.tables import messages, metadata
from assistant.storage.unit import Unit

MONDAY = datetime(2026, 11, 23, tzinfo=SHANGHAI)
SPAN = Span(start=MONDAY, end=MONDAY + timedelta(days=2))
TODAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute, seconds=second)


class Made:
    """Puts talks into the database."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.agents = {name: unit.agents.create(name, "agent", "-", MONDAY).id for name in ("lan", "qiao")}

    def talk(self, name: str, *lines: tuple[Author, datetime] | tuple[Author, datetime, str]) -> str:
        key = self.unit.conversations.open("web", name, MONDAY).id
        for author, moment, *kind in lines:
            self.unit.transcript.append(key, author, Reply(kind=kind[0] if kind else author.value, text="话"), moment)
        return key

    def stay(self, key: str, asked: datetime, taken: datetime | None, ended: datetime | None, agent: str, promise: int = 60,
             state: HandoffState = HandoffState.CLOSED, reason: Reason = Reason.REQUEST) -> None:  # fmt: skip
        made = self.unit.handoffs.create(key, reason, 3, asked + timedelta(seconds=promise), asked)
        self.unit.handoffs.change(made.id, state=state, accepted_at=taken, ended_at=ended,
                                  agent_id=self.agents[agent] if taken else None)  # fmt: skip

    def complaint(self, number: str, filed: datetime, due: date, answered: datetime | None = None) -> None:
        key = self.talk(number)
        found = self.unit.complaints.create(number=number, conversation_id=key, inbox_id=None, customer_id=None, text="投诉",
                                            severity="normal", due_on=due, due_source="s", now=filed)  # fmt: skip
        if answered:
            self.unit.complaints.change(found.id, state="answered", answered_at=answered)


@pytest.fixture
def reporting(any_settings: Settings) -> Iterator[ReportingStore]:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        fill(Made(unit))
        yield unit.reporting
    database.dispose()


def fill(made: Made) -> None:
    customer, bot, agent = Author.CUSTOMER, Author.BOT, Author.AGENT
    # the bot alone: one answered, one left without an answer, one on the day before the span (16:30 in UTC is past midnight in China)
    made.talk("a", (customer, at(9, 0)), (bot, at(9, 0, 1), "answer"), (customer, at(9, 5)))
    made.talk("b", (customer, at(9, 30)), (bot, at(9, 30, 1), "unknown"))
    made.talk("before", (customer, at(0) - timedelta(seconds=1)))
    made.talk("midnight", (customer, at(0, 30, day=1)), (bot, at(0, 30, 1, day=1), "answer"))
    # people: waits of 30, 60 and 120 seconds, first answers after 40, 90 and 300, one gone, one waiting still
    c = made.talk("c", (customer, at(10, 0)), (agent, at(10, 0, 40)), (agent, at(10, 3)))
    made.stay(c, at(10, 0), at(10, 0, 30), at(10, 5, 30), "lan")
    d = made.talk("d", (customer, at(10, 10)), (agent, at(10, 11, 30)))
    made.stay(d, at(10, 10), at(10, 11), at(10, 13), "lan", state=HandoffState.RETURNED)
    e = made.talk("e", (customer, at(14, 0, day=1)), (agent, at(14, 5, day=1)))
    made.stay(e, at(14, 0, day=1), at(14, 2, day=1), None, "qiao", state=HandoffState.ACTIVE, reason=Reason.COMPLAINT)
    f = made.talk("f", (customer, at(15, 0, day=1)))
    made.stay(f, at(15, 0, day=1), None, at(15, 1, day=1), "qiao", state=HandoffState.WITHDRAWN)
    g = made.talk("g", (customer, at(16, 0, day=1)))
    made.stay(g, at(16, 0, day=1), None, None, "qiao", state=HandoffState.WAITING)
    # complaints: answered in time and late, at risk, overdue, calm, and one of before the span
    made.complaint("TS1", at(11), date(2026, 12, 8), answered=at(23, 30, day=15))
    made.complaint("TS2", at(11), date(2026, 12, 8), answered=at(0, 30, day=16))
    made.complaint("TS3", at(12, day=1), date(2026, 12, 9))
    made.complaint("TS4", at(0) - timedelta(days=12), date(2026, 11, 26))
    made.complaint("TS5", at(0) - timedelta(days=20), date(2026, 11, 23))


def test_talks(reporting: ReportingStore) -> None:
    # messages: a 2, b, midnight, c, d, e, f, g one each; of 8 conversations a and midnight needed nobody
    assert reporting.talks(SPAN) == {"messages": 9, "conversations": 8, "solved_by_bot": 2, "bot_share": 0.25}


def test_people(reporting: ReportingStore) -> None:
    found = reporting.people(SPAN)
    # within the promised minute: 30 and 60 of the three taken; resolved: two of five
    assert {n: v for n, v in found.items() if not isinstance(v, dict)} == {
        "requests": 5, "accepted": 3, "in_time": 2, "left": 1, "resolved": 2, "within_promise": 0.6667, "resolved_share": 0.4}  # fmt: skip
    assert found["wait"] == {"count": 3, "mean": 70.0, "median": 60, "p90": 120}
    assert found["first_response"] == {"count": 3, "mean": 143.33, "median": 90, "p90": 300}
    assert found["handling"] == {"count": 2, "mean": 210.0, "median": 120, "p90": 300}


def test_series(reporting: ReportingStore) -> None:
    hours = {row["key"]: row for row in reporting.by_hour(SPAN)}
    assert len(hours) == 24
    assert hours[10] == {"key": 10, "messages": 2, "requests": 2, "wait": 45.0, "first_response": 65.0}
    assert hours[0]["messages"] == 1  # half past midnight in China, 16:30 of the day before in UTC
    assert hours[3] == {"key": 3, "messages": 0, "requests": 0, "wait": None, "first_response": None}
    assert reporting.by_day(SPAN, ["2026-11-23", "2026-11-24"]) == [
        {"key": "2026-11-23", "messages": 5, "requests": 2, "wait": 45.0, "first_response": 65.0},
        {"key": "2026-11-24", "messages": 4, "requests": 3, "wait": 120.0, "first_response": 300.0},
    ]
    assert reporting.by_reason(SPAN) == {"request": 4, "complaint": 1}


def test_agents(reporting: ReportingStore) -> None:
    lan, qiao = reporting.by_agent(SPAN)
    assert {n: lan[n] for n in ("agent", "taken", "wait", "first_response", "handling", "within_promise", "resolved")} == {
        "agent": "lan", "taken": 2, "wait": 45.0, "first_response": 65.0, "handling": 210.0, "within_promise": 1.0, "resolved": 2}  # fmt: skip
    assert (qiao["taken"], qiao["handling"], qiao["within_promise"]) == (1, None, 0.0)


def test_complaints(reporting: ReportingStore) -> None:
    # answered on 8 December at 23:30 is in time, half an hour after midnight is not; of the open ones the 26th is near, the 23rd gone
    assert reporting.complaints(SPAN, TODAY, TODAY + timedelta(days=5)) == {
        "filed": 3, "answered": 2, "answered_in_time": 1, "in_time_share": 0.5, "open": 3, "at_risk": 1, "overdue": 1}  # fmt: skip


def test_nothing_happened(reporting: ReportingStore) -> None:
    empty = Span(start=MONDAY + timedelta(days=90), end=MONDAY + timedelta(days=91))
    nothing: dict[str, Any] = {"count": 0, "mean": None, "median": None, "p90": None}
    assert reporting.people(empty)["wait"] == nothing
    assert reporting.talks(empty)["bot_share"] is None
    assert reporting.by_agent(empty) == []
    assert reporting.rating(empty)["rating"] is None


def test_practice_is_in_no_figure(reporting: ReportingStore) -> None:
    unit = Unit(reporting.connection, reporting.cipher)
    before = reporting.talks(SPAN), reporting.people(SPAN), reporting.by_agent(SPAN)
    run = unit.practice.start(1, "widow", at(10))
    for trainee in (True, False):
        unit.practice.write(run, "您好", at(10), trainee=trainee)
    assert (reporting.talks(SPAN), reporting.people(SPAN), reporting.by_agent(SPAN)) == before


@pytest.mark.skipif("reply_ratings" not in metadata.tables, reason="ratings of answers are kept by another branch")
def test_rated_answers(reporting: ReportingStore) -> None:
    answers = reporting.column(select(messages.c.id).where(messages.c.author == "bot").order_by(messages.c.id))
    for place, key in enumerate(answers[:3]):
        reporting.add(metadata.tables["reply_ratings"], conversation_id=reporting.column(
            select(messages.c.conversation_id).where(messages.c.id == key))[0], message_id=key, good=place != 1, at=at(12))  # fmt: skip
    assert {n: v for n, v in reporting.rating(SPAN).items() if "answer" in n or "good" in n} == {
        "rated_answers": 3,
        "good_share": 0.6667,
    }


@pytest.mark.skipif("ratings" not in metadata.tables, reason="ratings of stays are kept by another branch")
def test_rated_stays(reporting: ReportingStore) -> None:
    key = Unit(reporting.connection, reporting.cipher).conversations.open("web", "c", MONDAY).id
    for place, score in enumerate((5, 4, 2)):
        reporting.add(metadata.tables["ratings"], subject="handoff" if place < 2 else "claim", number=str(place),
                      conversation_id=key, agent_id=1, score=score, comment="", at=at(12))  # fmt: skip
    found = reporting.rating(SPAN)
    assert (found["ratings"], found["rating"]) == (2, 4.5)
    assert reporting.by_agent(SPAN)[0]["rating"] == 4.5
