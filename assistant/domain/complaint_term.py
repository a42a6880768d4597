"""Until when a complaint must be answered, and how near that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Mapping

from assistant.domain.deadline import DeadlineRule, due_on
from assistant.errors import StateError

SIMPLE, COMPLEX, EXTENSION = "simple", "complex", "extension"


class Level(str, Enum):
    """How near a deadline is."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class TermRules:
    """The deadlines by name, and how many days before the end a case turns amber and red."""

    deadlines: Mapping[str, DeadlineRule]
    amber: int
    red: int


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """Time that somebody outside needs for an opinion; it is not counted once the complainant was told."""

    started_on: date
    ended_on: date | None = None

    def days_after(self, start: date, today: date) -> int:
        """Return how many of its days fall after ``start``; one that goes on is counted until today."""
        return max(0, ((self.ended_on or today) - max(self.started_on, start)).days)


@dataclass(frozen=True, kw_only=True)
class Term:
    """What decides a complaint's deadline; ``extended_on`` is when an approved extension was told to the complainant."""

    clock_from: date
    grade: str = SIMPLE
    extended_on: date | None = None
    appraisals: tuple[Appraisal, ...] = ()

    @property
    def extended(self) -> bool:
        """Tell whether an extension of the present term is in force: one from before new facts came up is not."""
        return self.extended_on is not None and self.extended_on >= self.clock_from


def last_day(rules: TermRules, term: Term, today: date) -> date:
    """Return the last day on which the complaint is answered in time.

    The days of an extension run on from the last day of the term before it; the days of appraisals are added.
    """
    end = due_on(rules.deadlines[term.grade], term.clock_from)
    if term.extended:
        end = due_on(rules.deadlines[EXTENSION], end)
    return end + timedelta(days=sum(a.days_after(term.clock_from, today) for a in term.appraisals))


def level(rules: TermRules, due: date, today: date) -> Level:
    """Return how near a deadline is."""
    left = (due - today).days
    if left < 0:
        return Level.OVER
    return Level.RED if left <= rules.red else Level.AMBER if left <= rules.amber else Level.CALM


def lengthen(term: Term, due: date, today: date) -> None:
    """Check that a term may still become longer.

    Raises:
        StateError: when it is over already, or was made longer before.
    """
    if today > due:
        raise StateError("a term that is over is not made longer")
    if term.extended:
        raise StateError("a term is extended once")
