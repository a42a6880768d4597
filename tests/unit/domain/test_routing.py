"""Hours, seats, who is given whom, and how long it will take."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clock import SHANGHAI
from assistant.domain.handoff import Handoff, HandoffState, Reason
from assistant.domain.routing import Seat, SeatState, chosen, wait_seconds
from assistant.services.desk_rules import load_rules
from assistant.settings import PROJECT
from tests.conftest import NOW

LOST = timedelta(seconds=35)
RULES = load_rules(PROJECT / "knowledge")
HANDOFF = Handoff(
    id=1, conversation_id="c", reason=Reason.REQUEST, priority=4, state=HandoffState.WAITING, complaint_id=None, note="",
    agent_id=None, requested_at=NOW, due_at=NOW, accepted_at=None, ended_at=None, skill="general", kept_for=None,
    kept_until=None, told_at=None, closing_code=None, summary="",
)  # fmt: skip


def seat(agent_id: int, **values) -> Seat:
    given = {"state": SeatState.ONLINE, "automatic": True, "capacity": 5, "skills": (), "talking": 0, **values}
    return Seat(agent_id=agent_id, name=f"a{agent_id}", seen_at=given.pop("seen_at", NOW), **given)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("skill", "now", "due"),
    [
        ("complaints", at(23, 23, 30), at(24, 9)),  # after the close: the next morning
        ("complaints", at(24, 3), at(24, 9)),
        ("general", at(28, 22), at(29, 9)),  # a Saturday: people are there on Sundays too
        ("policy", at(27, 22, 30), at(30, 10)),  # Friday night: the offices open on Monday
        ("policy", at(30, 22, 30, month=9), at(8, 10, month=10)),  # the National Day holiday; 10-08 is worked
    ],
)
def test_call_back_is_due_an_hour_after_the_next_opening(skill: str, now: datetime, due: datetime) -> None:
    assert RULES.callback_due(skill, now) == due


def test_reasons_go_to_their_groups() -> None:
    assert {reason.value: RULES.skill_of(reason) for reason in Reason} == {
        "emergency": "general", "risk": "complaints", "complaint": "complaints", "dispute": "claims", "doubt": "claims",
        "request": "general", "decision": "policy", "misunderstanding": "general", "fault": "general",
    }  # fmt: skip


def test_who_talks_least_is_given_the_next() -> None:
    assert chosen(HANDOFF, [seat(1, talking=2), seat(2, talking=1)], NOW, LOST) == seat(2, talking=1)


@pytest.mark.parametrize(
    "values",
    [{"state": SeatState.BUSY}, {"state": SeatState.OFFLINE}, {"automatic": False}, {"talking": 5}, {"skills": ("claims",)},
     {"seen_at": NOW - LOST}],
)  # fmt: skip
def test_who_is_given_nobody(values: dict) -> None:
    assert chosen(HANDOFF, [seat(1, **values)], NOW, LOST) is None


def test_last_agent_goes_first_for_a_short_while() -> None:
    kept = replace(HANDOFF, kept_for=1, kept_until=NOW + timedelta(seconds=60))
    both = [seat(1, talking=4), seat(2)]
    assert chosen(kept, both, NOW, LOST) == both[0]
    full = [seat(1, talking=5), seat(2)]
    assert chosen(kept, full, NOW, LOST) is None
    later = NOW + timedelta(seconds=61)
    assert chosen(kept, [replace(each, seen_at=later) for each in full], later, LOST) == replace(full[1], seen_at=later)


def test_nobody_is_waited_for_who_has_gone() -> None:
    kept = replace(HANDOFF, kept_for=1, kept_until=NOW + timedelta(seconds=60))
    assert chosen(kept, [seat(1, seen_at=NOW - LOST), seat(2)], NOW, LOST) == seat(2)


@given(st.integers(1, 50), st.integers(0, 20), st.integers(0, 20))
def test_who_is_further_back_waits_no_less(place: int, free: int, seats: int) -> None:
    assert wait_seconds(place + 1, free, seats, 20, 300) >= wait_seconds(place, free, seats, 20, 300) >= 20
