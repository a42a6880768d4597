"""Customers' papers on disk: named by the SHA-256 of their content, encrypted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from assistant.storage.cipher import Cipher


class FileStore:
    """A folder of encrypted files; what is written stands there whole or not at all."""

    def __init__(self, folder: Path, cipher: Cipher) -> None:
        self.folder = folder
        self.cipher = cipher

    def put(self, content: bytes) -> str:
        """Store a content and return its SHA-256; the same content is stored once."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(self.cipher.seal_bytes(content))
            part.replace(path)
        return name

    def get(self, name: str) -> bytes:
        """Return a content by its SHA-256.

        Raises:
            FileNotFoundError: when it is not there.
        """
        return self.cipher.open_bytes(self._path(name).read_bytes())

    def delete(self, name: str) -> None:
        """Delete a content; it may be gone already."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
