"""The knowledge in use: everything read from the knowledge base at one time, and exchanged whole when the base has changed."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Callable

from assistant.domain.routing import Rules
from assistant.errors import AssistantError
from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.search import Searcher
from assistant.services.caseclocks import ClockBook
from assistant.services.forms import Forms
from assistant.services.handbook import Handbook
from assistant.services.needs import NeedsTalk

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What one reading of the knowledge base gave."""

    searcher: Searcher
    forms: Forms
    needs: NeedsTalk
    clocks: ClockBook
    handbook: Handbook
    rules: Rules


class Shelf:
    """Hands out the newest holdings that had no fault; what has one is named in the log, and the last good ones stay in use."""

    def __init__(self, folder: Path, load: Callable[[Holdings], Holdings], holdings: Holdings) -> None:
        self.folder = folder
        self.holdings = holdings
        self._load = load
        self._seen = stamp(folder)
        self._lock = Lock()

    def refresh(self) -> bool:
        """Read the knowledge base again if a file of it has changed; return whether new holdings are in use.

        A base that changes while it is read is read again at the next call.
        """
        with self._lock:
            now = stamp(self.folder)
            if now == self._seen:
                return False
            self._seen = now
            try:
                self.holdings = self._load(self.holdings)
            except KnowledgeError as error:
                for fault in error.faults:
                    logger.error("knowledge not taken over: %s", fault)
                return False
            except AssistantError as error:
                logger.error("knowledge not taken over: %s", error)
                return False
            logger.warning("knowledge taken over: %d entries", len(self.holdings.searcher.knowledge.entries))
            return True


def stamp(folder: Path) -> str:
    """Return what tells one state of the files from another: their names, sizes and times of change."""
    states = [(str(path), path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    listed = "\n".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
    return hashlib.sha256(listed.encode()).hexdigest()
