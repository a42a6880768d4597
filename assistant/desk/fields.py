"""What requests bring, read and checked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sanic.request import Request

from assistant.clock import SHANGHAI
from assistant.errors import CustomerError
from assistant.storage.reporting import Span

LONGEST = 366  # days


def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request; anything else counts as empty."""
    return request.json if isinstance(request.json, dict) else {}


def number(value: Any) -> int | None:
    """Return a whole number as a query or a body gives it, or None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else None


def span_of(first: Any, last: Any) -> Span:
    """Return the span of two days, both included, by China's clock.

    Raises:
        CustomerError: ``span`` when they are no days, the wrong way round, or too far apart.
    """
    try:
        start, end = date.fromisoformat(str(first)), date.fromisoformat(str(last))
        if not 0 <= (end - start).days < LONGEST:
            raise ValueError
        midnight = datetime.combine(end + timedelta(days=1), time(), SHANGHAI)
        return Span(start=datetime.combine(start, time(), SHANGHAI), end=midnight)
    except (ValueError, OverflowError):
        raise CustomerError("span") from None
