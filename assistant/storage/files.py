"""Customers' papers: named by the SHA-256 of their content, encrypted, in whichever store."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol

from assistant.storage.cipher import Cipher


class Blobs(Protocol):
    """Somewhere to keep sealed contents by name; what is written stands there whole or not at all."""

    def has(self, name: str) -> bool:
        """Tell whether a content is there."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a content."""

    def get(self, name: str) -> bytes:
        """Return a content.

        Raises:
            FileNotFoundError: when it is not there.
        """

    def delete(self, name: str) -> None:
        """Let go of a content, if it is there."""


class FileStore:
    """Papers, sealed before they leave the process."""

    def __init__(self, blobs: Blobs, cipher: Cipher) -> None:
        self.blobs = blobs
        self.cipher = cipher

    def put(self, content: bytes) -> str:
        """Store a content and return its SHA-256; the same content is stored once."""
        name = hashlib.sha256(content).hexdigest()
        if not self.blobs.has(name):
            self.blobs.put(name, self.cipher.seal_bytes(content))
        return name

    def get(self, name: str) -> bytes:
        """Return a content by its SHA-256.

        Raises:
            FileNotFoundError: when it is not there.
        """
        return self.cipher.open_bytes(self.blobs.get(name))

    def delete(self, name: str) -> None:
        """Let go of a content, if it is there."""
        self.blobs.delete(name)


class Folder:
    """Blobs in a local folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, name: str) -> bool:
        """Tell whether a content is there."""
        return self._path(name).exists()

    def put(self, name: str, content: bytes) -> None:
        """Keep a content; two that write the same at once do not disturb each other."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def delete(self, name: str) -> None:
        """Let go of a content, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def get(self, name: str) -> bytes:
        """Return a content."""
        return self._path(name).read_bytes()

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name
