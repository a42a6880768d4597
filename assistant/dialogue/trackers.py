"""Live trackers: kept in memory, appended to, never read again while they are current; cut at checkpoints."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, Sequence

import rasa.shared.core.events as rasa_events
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.storage.unit import Unit

TURNS_KEPT = 12
LIVE_TRACKERS = 2000


@dataclass
class Live:
    """A tracker in memory, the version of its rows that it stands for, and the turns since its checkpoint."""

    tracker: DialogueStateTracker
    version: int
    turns: int


class LiveTrackers:
    """The trackers of this process."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self._live: OrderedDict[str, Live] = OrderedDict()
        self._lock = Lock()

    def take(self, unit: Unit, conversation_id: str) -> Live:
        """Return a conversation's tracker: the live one if its version is still the database's, else read anew."""
        version = unit.conversations.version(conversation_id)
        with self._lock:
            live = self._live.get(conversation_id)
        if live is not None and live.version == version:
            return live
        stored = unit.trackers.since_checkpoint(conversation_id)
        tracker = self._tracker(conversation_id, [_event(raw) for raw in stored] or _opening({}))
        turns = sum(1 for raw in stored if raw["event"] == "user")
        return Live(tracker=tracker, version=version, turns=turns)

    def store(self, unit: Unit, conversation_id: str, live: Live, events: Sequence[Event]) -> Live:
        """Add a turn's events to the database, as part of its transaction; return what becomes live by the commit."""
        turns, tracker = live.turns + 1, live.tracker
        new = events if live.version else tracker.events  # the first turn's stand behind the opening
        unit.trackers.append(conversation_id, [event.as_dict() for event in new])
        if turns >= TURNS_KEPT:
            opening = _opening(tracker.current_slot_values())
            unit.trackers.append(conversation_id, [event.as_dict() for event in opening], checkpoint=True)
            turns, tracker = 0, self._tracker(conversation_id, opening)
        unit.conversations.set_version(conversation_id, live.version + 1)
        return Live(tracker=tracker, version=live.version + 1, turns=turns)

    def keep(self, conversation_id: str, live: Live) -> None:
        """Make a tracker live, after the commit."""
        with self._lock:
            self._live[conversation_id] = live
            self._live.move_to_end(conversation_id)
            while len(self._live) > LIVE_TRACKERS:
                self._live.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        """Drop a tracker whose turn failed: it holds events that were never stored."""
        with self._lock:
            self._live.pop(conversation_id, None)

    def _tracker(self, conversation_id: str, events: Sequence[Event]) -> DialogueStateTracker:
        tracker = DialogueStateTracker(conversation_id, self.domain.slots)
        tracker.update_with_events(list(events), self.domain, override_timestamp=False)
        return tracker


def _opening(slots: dict[str, Any]) -> list[Event]:
    """Return the events of a tracker that begins here with these slots."""
    carried: list[Event] = [SlotSet(name, value) for name, value in slots.items() if value is not None]
    return [ActionExecuted("action_session_start"), SessionStarted(), *carried, ActionExecuted("action_listen")]


_TYPES: dict[str, type[Event]] = {
    cls.type_name: cls
    for cls in vars(rasa_events).values()
    if isinstance(cls, type) and issubclass(cls, Event) and isinstance(getattr(cls, "type_name", None), str)
}


def _event(raw: dict[str, Any]) -> Event:
    """Return a stored event; the class by its name, where Rasa lists every subclass anew for each event."""
    event: Event | None = _TYPES[raw["event"]]._from_parameters(raw)
    if event is None:
        raise ValueError(f"unknown tracker event {raw['event']}")
    return event
