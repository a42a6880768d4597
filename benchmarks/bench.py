"""``python -m benchmarks.bench [--quick]``: the speed of ours beside a stock Rasa bot, served one after the other."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

from benchmarks.bots import Bot, start_ours, start_stock
from benchmarks.measures import Clock, measure
from benchmarks.modes import QUICK, THOROUGH, Mode
from benchmarks.report import render, summarise
from benchmarks.training import MeasureError, Training, train_all


def main(arguments: list[str] | None = None) -> int:
    """Measure both bots and print the table, then one line of JSON; 1 when one of them could not be measured."""
    options = _parser().parse_args(arguments)
    mode = QUICK if options.quick else THOROUGH
    if options.epochs:
        mode = replace(mode, size=replace(mode.size, epochs=options.epochs))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock, ours = bench(Path(folder), mode, Clock(mode.total))
    print("\n" + render(stock, ours))
    print(json.dumps(summarise(stock, ours), ensure_ascii=False))
    return 0 if stock.get("start") and ours.get("start") else 1


def bench(folder: Path, mode: Mode, clock: Clock) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the figures of the stock bot and of ours; without what could not be measured."""
    print("training", flush=True)
    project, trained = train_all(folder, mode, seconds=min(mode.train, clock.left()))
    stock, ours = (_told(name, trained[name]) for name in ("stock", "ours"))
    if ours:
        ours |= _serve(lambda: start_ours(folder), mode, clock.reserving(mode.reserve if stock else 0))
    if stock:
        stock |= _serve(lambda: start_stock(project, folder), mode, clock)
    return stock, ours


def _told(name: str, outcome: Training | MeasureError) -> dict[str, Any]:
    """Return a training's figures, none when it failed, and say what came of it."""
    if isinstance(outcome, MeasureError):
        print(f"{name}: {outcome}", file=sys.stderr, flush=True)
        return {}
    kept = ", in an earlier run" if outcome.cached else ""
    print(f"{name}: trained in {outcome.seconds:.1f} s ({outcome.how}{kept})", flush=True)
    return {"train": round(outcome.seconds, 1), "train_how": outcome.how + kept}


def _serve(start: Callable[[], Bot], mode: Mode, clock: Clock) -> dict[str, Any]:
    """Return the figures of a bot at work; none when it did not come up: the other bot's are worth having still."""
    bot = start()
    print(f"{bot.name}: serving", flush=True)
    try:
        return asyncio.run(measure(bot, mode.plan, clock)).as_dict()
    except MeasureError as error:
        print(f"{bot.name}: {error}", file=sys.stderr, flush=True)
        return {}
    finally:
        bot.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="three minutes at most: the stock bot is trained briefly on a part of the sentences, unless a thorough run "
        "has trained it already; a turn costs about the same",
    )
    parser.add_argument("--epochs", type=int, help="train the stock bot that many epochs; a turn costs the same")
    return parser


if __name__ == "__main__":
    sys.exit(main())
