"""A customer at the REST channel, the same for both bots: plays conversations and times each answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any, Iterator, Sequence

import aiohttp

from benchmarks.conversations import Conversation

PATIENCE = aiohttp.ClientTimeout(total=60)


@dataclass
class Load:
    """What came of playing conversations."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failed: int = 0  # not answered with 200
    silent: int = 0  # answered with nothing

    @property
    def throughput(self) -> float:
        """Messages answered in a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float | None:
        """Return the latency in ms that ``share`` (0 to 1) of the messages were answered within."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else None


class Client:
    """Talks to one bot."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = f"{url}/webhooks/rest/webhook"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._numbers = count(1)  # a sender's name is never used twice: each conversation begins anew

    async def talk(self, conversations: Sequence[Conversation], *, customers: int, seconds: float) -> Load:
        """Let that many customers at a time talk, one conversation after the other, until the time is up."""
        load, waiting = Load(), cycle(conversations)
        begun = time.monotonic()
        async with self._session() as session:
            await asyncio.gather(*(self._customer(session, waiting, begun + seconds, load) for _ in range(customers)))
        load.seconds = time.monotonic() - begun
        return load

    async def play(self, conversation: Conversation, *, seconds: float) -> Load:
        """Play one conversation once, as far as the time allows."""
        load, begun = Load(), time.monotonic()
        async with self._session() as session:
            await self._play(session, conversation, begun + seconds, load)
        load.seconds = time.monotonic() - begun
        return load

    async def answers(self, message: str) -> bool:
        """Tell whether a new customer's message is answered with something."""
        load = Load()
        try:
            async with self._session() as session:
                await self._say(session, self._sender(), message, load)
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
        return not load.failed and not load.silent

    async def _customer(
        self, session: aiohttp.ClientSession, waiting: Iterator[Conversation], until: float, load: Load
    ) -> None:
        while time.monotonic() < until:
            await self._play(session, next(waiting), until, load)

    async def _play(self, session: aiohttp.ClientSession, conversation: Conversation, until: float, load: Load) -> None:
        sender = self._sender()
        for message in conversation.messages:
            if time.monotonic() >= until:
                return
            await self._say(session, sender, message, load)

    async def _say(self, session: aiohttp.ClientSession, sender: str, message: str, load: Load) -> None:
        begun = time.perf_counter()
        async with session.post(self.url, json={"sender": sender, "message": message}) as response:
            replies: Any = await response.json(content_type=None)
        load.milliseconds.append((time.perf_counter() - begun) * 1000)
        load.failed += response.status != 200
        load.silent += response.status == 200 and not replies

    def _sender(self) -> str:
        return f"customer-{next(self._numbers)}"

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(headers=self.headers, timeout=PATIENCE)
