"""Runs turns as messages come in: each conversation's in order, different conversations side by side."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from assistant.bootstrap import App
from assistant.dialogue.turn import TurnRunner
from assistant.errors import StorageError

logger = logging.getLogger(__name__)
WORKERS = 2
SWEEP_SECONDS = 3.0  # how often messages are looked for that another, dead process left behind
RETRY_SECONDS = 1.0


class Dispatcher:
    """Wakes up for a conversation whenever something came in, and once at the start for whatever was left."""

    def __init__(self, app: App, runner: TurnRunner) -> None:
        self.app = app
        self.runner = runner
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="turn")
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sweeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.app.hub.listen("asked", self._asked)
        self._sweeper = self._loop.create_task(self._sweep())

    async def stop(self) -> None:
        """Let running turns end; what is left stays in the inbox."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._pool.shutdown()

    def wake(self, conversation_id: str) -> None:
        """Answer a conversation's messages; call on the event loop."""
        if conversation_id in self._running:
            self._again.add(conversation_id)
            return
        task = asyncio.get_running_loop().create_task(self._drain(conversation_id))
        self._running[conversation_id] = task

    async def settled(self, conversation_id: str) -> None:
        """Wait until the conversation's messages are answered, as far as this process is at it."""
        while conversation_id in self._running:
            await asyncio.shield(self._running[conversation_id])

    def _asked(self, conversation_id: str) -> None:
        """Hear of a commit, in whichever thread it happened."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.wake, conversation_id)

    async def _drain(self, conversation_id: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            while await loop.run_in_executor(self._pool, self.runner.run_next, conversation_id):
                self._again.discard(conversation_id)
        except StorageError:
            logger.exception("the database did not answer; the message stays in the inbox")
            await asyncio.sleep(RETRY_SECONDS)
        finally:
            del self._running[conversation_id]
        if conversation_id in self._again:
            self._again.discard(conversation_id)
            self.wake(conversation_id)

    async def _sweep(self) -> None:
        """Wake up for what was left: at the start all of it, later what no process has answered since the last look."""
        before: set[str] | None = None
        while True:
            try:
                pending = await asyncio.get_running_loop().run_in_executor(self._pool, self._pending)
                for conversation_id in pending:
                    if before is None or conversation_id in before:
                        self.wake(conversation_id)
                before = set(pending)
            except StorageError:
                logger.exception("the inbox could not be read")
            await asyncio.sleep(SWEEP_SECONDS)

    def _pending(self) -> list[str]:
        with self.app.look() as services:
            return services.unit.inbox.pending_conversations()
