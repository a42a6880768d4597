"""Keep what an encoder has computed: passages on disk, queries in memory."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Encoder, FloatArray, unit
from assistant.retrieval.files import read_npz, write_npz

Progress = Callable[[int, int], None]


class CachedEncoder:
    """An encoder that encodes no passage twice, on this machine, and no query twice, in this process.

    Passages are kept in half precision, in ``<folder>/vectors-<encoder>.npz``, by the SHA-256 of the encoder's name and the text. They are
    rounded before their first use too, so that a search does not depend on whether the cache was warm.
    """

    def __init__(
        self, encoder: Encoder, folder: Path | None, *, queries: int = 4096, batch: int = 64, save_every: int = 1024,
        progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self._encoder = encoder
        self._path = folder / f"vectors-{encoder.name}.npz" if folder else None
        self._limit, self._batch, self._save_every, self._progress = queries, batch, save_every, progress
        self._passages: dict[bytes, NDArray[np.float16]] = {}
        self._queries: OrderedDict[str, FloatArray] = OrderedDict()
        self._lock = Lock()
        self._loaded = False

    @property
    def name(self) -> str:
        """Name of the encoder within."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode_query(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of queries, shape (texts, dimension); those asked lately come from memory."""
        with self._lock:
            known = {text: self._queries[text] for text in texts if text in self._queries}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for text, vector in zip(missing, self._encoder.encode_query(missing)):
            known[text] = vector
        with self._lock:
            for text in texts:
                self._queries[text] = known[text]
                self._queries.move_to_end(text)
            while len(self._queries) > self._limit:
                self._queries.popitem(last=False)
        return np.vstack([known[text] for text in texts]) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_passage(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of passages, shape (texts, dimension); new ones are encoded and written down."""
        with self._lock:
            self._load()
            keys = [self._key(text) for text in texts]
            new = {key: text for key, text in zip(keys, texts) if key not in self._passages}
            self._encode_new(list(new.items()))
            rows = [self._passages[key] for key in keys]
        return unit(np.stack(rows)) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def _encode_new(self, new: Sequence[tuple[bytes, str]]) -> None:
        unsaved = 0
        for start in range(0, len(new), self._batch):
            part = new[start : start + self._batch]
            vectors = self._encoder.encode_passage([text for _, text in part]).astype(np.float16)
            self._passages.update((key, vector) for (key, _), vector in zip(part, vectors))
            unsaved += len(part)
            if unsaved >= self._save_every or start + self._batch >= len(new):
                self._save()
                unsaved = 0
            if self._progress:
                self._progress(start + len(part), len(new))

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode("utf-8", "replace")).digest()

    def _load(self) -> None:
        if not self._loaded:
            self._passages.update(_read(self._path, self.dimension))
            self._loaded = True

    def _save(self) -> None:
        """Write all vectors, with those that another process has written meanwhile."""
        if self._path is None:
            return
        for key, vector in _read(self._path, self.dimension).items():
            self._passages.setdefault(key, vector)
        keys = np.frombuffer(b"".join(self._passages), dtype=np.uint8).reshape(-1, 32)
        write_npz(self._path, keys=keys, vectors=np.stack(list(self._passages.values())))


def _read(path: Path | None, dimension: int) -> dict[bytes, NDArray[np.float16]]:
    """Return the stored vectors by key; a file that is missing or broken holds none."""
    stored = read_npz(path) if path else None
    if stored is None or stored.keys() != {"keys", "vectors"}:
        return {}
    keys, vectors = stored["keys"], stored["vectors"]
    if vectors.ndim != 2 or vectors.shape[1] != dimension or len(keys) != len(vectors):
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, vectors)}
