"""A complaint's life and its term: whatever is tried, the rules hold; deadlines worked out by hand."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.complaint import (
    ENDED,
    OPEN,
    STATES,
    SUPERVISORS_ALONE,
    Complaint,
    ComplaintState,
    Step,
    advance,
    steps_for,
)
from assistant.domain.complaint_term import Appraisal, Level, Term, last_day, lengthen, level
from assistant.errors import StateError
from assistant.services.handbook import load_handbook
from assistant.settings import PROJECT
from tests.conftest import NOW

RULES = load_handbook(PROJECT / "knowledge").complaints.term
MONDAY = date(2026, 11, 23)
LATER = date(2027, 6, 1)
ROLES = ("agent", "supervisor", "admin", "claims", "auditor", "trainee")


def complaint(state: ComplaintState = ComplaintState.RECEIVED, agent_id: int | None = None) -> Complaint:
    return Complaint(id=1, number="TS202611230001", conversation_id="c", customer_id=None, text="没人回电话", demand="", result="",
                     outcome=None, severity="normal", grade="simple", state=state, received_at=NOW, clock_from=MONDAY,
                     due_on=date(2026, 12, 8), due_source="", agent_id=agent_id, merged_into=None, escalated_at=None, news_at=None)  # fmt: skip


@pytest.mark.parametrize(
    ("term", "due"),
    [
        # received on 23 November: the first day counted is the 24th, the 15th is 8 December
        (Term(clock_from=MONDAY), date(2026, 12, 8)),
        # 7 days are left in November, the 30th day is 23 December
        (Term(clock_from=MONDAY, grade="complex"), date(2026, 12, 23)),
        # 30 more: 8 days are left in December, the 30th is 22 January; 60 days in all
        (Term(clock_from=MONDAY, grade="complex", extended_on=date(2026, 12, 20)), date(2027, 1, 22)),
        # ten days with the appraiser, 1 to 11 December: 8 + 10
        (Term(clock_from=MONDAY, appraisals=(Appraisal(started_on=date(2026, 12, 1), ended_on=date(2026, 12, 11)),)), date(2026, 12, 18)),
        # new facts on 5 December: counted anew, the 15th day is the 20th
        (Term(clock_from=date(2026, 12, 5)), date(2026, 12, 20)),
        # an extension from before the new facts is gone: 5 December and 30 days is 4 January
        (Term(clock_from=date(2026, 12, 5), grade="complex", extended_on=date(2026, 12, 1)), date(2027, 1, 4)),
        # of an appraisal from 1 to 11 December only the six days after the new facts are not counted: 20 + 6
        (Term(clock_from=date(2026, 12, 5), appraisals=(Appraisal(started_on=date(2026, 12, 1), ended_on=date(2026, 12, 11)),)), date(2026, 12, 26)),
        # over the leap day: 15 days from 20 February 2028 end on 6 March
        (Term(clock_from=date(2028, 2, 20)), date(2028, 3, 6)),
    ],
)  # fmt: skip
def test_deadlines_worked_out_by_hand(term: Term, due: date) -> None:
    assert last_day(RULES, term, LATER) == due


def test_term_stands_still_while_an_appraisal_goes_on() -> None:
    term = Term(clock_from=MONDAY, appraisals=(Appraisal(started_on=date(2026, 12, 1)),))
    assert [last_day(RULES, term, date(2026, 12, day)).day for day in (1, 2, 5)] == [8, 9, 12]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 2), Level.CALM),
        (date(2026, 12, 3), Level.AMBER),
        (date(2026, 12, 5), Level.AMBER),
        (date(2026, 12, 6), Level.RED),
        (date(2026, 12, 8), Level.RED),
        (date(2026, 12, 9), Level.OVER),
    ],
)
def test_levels(today: date, expected: Level) -> None:
    assert level(RULES, date(2026, 12, 8), today) is expected


def test_term_that_is_over_or_extended_is_not_made_longer() -> None:
    due = date(2026, 12, 8)
    lengthen(Term(clock_from=MONDAY), due, due)
    with pytest.raises(StateError):
        lengthen(Term(clock_from=MONDAY), due, due + timedelta(days=1))
    with pytest.raises(StateError):
        lengthen(Term(clock_from=MONDAY, extended_on=MONDAY), due, MONDAY)


days = st.integers(0, 400).map(lambda n: MONDAY + timedelta(days=n))
appraisals = st.lists(
    st.tuples(days, days).map(lambda pair: Appraisal(started_on=min(pair), ended_on=max(pair))), max_size=3
)


@given(days, st.sampled_from(["simple", "complex"]), st.none() | days, appraisals.map(tuple), days)
def test_term_is_as_long_as_its_parts(start, grade, extended_on, pauses, today) -> None:
    term = Term(clock_from=start, grade=grade, extended_on=extended_on, appraisals=pauses)
    length = (last_day(RULES, term, today) - start).days
    base = {"simple": 15, "complex": 30}[grade] + (30 if term.extended else 0)
    assert base <= length <= base + sum((a.ended_on - a.started_on).days for a in pauses)


@given(st.lists(st.sampled_from(ComplaintState), max_size=60))
def test_no_way_leads_to_a_result_but_through_investigation_and_what_ended_stays_so(
    targets: list[ComplaintState],
) -> None:
    path = [ComplaintState.RECEIVED]
    for target in targets:
        try:
            path.append(advance(path[-1], target))
        except StateError:
            assert path[-1] in ComplaintState
    for before, after in itertools.pairwise(path):
        assert before not in ENDED
        if after is ComplaintState.ANSWERED:
            assert before is ComplaintState.INVESTIGATING
        if after is ComplaintState.CLOSED:
            assert before is ComplaintState.ANSWERED
        if after in ENDED:
            assert before in OPEN


@given(st.sampled_from(ComplaintState), st.sampled_from(ROLES), st.none() | st.integers(1, 2))
def test_who_may_do_what(state: ComplaintState, role: str, owner: int | None) -> None:
    steps = set(steps_for(complaint(state, owner), 1, role))
    assert all(state in STATES[step] for step in steps)
    if role not in ("agent", "supervisor", "admin"):
        assert steps == set()
    if role == "agent":
        assert not steps & SUPERVISORS_ALONE
        if owner != 1:
            assert steps <= {Step.TAKE}
    if owner is not None:
        assert Step.TAKE not in steps
