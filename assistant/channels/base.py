"""What every channel is, and how the outbox is brought to it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Callable, Collection, Sequence

from sanic import Sanic

from assistant.bootstrap import App
from assistant.dialogue.entrance import Entrance
from assistant.domain.message import Line
from assistant.errors import CustomerError, ExternalError
from assistant.storage.outbox import Delivery, OutboxStore

logger = logging.getLogger(__name__)
FIRST_PAUSE = 2.0  # seconds; doubled after each failure
LONGEST_PAUSE = 300.0
ATTEMPTS = 8  # at least, and at least for so long: a platform may be down for hours
KEPT_UP = timedelta(days=1)
BATCH = 50  # lines taken at once
BATCH_SECONDS = 20.0  # after which no more of them are begun, well within the lease
LEASE = timedelta(seconds=60)  # how long they are kept from other processes; that of a dead one delays them, no more
PARTING_SECONDS = 5.0  # that a line under way has at the end
SWEEP_SECONDS = 5.0

Batch = Sequence[tuple[Delivery, Line]]
Outcome = tuple[Delivery, "ExternalError | None"]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a channel is given: the application and the one way in."""

    app: App
    entrance: Entrance

    def refuse(self, channel: str, sender: str, external_id: str, code: str) -> None:
        """Store that something came which cannot be taken, so that the next turn tells why: ``utter_error_<code>``."""
        self.entrance.refuse(channel, sender, external_id, CustomerError(code))


class Channel(ABC):
    """A way in and out. Another channel is another subclass in a folder of its own; nothing else changes."""

    name: str
    repeatable = False  # whether a line may be sent twice without harm; then what became of a batch is written once

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
        self._leaving = False
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.app.hub.listen("said", self._said)
        self._task = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """End; the line under way is brought out and marked, lest it go twice; the others stay in the outbox."""
        if self._task is not None:
            self._leaving = True
            self._work.set()
            await asyncio.wait({self._task}, timeout=PARTING_SECONDS)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.channel.stop()

    async def drain(self) -> int:
        """Send everything that is due; return how many lines went out."""
        sent = 0
        while True:
            batch = await _aside(self._claim)
            sent += await self._bring(batch)
            if len(batch) < BATCH or self._leaving:
                return sent

    async def _run(self) -> None:
        while not self._leaving:
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

    async def _bring(self, batch: Batch) -> int:
        """Send a batch and return how much of it went out; what waits behind a failed line, or came too late, is due again."""
        ends = time.monotonic() + BATCH_SECONDS
        left, outcomes, held, sent = {delivery.id for delivery, _ in batch}, list[Outcome](), set[str](), 0
        try:
            for delivery, line in batch:
                if delivery.conversation_id in held or self._leaving or time.monotonic() > ends:
                    continue
                error = await self._send(delivery, line)
                left.remove(delivery.id)
                outcomes.append((delivery, error))
                sent += error is None
                if error is not None and not self._hopeless(delivery, error):
                    held.add(delivery.conversation_id)
                if not self.channel.repeatable:
                    await _aside(self._record, [outcomes.pop()], ())
        finally:
            await _aside(self._record, outcomes, left)
        return sent

    async def _send(self, delivery: Delivery, line: Line) -> ExternalError | None:
        try:
            await self.channel.send(delivery.sender, line)
        except ExternalError as error:
            return error
        except Exception as error:  # a fault of ours with one line must not keep all the others back
            logger.exception("%s: line %s", self.channel.name, delivery.message_id)
            return ExternalError(type(error).__name__)
        return None

    def _claim(self) -> Batch:
        now = self.app.clock.now()
        with self.app.work() as services:
            taken = services.unit.outbox.claim(self.channel.name, now, now + LEASE, limit=BATCH)
            return [(delivery, services.unit.transcript.line(delivery.message_id)) for delivery in taken]

    def _record(self, outcomes: Sequence[Outcome], left: Collection[int]) -> None:
        """Write down what became of lines; those that are left are due at once."""
        if not outcomes and not left:
            return
        now = self.app.clock.now()
        with self.app.work() as services:
            services.unit.outbox.put_off(left, now)
            services.unit.outbox.finish([delivery.id for delivery, error in outcomes if error is None], now)
            for delivery, error in outcomes:
                if error is not None:
                    self._record_failure(services.unit.outbox, delivery, error)

    def _record_failure(self, outbox: OutboxStore, delivery: Delivery, error: ExternalError) -> None:
        if self._hopeless(delivery, error):
            # named in the log by its id alone: its text must not be there
            logger.warning("%s: line %s not delivered: %s", self.channel.name, delivery.message_id, error)
            outbox.give_up(delivery.id, str(error))
        else:
            pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts, ATTEMPTS), LONGEST_PAUSE)
            outbox.retry(delivery.id, self.app.clock.now() + timedelta(seconds=pause), str(error))

    def _hopeless(self, delivery: Delivery, error: ExternalError) -> bool:
        tried = delivery.attempts + 1 >= ATTEMPTS and self.app.clock.now() - delivery.said_at >= KEPT_UP
        return error.permanent or tried


async def _aside(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do blocking work in a thread, so that the event loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)
