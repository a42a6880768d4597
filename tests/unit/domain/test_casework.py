"""Casework as a state machine: whatever is tried, by whomever, in whatever order, the rules hold."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.casework import (
    APPROVE,
    CHANGED,
    FOUR_EYES,
    FROM,
    RETURN,
    ROLES,
    UPHELD,
    WITHDRAWN,
    Case,
    Command,
    Outcome,
    Person,
    act,
    dispute,
    objection,
)
from assistant.domain.claim import NEXT, ClaimState
from assistant.errors import AccessError, StateError

PEOPLE = [
    Person(id=number, role=role)
    for number, role in enumerate(("claims", "claims", "supervisor", "auditor", "agent", "trainee", "admin"))
]
CHOICES = {
    Command.AUDIT: (APPROVE, RETURN),
    Command.AUDIT_ADVANCE: (APPROVE, RETURN),
    Command.DECIDE: (UPHELD, CHANGED, WITHDRAWN),
}
STEP = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(Command), st.integers(0, 2), st.booleans())


@dataclass
class Run:
    """What was done, in order: who, what, and the case after it."""

    case: Case = field(default_factory=Case)
    done: list[tuple[Person, Command, str, Case]] = field(default_factory=list)

    def attempt(self, person: Person, command: Command, number: int) -> None:
        options = CHOICES.get(command, ("",))
        choice = options[number % len(options)]
        against = objection(self.case, person, command)
        if against is None:
            self.case = act(self.case, person, command, choice)
            self.done.append((person, command, choice, self.case))
        else:
            with pytest.raises(AccessError if against == "role" else StateError):
                act(self.case, person, command, choice)


def run(steps: list[tuple[Person, Command, int, bool]]) -> Run:
    """Try steps in order; now and then the customer objects too."""
    found = Run()
    for person, command, number, objects in steps:
        if objects and found.case.state in FROM[Command.DISPUTE]:
            found.case = dispute(found.case)
        found.attempt(person, command, number)
    return found


@st.composite
def likely(draw: st.DrawFn) -> list[tuple[Person, Command, int, bool]]:
    """Draw steps of which most are possible, so that long ways are walked, not only first steps tried."""
    case, steps = Case(), []
    for _ in range(draw(st.integers(5, 25))):
        person, command, number, _ = draw(STEP)
        open_ones = [
            (p, c)
            for p in PEOPLE
            for c in Command
            if objection(case, p, c) is None and c in FROM and c not in (Command.NOTE, Command.ASSIGN)
        ]
        if open_ones and draw(st.integers(0, 3)):
            person, command = draw(st.sampled_from(open_ones))
        options = CHOICES.get(command, ("",))
        if objection(case, person, command) is None:
            case = act(case, person, command, options[number % len(options)])
        steps.append((person, command, number, False))
    return steps


@given(st.one_of(likely(), st.lists(STEP, max_size=60)))
def test_nothing_is_paid_that_was_not_assessed_after_investigation_and_audited_by_somebody_else(steps) -> None:
    done = run(steps).done
    for place, (_, command, _, _) in enumerate(done):
        if command is not Command.PAY:
            continue
        before = done[:place]
        audit = max(i for i, step in enumerate(before) if step[1] is Command.AUDIT and step[2] == APPROVE)
        assessment = max(i for i, step in enumerate(before) if step[1] is Command.ASSESS)
        assert assessment < audit
        assert done[assessment][0].id != done[audit][0].id
        assert any(step[3].state is ClaimState.INVESTIGATING for step in before[:assessment])
        assert not any(step[1] in (Command.PAY, Command.REFUSE) for step in before[assessment:])


@given(st.one_of(likely(), st.lists(STEP, max_size=60)))
def test_no_part_is_paid_early_that_was_not_approved_for_it_by_somebody_else(steps) -> None:
    done = run(steps).done
    for place, (_, command, _, case) in enumerate(done):
        if command is not Command.PAY_ADVANCE:
            continue
        before = done[:place]
        audit = max(i for i, step in enumerate(before) if step[1] is Command.AUDIT_ADVANCE)
        asked = max(i for i, step in enumerate(before) if step[1] is Command.ADVANCE)
        assert asked < audit
        assert done[audit][2] == APPROVE
        assert done[asked][0].id != done[audit][0].id
        assert case.state in (ClaimState.INVESTIGATING, ClaimState.ASSESSED)
        settled = [step for step in before[asked:] if step[3].state in (ClaimState.AUDITED, ClaimState.REFUSED)]
        assert settled == []
        assert not any(step[1] is Command.PAY_ADVANCE for step in before[asked:])


@given(st.one_of(likely(), st.lists(STEP, max_size=60)))
def test_each_step_goes_along_the_table_and_only_by_those_who_may(steps) -> None:
    state = ClaimState.REPORTED
    found = Run()
    for person, command, number, _ in steps:
        found.attempt(person, command, number)
        if found.case.state is not state:
            assert found.case.state in NEXT[state]
            assert person.role in ROLES[command]
        state = found.case.state


@given(st.one_of(likely(), st.lists(STEP, max_size=60)))
def test_refused_only_by_an_audited_refusal_and_cancelled_for_ever(steps) -> None:
    found = Run()
    for person, command, number, _ in steps:
        before = found.case
        found.attempt(person, command, number)
        if before.state is ClaimState.CANCELLED:
            assert found.case.state is ClaimState.CANCELLED
        if found.case.state is ClaimState.REFUSED and before.state is not ClaimState.REFUSED:
            assert (command, before.outcome) == (Command.AUDIT, Outcome.REFUSE)
            assert before.assessor != person.id
        if found.case.state is ClaimState.PAID and before.state is not ClaimState.PAID:
            assert (command, before.outcome) == (Command.PAY, Outcome.PAY)


@given(likely())
def test_nobody_audits_or_decides_on_what_they_proposed_themselves(steps) -> None:
    found = Run()
    for person, command, number, _ in steps:
        checked = found.case.advancer if command is Command.AUDIT_ADVANCE else found.case.assessor
        count = len(found.done)
        found.attempt(person, command, number)
        if len(found.done) > count and command in FOUR_EYES:
            assert person.id != checked


@pytest.mark.parametrize("role", ["agent", "trainee", "admin", "nobody"])
@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", ClaimState)
def test_who_only_reads_may_do_nothing(role: str, command: Command, state: ClaimState) -> None:
    assert objection(Case(state=state), Person(id=1, role=role), command) == "role"


def test_upheld_objection_to_an_amount_not_yet_paid_goes_on_to_payment() -> None:
    claims, auditor = PEOPLE[0], PEOPLE[3]
    case = dispute(Case(state=ClaimState.AUDITED, assessor=claims.id, outcome=Outcome.PAY))
    assert act(case, auditor, Command.DECIDE, UPHELD).state is ClaimState.AUDITED
    paid = dispute(Case(state=ClaimState.PAID, assessor=claims.id, outcome=Outcome.PAY))
    assert act(paid, auditor, Command.DECIDE, UPHELD).state is ClaimState.CLOSED
    assert act(paid, auditor, Command.DECIDE, CHANGED).state is ClaimState.INVESTIGATING
