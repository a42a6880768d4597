"""WeChat's signatures and its message encryption, without any state: the scheme WeCom uses too.

A signature is the SHA-1 of the sorted parts, the account's token among them. An encrypted message is AES-256-CBC with
the key of 43 base64 characters from the platform's settings and that key's first 16 bytes as the vector; the plain text
is 16 random bytes, the length of the message (4 bytes, big-endian), the message and the receiver's id, padded by PKCS#7
to blocks of 32 bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from assistant.errors import AccessError, CustomerError, SettingsError

BLOCK_BITS = 256
SALT_BYTES = 16
LENGTH_BYTES = 4


def signature(*parts: str) -> str:
    """Return the signature of some parts, in whatever order they come.

    >>> signature("b", "a") == signature("a", "b")
    True
    """
    joined = "".join(sorted(parts)).encode("utf-8", "replace")
    return hashlib.sha1(joined).hexdigest()  # noqa: S324 - the platform's choice, and keyed by the token


def check_signature(given: str, *parts: str) -> None:
    """Compare a signature in constant time.

    Raises:
        AccessError: when it is not the signature of the parts.
    """
    if not hmac.compare_digest(given.encode("utf-8", "replace"), signature(*parts).encode()):
        raise AccessError("wrong signature")


class MessageCipher:
    """Encrypts and decrypts an account's messages."""

    def __init__(self, aes_key: str, receiver: str) -> None:
        """Take the platform's ``EncodingAESKey`` and the account's id.

        Raises:
            SettingsError: when the key is not one.
        """
        try:
            key = base64.b64decode(aes_key + "=", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise SettingsError(["the AES key of WeChat messages must have 43 letters and digits"])
        self.receiver = receiver.encode()
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def encrypt(self, message: bytes, *, salt: bytes | None = None) -> str:
        """Return a message encrypted, in base64; ``salt`` is only given by tests."""
        length = len(message).to_bytes(LENGTH_BYTES, "big")
        plain = (salt or secrets.token_bytes(SALT_BYTES)) + length + message + self.receiver
        padder = PKCS7(BLOCK_BITS).padder()
        encryptor = self._cipher.encryptor()
        padded = padder.update(plain) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """Return the message in it.

        Raises:
            CustomerError: ``bad_request`` when it cannot be decrypted.
            AccessError: when it is for another account.
        """
        plain = self._plain(encrypted)
        start = SALT_BYTES + LENGTH_BYTES
        end = start + int.from_bytes(plain[SALT_BYTES:start], "big")
        if len(plain) < start or end > len(plain):
            raise CustomerError("bad_request")
        if not hmac.compare_digest(plain[end:], self.receiver):
            raise AccessError("a message for another account")
        return plain[start:end]

    def _plain(self, encrypted: str) -> bytes:
        try:
            content = base64.b64decode(encrypted, validate=True)
            decryptor = self._cipher.decryptor()
            unpadder = PKCS7(BLOCK_BITS).unpadder()
            padded = decryptor.update(content) + decryptor.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError:  # no base64, no whole block, or no padding: another key
            raise CustomerError("bad_request") from None
