"""Sealing of personal data at rest: Fernet for what is read again, HMAC-SHA-256 for what is only compared."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from assistant.errors import AssistantError


class SealError(AssistantError):
    """Sealed data cannot be opened: another key, or damaged."""


class Cipher:
    """Seals JSON values with keys derived from one secret."""

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(secret, b"seal")))
        self._digest_key = _derive(secret, b"digest")
        self._chain_key = _derive(secret, b"chain")
        self._link_key = _derive(secret, b"link").hex()

    def seal(self, value: Any) -> bytes:
        """Return a JSON value encrypted and authenticated."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False).encode())

    def open(self, sealed: bytes) -> Any:
        """Return the JSON value that was sealed.

        Raises:
            SealError: when the key is another one or the data is damaged.
        """
        try:
            return json.loads(self._fernet.decrypt(bytes(sealed)))
        except InvalidToken:
            raise SealError("sealed data cannot be opened with this secret key") from None

    def seal_bytes(self, content: bytes) -> bytes:
        """Return a file's content encrypted and authenticated."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Return the content of a sealed file.

        Raises:
            SealError: when the key is another one or the data is damaged.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SealError("a sealed file cannot be opened with this secret key") from None

    def link_key(self) -> str:
        """Return the key that links to a transcript are signed with."""
        return self._link_key

    def chain(self, state: str, content: str) -> str:
        """Return the state of a chain after one more content; without the key nobody can tell it."""
        return hmac.digest(self._chain_key, f"{state}\n{content}".encode(), "sha256").hex()

    def digest(self, value: str) -> str:
        """Return a keyed digest by which equal values are found without being readable."""
        return hmac.new(self._digest_key, value.encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()
