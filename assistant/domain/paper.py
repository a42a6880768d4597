"""What a paper handed in looks to be: which kind, whether it can be read, whose name is on it. A guess for people to judge, no more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Collection, Mapping, Sequence

from assistant.text.normalise import normalise

OTHER, PHOTO = "other", "photo"
TITLE, WORD, WEAK, PATTERN = 6.0, 2.5, 1.0, 3.0  # what a title, a word, a weak word and a pattern count for
HEAD = 0.35  # share of the lines, from the top, in which a title is one; further down it counts as a word
ENOUGH = 4.0  # of these points, for a kind
SURE_LINE = 0.6  # score from which a line's words are trusted
LEGIBLE = 0.85  # mean score of the lines on a paper that can be read
FEW = 12  # characters, below which there is no telling what a paper says
DARK = 70.0  # brightness, of 255, that the brightest twentieth of the picture does not reach
DIM = 110.0  # or does not reach where the words cannot be read
SHARP = 90.0  # variance of the Laplacian after stretching, below which edges are washed out
WASHED_OUT = 2.0  # below which it is blurred, even if large letters can be guessed
SMALL = 240  # pixels of the shorter side
EDGES = 3  # lines that run over the edge, from which on a paper is cut off
PLAIN = 12.0  # spread of brightness, below which a picture shows nothing


class Problem(str, Enum):
    """Why a paper cannot be read, or is not what it should be."""

    DARK = "dark"
    BLURRED = "blurred"
    SMALL = "small"
    CUT_OFF = "cut_off"
    BLANK = "blank"
    OTHER_KIND = "other_kind"
    OTHER_NAME = "other_name"


UNREADABLE = frozenset({Problem.DARK, Problem.BLURRED, Problem.SMALL, Problem.CUT_OFF, Problem.BLANK})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the reader saw: lines from the top as ``(text, score)``, and the picture's measures; ``turned`` clockwise, in degrees."""

    lines: Sequence[tuple[str, float]]
    width: int = 0
    height: int = 0
    brightness: float = 255.0
    spread: float = 255.0
    sharpness: float = 1000.0
    over_edge: int = 0
    turned: int = 0
    printed: bool = False  # the words are the file's own, not read off a picture


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """A kind of paper and the words it is known by; ``named`` kinds carry the name of the person they are about."""

    id: str
    name: str
    named: bool = False
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Look:
    """A first look at a paper."""

    kind: str
    score: float
    problems: tuple[Problem, ...] = ()
    named: bool | None = None  # whether an expected name is on it; None where that cannot be told
    turned: int = 0

    @property
    def readable(self) -> bool:
        """Tell whether people could work with it."""
        return not UNREADABLE & set(self.problems)

    @property
    def known(self) -> bool:
        """Tell whether it shows what kind it is."""
        return self.kind != OTHER and self.readable


@dataclass(frozen=True, kw_only=True)
class PaperRules:
    """The kinds, which of them each item of a checklist takes, and which items may be taken over from another claim, which bear the insured's name.

    ``elsewhere`` are words of what papers are asked for too, without being a claim of ours: 退保, 生育津贴.
    """

    kinds: Mapping[str, PaperKind]
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reusable: tuple[str, ...] = ()
    insured: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    statute: str = ""
    article: str = ""
    source: str = ""

    def concern_no_claim(self, text: str) -> bool:
        """Tell whether a question about papers is about something that is no claim of ours."""
        return any(word in text for word in self.elsewhere)

    def doubt(self, look: Look, item: str) -> Problem | None:
        """Return what speaks against taking a paper as an item, the weightiest; None where nothing does."""
        ignored = {Problem.CUT_OFF} if PHOTO in self.items.get(item, ()) else set()  # words on a thing may well run on
        against = next((problem for problem in look.problems if problem in UNREADABLE - ignored), None)
        if against is not None or not self.fits(look.kind, item):
            return against or Problem.OTHER_KIND
        return Problem.OTHER_NAME if look.named is False and item in self.insured else None

    def places(self, kind: str) -> dict[str, int]:
        """Return the items that a kind of paper is for, with its place among those that each takes."""
        return {item: wanted.index(kind) for item, wanted in self.items.items() if kind in wanted}

    def fits(self, kind: str, item: str) -> bool:
        """Tell whether a paper of a kind may be what an item asks for; a kind not known may be anything."""
        wanted = self.items.get(item)
        return wanted is None or kind in wanted or kind == OTHER


def look_at(seen: Seen, rules: PaperRules, names: Collection[str] = ()) -> Look:
    """Judge what was seen; ``names`` are those that a paper of this claim may bear."""
    text = _plain("".join(line for line, score in seen.lines if score >= SURE_LINE))
    kind, score = recognise(seen.lines, rules.kinds)
    problems = _problems(seen, text, kind)
    if kind == OTHER and not problems and len(text) < FEW:
        kind = PHOTO
    named = _named(text, names) if kind in rules.kinds and rules.kinds[kind].named and not problems else None
    if named is False:
        problems = (*problems, Problem.OTHER_NAME)
    return Look(kind=kind, score=round(score, 1), problems=problems, named=named, turned=seen.turned)


def recognise(lines: Sequence[tuple[str, float]], kinds: Mapping[str, PaperKind]) -> tuple[str, float]:
    """Return the kind that the words speak for, with its points; ``other`` where they do not suffice."""
    trusted = [_plain(line) for line, score in lines if score >= SURE_LINE]
    head = "".join(trusted[: max(3, round(len(trusted) * HEAD))])
    text = "".join(trusted)
    numbers = " ".join(
        re.sub(r"(?<=\d)\s+(?=\d)", "", normalise(line).text) for line, score in lines if score >= SURE_LINE
    )
    points = {kind.id: _points(kind, head, text, numbers) for kind in kinds.values()}
    best = max(points, key=lambda name: points[name])
    return (best, points[best]) if points[best] >= ENOUGH else (OTHER, points[best])


def _points(kind: PaperKind, head: str, text: str, numbers: str) -> float:
    titles = max((TITLE if title in head else WORD for title in kind.titles if title in text), default=0.0)
    words = sum(WORD for word in kind.words if word in text)
    weak = sum(WEAK for word in kind.weak if word in text)
    return titles + words + min(weak, ENOUGH) + sum(PATTERN for pattern in kind.patterns if re.search(pattern, numbers))


def _problems(seen: Seen, text: str, kind: str) -> tuple[Problem, ...]:
    if seen.printed:
        return () if text else (Problem.BLANK,)
    if seen.over_edge >= EDGES:
        return (Problem.CUT_OFF,)
    if min(seen.width, seen.height) < SMALL:
        return (Problem.SMALL,)
    if seen.brightness < DARK:
        return (Problem.DARK,)
    if seen.spread >= PLAIN and seen.sharpness < WASHED_OUT:
        return (Problem.BLURRED,)
    if _legible(seen, text) and kind != OTHER:
        return ()
    if seen.spread < PLAIN:
        return (Problem.BLANK,)
    if seen.brightness < DIM:
        return (Problem.DARK,)
    return (Problem.BLURRED,) if seen.sharpness < SHARP else ()


def _legible(seen: Seen, text: str) -> bool:
    weight = sum(len(line) for line, _ in seen.lines)
    mean = sum(len(line) * score for line, score in seen.lines) / weight if weight else 0.0
    return len(text) >= FEW and mean >= LEGIBLE


def _named(text: str, names: Collection[str]) -> bool | None:
    """Tell whether one of the names stands in a text; None where none is expected."""
    expected = [_plain(name) for name in names if name]
    return any(name in text for name in expected) if expected else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", normalise(text).text).lower()
