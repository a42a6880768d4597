"""Beside the desk's calls: signs of life of those connected here, and the periodic work of whichever process has the duty."""

from __future__ import annotations

import asyncio
import logging
import os
import uuid
from datetime import timedelta
from typing import Any, Callable, Collection

import socketio

from assistant.bootstrap import App, Services
from assistant.errors import StorageError

logger = logging.getLogger(__name__)
SECONDS = 5.0
DUTY = "desk"


class DeskRounds:
    """Looks after the desk every few seconds, until stopped. Any number of processes may run it: one at a time does the work."""

    def __init__(self, app: App, sockets: socketio.AsyncServer, present: Callable[[], Collection[int]]) -> None:
        self.app = app
        self.sockets = sockets
        self.present = present
        self.name = f"{os.getpid()}-{uuid.uuid4().hex}"  # the process, for who looks into the table
        self.since = app.clock.now()
        self._told: dict[str, dict[str, Any]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                for sender, wait in await loop.run_in_executor(None, self.look_round):
                    await self.sockets.emit("wait", wait, room=sender, namespace="/chat")
            except StorageError:
                logger.exception("the desk could not be looked after")
            except Exception:
                logger.exception("a round at the desk failed")
            await asyncio.sleep(SECONDS)

    def look_round(self) -> list[tuple[str, dict[str, Any]]]:
        """Note who is here and, on duty, do the work; return the web visitors whose place or wait has changed."""
        now = self.app.clock.now()
        with self.app.work() as services:
            services.unit.seats.beat(sorted(set(self.present())), now)
            until = now + timedelta(seconds=2 * SECONDS + 1)
            if not services.unit.duties.take(DUTY, self.name, now, until):
                self._told.clear()
                return []
        self._release()
        self._assign()
        return self._changed_waits()

    def _release(self) -> None:
        for stray in self._look(lambda services: services.rounds.strays(self.since)):
            with self.app.work() as services:
                services.rounds.release(stray)
            logger.warning("conversation %s taken from agent %s: %s", stray.conversation_id, stray.agent_id, stray.why)

    def _assign(self) -> None:
        for handoff in self._look(lambda services: services.rounds.waiting()):
            with self.app.work() as services:
                services.rounds.assign(handoff) or services.rounds.tell_nobody(handoff)

    def _changed_waits(self) -> list[tuple[str, dict[str, Any]]]:
        waits, senders = self._look(_waits)
        waits = {key: wait.as_dict() for key, wait in waits.items()}
        news = [(senders[key], wait) for key, wait in waits.items() if key in senders and self._told.get(key) != wait]
        self._told = waits
        return news

    def _look(self, work: Callable[[Services], Any]) -> Any:
        with self.app.look() as services:
            return work(services)


def _waits(services: Services) -> tuple[dict[str, Any], dict[str, str]]:
    waits = services.seats.waits()
    found = [services.unit.conversations.read(key) for key in waits]
    return waits, {conversation.id: conversation.sender for conversation in found if conversation.channel == "web"}
