"""Reminders before the law's clocks run out: once a level, whoever comes first."""

from __future__ import annotations

import threading
from typing import Iterator

import pytest

from assistant.clock import FixedClock
from assistant.settings import Settings
from tests.casework import CaseHouse, open_house

DAY = 86_400


@pytest.fixture
def house(any_settings: Settings) -> Iterator[CaseHouse]:
    yield from open_house(any_settings)


def remind(house: CaseHouse) -> int:
    with house.app.look() as services:
        due = services.cases.clocks.due()
    return house.do(lambda services: services.cases.clocks.remind(due))


def test_staff_are_reminded_once_a_level(house: CaseHouse, clock: FixedClock) -> None:
    house.hand_in("identity")
    assert remind(house) == 0
    clock.advance(20 * DAY)
    assert (remind(house), remind(house)) == (1, 0)
    (line,) = [line for line in house.lines(shown=False) if house.number in line.reply.text]
    assert all(words in line.reply.text for words in ("核定", "2026-12-23", "还剩10天", "第二十三条"))
    clock.advance(11 * DAY)
    assert (remind(house), remind(house)) == (1, 0)
    assert "超过1天" in house.lines(shown=False)[-1].reply.text
    assert house.lines() == []


def test_paused_decided_and_cancelled_claims_remind_nobody(house: CaseHouse, clock: FixedClock) -> None:
    house.hand_in("identity")
    house.do(lambda s: s.cases.casework.notify_missing(house.people["claims"], house.number, None))
    clock.advance(29 * DAY)
    assert remind(house) == 0
    house.move("cancelled")
    clock.advance(90 * DAY)
    assert remind(house) == 0


def test_workers_that_look_at_once_remind_once(house: CaseHouse, clock: FixedClock) -> None:
    for sender in ("v2", "v3"):
        house.hand_in("identity", number=house.report(sender))
    clock.advance(28 * DAY)
    with house.app.look() as services:
        due = services.cases.clocks.due()
    given: list[int] = []

    def tell() -> None:
        given.append(house.do(lambda services: services.cases.clocks.remind(due)))

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [0, 0, 0, 2]
