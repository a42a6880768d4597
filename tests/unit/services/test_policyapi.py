"""The insurer's core system over HTTP, against a real server that misbehaves in every way."""

from __future__ import annotations

import time
from typing import Any

import pytest

from assistant.errors import PolicySourceDown
from assistant.services.policyapi import HttpPolicies
from tests.insurer import core

__all__ = ["core"]


def source(core: Any, **options: float) -> HttpPolicies:
    return HttpPolicies(f"http://127.0.0.1:{core.server_port}", "a-token", **{"read_seconds": 0.3, **options})


def test_holder_and_policies_are_read(core: Any) -> None:
    api = source(core)
    assert api.find_holder("110101199003070046", "13900000001") == "林晓梅"
    assert api.find_holder("110101199003070046", "13900000002") is None
    assert [policy.number for policy in api.policies_of("110101199003070046")] == ["QY2", "QY1"]
    assert str(api.policies_of("110101199003070046")[0].premium) == "412.50"
    assert {path for path, _, _ in core.asked} == {"/holders", "/policies"}  # no personal data in an address
    assert {token for _, _, token in core.asked} == {"Bearer a-token"}


def test_one_fault_is_got_over_by_asking_again(core: Any) -> None:
    core.mood = ["busy", "well"]
    assert source(core).find_holder("110101199003070046", "13900000001") == "林晓梅"
    assert len(core.asked) == 2


@pytest.mark.parametrize("mood", ["slow", "busy", "broken", "garbled", "odd", "huge", "gone", "away"])
def test_whatever_goes_wrong_is_said_to_be_unknown_in_bounded_time(core: Any, mood: str) -> None:
    core.mood = [mood]
    begun = time.monotonic()
    with pytest.raises(PolicySourceDown):
        source(core).policies_of("110101199003070046")
    assert time.monotonic() - begun < 2


def test_after_three_faults_it_is_left_in_peace_and_then_tried_again(core: Any) -> None:
    core.mood = ["broken"]
    api = source(core, rest_seconds=0.2)
    for _ in range(5):
        with pytest.raises(PolicySourceDown):
            api.policies_of("110101199003070046")
    assert len(core.asked) == 3
    core.mood = ["well"]
    time.sleep(0.25)
    assert api.policies_of("110101199003070046")


def test_nobody_there(core: Any) -> None:
    api = HttpPolicies("http://127.0.0.1:9", "a-token")
    with pytest.raises(PolicySourceDown):
        api.find_holder("110101199003070046", "13900000001")
