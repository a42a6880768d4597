"""The database goes away and comes back: who writes is told, what was stored is answered once, a hand-off is done in the end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Callable, Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from assistant.domain.handoff import HandoffState, Reason
from assistant.settings import Settings
from tests.serving import DeskClient, LiveServer, WebVisitor

SECONDS = 40.0


@pytest.fixture
def server(settings: Settings, postgres_url: str, brain: Any, searcher: Any) -> Iterator[LiveServer]:
    live = LiveServer(replace(settings, database_url=postgres_url), brain, searcher).start()
    yield live
    live.stop()


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[Engine]:
    engine = create_engine(postgres_server, future=True, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@contextmanager
def outage(postgres: Engine, url: str) -> Iterator[None]:
    """Let nobody to the database, and end who is there."""
    name = url.rpartition("/")[2]
    with postgres.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(ended), {"name": name})
    try:
        yield
    finally:
        with postgres.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))


def until(look: Callable[[], Any]) -> Any:
    end = time.monotonic() + SECONDS
    while not (found := look()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)
    return found


def stays(server: LiveServer) -> list[tuple[Reason, HandoffState]]:
    with server.app.look() as services:
        (conversation,) = services.unit.conversations.of_channel("web")
        return [(stay.reason, stay.state) for stay in services.unit.handoffs.of_conversation(conversation.id)]


def test_who_writes_is_told_and_may_send_it_again(server: LiveServer, postgres: Engine, postgres_url: str) -> None:
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="你好")
    visitor.wait_for(2)
    with outage(postgres, postgres_url):
        answer = visitor.post("message-0002", text="转人工")
        assert answer.status_code == 503
        assert "还没有收到" in answer.json()["error"]["message"]
    assert visitor.post("message-0002", text="转人工").status_code == 202
    assert [line["kind"] for line in visitor.wait_for(4)[2:]] == ["customer", "handoff"]
    assert stays(server) == [(Reason.REQUEST, HandoffState.WAITING)]


def test_handoff_cut_off_in_the_middle_is_done_once_in_the_end(
    server: LiveServer, postgres: Engine, postgres_url: str
) -> None:
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="你好")
    visitor.wait_for(2)
    holding = create_engine(postgres_url, future=True)
    with holding.connect() as lock:
        lock.execute(text("SELECT id FROM conversations FOR NO KEY UPDATE"))  # holds up the turn, not the storing
        assert visitor.post("message-0002", text="转人工").status_code == 202
        waits = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND wait_event_type = 'Lock'")
        with postgres.connect() as looking:
            until(lambda: looking.execute(waits, {"name": postgres_url.rpartition("/")[2]}).scalar_one())
        with outage(postgres, postgres_url):
            time.sleep(2)
        lock.invalidate()
    holding.dispose()
    until(lambda: len(visitor.messages()) == 4)
    assert [line["kind"] for line in visitor.messages()[2:]] == ["customer", "handoff"]
    assert stays(server) == [(Reason.REQUEST, HandoffState.WAITING)]


def test_agent_is_told_and_takes_the_customer_afterwards(
    server: LiveServer, postgres: Engine, postgres_url: str
) -> None:
    visitor, desk = WebVisitor(server.url), DeskClient(server.url)
    visitor.post("message-0001", text="转人工")
    key = until(lambda: desk.queue()["waiting"])[0]["conversation_id"]
    with outage(postgres, postgres_url):
        refused = desk.act(key, "accept")
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
    assert desk.act(key, "accept").status_code == 200
    assert stays(server) == [(Reason.REQUEST, HandoffState.ACTIVE)]
