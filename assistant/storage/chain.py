"""Hash chains: each row of the record carries a keyed digest of itself and of all rows before it in its chain.

A transcript is one chain; the audit trail is as many as transactions ever wrote at one time (*lanes*), so that none waits for another. The
chain's own state stands with its end (the conversation, the lane) and moves on with it; rows carry what follows from the state and does
not tell it. So a row that is changed, taken out, put in or moved shows, and rows cut off the end show too: nobody can set the end back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Mapping

from assistant.storage.cipher import Cipher


@dataclass(frozen=True, kw_only=True)
class End:
    """Where a chain ends: the last row's number and the state after it."""

    seq: int
    state: str

    def after(self, cipher: Cipher, content: Mapping[str, Any]) -> End:
        """Return the end after one more row."""
        return End(seq=self.seq + 1, state=cipher.chain(self.state, canonical(content)))

    def digest(self, cipher: Cipher) -> str:
        """Return what the row carries."""
        return cipher.chain(self.state, "shown")


def canonical(content: Mapping[str, Any]) -> str:
    """Return a row's content as text: the same before it is stored and after it is read, on every database.

    What is empty is left out, so that a column added later changes no digest of old rows.
    """
    return _encoder.encode({name: content[name] for name in sorted(content) if content[name] is not None})


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat()
    return bytes(value).hex()


_encoder = json.JSONEncoder(default=_plain)
