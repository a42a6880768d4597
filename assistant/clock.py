"""The only source of "now"."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Protocol

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    """Tells the present time, aware, in Asia/Shanghai."""

    def now(self) -> datetime:
        """Return the present time."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present time."""
        return datetime.now(SHANGHAI)


class FixedClock:
    """A clock that stands still until it is moved: for tests, scripts and ``ASSISTANT_NOW``."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(SHANGHAI)

    def now(self) -> datetime:
        """Return the time it was last set to."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move it forward by ``seconds``."""
        self._now += timedelta(seconds=seconds)


class ShiftedClock:
    """A running clock that can be moved forward: the terminal's and the scripts' clock."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._shift = timedelta()

    def now(self) -> datetime:
        """Return the base clock's time, shifted."""
        return self._base.now() + self._shift

    def advance(self, seconds: float) -> None:
        """Move it forward by ``seconds``."""
        self._shift += timedelta(seconds=seconds)
