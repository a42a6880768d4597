"""Agents and customers over real sockets: everything said arrives once and in order, and how long it takes.

The full measure, beside a server process of its own: ``PYTHONPATH=. python -m tests.load.desk_load --agents 20 --customers 300``.
Ends with one JSON line: messages, lost, doubled, out_of_order, p50_ms, p95_ms, p99_ms (from before the send to the line on the other side).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import websockets

from assistant.bootstrap import build_storage
from assistant.channels.web.sessions import WebSessions
from assistant.clock import SystemClock
from assistant.settings import PROJECT, Settings
from assistant.storage.cipher import Cipher

KEY = "a key for tests"
PASSWORD = "a-password-for-load"
START_SECONDS = 240.0
SETTLE_SECONDS = 240.0


@dataclass
class Tally:
    """What was said and when, and what arrived where and when."""

    sent: dict[str, float] = field(default_factory=dict)
    arrived: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def take(self, side: str, lines: list[dict[str, Any]], author: str) -> None:
        """Note the lines of the other side."""
        now = time.monotonic()
        told = [line["text"] for line in lines if line["from"] == author and line["text"] in self.sent]
        self.arrived.setdefault(side, []).extend((text, now) for text in told)

    def result(self) -> dict[str, Any]:
        """Return the figures."""
        texts = [text for lines in self.arrived.values() for text, _ in lines]
        waits = [(at - self.sent[text]) * 1000 for lines in self.arrived.values() for text, at in lines]
        order = [[int(text.rpartition(" ")[2]) for text, _ in lines] for lines in self.arrived.values()]
        cuts = quantiles(waits, n=100) if len(waits) > 1 else [0.0] * 99
        return {
            "messages": len(self.sent),
            "lost": len(self.sent.keys() - set(texts)),
            "doubled": len(texts) - len(set(texts)),
            "out_of_order": sum(numbers != sorted(numbers) for numbers in order),
            "p50_ms": round(cuts[49]), "p95_ms": round(cuts[94]), "p99_ms": round(cuts[98]),
        }  # fmt: skip


class Page:
    """A page's socket: hears which conversations have something new, and asks for it over HTTP, as the pages do."""

    def __init__(self, url: str, namespace: str, *, auth: dict[str, str] | None = None, cookie: str = "") -> None:
        self.address = url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        self.namespace, self.auth, self.cookie = namespace, auth, cookie
        self.news: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def listen(self) -> None:
        """Hear, until cancelled."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with websockets.connect(self.address, extra_headers=headers, open_timeout=60) as socket:
            await socket.recv()
            await socket.send(f"40{self.namespace},{json.dumps(self.auth) if self.auth else ''}")
            async for message in socket:
                kind, _, body = str(message).partition(f"{self.namespace},")
                if message == "2":
                    await socket.send("3")
                elif kind == "42" and json.loads(body)[0] == "changed":
                    self.news.put_nowait(json.loads(body)[1])
                elif kind == "40":
                    self.news.put_nowait({})


class Customer:
    """Asks for a person, then writes a number of messages at a human pace."""

    def __init__(self, url: str, number: int, token: str, tally: Tally) -> None:
        self.url, self.number, self.tally = url, number, tally
        self.headers = {"X-Session": token}
        self.page = Page(url, "/chat", auth={"token": token})
        self.with_agent = asyncio.Event()
        self._after = 0

    async def watch(self, http: httpx.AsyncClient) -> None:
        """Read whatever is new."""
        while True:
            await self.page.news.get()
            found = await http.get(f"{self.url}/api/chat/messages?after={self._after}", headers=self.headers)
            lines = found.json()["messages"]
            self._after = max([self._after, *(line["seq"] for line in lines)])
            self.tally.take(f"customer {self.number}", lines, "agent")
            if found.json()["owner"] == "agent":
                self.with_agent.set()

    async def talk(self, http: httpx.AsyncClient, messages: int, pace: float) -> None:
        """Ask for a person and, once one is there, write."""
        await self._post(http, "wanted", payload="/request_human")
        await self.with_agent.wait()
        for step in range(messages):
            await asyncio.sleep(random.uniform(0.5, 1.5) * pace)
            text = f"from-customer {self.number} {step}"
            self.tally.sent[text] = time.monotonic()
            await self._post(http, f"message-{step:04d}", text=text)

    async def _post(self, http: httpx.AsyncClient, name: str, **body: str) -> None:
        answer = await http.post(
            f"{self.url}/api/chat/messages", headers=self.headers, json={"id": f"{self.number:05d}-{name}", **body}
        )
        assert answer.status_code == 202, answer.text


class Agent:
    """Answers every message of every customer they are given, each with one of their own."""

    def __init__(self, url: str, name: str, capacity: int, tally: Tally) -> None:
        self.url, self.name, self.capacity, self.tally = url, name, capacity, tally
        self._after: dict[str, int] = {}
        self._said: dict[str, int] = {}
        self.page: Page

    async def arrive(self, http: httpx.AsyncClient) -> None:
        """Log in and take what one is given."""
        answer = await http.post(f"{self.url}/desk/api/login", json={"name": self.name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        cookie = f"desk_session={answer.cookies['desk_session']}"
        http.cookies.clear()
        self.headers = {"X-CSRF": answer.json()["csrf"], "Cookie": cookie}
        self.page = Page(self.url, "/desk", cookie=cookie)
        seat = {"automatic": True, "capacity": self.capacity}
        changed = await http.post(f"{self.url}/desk/api/seat", json=seat, headers=self.headers)
        assert changed.status_code == 200, changed.text

    async def work(self, http: httpx.AsyncClient) -> None:
        """Read and answer whatever is new."""
        while True:
            key = (await self.page.news.get()).get("conversation_id")
            if key is not None:
                await self._look(http, key)

    async def _look(self, http: httpx.AsyncClient, key: str) -> None:
        path, after = f"{self.url}/desk/api/conversations/{key}", self._after.get(key, 0)
        found = (await http.get(f"{path}/messages?after={after}", headers=self.headers)).json()["messages"]
        self._after[key] = max([after, *(line["seq"] for line in found)])
        self.tally.take(f"agent {key}", found, "customer")
        for line in found:
            if line["from"] == "customer" and line["text"] in self.tally.sent:
                self._said[key] = self._said.get(key, -1) + 1
                text = f"from-agent {key} {self._said[key]}"
                self.tally.sent[text] = time.monotonic()
                answer = await http.post(f"{path}/reply", json={"text": text, "key": text}, headers=self.headers)
                assert answer.status_code == 200, answer.text


async def simulate(url: str, names: list[str], customers: int, messages: int, pace: float) -> dict[str, Any]:
    """Let them all talk and return the figures."""
    tally, sessions = Tally(), WebSessions(Cipher(KEY))
    agents = [Agent(url, name, -(-customers // len(names)), tally) for name in names]
    visitors = [Customer(url, number, sessions.make(), tally) for number in range(customers)]
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(timeout=120, limits=limits) as http:
        for agent in agents:
            await agent.arrive(http)
        pages = [each.page for each in (*agents, *visitors)]
        background = [asyncio.create_task(page.listen()) for page in pages]
        background += [asyncio.create_task(agent.work(http)) for agent in agents]
        background += [asyncio.create_task(visitor.watch(http)) for visitor in visitors]
        talks = asyncio.gather(*(visitor.talk(http, messages, pace) for visitor in visitors))
        await _first_fault([talks, *background])
        end = time.monotonic() + SETTLE_SECONDS
        while tally.result()["lost"] or len(tally.sent) < 2 * customers * messages:
            if time.monotonic() > end:
                break
            await asyncio.sleep(0.5)
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
    return {"agents": len(names), "customers": customers, **tally.result()}


async def _first_fault(tasks: list[Any]) -> None:
    """Wait until the first of them is done; a fault of any is a fault of all."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def make_accounts(database_url: str, names: list[str]) -> None:
    """Make the agents' accounts."""
    storage = build_storage(Settings(database_url=database_url, secret_key=KEY, clock=SystemClock()))
    with storage.work() as accounts:
        for name in names:
            accounts.create(name, "agent", PASSWORD)
    storage.database.dispose()


def main() -> None:
    """Start a server, let them talk, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("agents", 20), ("customers", 300), ("messages", 4), ("port", 5917)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--pace", type=float, default=15.0, help="seconds between two messages of a customer")
    parser.add_argument("--database", help="URL; else a fresh SQLite file")
    options = parser.parse_args()
    names = [f"load{number:02d}" for number in range(options.agents)]
    with tempfile.TemporaryDirectory(prefix="desk-load-") as folder:
        database = options.database or f"sqlite:///{folder}/load.db"
        make_accounts(database, names)
        own = {"DATABASE_URL": database, "ASSISTANT_DATA": folder, "ASSISTANT_SECRET_KEY": KEY, "OMP_NUM_THREADS": "1",
               "ASSISTANT_NOW": "", "ASSISTANT_MESSAGES_PER_MINUTE": "600"}  # fmt: skip
        command = [sys.executable, "-m", "assistant.cli.main", "serve", "--port", str(options.port)]
        with (Path(folder) / "server.log").open("w") as log:
            server = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **own}, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{options.port}"
            _until_ready(url)
            print(json.dumps(asyncio.run(simulate(url, names, options.customers, options.messages, options.pace))))
        finally:
            server.terminate()
            server.wait(60)


def _until_ready(url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
