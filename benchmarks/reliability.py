"""How often an answer of a given score is right: golden questions, scored by a calibration learnt from the other half of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

from assistant.clock import FixedClock
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.services.golden import Result, figures, run
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"
FOLDER = PROJECT / "var" / "evaluate"
EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)


def reliability(now: datetime) -> dict[str, Any]:
    """Print a table, draw ``var/evaluate/reliability.png``, and return the figures by name."""
    halves = [_half(half, now) for half in (0, 1)]
    scores, right, counts = (np.array(column) for column in zip(*(trial for _, trials in halves for trial in trials)))
    rows = [(low, high, (low <= scores) & (scores < high)) for low, high in zip(EDGES, (*EDGES[1:-1], 1.01))]
    points = [
        (low, high, *(np.average(held, weights=counts[at]) for held in (scores[at], right[at])), counts[at].sum())
        for low, high, at in rows if at.any()
    ]  # fmt: skip
    print(f"{'score':12}{'stated':>8}{'right':>8}{'questions':>11}")
    for low, high, stated, share, number in points:
        print(f"{low:.1f} - {min(high, 1):.1f}   {stated:8.2f}{share:8.2f}{number:11.0f}")
    gap = sum(abs(stated - share) * number for _, _, stated, share, number in points) / counts.sum()
    _draw([(stated, share, number) for _, _, stated, share, number in points], FOLDER / "reliability.png")
    results = [result for found, _ in halves for result in found]
    found = {f"golden_{name}": value for name, value in figures(results).items()}
    top1 = np.average(right[counts == 1])
    return {**found, "golden_top1": round(float(top1), 4), "calibration_gap": round(float(gap), 4)}


def _half(half: int, now: datetime) -> tuple[list[Result], list[tuple[float, bool, float]]]:
    """Return what became of one half of the golden questions, and their trials, scored by what was learnt from the other half."""
    knowledge = KnowledgeBase.load(KNOWLEDGE)
    asked = [golden for at, golden in enumerate(knowledge.golden) if at % 2 == half]
    knowledge.golden = tuple(golden for at, golden in enumerate(knowledge.golden) if at % 2 != half)
    searcher = Searcher(knowledge, cache_dir=PROJECT / "var" / "cache")
    return run(asked, searcher, FixedClock(now)), searcher.trials(asked)


def _draw(points: list[tuple[float, float, int]], path: Path) -> None:
    matplotlib.use("Agg")
    from matplotlib import pyplot

    path.parent.mkdir(parents=True, exist_ok=True)
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--")
    stated, share, sizes = zip(*points)
    axes.scatter(stated, share, s=[8 * size for size in sizes])
    axes.set(
        xlabel="stated score", ylabel="share right", xlim=(0, 1), ylim=(0, 1), title="Golden questions, cross-fitted"
    )
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
