"""Seats at the desk: who is there, how long it will take, who goes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import mean, median
from typing import Any, Collection

from assistant.clock import Clock
from assistant.domain.handoff import Handoff
from assistant.domain.routing import Rules, Seat, SeatState, wait_seconds
from assistant.errors import CustomerError
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

LATELY = timedelta(hours=3)
FIRST_ANSWERING = 30.0  # seconds, until there are figures of our own
FIRST_TALKING = 300.0
LONGEST_CAPACITY = 30
MINUTE = 60


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How it stands for somebody who waits: place, seconds to expect (None where nobody is there), when we call back."""

    place: int
    seconds: int | None
    callback_at: datetime | None = None
    phone_known: bool = False

    @property
    def minutes(self) -> int | None:
        """The minutes to expect, at least one."""
        return None if self.seconds is None else max(1, -(-self.seconds // MINUTE))

    def as_dict(self) -> dict[str, Any]:
        """Return what the customer's page shows."""
        due = None if self.callback_at is None else self.callback_at.isoformat()
        return {"place": self.place, "seconds": self.seconds, "callback_at": due}

    @classmethod
    def read(cls, shown: dict[str, Any]) -> Wait:
        """Return what ``as_dict`` made a dictionary of; whether a phone was known is not in it."""
        due = shown.get("callback_at")
        return cls(
            place=shown["place"], seconds=shown.get("seconds"), callback_at=datetime.fromisoformat(due) if due else None
        )


class Seats:
    """Seats of one transaction."""

    def __init__(self, unit: Unit, rules: Rules, clock: Clock) -> None:
        self.unit = unit
        self.rules = rules
        self.clock = clock

    def every(self) -> list[Seat]:
        """Return every seat."""
        return self.unit.seats.every(self.rules.assigned)

    def there(self) -> list[Seat]:
        """Return the seats somebody sits at."""
        now = self.clock.now()
        return [seat for seat in self.every() if seat.there(now, self.rules.lost)]

    def of(self, agent: Agent) -> Seat | None:
        """Return an agent's seat, or None before they first came."""
        return next((seat for seat in self.every() if seat.agent_id == agent.id), None)

    def arrive(self, agent: Agent) -> None:
        """Note that an agent's page has come: who had gone home is online again, who is busy stays so."""
        seat = self.of(agent)
        gone = seat is None or seat.state is SeatState.OFFLINE
        self.unit.seats.put(agent.id, self.clock.now(), **({"state": SeatState.ONLINE} if gone else {}))

    def change(self, agent: Agent, *, state: str | None = None, automatic: bool | None = None,
               capacity: int | None = None, skills: Collection[str] | None = None) -> None:  # fmt: skip
        """Set an agent's seat as they want it.

        Raises:
            CustomerError: ``bad_request`` for anything a seat cannot be.
        """
        known = {group.id for group in self.rules.groups}
        if state is not None and state not in {each.value for each in SeatState}:
            raise CustomerError("bad_request")
        if (capacity is not None and not 1 <= capacity <= LONGEST_CAPACITY) or not set(skills or ()) <= known:
            raise CustomerError("bad_request")
        wanted = {"state": state, "automatic": automatic, "capacity": capacity,
                  "skills": None if skills is None else sorted(skills)}  # fmt: skip
        values = {name: value for name, value in wanted.items() if value is not None}
        self.unit.seats.put(agent.id, self.clock.now(), **values)
        self.unit.audit.note(agent.name, "seat.changed", agent.name, self.clock.now(), **values)

    def keeper(self, conversation_id: str) -> int | None:
        """Return the agent who had a conversation last, if they are there to have it again (首问负责)."""
        last = self.unit.handoffs.last_agent(conversation_id)
        return last if any(seat.agent_id == last for seat in self.there()) else None

    def wait(self, handoff: Handoff) -> Wait:
        """Return how it stands for a request that waits."""
        place = self.unit.handoffs.place(handoff)
        promise = self.unit.callbacks.find_open(handoff.conversation_id)
        if promise is not None:
            return Wait(place=place, seconds=None, callback_at=promise.due_at, phone_known=promise.phone is not None)
        return Wait(place=place, seconds=self._seconds(place, self.there()))

    def waits(self) -> dict[str, Wait]:
        """Return how it stands for everybody who waits, by conversation; promises of calls back are left out."""
        there, promised = self.there(), {promise.conversation_id for promise in self.unit.callbacks.waiting()}
        waiting = enumerate(self.unit.handoffs.waiting(), 1)
        return {
            handoff.conversation_id: Wait(place=place, seconds=self._seconds(place, there))
            for place, handoff in waiting if handoff.conversation_id not in promised
        }  # fmt: skip

    def _seconds(self, place: int, there: list[Seat]) -> int | None:
        now = self.clock.now()
        working = [seat for seat in there if seat.state is SeatState.ONLINE]
        if not working:
            return None
        answering, talking = self._paces
        free = sum(seat.free(now, self.rules.lost) for seat in working)
        return wait_seconds(place, free, sum(seat.capacity for seat in working), answering, talking)

    @cached_property
    def _paces(self) -> tuple[float, float]:
        """How long it lately took to answer, and to end a talk, in seconds."""
        lately = self.unit.handoffs.lately(self.clock.now() - LATELY)
        answered = [(h.accepted_at - h.requested_at).total_seconds() for h in lately if h.accepted_at]
        talked = [(h.ended_at - h.accepted_at).total_seconds() for h in lately if h.ended_at and h.accepted_at]
        return median(answered) if answered else FIRST_ANSWERING, mean(talked) if talked else FIRST_TALKING
