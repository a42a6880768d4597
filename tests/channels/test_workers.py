"""Two workers on PostgreSQL and Redis: customers and agent on different ones, one of them killed, nothing lost or doubled."""

from __future__ import annotations

import os
import signal
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from assistant.domain.message import Author, Line
from assistant.storage.tables import inbox, outbox
from tests.channels.two_workers import Service, opened, until
from tests.serving import DeskClient, WebVisitor
from tests.sockets import PageSocket


def answered(visitor: WebVisitor, messages: int) -> list[dict[str, Any]]:
    """Wait until so many messages stand in a conversation, each with its answer, and return its lines."""

    def pairs() -> int:
        sides = [line["from"] for line in visitor.messages()]
        return sum(pair == ("customer", "bot") for pair in pairwise(sides))

    until(lambda: pairs() == messages)
    lines = visitor.messages()
    assert sum(line["from"] == "customer" for line in lines) == messages
    return lines


@pytest.mark.slow
def test_two_workers(service: Service, postgres_url: str) -> None:
    first, second = service.serving()
    with service.only(first):
        lin = WebVisitor(service.url)
        lin_page = PageSocket(service.url, "/chat", {"token": lin.token})
    with service.only(second):
        zhao = WebVisitor(service.url)
        zhao_page = PageSocket(service.url, "/chat", {"token": zhao.token})
        desk = DeskClient(service.url)
        desk_page = PageSocket(service.url, "/desk", cookie=f"desk_session={desk.http.cookies['desk_session']}")
    assert lin_page.joined and zhao_page.joined and desk_page.joined  # noqa: PT018 - all of them or none
    outsiders = [PageSocket(service.url, "/chat"), PageSocket(service.url, "/chat", {"token": "a.b"}),
                 PageSocket(service.url, "/desk"), PageSocket(service.url, "/desk", cookie="desk_session=guessed")]  # fmt: skip

    _talk_by_turns(service, lin)
    _talk_at_once(lin, zhao)
    key = _talk_with_the_agent(lin, lin_page, desk, desk_page, zhao_page)
    _kill_with_a_message_unanswered(service, second, zhao, postgres_url)

    desk.http.close()  # its connection ended with the worker
    again = DeskClient(service.url)
    lin_page.events.clear()
    assert again.act(key, "reply", "我还在。").status_code == 200
    lin_page.until("changed")
    assert lin.messages()[-1]["text"] == "我还在。"

    assert [(outsider.joined, outsider.events) for outsider in outsiders] == [(False, [])] * 4
    assert httpx.get(f"{service.url}/api/chat/messages", headers={"X-Session": "a.b"}).status_code == 401
    until(lambda: len(service.running()) == 2)
    assert second not in service.running()
    workers = service.running()
    assert service.stop() == 0
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    _check(postgres_url, messages=4 + 6 + 1 + 1)


def _talk_by_turns(service: Service, lin: WebVisitor) -> None:
    """Report a loss, a message to each worker by turns."""
    said = ["我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了", "沪A12345", "林晓梅", "13900000001"]
    for number, words in enumerate(said):
        with service.only(service.serving()[number % 2]):
            assert lin.post(f"by-turns-{number}", text=words).status_code == 202
        lines = answered(lin, number + 1)
    assert {line["kind"] for line in lines} == {"customer", "claim"}
    assert "沪A12345" in lines[-1]["text"]  # the summary, of what was said to either


def _talk_at_once(lin: WebVisitor, zhao: WebVisitor) -> None:
    """Send from many connections at once, each message three times."""
    posts = [(who, f"at-once-{number}") for who in (lin, zhao) for number in range(3)]
    threads = [threading.Thread(target=who.post, args=(key,), kwargs={"text": "你好"}) for who, key in posts * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answered(lin, 4 + 3)
    answered(zhao, 3)


def _talk_with_the_agent(
    lin: WebVisitor, lin_page: PageSocket, desk: DeskClient, desk_page: PageSocket, zhao_page: PageSocket
) -> str:
    """Bring customer and agent together, whose sockets are with different workers; return the conversation's id."""
    zhao_page.events.clear()
    desk_page.events.clear()
    lin.post("a-person-1", text="转人工")
    until(lambda: desk.queue()["waiting"])
    desk_page.until("queue")
    key = str(desk.queue()["waiting"][0]["conversation_id"])
    assert desk.act(key, "accept").status_code == 200
    lin_page.events.clear()
    assert desk.act(key, "reply", "您好，我是小兰。").status_code == 200
    lin_page.until("changed")
    assert lin.messages()[-1]["text"] == "您好，我是小兰。"
    assert zhao_page.events == []
    return key


def _kill_with_a_message_unanswered(service: Service, worker: int, zhao: WebVisitor, postgres_url: str) -> None:
    """Kill a worker in mid-turn: the other one answers, once."""
    engine = create_engine(postgres_url, future=True)
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as holding, engine.connect() as looking:
        # holds up the turn, not the storing of the message
        holding.execute(text("SELECT id FROM conversations FOR NO KEY UPDATE"))
        with service.only(worker):
            assert zhao.post("unanswered-1", text="百万医疗的等待期是多久").status_code == 202
            until(lambda: looking.execute(blocked).scalar_one())
            os.kill(worker, signal.SIGKILL)
        holding.rollback()
    engine.dispose()
    assert answered(zhao, 3 + 1)[-1]["kind"] == "answer"


def _check(url: str, *, messages: int) -> None:
    """Check that each message was answered once, in its turn, and that each line was brought out once."""
    with opened(url) as unit:
        assert [row["status"] for row in unit.inbox.all(inbox.select())] == ["done"] * messages
        assert {(row["status"], row["attempts"]) for row in unit.outbox.all(outbox.select())} == {("sent", 0)}
        for conversation in unit.conversations.of_channel("web"):
            lines = unit.transcript.lines(conversation.id, shown_only=False)
            assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
            turns = [event for event in unit.trackers.all_events(conversation.id) if event["event"] == "user"]
            assert len(turns) == len(_customers(lines))


def _customers(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.author is Author.CUSTOMER]
