"""The server's hourly anchors: where every chain of the record ends is written into the audit trail."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from assistant.bootstrap import App
from assistant.storage.record import ANCHORED

logger = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
LOOK_SECONDS = 300.0  # each worker looks; whoever comes first after the hour writes


class Anchors:
    """Writes an anchor an hour while the server runs."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._task: asyncio.Task[None]

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        """End."""
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await asyncio.get_running_loop().run_in_executor(None, self.write)
            except Exception:
                logger.exception("anchor not written")

    def write(self) -> bool:
        """Write an anchor unless one was written within the hour; return whether it was."""
        with self.app.work() as services:
            services.unit.hold("anchors")
            last, now = services.unit.audit.last_of(ANCHORED), services.clock.now()
            return (last is None or now - last["at"] >= EVERY) and services.unit.record.anchor(now) > 0
