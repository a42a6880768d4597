"""Routing by two real server processes on PostgreSQL and Redis: no customer has two agents, and one process takes over from the other."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.desk.rounds import DUTY
from assistant.storage.tables import audit, duties, handoffs
from tests.channels.two_workers import Service, opened, until
from tests.serving import DeskClient, WebVisitor
from tests.sockets import PageSocket

AGENTS = ("xiaolan", "anning")
CUSTOMERS = 8
TAKEN_OVER = 60.0  # seconds: the lease runs out after eleven; the rest is for a slow machine


class Agent:
    """An agent with a page open at one process."""

    def __init__(self, service: Service, name: str, worker: int) -> None:
        with service.only(worker):
            self.desk = DeskClient(service.url, name)
            self.page = PageSocket(
                service.url, "/desk", cookie=f"desk_session={self.desk.http.cookies['desk_session']}"
            )
        assert self.page.joined

    def seat(self, **values: Any) -> None:
        answer = self.desk.http.post("/seat", json=values, headers={"X-CSRF": self.desk.csrf})
        assert answer.status_code == 200, answer.text

    @property
    def mine(self) -> set[str]:
        """The conversations this agent has."""
        return {item["conversation_id"] for item in self.desk.queue()["mine"]}


@pytest.fixture
def agents(service: Service) -> tuple[Agent, Agent]:
    """Two agents, each with a page at another process."""
    first, second = service.serving()
    return Agent(service, AGENTS[0], first), Agent(service, AGENTS[1], second)


def customers(service: Service, count: int, name: str = "c") -> list[WebVisitor]:
    """Customers who ask for a person all at once."""
    found = [WebVisitor(service.url) for _ in range(count)]
    threads = [threading.Thread(target=visitor.post, args=(f"message-{name}{place}",), kwargs={"text": "转人工"})
               for place, visitor in enumerate(found)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def accepted(url: str) -> Counter[str]:
    """Return how often each conversation was accepted, by the audit trail."""
    with opened(url) as unit:
        rows = unit.inbox.all(audit.select().where(audit.c.action == "handoff.accepted"))
    return Counter(row["subject"] for row in rows)


def waiting(url: str) -> int:
    with opened(url) as unit:
        return len(unit.inbox.all(handoffs.select().where(handoffs.c.state == "waiting")))


def on_duty(url: str) -> int | None:
    """Return the process that looks after the desk."""
    with opened(url) as unit:
        row = unit.inbox.find(duties, duties.c.name == DUTY)
    return None if row is None else int(row["holder"].partition("-")[0])


@pytest.mark.slow
def test_no_customer_has_two_agents_and_a_killed_process_is_taken_over_from(
    service: Service,
    agents: tuple[Agent, Agent],
    postgres_url: str,
) -> None:
    _assigned_once(service, agents, postgres_url)
    _accepted_once_by_hand(service, agents, postgres_url)
    _taken_over(service, agents, postgres_url)


def _assigned_once(service: Service, agents: tuple[Agent, Agent], url: str) -> None:
    """Both processes look after the desk; each customer is given to one agent."""
    for agent in agents:
        agent.seat(state="online", automatic=True, capacity=CUSTOMERS)
    customers(service, CUSTOMERS)
    until(lambda: sum(len(agent.mine) for agent in agents) == CUSTOMERS, TAKEN_OVER)
    assert agents[0].mine & agents[1].mine == set()
    assert all(agent.mine for agent in agents)
    assert set(accepted(url).values()) == {1}
    assert len(accepted(url)) == CUSTOMERS


def _accepted_once_by_hand(service: Service, agents: tuple[Agent, Agent], url: str) -> None:
    """Both agents reach for every waiting customer at the same moment, each at their own process."""
    for agent in agents:
        agent.seat(automatic=False)
    before = set(accepted(url))
    customers(service, CUSTOMERS, "by-hand-")
    until(lambda: waiting(url) == CUSTOMERS)
    keys = [item["conversation_id"] for item in agents[0].desk.queue()["waiting"]]
    answers = [_both(agents, key) for key in keys]
    assert [sorted(codes) for codes in answers] == [[200, 409]] * CUSTOMERS
    assert agents[0].mine & agents[1].mine == set()
    assert {key: accepted(url)[key] for key in set(accepted(url)) - before} == dict.fromkeys(keys, 1)


def _both(agents: tuple[Agent, Agent], key: str) -> list[int]:
    codes: list[int] = []
    barrier = threading.Barrier(len(agents))

    def reach(agent: Agent) -> None:
        barrier.wait()
        codes.append(agent.desk.act(key, "accept").status_code)

    threads = [threading.Thread(target=reach, args=(agent,)) for agent in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


def _taken_over(service: Service, agents: tuple[Agent, Agent], url: str) -> None:
    """The process that assigns is killed: the other one does it from then on."""
    until(lambda: on_duty(url) in service.running(), TAKEN_OVER)
    dead = on_duty(url)
    assert dead is not None
    left = next(agent for agent, worker in zip(agents, service.serving()) if worker != dead)
    left.seat(automatic=True, capacity=30)
    before = left.mine
    os.kill(dead, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{dead}").exists() or dead not in service.running(), TAKEN_OVER)
    left.desk.http.close()  # its connection may have ended with the process
    left.desk = DeskClient(service.url, AGENTS[agents.index(left)])
    customers(service, 2, "after-")
    until(lambda: len(left.mine - before) >= 2, TAKEN_OVER)
    assert on_duty(url) != dead
    assert set(accepted(url).values()) == {1}
