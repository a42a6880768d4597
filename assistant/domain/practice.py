"""Practice: a simulated customer who follows a script, and goals that are checked in what the trainee wrote. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Something a trainee should do, at least and at most so often; ``most`` 0 is something never to do."""

    id: str
    title: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    least: int = 1
    most: int | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Goal:
        """Read a goal of a script; ``never: true`` is short for at least and at most none."""
        words, unless = tuple(map(str, raw["words"])), tuple(map(str, raw.get("unless", ())))
        for pattern in words + unless:
            re.compile(pattern)
        never = bool(raw.get("never"))
        least, most = (0, 0) if never else (raw.get("least", 1), raw.get("most"))
        return cls(id=raw["id"], title=raw["title"], words=words, unless=unless, least=least, most=most)

    def hits(self, lines: Sequence[str]) -> list[int]:
        """Return the places of the lines that have one of the words, those left out that only deny it."""
        return [place for place, line in enumerate(lines) if _has(self.words, _without(self.unless, line))]


@dataclass(frozen=True, kw_only=True)
class Response:
    """What the customer says once the trainee has reached these goals; a goal after ``!`` is one not reached."""

    when: tuple[str, ...]
    say: str


@dataclass(frozen=True, kw_only=True)
class Script:
    """A simulated customer."""

    id: str
    title: str
    about: str
    opening: str
    responses: tuple[Response, ...]
    ending: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a goal came out: done, missing (too seldom) or broken (too often), and the lines that count."""

    goal: Goal
    outcome: str
    lines: tuple[int, ...]


def judge(script: Script, lines: Sequence[str]) -> list[Verdict]:
    """Return how each goal came out in the trainee's lines."""
    return [_verdict(goal, goal.hits(lines)) for goal in script.goals]


def answer(script: Script, lines: Sequence[str], used: Sequence[int]) -> tuple[str, int | None]:
    """Return what the customer says next and which response that is; None is the ending.

    The first response that is new and whose goals are as it wants; where none fits, the customer ends the talk.
    """
    reached = {goal.id for goal in script.goals if goal.hits(lines)}
    for place, response in enumerate(script.responses):
        if place not in used and all(_holds(condition, reached) for condition in response.when):
            return response.say, place
    return script.ending, None


def score(verdicts: Sequence[Verdict]) -> int:
    """Return the share of goals that came out well, in percent; what must never be done and was, leaves nothing."""
    if any(v.goal.most == 0 and v.outcome == "broken" for v in verdicts):
        return 0
    return round(100 * sum(v.outcome == "done" for v in verdicts) / len(verdicts))


def _verdict(goal: Goal, hits: list[int]) -> Verdict:
    broken = goal.most is not None and len(hits) > goal.most
    outcome = "broken" if broken else "missing" if len(hits) < goal.least else "done"
    return Verdict(goal=goal, outcome=outcome, lines=tuple(hits))


def _holds(condition: str, reached: set[str]) -> bool:
    return condition[1:] not in reached if condition.startswith("!") else condition in reached


def _has(patterns: Sequence[str], line: str) -> bool:
    return any(re.search(pattern, line) for pattern in patterns)


def _without(patterns: Sequence[str], line: str) -> str:
    for pattern in patterns:
        line = re.sub(pattern, "", line)
    return line
