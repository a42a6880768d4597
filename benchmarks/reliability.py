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
    results = [result for half in (0, 1) for result in _half(half, now)]
    scores = np.array([result.score for result in results])
    right = np.array([result.top in result.golden.expect for result in results])
    rows = [(low, high, (low <= scores) & (scores < high)) for low, high in zip(EDGES, (*EDGES[1:-1], 1.01))]
    points = [
        (low, high, scores[held].mean(), right[held].mean(), int(held.sum())) for low, high, held in rows if held.any()
    ]
    print(f"{'score':12}{'stated':>8}{'right':>8}{'questions':>11}")
    for low, high, stated, share, number in points:
        print(f"{low:.1f} - {min(high, 1):.1f}   {stated:8.2f}{share:8.2f}{number:11}")
    gap = sum(abs(stated - share) * number for _, _, stated, share, number in points) / len(results)
    _draw([(stated, share, number) for _, _, stated, share, number in points], FOLDER / "reliability.png")
    found = {f"golden_{name}": value for name, value in figures(results).items()}
    return {**found, "golden_top1": round(float(right.mean()), 4), "calibration_gap": round(float(gap), 4)}


def _half(half: int, now: datetime) -> list[Result]:
    knowledge = KnowledgeBase.load(KNOWLEDGE)
    asked = [golden for at, golden in enumerate(knowledge.golden) if at % 2 == half]
    knowledge.golden = tuple(golden for at, golden in enumerate(knowledge.golden) if at % 2 != half)
    return run(asked, Searcher(knowledge, cache_dir=PROJECT / "var" / "cache"), FixedClock(now))


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
