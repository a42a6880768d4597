"""What has to be looked after on the desk from time to time: who is silent or gone, who is given to whom, who waits for nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from assistant.clock import Clock
from assistant.domain.handoff import Handoff
from assistant.domain.message import Author
from assistant.domain.routing import chosen
from assistant.errors import CustomerError, StateError
from assistant.services.handoff import Handoffs
from assistant.services.seats import Seats
from assistant.services.stays import Stays
from assistant.services.voice import Voice
from assistant.storage.unit import Unit

SILENT, GONE = "silent", "gone"
LINES_BACK = 20
# said at the end of a talk; nobody is kept waiting by it
_NO_QUESTION = re.compile(
    r"(谢谢|多谢|感谢|好的?|嗯+|哦+|行|可以|知道了?|明白了?|了解了?|没有?了?|没事了?|再见|拜拜|辛苦了?|您|你|啊|吧|呢|哈|的|了|[\s\W])+"
)


@dataclass(frozen=True, kw_only=True)
class Stray:
    """A conversation whose agent does not answer."""

    conversation_id: str
    agent_id: int
    why: str


class Rounds:
    """The desk's periodic work, step by step; each step is a transaction of its own and looks again under the lock."""

    def __init__(self, unit: Unit, handoffs: Handoffs, stays: Stays, seats: Seats, voice: Voice, clock: Clock) -> None:
        self.unit = unit
        self.handoffs = handoffs
        self.stays = stays
        self.seats = seats
        self.voice = voice
        self.clock = clock

    def strays(self, since: datetime) -> list[Stray]:
        """Return the conversations of agents who are silent or gone; nobody counts as gone because we ourselves were, ``since`` when we run."""
        now, patience = self.clock.now(), self.seats.rules.patience
        seats = {seat.agent_id: max(seat.seen_at, since) for seat in self.seats.every()}
        unanswered, found = self.unit.handoffs.unanswered(), list[Stray]()
        for stay in self.unit.handoffs.active():
            assert stay.agent_id is not None
            waits = stay.id in unanswered and now - max(unanswered[stay.id], since) >= patience["silent"]
            gone = stay.agent_id in seats and now - seats[stay.agent_id] >= patience["gone"]
            if gone or (waits and self._awaits_answer(stay.conversation_id)):
                why = GONE if gone else SILENT
                found.append(Stray(conversation_id=stay.conversation_id, agent_id=stay.agent_id, why=why))
        return found

    def release(self, stray: Stray) -> None:
        """Give a stray conversation back to the queue."""
        self.handoffs.release(stray.conversation_id, stray.agent_id, stray.why)

    def waiting(self) -> list[Handoff]:
        """Return who waits, in order."""
        return self.unit.handoffs.waiting()

    def assign(self, handoff: Handoff) -> bool:
        """Give a waiting conversation to an agent who takes what they are given; return whether there was one."""
        seat = chosen(handoff, self.seats.every(), self.clock.now(), self.seats.rules.lost)
        if seat is None:
            return False
        try:
            self.stays.accept(self.unit.agents.read(seat.agent_id), handoff.conversation_id, automatic=True)
        except (StateError, CustomerError):  # somebody was faster, or took others by hand
            return False
        return True

    def tell_nobody(self, handoff: Handoff) -> bool:
        """Tell a customer who has waited for a while with nobody there how it stands, once; return whether they were told."""
        now, patience = self.clock.now(), self.seats.rules.patience["nobody"]
        if handoff.told_at is not None or now - handoff.requested_at < patience or self.seats.there():
            return False
        conversation = self.unit.conversations.lock(handoff.conversation_id)
        current = self.unit.handoffs.find_open(handoff.conversation_id)
        if current != handoff or self.unit.callbacks.find_open(conversation.id) is not None:
            return False
        self.unit.handoffs.change(handoff.id, told_at=now)
        promised = self.handoffs.callbacks.promise(conversation, handoff)
        self.voice.tell(conversation, "utter_handoff_left_message" if promised else "utter_handoff_still_nobody")
        return True

    def _awaits_answer(self, conversation_id: str) -> bool:
        """Tell whether one of the customer's lines since the agent's last word wants an answer."""
        for line in reversed(self.unit.transcript.lines(conversation_id, limit=LINES_BACK)):
            if line.author is Author.AGENT:
                return False
            if line.author is Author.CUSTOMER and not _NO_QUESTION.fullmatch(line.reply.text):
                return True
        return True
