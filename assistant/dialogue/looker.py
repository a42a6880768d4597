"""Looks at papers as they come in, one after another, beside the chat; what it saw comes into the conversation as a message.

A look is asked for in the turn that takes a paper and answered in a turn of its own, both through the database: whatever is killed
in between is done again, by this process or by another.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from assistant.bootstrap import App
from assistant.dialogue.payloads import payload
from assistant.domain.paper import Look, look_at
from assistant.errors import ExternalError
from assistant.services.firstlook.eyes import Eyes
from assistant.storage.store import Row

logger = logging.getLogger(__name__)
HOLD = timedelta(
    seconds=90
)  # how long a look is kept from other processes; that of a dead one is then taken by another
ATTEMPTS = 2
SWEEP_SECONDS = 10.0  # how often looks are looked for that another, dead process left behind
IDLE_SECONDS = 300.0  # after which the process with the models is let go


class Looker:
    """Takes looks: all that wait, in a thread, or one by one when it is asked to."""

    def __init__(self, app: App, eyes: Eyes | None = None) -> None:
        self.app = app
        self.eyes = eyes or Eyes()
        self._own = eyes is None
        self._work = threading.Event()
        self._leaving = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread."""
        self.app.hub.listen("handed_in", lambda _: self._work.set())
        self._thread = threading.Thread(target=self._run, name="looker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End; a look under way is broken off and will be taken again."""
        self._leaving = True
        self._work.set()
        if self._own:
            self.eyes.close(at_once=True)
        if self._thread is not None:
            self._thread.join()
        if self._own:
            self.eyes.close()  # one that was begun in between

    def look_next(self) -> bool:
        """Take the look that has waited longest; return whether there was one."""
        with self.app.look() as services:
            if not services.unit.looks.any_waiting():
                return False
        now = self.app.clock.now()
        with self.app.work() as services:
            row = services.unit.looks.claim(now, now + HOLD)
        if row is None:
            return False
        try:
            look = self._look(row)
        except ExternalError as error:
            logger.warning("paper %s not looked at: %s", row["id"], error)
            if not error.permanent and row["attempts"] < ATTEMPTS:
                return self._put_back(row)
            look = None
        self._keep(row, look)
        return True

    def _look(self, row: Row) -> Look | None:
        try:
            content = self.app.files.get(row["sha256"])
        except FileNotFoundError:
            raise ExternalError("the file is gone", permanent=True) from None
        seen = self.eyes.see(content, row["media_type"])
        with self.app.look() as services:
            return look_at(seen, self.app.papers, services.uploads.names(row["id"]))

    def _put_back(self, row: Row) -> bool:
        with self.app.work() as services:
            services.unit.looks.release(row["look_id"])
        return not self._leaving

    def _keep(self, row: Row, look: Look | None) -> None:
        """Keep what was seen and have the conversation told, in one transaction."""
        now = self.app.clock.now()
        with self.app.work() as services:
            if services.unit.looks.finish(row["look_id"], look, now):
                body = {"payload": payload("looked", upload=row["id"])}
                services.unit.inbox.put("system", f"looked:{row['id']}", row["conversation_id"], "payload", body, now)

    def _run(self) -> None:
        used = time.monotonic()
        while not self._leaving:
            self._work.clear()
            try:
                while not self._leaving and self.look_next():
                    used = time.monotonic()
            except Exception:  # the next sweep tries again
                logger.exception("looks not taken")
            if time.monotonic() - used > IDLE_SECONDS:
                self.eyes.close()
            self._work.wait(SWEEP_SECONDS)
