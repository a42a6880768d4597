"""What is offered where nothing that was found is sure: the likeliest few, each question once."""

from __future__ import annotations

from typing import Sequence

from assistant.retrieval.model import Entry, Hit

PAGE = 3  # choices offered at once
NEAR = 0.15  # products whose scores lie closer than this are not told apart by the question


def choices(hits: Sequence[Hit], page: int = 0) -> tuple[Entry, ...]:
    """Return the entries that are offered at first, or on a later ``page``."""
    return tuple(hit.entry for hit in _apart(hits, page))


def any_right(hits: Sequence[Hit], page: int = 0) -> float:
    """Return how probable it is that one of the choices answers; what several products have each of their own counts once."""
    shares = {hit.entry.fact or hit.entry.id: hit.share for hit in _apart(hits, page)}
    return sum(shares.values())


def fact_asked(hits: Sequence[Hit]) -> str | None:
    """Return what is asked about, where the best answers are facts that products have each of their own."""
    return next((h.entry.fact for h in hits if h.entry.fact and hits[0].score - h.score < NEAR), None)


def clear(hits: Sequence[Hit]) -> float:
    """Return how clear it is what is asked about, if not of which product."""
    fact = fact_asked(hits)
    return max((hit.score for hit in hits if fact and hit.entry.fact == fact), default=0.0)


def _apart(hits: Sequence[Hit], page: int) -> list[Hit]:
    """Return the hits of a page of choices: the first of each question."""
    questions: dict[str, Hit] = {}
    for hit in hits:
        questions.setdefault(hit.entry.question, hit)
    return list(questions.values())[page * PAGE : (page + 1) * PAGE]
