"""What a claim comes to: item by item, exact to the fen, with the reason for each difference and the clause it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Mapping, Sequence

from assistant.domain.casework import Outcome
from assistant.errors import CustomerError

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("99999999.99")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of an assessment: what was asked for and what is paid of it; amounts in yuan."""

    name: str
    claimed: Decimal
    approved: Decimal
    reason: str = ""
    clause: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as it is stored and shown."""
        return {"name": self.name, "claimed": str(self.claimed), "approved": str(self.approved),
                "reason": self.reason, "clause": self.clause}  # fmt: skip

    @classmethod
    def of(cls, raw: Mapping[str, str]) -> Item:
        """Return the item that was stored."""
        return cls(name=raw["name"], claimed=Decimal(raw["claimed"]), approved=Decimal(raw["approved"]),
                   reason=raw["reason"], clause=raw["clause"])  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A decision on its way: for payment with items, or against it with a clause; final once audited."""

    id: int
    claim_id: int
    outcome: Outcome
    items: tuple[Item, ...]
    grounds: str
    clause: str
    assessed_by: int
    assessed_at: datetime
    verdict: str | None
    audited_by: int | None
    audited_at: datetime | None
    audit_note: str

    @property
    def claimed(self) -> Decimal:
        """What was asked for in all."""
        return sum((item.claimed for item in self.items), ZERO)

    @property
    def approved(self) -> Decimal:
        """What is paid in all."""
        return sum((item.approved for item in self.items), ZERO)


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money that went out, for one assessment."""

    assessment_id: int
    amount: Decimal
    reference: str
    paid_on: date
    recorded_by: int
    recorded_at: datetime


def read_amount(raw: Any) -> Decimal:
    """Return an amount in yuan to the fen, from a string or a whole number; never from a float, which would not be exact.

    >>> read_amount("1,234.5")
    Decimal('1234.50')

    Raises:
        CustomerError: ``claim_amount_format``.
    """
    text = str(raw).replace(",", "").strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    whole, _, part = text.partition(".")
    plain = whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit() and len(part) <= 2))
    if not plain or Decimal(text) > MOST:
        raise CustomerError("claim_amount_format")
    return Decimal(text).quantize(FEN)


def check_items(items: Sequence[Item]) -> None:
    """Stop an assessment that is not complete.

    Raises:
        CustomerError: ``claim_items`` without items or names, ``claim_approved`` where more is paid than was asked for,
            ``claim_reason`` where less is paid without a reason or a clause, ``claim_nothing`` where nothing is paid at all.
    """
    if not items or not all(item.name for item in items):
        raise CustomerError("claim_items")
    for item in items:
        if item.approved > item.claimed:
            raise CustomerError("claim_approved", item=item.name)
        if item.approved < item.claimed and not (item.reason and item.clause):
            raise CustomerError("claim_reason", item=item.name)
    if not any(item.approved for item in items):
        raise CustomerError("claim_nothing")
