"""Fold width, script and invisible characters, and keep the way back to the text as given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator

import opencc

REPLACEMENT = "\ufffd"
CLUSTER_LIMIT = 16  # characters that are folded together; more marks on one letter than this are a prank
IGNORABLE = frozenset(
    (
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0),  # fillers and joiners
        *range(0x180B, 0x1810),  # variation selectors, here and below
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    )
)
BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


@dataclass(frozen=True)
class Normalised:
    """A folded text; ``offsets[i]`` is the stretch ``(start, end)`` of ``raw`` that its character ``i`` came from."""

    text: str
    raw: str
    offsets: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        r"""Return the stretch of ``raw`` that ``text[start:end]`` came from.

        >>> found = normalise("我叫王\u200b小明")
        >>> found.raw[slice(*found.span(2, 5))]
        '王\u200b小明'
        """
        if not 0 <= start < end <= len(self.offsets):
            raise IndexError(f"no stretch {start}:{end} in a text of {len(self.offsets)} characters")
        return self.offsets[start][0], self.offsets[end - 1][1]


def normalise(raw: str) -> Normalised:
    """Fold ``raw``: NFKC, traditional to simplified, white space to blanks, invisible characters left out.

    Unpaired surrogates become U+FFFD. The time is linear in the length.

    >>> normalise("我想問１２３，保單").text
    '我想问123,保单'
    """
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    for start, end in _clusters(raw):
        folded = _fold(raw[start:end])
        pieces.append(folded)
        offsets.extend([(start, end)] * len(folded))
    return Normalised(simplify("".join(pieces)), raw, tuple(offsets))


def simplify(text: str) -> str:
    """Write traditional characters as simplified ones; the length stays.

    >>> simplify("理賠進度")
    '理赔进度'
    """
    converter = _converter()
    converted: str = converter.convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_same_length(converter.convert(character), character) for character in text)


def _same_length(converted: str, original: str) -> str:
    return converted if len(converted) == 1 else original


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _clusters(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are folded together: a character with the marks that follow it."""
    start = 0
    for index in range(1, len(raw) + 1):
        if index == len(raw) or index - start >= CLUSTER_LIMIT or not _joins(raw[index]):
            yield start, index
            start = index


def _joins(character: str) -> bool:
    """Tell whether NFKC may merge the character into the one before it."""
    if character < "\u0300" or "\u3400" <= character <= "\u9fff":
        return False
    return (
        unicodedata.category(character) in ("Mn", "Mc")
        or "\u1161" <= character <= "\u11ff"
        or character in "\uff9e\uff9f"
    )


@lru_cache(maxsize=16384)
def _fold(cluster: str) -> str:
    whole = "".join(REPLACEMENT if unicodedata.category(c) == "Cs" else c for c in cluster if c in BREAKS or _shown(c))
    return "".join(_blank(c) for c in unicodedata.normalize("NFKC", whole) if c in BREAKS or _shown(c))


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf") and ord(character) not in IGNORABLE


def _blank(character: str) -> str:
    return " " if character in BREAKS or character.isspace() else character
