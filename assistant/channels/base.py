"""What every channel is, and how the outbox is brought to it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta

from sanic import Sanic

from assistant.bootstrap import App
from assistant.dialogue.entrance import Entrance
from assistant.domain.message import Line
from assistant.errors import CustomerError, ExternalError
from assistant.storage.outbox import Delivery

logger = logging.getLogger(__name__)
ATTEMPTS = 8
FIRST_PAUSE = 2.0  # seconds; doubled after each failure
SWEEP_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a channel is given: the application and the one way in."""

    app: App
    entrance: Entrance

    def refuse(self, channel: str, sender: str, external_id: str, code: str) -> None:
        """Store that something came which cannot be taken, so that the next turn tells why: ``utter_error_<code>``."""
        self.entrance._refuse(channel, sender, external_id, CustomerError(code))


class Channel(ABC):
    """A way in and out. Another channel is another subclass in a folder of its own; nothing else changes."""

    name: str

    @abstractmethod
    def mount(self, server: Sanic, gate: Gate) -> None:
        """Add the channel's routes to the server."""

    @abstractmethod
    async def send(self, sender: str, line: Line) -> None:
        """Bring a line to the channel's user.

        Raises:
            ExternalError: ``permanent`` when trying again is useless.
        """

    async def stop(self) -> None:
        """Let go of connections."""


class Courier:
    """Brings one channel's outbox lines out, in order, again after failures."""

    def __init__(self, app: App, channel: Channel) -> None:
        self.app = app
        self.channel = channel
        self._work = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.app.hub.listen("said", self._said)
        self._task = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """End; what is not sent stays in the outbox."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.channel.stop()

    async def drain(self) -> int:
        """Send everything that is due; return how many lines went out."""
        loop = asyncio.get_running_loop()
        sent = 0
        while batch := await loop.run_in_executor(None, self._due):
            held: set[str] = set()  # conversations whose next line failed: what comes after it must wait for it
            for delivery, line in batch:
                if delivery.conversation_id in held:
                    continue
                if await self._send(delivery, line):
                    sent += 1
                else:
                    held.add(delivery.conversation_id)
        return sent

    async def _run(self) -> None:
        while True:
            try:
                await self.drain()
            except Exception:
                logger.exception("outbox of %s", self.channel.name)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._work.wait(), SWEEP_SECONDS)
            self._work.clear()

    def _said(self, conversation_id: str) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._work.set)

    async def _send(self, delivery: Delivery, line: Line) -> int:
        error: ExternalError | None = None
        try:
            await self.channel.send(delivery.sender, line)
        except ExternalError as failure:
            error = failure
        except Exception as failure:  # a fault of ours with one line must not keep all the others back
            logger.exception("%s: line %s", self.channel.name, line_id(delivery))
            error = ExternalError(type(failure).__name__)
        await asyncio.get_running_loop().run_in_executor(None, self._record, delivery, error)
        return int(error is None)

    def _due(self) -> list[tuple[Delivery, Line]]:
        with self.app.look() as services:
            due = services.unit.outbox.due(self.channel.name, self.app.clock.now())
            return [(delivery, services.unit.transcript.line(delivery.message_id)) for delivery in due]

    def _record(self, delivery: Delivery, error: ExternalError | None) -> None:
        now = self.app.clock.now()
        with self.app.work() as services:
            if error is None:
                services.unit.outbox.finish(delivery.id, now)
            elif error.permanent or delivery.attempts + 1 >= ATTEMPTS:
                logger.warning("%s: line %s not delivered: %s", self.channel.name, line_id(delivery), error)
                services.unit.outbox.give_up(delivery.id, str(error))
            else:
                pause = timedelta(seconds=FIRST_PAUSE * 2**delivery.attempts)
                services.unit.outbox.retry(delivery.id, now + pause, str(error))


def line_id(delivery: Delivery) -> int:
    """Return what a line is called in the log, where its text must not be."""
    return delivery.message_id
