"""Seconds that training takes, for either bot."""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Sequence

from assistant.settings import PROJECT
from benchmarks.modes import Mode
from benchmarks.processes import PLAIN, MeasureError, Process
from benchmarks.stock_project import FULL, Size, StockProject, lay_out, locate_project

KEPT = PROJECT / "var" / "bench"


@dataclass(frozen=True, kw_only=True)
class Training:
    """What came of a training."""

    seconds: float
    how: str = ""
    cached: bool = False


def train_all(folder: Path, mode: Mode, *, seconds: float) -> tuple[StockProject, dict[str, Training | MeasureError]]:
    """Train both bots and return the stock bot's project, and what came of each training by the bot's name."""
    project = choose_project(KEPT, mode.size)
    works: dict[str, Callable[[], Training]] = {
        "ours": lambda: train_ours(folder / "train.log", seconds=seconds),
        "stock": lambda: train_stock(project, seconds=seconds),
    }
    with ThreadPoolExecutor(max_workers=len(works) if mode.together else 1) as pool:
        outcomes = pool.map(_outcome, works.values())
        return project, dict(zip(works, outcomes, strict=True))


def choose_project(folder: Path, size: Size) -> StockProject:
    """Return the stock bot of that size, or the full one where an earlier run has trained it: it costs nothing."""
    full = locate_project(folder, FULL)
    return full if full.trained else locate_project(folder, size)


def train_stock(project: StockProject, *, seconds: float) -> Training:
    """Train the stock bot, or read what an earlier run took for it.

    Raises:
        MeasureError: when training fails or takes longer than ``seconds``.
    """
    if project.trained:
        told = json.loads(project.stamp.read_text())
        return Training(seconds=told["seconds"], how=told["how"], cached=True)
    project.folder.parent.mkdir(parents=True, exist_ok=True)
    lay_out(project)
    command = ["rasa", "train", "--force", "--fixed-model-name", "stock", *project.size.options]
    taken = timed(command, folder=project.folder, log=project.folder / "train.log", seconds=seconds)
    project.stamp.write_text(json.dumps({"seconds": taken, "how": project.size.name}))
    return Training(seconds=taken, how=project.size.name)


def train_ours(log: Path, *, seconds: float) -> Training:
    """Train ours, whatever has been trained before.

    Raises:
        MeasureError: when training fails or takes longer than ``seconds``.
    """
    command = ["assistant.cli.main", "train", "--force"]
    return Training(seconds=timed(command, folder=PROJECT, log=log, seconds=seconds), how="all sentences")


def timed(module: Sequence[str], *, folder: Path, log: Path, seconds: float) -> float:
    """Run a Python module with its arguments and return the seconds it took.

    Raises:
        MeasureError: when it fails or takes longer than ``seconds``.
    """
    begun = time.monotonic()
    process = Process([sys.executable, "-m", *module], folder=folder, log=log, environment={**os.environ, **PLAIN})
    try:
        code = process.wait(seconds)
        taken = time.monotonic() - begun
    finally:
        process.stop()
    if code is None:
        raise MeasureError(f"{' '.join(module[:2])} had not ended after {seconds:.0f} s")
    if code:
        raise MeasureError(f"{' '.join(module[:2])} ended with {code}:\n{process.tail()}")
    return taken


def _outcome(work: Callable[[], Training]) -> Training | MeasureError:
    try:
        return work()
    except MeasureError as error:
        return error
