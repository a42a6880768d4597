"""The law's clocks, against examples worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.clock import Pause, read_clock
from assistant.services.caseclocks import load_clocks
from assistant.settings import PROJECT

BOOK = load_clocks(PROJECT / "knowledge")
RULES = {clock.rule.id: clock for clock in BOOK.rules}
D = date


def decision(today: date, *pauses: Pause, decided: date | None = None, papers: date | None = D(2026, 11, 2)):
    return read_clock(RULES["decision"], {"claim_and_papers": papers, "decided": decided}, pauses, today)


def test_every_clock_names_its_article() -> None:
    assert {name: clock.rule.days for name, clock in RULES.items()} == {
        "decision": 30, "advance": 60, "payment": 10, "refusal_notice": 3}  # fmt: skip
    articles = {
        "decision": "第二十三条",
        "advance": "第二十五条",
        "payment": "第二十三条",
        "refusal_notice": "第二十四条",
    }
    assert all(articles[name] in clock.rule.source for name, clock in RULES.items())
    assert "第十五条" in RULES["decision"].rule.source


@pytest.mark.parametrize("name", ["decision", "payment"])
def test_customer_is_told_the_very_days_that_are_counted(name: str) -> None:
    clock = BOOK.clock(name)
    assert f"{clock.rule.days}日内" in clock.text


def test_thirty_days_run_from_claim_and_papers() -> None:
    """保险法第二十三条: papers on 2 November; the day itself is not counted; the last day is 2 December."""
    clock = decision(D(2026, 11, 23))
    assert (clock.due_on, clock.days_left, clock.level) == (D(2026, 12, 2), 9, "amber")


def test_clock_waits_for_the_first_papers() -> None:
    assert decision(D(2026, 11, 23), papers=None).level == "waiting"


def test_time_of_supplementing_is_deducted() -> None:
    """司法解释二第十五条: notice on 6 November, last paper on 16 November, 10 days deducted: 12 December."""
    clock = decision(D(2026, 11, 23), Pause(start=D(2026, 11, 6), end=D(2026, 11, 16)))
    assert (clock.due_on, clock.paused_days, clock.days_left, clock.level) == (D(2026, 12, 12), 10, 19, "ok")


def test_clock_stands_still_while_papers_are_awaited() -> None:
    """Four of thirty days had gone when the notice went out on 6 November: 26 are left whenever one looks."""
    for day in (6, 20, 30):
        clock = decision(D(2026, 11, day), Pause(start=D(2026, 11, 6)))
        assert (clock.level, clock.due_on, clock.days_left) == ("paused", None, 26)


def test_pauses_that_overlap_are_deducted_once() -> None:
    pauses = Pause(start=D(2026, 11, 6), end=D(2026, 11, 12)), Pause(start=D(2026, 11, 10), end=D(2026, 11, 16))
    assert decision(D(2026, 11, 23), *pauses).paused_days == 10


def test_notice_before_the_first_paper_counts_from_then_on() -> None:
    clock = decision(D(2026, 11, 23), Pause(start=D(2026, 10, 20), end=D(2026, 11, 5)))
    assert (clock.paused_days, clock.due_on) == (3, D(2026, 12, 5))


@pytest.mark.parametrize(
    ("today", "level"),
    [(D(2026, 11, 21), "ok"), (D(2026, 11, 22), "amber"), (D(2026, 11, 28), "amber"), (D(2026, 11, 29), "red"),
     (D(2026, 12, 2), "red"), (D(2026, 12, 3), "over")],
)  # fmt: skip
def test_levels(today: date, level: str) -> None:
    assert decision(today).level == level


def test_decided_clock_is_met() -> None:
    clock = decision(D(2026, 12, 20), decided=D(2026, 11, 30))
    assert (clock.level, clock.met_on, clock.days_left) == ("met", D(2026, 11, 30), None)


def test_sixty_days_are_not_lengthened_by_supplements() -> None:
    """保险法第二十五条: 60 days from 2 November are 1 January; only the 30 days of 第二十三条 are deducted from."""
    events = {"claim_and_papers": D(2026, 11, 2)}
    clock = read_clock(RULES["advance"], events, [Pause(start=D(2026, 11, 6), end=D(2026, 11, 16))], D(2026, 11, 23))
    assert (clock.due_on, clock.paused_days) == (D(2027, 1, 1), 0)


def test_ten_days_to_pay_after_the_agreement() -> None:
    """保险法第二十三条: agreed on 25 November, to be paid by 5 December, a Saturday: calendar days."""
    clock = read_clock(RULES["payment"], {"agreed": D(2026, 11, 25)}, [], D(2026, 12, 3))
    assert (clock.due_on, clock.level) == (D(2026, 12, 5), "red")


def test_three_days_for_the_notice_of_refusal() -> None:
    """保险法第二十四条: found on 27 November, notice by 30 November; sent on the 29th it is met."""
    found = {"refusal_found": D(2026, 11, 27)}
    assert read_clock(RULES["refusal_notice"], found, [], D(2026, 11, 28)).due_on == D(2026, 11, 30)
    assert read_clock(RULES["refusal_notice"], found, [], D(2026, 12, 1)).level == "over"
    sent = {**found, "refusal_told": D(2026, 11, 29)}
    assert read_clock(RULES["refusal_notice"], sent, [], D(2026, 12, 1)).level == "met"


DAYS = st.integers(0, 90).map(lambda n: D(2026, 9, 1) + timedelta(days=n))
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda p: Pause(start=p[0], end=p[0] + timedelta(days=p[1]))), max_size=5
)


@given(DAYS, PAUSES, DAYS)
def test_deducted_days_are_the_days_that_some_pause_covers(papers: date, pauses: list[Pause], today: date) -> None:
    clock = decision(today, *pauses, papers=papers)
    nights = {papers + timedelta(days=n) for n in range((today - papers).days)}
    covered = {day for day in nights if any(p.start <= day < (p.end or today) for p in pauses)}
    assert clock.paused_days == len(covered)


def test_three_visits_in_the_year_after_closing() -> None:
    assert BOOK.followups(D(2026, 11, 30)) == [D(2027, 3, 30), D(2027, 7, 30), D(2027, 11, 30)]
    assert BOOK.followups(D(2026, 10, 31))[0] == D(2027, 2, 28)
