"""What the server does again and again beside answering, in threads; each piece is safe with several workers doing the same."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Callable

from assistant.bootstrap import App, Services
from assistant.storage.record import ANCHORED

logger = logging.getLogger(__name__)
ANCHOR_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Chore:
    """A piece of work, how often, and what is written down when it fails."""

    seconds: float
    work: Callable[[], Any]
    failure: str


def chores(app: App) -> list[Chore]:
    """Return what this server has to do."""
    return [
        Chore(10.0, app.shelf.refresh, "knowledge not taken over"),
        Chore(300.0, lambda: remind(app), "reminders not given"),
        Chore(300.0, lambda: anchor(app), "anchor not written"),
        Chore(
            300.0,
            lambda: _write(app, lambda services: services.complaint_handling.escalate()),
            "complaints not looked through",
        ),
    ]


class Chores:
    """The chores of a running server."""

    def __init__(self, app: App) -> None:
        self.chores = chores(app)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin them all."""
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(_again_and_again(chore)) for chore in self.chores]

    def stop(self) -> None:
        """End them all."""
        for task in self._tasks:
            task.cancel()


async def _again_and_again(chore: Chore) -> None:
    while True:
        await asyncio.sleep(chore.seconds)
        try:
            await asyncio.get_running_loop().run_in_executor(None, chore.work)
        except Exception:
            logger.exception(chore.failure)


def remind(app: App) -> None:
    """Tell the staff of clocks that run out; each worker looks, one of them tells."""
    with app.look() as services:
        due = services.cases.clocks.due()
    if due:
        _write(app, lambda services: services.cases.clocks.remind(due))


def anchor(app: App) -> bool:
    """Write where every chain of the record ends into the audit trail, unless that was done within the hour; return whether it was."""
    with app.work() as services:
        services.unit.hold("anchors")
        last, now = services.unit.audit.last_of(ANCHORED), services.clock.now()
        return (last is None or now - last["at"] >= ANCHOR_EVERY) and services.unit.record.anchor(now) > 0


def _write(app: App, work: Callable[[Services], Any]) -> None:
    with app.work() as services:
        work(services)
