"""The figures of both bots side by side: a table to read, and one line of JSON."""

from __future__ import annotations

from typing import Any, Mapping

Figures = Mapping[str, Any]

RATIOS = ("throughput_c1", "throughput_c8", "p50_c1", "p99_c8", "turn500_over_turn5", "start", "memory", "train")
# name, what it is, digits after the point
ROWS = (
    ("train", "training, s", 1),
    ("start", "launch to first good answer, s", 1),
    ("memory", "memory after load, MB", 0),
    ("throughput_c1", "one customer, messages/s", 1),
    ("throughput_c8", "eight customers, messages/s", 1),
    ("p50_c1", "one customer, median, ms", 1),
    ("p99_c1", "one customer, 99th percentile, ms", 1),
    ("p50_c8", "eight customers, median, ms", 1),
    ("p99_c8", "eight customers, 99th percentile, ms", 1),
    ("early_ms", "one long conversation, turns 3 to 8, ms", 1),
    ("late_ms", "... its last eleven turns, ms", 1),
    ("long_turns", "... turns it came to", 0),
    ("turn500_over_turn5", "... turns 490 to 500 over turns 3 to 8", 2),
    ("messages", "messages sent", 0),
    ("failed", "... answered with an error", 0),
    ("silent", "... answered with nothing", 0),
)


def summarise(stock: Figures, ours: Figures) -> dict[str, Any]:
    """Return what the last line holds: both bots' figures, and ours over the stock bot's."""
    ratio = {name: _over(ours.get(name), stock.get(name)) for name in RATIOS}
    ratio["turn500_over_turn5"] = ours.get("turn500_over_turn5")  # a ratio already, and of ours alone
    return {"stock": dict(stock), "ours": dict(ours), "ratio": ratio}


def render(stock: Figures, ours: Figures) -> str:
    """Return the table."""
    lines = [f"{'':42}{'stock':>12}{'ours':>12}{'ours/stock':>12}"]
    for name, label, digits in ROWS:
        left, right = stock.get(name), ours.get(name)
        over = _over(right, left) if name in RATIOS and name != "turn500_over_turn5" else None
        lines.append(f"{label:42}{_cell(left, digits):>12}{_cell(right, digits):>12}{_cell(over, 3):>12}".rstrip())
    return "\n".join(lines)


def _over(ours: float | None, stock: float | None) -> float | None:
    return round(ours / stock, 4) if ours is not None and stock else None


def _cell(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
