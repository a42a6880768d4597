"""What is checked when a loss is reported: told kindly, noted for the staff, never a reason to refuse the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Mapping

LATE, NOT_IN_FORCE, WAITING, DUPLICATE, UNCHECKED = (
    "late_notice", "not_in_force", "waiting_period", "duplicate", "policy_unchecked",
)  # fmt: skip
ILL = frozenset({"illness", "sudden", "cancer", "heart", "brain", "organ", "hospital_stay", "outpatient", "clinic"})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to look at: ``code`` names the words it is told in, ``facts`` fill them; what is not ``told`` is for the staff alone."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    told: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is stored with the claim."""
        return {"code": self.code, "facts": dict(self.facts), "told": self.told}


def late(occurred: date, today: date, days: int, text: str, source: str) -> Finding | None:
    """Return the finding for a loss that is notified after the days its clauses name (保险法 第二十一条).

    >>> late(date(2026, 11, 1), date(2026, 11, 12), 10, "", "").facts["passed"]
    11
    >>> late(date(2026, 11, 1), date(2026, 11, 11), 10, "", "") is None
    True
    """
    passed = (today - occurred).days
    return Finding(code=LATE, facts={"passed": passed, "text": text, "source": source}) if passed > days else None


def outside(occurred: date, start: date, end: date, policy: str) -> Finding | None:
    """Return the finding for a loss on a day that the policy does not cover."""
    if start <= occurred <= end:
        return None
    return Finding(code=NOT_IN_FORCE, facts={"policy": policy, "start": start.isoformat(), "end": end.isoformat()})


def waiting(occurred: date, start: date, days: int, cause: str | None, product: str) -> Finding | None:
    """Return the finding for an illness within the waiting period; an accident has none.

    >>> waiting(date(2026, 3, 10), date(2026, 3, 1), 30, "cancer", "").facts["until"]
    '2026-03-30'
    >>> waiting(date(2026, 3, 10), date(2026, 3, 1), 30, "traffic", "") is None
    True
    """
    last = start + timedelta(days=days - 1)
    if not days or cause not in ILL or not start <= occurred <= last:
        return None
    return Finding(code=WAITING, facts={"days": days, "until": last.isoformat(), "product": product})
