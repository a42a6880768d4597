"""Golden questions: what must be found, and what must not be answered; run again whenever the knowledge changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Mapping, Sequence

from assistant.clock import Clock
from assistant.retrieval.errors import Fault, KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.located import Block, read_yaml
from assistant.retrieval.search import Searcher
from assistant.services.answers import Answers
from assistant.services.editions import Editions

FILE = "golden.yml"
WHICH_PRODUCT, UNKNOWN = "which-product", "unknown"
KEYS = frozenset({"ask", "expect", "as_of"})


@dataclass(frozen=True, kw_only=True)
class Golden:
    """A question, any of the entries (or which-product, unknown) that are right, and the day it is asked about."""

    ask: str
    expect: tuple[str, ...]
    as_of: date | None
    line: int


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a golden question found: ``offered`` are the entries of a "did you mean"."""

    golden: Golden
    found: str
    score: float
    offered: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Tell whether it was answered as expected."""
        return self.found in self.golden.expect

    @property
    def near(self) -> bool:
        """Tell whether at least the right entry was among those offered, or nothing wrong was answered."""
        return self.right or bool(set(self.offered) & set(self.golden.expect))


def read_golden(folder: Path, knowledge: KnowledgeBase) -> list[Golden]:
    """Read the golden questions of a knowledge base.

    Raises:
        KnowledgeError: with every fault, an expected entry that there is not among them.
    """
    faults: list[Fault] = []
    block = read_yaml(folder / FILE, FILE, faults)
    records = block.get("golden", []) if block else []
    found = [golden for record in records if (golden := _golden(record, knowledge, faults))]
    if faults:
        raise KnowledgeError(faults)
    return found


def run(golden: Sequence[Golden], searcher: Searcher, clock: Clock) -> list[Result]:
    """Ask every question as a customer would who is not known."""
    today = clock.now().date()
    results = []
    for one in golden:
        editions = Editions(searcher.knowledge, today, asked=one.as_of)
        answer = Answers(searcher, clock, editions).answer(one.ask)
        found = answer.entry.id if answer.outcome == "answer" and answer.entry else _OUTCOMES.get(answer.outcome, "")
        offered = tuple(entry.id for entry in answer.choices)
        results.append(Result(golden=one, found=found, score=answer.score, offered=offered))
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
    """Return how many questions there are, and which shares were answered right, offered the right choice, and answered wrong."""
    total = max(len(results), 1)
    right, near = sum(result.right for result in results), sum(result.near for result in results)
    wrong = sum(bool(result.found) and not result.right for result in results)
    shares = {"right": right, "offered": near - right, "wrong": wrong}
    return {"questions": len(results), **{name: round(number / total, 4) for name, number in shares.items()}}


def _golden(record: object, knowledge: KnowledgeBase, faults: list[Fault]) -> Golden | None:
    if not isinstance(record, Block) or not {"ask", "expect"} <= record.keys() <= KEYS:
        faults.append(Fault(FILE, getattr(record, "line", 0), "must have ask and expect, and may have as_of"))
        return None
    expect = record["expect"] if isinstance(record["expect"], list) else [record["expect"]]
    unknown = [key for key in expect if key not in (WHICH_PRODUCT, UNKNOWN) and knowledge.find(str(key)) is None]
    faults += [Fault(FILE, record.line, f"expects {key}, which there is not") for key in unknown]
    return Golden(ask=str(record["ask"]), expect=tuple(expect), as_of=record.get("as_of"), line=record.line)
