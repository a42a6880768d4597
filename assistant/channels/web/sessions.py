"""Web sessions: a random token that the server signed; whoever holds it is that visitor."""

from __future__ import annotations

import hmac
import secrets

from assistant.storage.cipher import Cipher

MAX_LENGTH = 200


class WebSessions:
    """Makes and checks tokens; keeps nothing."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def make(self) -> str:
        """Return a new visitor's token."""
        value = secrets.token_urlsafe(24)
        return f"{value}.{self._sign(value)}"

    def sender(self, token: str | None) -> str | None:
        """Return the name a token's visitor goes by in the database, or None for a token we did not make."""
        if not token or len(token) > MAX_LENGTH or not token.isascii():
            return None
        value, _, signature = token.partition(".")
        if not hmac.compare_digest(signature, self._sign(value)):
            return None
        return self._cipher.digest(f"web-sender:{value}")[:40]

    def _sign(self, value: str) -> str:
        return self._cipher.digest(f"web-session:{value}")[:32]
