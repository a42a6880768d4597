"""Who owns a conversation: the bot, the queue, an agent, or nobody since it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from assistant.errors import StateError


class Owner(str, Enum):
    """Who the customer's next message goes to."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    CLOSED = "closed"


class Move(str, Enum):
    """What can happen to the ownership of a conversation."""

    REQUEST = "request"  # the customer or the bot asks for a person
    ACCEPT = "accept"  # an agent takes it
    TRANSFER = "transfer"  # an agent gives it back to the queue, for another
    TAKE_OVER = "take_over"  # a supervisor takes it from an agent
    WITHDRAW = "withdraw"  # the customer does not want to wait any longer
    RETURN = "return"  # the agent gives it back to the bot
    CLOSE = "close"  # the agent ends it
    REOPEN = "reopen"  # the customer writes again


MOVES: dict[tuple[Owner, Move], Owner] = {
    (Owner.BOT, Move.REQUEST): Owner.QUEUE,
    (Owner.QUEUE, Move.REQUEST): Owner.QUEUE,
    (Owner.QUEUE, Move.ACCEPT): Owner.AGENT,
    (Owner.QUEUE, Move.WITHDRAW): Owner.BOT,
    (Owner.AGENT, Move.TRANSFER): Owner.QUEUE,
    (Owner.AGENT, Move.TAKE_OVER): Owner.AGENT,
    (Owner.AGENT, Move.RETURN): Owner.BOT,
    (Owner.AGENT, Move.CLOSE): Owner.CLOSED,
    (Owner.CLOSED, Move.REOPEN): Owner.BOT,
}


def move(owner: Owner, step: Move) -> Owner:
    """Return who owns the conversation after ``step``.

    >>> move(Owner.BOT, Move.REQUEST).value
    'queue'

    Raises:
        StateError: when the step is not possible from here.
    """
    try:
        return MOVES[owner, step]
    except KeyError:
        raise StateError(f"{step.value} is not possible while the conversation belongs to {owner.value}") from None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One customer on one channel."""

    id: str
    channel: str
    sender: str
    owner: Owner
    agent_id: int | None
    customer_id: int | None
    proven_claim: str | None
    verified_until: datetime | None
    failed_checks: int
    locked_until: datetime | None
    last_seq: int
    created_at: datetime
    updated_at: datetime

    def verified(self, now: datetime) -> bool:
        """Tell whether the customer has shown who they are, and not too long ago."""
        proof = self.customer_id is not None or self.proven_claim is not None
        return proof and self.verified_until is not None and now < self.verified_until
