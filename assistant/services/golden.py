"""Golden questions: what must be found, and what must not be answered; run again whenever the knowledge changes."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from assistant.clock import Clock
from assistant.retrieval.golden import UNKNOWN, WHICH_PRODUCT, Golden
from assistant.retrieval.search import Searcher
from assistant.services.answers import Answers
from assistant.services.editions import Editions

VERDICTS = ("right", "offered", "missed", "wrong")


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a golden question found: ``offered`` are the entries of a "did you mean", ``top`` is what came first, said or not."""

    golden: Golden
    found: str
    score: float
    top: str = ""
    offered: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Tell whether it was answered as expected."""
        return self.found in self.golden.expect

    @property
    def verdict(self) -> str:
        """Return what became of it: right, offered (among the choices), missed (nothing of use was said) or wrong."""
        if self.right:
            return "right"
        if set(self.offered) & set(self.golden.expect):
            return "offered"
        return "missed" if self.found in ("", UNKNOWN) else "wrong"


def run(golden: Sequence[Golden], searcher: Searcher, clock: Clock) -> list[Result]:
    """Ask every question as a customer would who is not known."""
    today = clock.now().date()
    results = []
    for one in golden:
        editions = Editions(searcher.knowledge, today, asked=one.as_of)
        answer = Answers(searcher, clock, editions).answer(one.ask)
        found = answer.entry.id if answer.outcome == "answer" and answer.entry else _OUTCOMES.get(answer.outcome, "")
        offered = tuple(entry.id for entry in answer.choices)
        top = found if found == WHICH_PRODUCT else answer.entry.id if answer.entry else next(iter(offered), found)
        results.append(Result(golden=one, found=found, score=answer.score, offered=offered, top=top))
    return results


_OUTCOMES = {"product": WHICH_PRODUCT, "unknown": UNKNOWN, "elsewhere": UNKNOWN}


def changes(results: Sequence[Result], path: Path) -> list[tuple[str, str, str]]:
    """Return which questions find something else than at the last run (question, then, now), and keep this run."""
    before: Mapping[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    now = {result.golden.ask: result.found for result in results}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
    return [(ask, before[ask], found) for ask, found in now.items() if ask in before and before[ask] != found]


def figures(results: Sequence[Result]) -> dict[str, float | int]:
    """Return how many questions there are, and which share of them each verdict has."""
    counted = Counter(result.verdict for result in results)
    shares = {name: round(counted[name] / max(len(results), 1), 4) for name in VERDICTS}
    return {"questions": len(results), **shares}
