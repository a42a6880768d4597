"""What an action can reach while it runs: the turn it belongs to."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Callable, Iterator

from assistant.bootstrap import Services
from assistant.domain.conversation import Conversation
from assistant.domain.understanding import Understanding


@dataclass(frozen=True, kw_only=True)
class TurnContext:
    """The turn that is being taken; everything on its one transaction. ``read`` understands a text, as of this turn."""

    services: Services
    conversation_id: str
    said: Understanding
    inbox_id: int
    read: Callable[[str], Understanding]

    @property
    def conversation(self) -> Conversation:
        """Return the conversation as it stands now in this transaction."""
        return self.services.unit.conversations.read(self.conversation_id)


_current: ContextVar[TurnContext] = ContextVar("turn")


@contextmanager
def taking(turn: TurnContext) -> Iterator[None]:
    """Make a turn the current one."""
    token = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(token)


def current_turn() -> TurnContext:
    """Return the turn that is being taken.

    Raises:
        LookupError: outside a turn.
    """
    return _current.get()
