"""What is measured of a bot that runs."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.bots import Bot
from benchmarks.client import Load
from benchmarks.conversations import load_conversations, long_conversation

TURNS = 500
EARLY, LAST = slice(2, 8), 11  # turns 3 to 8, and as many as from 490 to 500
MOST_CUSTOMERS = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Seconds for the parts of a measurement of one bot; the last two are limits, seldom reached."""

    warm: float
    alone: float
    together: float
    long: float
    start: float


class Clock:
    """What is left of the time that everything together may take."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def reserving(self, seconds: float) -> Clock:
        """Return a clock that keeps some of what is left for what comes later."""
        return Clock(max(self.left() - seconds, 0.0))

    def left(self) -> float:
        """Return the seconds left, 0 at least."""
        return max(self._end - time.monotonic(), 0.0)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures of one bot: seconds, MB, messages a second, and ms; None where the time did not allow it."""

    start: float
    memory: float
    throughput_c1: float
    throughput_c8: float
    p50_c1: float | None
    p99_c1: float | None
    p50_c8: float | None
    p99_c8: float | None
    messages: int
    failed: int
    silent: int
    long_turns: int
    early_ms: float | None
    late_ms: float | None
    turn500_over_turn5: float | None

    def as_dict(self) -> dict[str, float | None]:
        """Return the figures by name, rounded to what they are worth."""
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


async def measure(bot: Bot, plan: Plan, clock: Clock) -> Figures:
    """Wait for a bot to be there and measure it.

    Raises:
        MeasureError: when it does not come up in time.
    """
    start = await bot.wait(min(plan.start, clock.left()))
    talk, conversations = bot.client.talk, load_conversations()
    await talk(conversations, customers=1, seconds=plan.warm)
    alone = await talk(conversations, customers=1, seconds=min(plan.alone, clock.left() / 3))
    together = await talk(conversations, customers=MOST_CUSTOMERS, seconds=min(plan.together, clock.left() / 2))
    memory = bot.memory()
    long = await bot.client.play(long_conversation(TURNS), seconds=min(plan.long, clock.left()))
    return _figures(start, memory, alone, together, long)


def _figures(start: float, memory: float, alone: Load, together: Load, long: Load) -> Figures:
    loads = (alone, together, long)
    return Figures(
        start=start,
        memory=memory,
        throughput_c1=alone.throughput,
        throughput_c8=together.throughput,
        p50_c1=alone.percentile(0.5),
        p99_c1=alone.percentile(0.99),
        p50_c8=together.percentile(0.5),
        p99_c8=together.percentile(0.99),
        messages=sum(len(load.milliseconds) for load in loads),
        failed=sum(load.failed for load in loads),
        silent=sum(load.silent for load in loads),
        long_turns=len(long.milliseconds),
        early_ms=_median(long.milliseconds[EARLY]),
        late_ms=_median(long.milliseconds[EARLY.stop :][-LAST:]),
        turn500_over_turn5=growth(long),
    )


def growth(long: Load) -> float | None:
    """Return the latency of turns 490 to 500 over that of turns 3 to 8; None when it did not come to that."""
    if len(long.milliseconds) < TURNS:
        return None
    return median(long.milliseconds[-LAST:]) / median(long.milliseconds[EARLY])


def _median(values: list[float]) -> float | None:
    return median(values) if values else None
