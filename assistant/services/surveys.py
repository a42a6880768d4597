"""How it was: the customer's rating of a stay with people."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.handoff import HandoffState
from assistant.errors import CustomerError
from assistant.storage.ratings import HANDOFF
from assistant.storage.unit import Unit

ENDED = (HandoffState.RETURNED, HandoffState.CLOSED)
SCORES = range(1, 6)
LOW = 2  # up to this score somebody was not well served


class Surveys:
    """Ratings of one transaction."""

    def __init__(self, unit: Unit, clock: Clock) -> None:
        self.unit = unit
        self.clock = clock

    def rate(self, conversation: Conversation, score: int) -> None:
        """Store how the last stay with people was. Rated again, the last word counts.

        Raises:
            CustomerError: ``payload_unknown`` for no score of ours, or when there was no such stay.
        """
        stays = [stay for stay in self.unit.handoffs.of_conversation(conversation.id) if stay.state in ENDED]
        if score not in SCORES or not stays:
            raise CustomerError("payload_unknown")
        stay, now = stays[-1], self.clock.now()
        self.unit.ratings.put(HANDOFF, str(stay.id), conversation.id, score, now, agent_id=stay.agent_id)
        self.unit.audit.note("customer", "handoff.rated", conversation.id, now, score=score)

    def explain(self, conversation: Conversation, words: str) -> None:
        """Store what the customer says went wrong with what they rated low last."""
        rating = self.unit.ratings.last_low_of(conversation.id, LOW)
        if rating is not None:
            self.unit.ratings.comment(rating["subject"], rating["number"], words)
            self.unit.audit.note("customer", "rating.explained", conversation.id, self.clock.now())

    def settle(self, key: int, by: str) -> None:
        """Note that somebody has seen to a low rating.

        Raises:
            NotFoundError: when there is none.
        """
        now = self.clock.now()
        self.unit.ratings.settle(key, by, now)
        self.unit.audit.note(by, "rating.settled", str(key), now)
