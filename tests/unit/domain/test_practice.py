"""Practice: the scripts as they are, the customer's answers, and how goals are judged."""

from __future__ import annotations

import pytest

from assistant.domain.practice import Goal, Script, answer, judge, score
from assistant.services.handbook import load_handbook
from assistant.settings import PROJECT

SCRIPTS = load_handbook(PROJECT / "knowledge").scripts
ANGRY = SCRIPTS["angry-complainant"]
GOOD = [
    "非常抱歉让您久等了，您的投诉已经登记，编号TS202611230001，我是负责这件事的小岚，由我跟到底，最迟12月8日答复您。",
    "赔付结果要等审核，我不能保证一定赔，但会把每一步告诉您。",
]


def outcomes(script: Script, lines: list[str]) -> dict[str, str]:
    return {v.goal.id: v.outcome for v in judge(script, lines)}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_every_script_comes_to_its_end_and_every_response_is_heard(script: Script) -> None:
    assert {c.lstrip("!") for response in script.responses for c in response.when} <= {goal.id for goal in script.goals}
    heard: set[int] = set()
    for line in ("嗯", "抱歉"):
        used: list[int] = []
        while (found := answer(script, [line], used))[1] is not None:
            used.append(found[1])
        assert found[0] == script.ending
        heard |= set(used)
    assert heard == set(range(len(script.responses)))
    assert score(judge(script, ["嗯"])) < 100


def test_all_that_a_good_agent_says_counts() -> None:
    assert set(outcomes(ANGRY, GOOD).values()) == {"done"}
    assert score(judge(ANGRY, GOOD)) == 100


def test_the_customer_answers_what_was_left_out() -> None:
    first, place = answer(ANGRY, ["您好"], [])
    assert (first, place) == (ANGRY.responses[0].say, 0)
    assert answer(ANGRY, ["实在抱歉"], [0])[0] == ANGRY.responses[1].say
    assert answer(ANGRY, GOOD[:1], [])[1] == len(ANGRY.responses) - 1


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("放心，一定能赔", True),
        ("肯定给您赔下来", True),
        ("我不能保证一定赔", False),
        ("不一定能赔，要看审核", False),
        ("材料齐了就进入审核", False),
    ],
)
def test_promise_is_told_from_its_denial(line: str, broken: bool) -> None:
    assert (outcomes(ANGRY, [line])["promise"] == "broken") is broken


def test_a_promise_takes_all_points_and_too_many_apologies_only_theirs() -> None:
    assert score(judge(ANGRY, [*GOOD, "我保证全额赔给您"])) == 0
    sorry = judge(ANGRY, [*GOOD, "对不起", "真的抱歉"])
    assert {v.goal.id: v.outcome for v in sorry}["apology"] == "broken"
    assert 0 < score(sorry) < 100


def test_goal_in_short() -> None:
    goal = Goal.read({"id": "g", "title": "t", "words": [12378], "never": True})
    assert (goal.words, goal.least, goal.most) == (("12378",), 0, 0)
