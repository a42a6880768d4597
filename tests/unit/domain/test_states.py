"""The state machines: whatever is tried, in whatever order, the rules hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import claim, complaint
from assistant.domain.claim import ClaimState
from assistant.domain.complaint import ComplaintState
from assistant.domain.conversation import MOVES, Move, Owner, move
from assistant.errors import StateError


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_ownership_only_moves_along_the_table(steps: list[Move]) -> None:
    owner = Owner.BOT
    for step in steps:
        if (owner, step) in MOVES:
            owner = move(owner, step)
        else:
            with pytest.raises(StateError):
                move(owner, step)
    assert owner in Owner


@given(st.lists(st.sampled_from(Move), max_size=40))
def test_an_agent_has_it_only_from_the_queue(steps: list[Move]) -> None:
    owner, before = Owner.BOT, Owner.BOT
    for step in steps:
        before = owner
        owner = MOVES.get((owner, step), owner)
        if owner is Owner.AGENT and before is not Owner.AGENT:
            assert before is Owner.QUEUE


def run_claim(targets: list[ClaimState]) -> list[ClaimState]:
    """Return the states a claim went through when these were tried."""
    path = [ClaimState.REPORTED]
    for target in targets:
        try:
            path.append(claim.advance(path[-1], target))
        except StateError:
            continue
    return path


@given(st.lists(st.sampled_from(ClaimState), max_size=60))
def test_no_way_leads_to_payment_before_audit_or_assessment_before_investigation(targets: list[ClaimState]) -> None:
    path = run_claim(targets)
    for index, state in enumerate(path):
        if state is ClaimState.PAID:
            assert path[index - 1] is ClaimState.AUDITED
        if state is ClaimState.ASSESSED:
            assert ClaimState.INVESTIGATING in path[:index]


@given(st.lists(st.sampled_from(ComplaintState), max_size=40))
def test_a_complaint_is_answered_only_after_investigation(targets: list[ComplaintState]) -> None:
    state, seen = ComplaintState.RECEIVED, {ComplaintState.RECEIVED}
    for target in targets:
        try:
            state = complaint.advance(state, target)
        except StateError:
            continue
        seen.add(state)
        if state in (ComplaintState.ANSWERED, ComplaintState.CLOSED):
            assert ComplaintState.INVESTIGATING in seen
