"""How thorough a bench is. All times are seconds."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.measures import Plan
from benchmarks.stock_project import FULL, REDUCED, Size

HOUR = 3600.0


@dataclass(frozen=True, kw_only=True)
class Mode:
    """What the stock bot learns, and the time that the parts may take."""

    size: Size
    plan: Plan
    train: float
    reserve: float  # kept for the stock bot, which is served last
    total: float
    together: bool = False  # whether both are trained at the same time, each on a core of its own


THOROUGH = Mode(
    size=FULL,
    plan=Plan(warm=5, alone=60, together=60, long=600, start=600),
    train=12 * HOUR,
    reserve=HOUR,
    total=24 * HOUR,
)
QUICK = Mode(
    size=REDUCED,
    plan=Plan(warm=1, alone=6, together=8, long=25, start=90),
    train=90,
    reserve=55,
    total=172,  # three minutes, less what beginning and ending take
    together=True,
)
