"""A conversation's tracker stays the newest in each of two processes that take its turns, whichever takes the next."""

from __future__ import annotations

from typing import Any

from assistant.bootstrap import App, build
from assistant.dialogue.entrance import Entrance
from assistant.dialogue.trackers import TURNS_KEPT, Live, LiveTrackers
from assistant.dialogue.turn import TurnRunner
from assistant.settings import Settings

TURNS = "ABABBAABABABBBAAABAB"  # who takes them; more than one checkpoint's worth
TEXTS = (
    "你好",
    "我要报案，昨天下午三点在人民路追尾了，没人受伤，交警来过了",
    "沪A12345",
    "犹豫期是多久",
    "林晓梅",
    "谢谢",
)


def test_turns_taken_by_two_processes(any_settings: Settings, brain: Any, searcher: Any) -> None:
    apps = {name: build(any_settings, searcher) for name in "AB"}
    runners = {name: TurnRunner(app, brain) for name, app in apps.items()}
    for number, name in enumerate(TURNS):
        text = TEXTS[number % len(TEXTS)]
        key = Entrance(apps[name]).text("web", "v1", f"m{number}", text).conversation_id
        assert runners[name].run_next(key)
        kept, stored = runners[name].trackers._live[key], read_anew(apps[name], brain, key)
        assert (kept.version, kept.turns) == (stored.version, stored.turns) == (number + 1, (number + 1) % TURNS_KEPT)
        assert events(kept) == events(stored)
        assert kept.tracker.current_slot_values() == stored.tracker.current_slot_values()
    for app in apps.values():
        app.database.dispose()


def test_one_process_reads_no_tracker_twice(settings: Settings, brain: Any, searcher: Any) -> None:
    app = build(settings, searcher)
    runner = TurnRunner(app, brain)
    trackers = []
    for number in range(3):
        key = Entrance(app).text("web", "v1", f"m{number}", TEXTS[number]).conversation_id
        runner.run_next(key)
        trackers.append(runner.trackers._live[key].tracker)
    assert trackers[0] is trackers[1] is trackers[2]


def read_anew(app: App, brain: Any, key: str) -> Live:
    """Return a conversation's tracker as a process reads it that has never seen it."""
    with app.look() as services:
        return LiveTrackers(brain.processor.domain).take(services.unit, key)


def events(live: Live) -> list[dict[str, Any]]:
    return [event.as_dict() for event in live.tracker.events]
