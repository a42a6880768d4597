"""Where a customer is told news: in the conversation they use now, as far as its channel lets us speak first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Sequence

# how long after a customer's last words a channel brings what nobody asked for; one that is not named always does
WINDOWS = {"wechat_oa": timedelta(hours=48), "rest": timedelta(0)}


@dataclass(frozen=True, kw_only=True)
class Address:
    """A conversation that a customer has shown to be theirs, and when they last said something in it."""

    conversation_id: str
    channel: str
    spoken_at: datetime

    def open(self, now: datetime) -> bool:
        """Tell whether its channel brings news now.

        >>> at = datetime(2026, 11, 23, 10)
        >>> [Address(conversation_id="", channel=c, spoken_at=at).open(at + timedelta(days=2)) for c in ("web", "wechat_oa")]
        [True, False]
        """
        window = WINDOWS.get(self.channel)
        return window is None or now - self.spoken_at < window


def latest(addresses: Sequence[Address], now: datetime) -> str | None:
    """Return the conversation that the customer used last of those that can be reached, or None."""
    reached = [address for address in addresses if address.open(now)]
    return max(reached, key=lambda address: address.spoken_at).conversation_id if reached else None
