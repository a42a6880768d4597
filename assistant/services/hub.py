"""Word of what a commit changed, to whoever waits for it."""

from __future__ import annotations

import logging
from typing import Callable, Iterable

Listener = Callable[[str], None]
logger = logging.getLogger(__name__)


class Hub:
    """Tells listeners what a commit brought: new lines (``said``), messages to answer (``asked``), a new queue, papers to look at."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {"said": [], "asked": [], "queued": [], "handed_in": []}

    def listen(self, topic: str, listener: Listener) -> None:
        """Call ``listener`` with a conversation's id after each commit that concerns it, in the committing thread."""
        self._listeners[topic].append(listener)

    def publish(self, topic: str, conversation_ids: Iterable[str]) -> None:
        """Tell the listeners; what one of them does wrong concerns neither the others nor the commit, which stands."""
        for key in conversation_ids:
            for listener in self._listeners[topic]:
                try:
                    listener(key)
                except Exception:
                    logger.exception("a listener of %s failed", topic)
