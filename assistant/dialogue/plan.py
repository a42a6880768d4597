"""Two things in one message: which they are, and in what order they are seen to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Callable, Sequence

from assistant.domain.understanding import Understanding
from assistant.text.matters import Piece, split_matters
from assistant.text.questions import is_question

MOST_PIECES = 6  # whoever tells more tells a story, of one thing
LONGEST = 400  # characters
CLEAR = {True: 0.7, False: 0.9}  # how sure one must be of a part, by whether words such as 另外 announce another
# by weight; what asks the customer something back comes after what is answered at once, so that the question stands last
ORDER = ("emergency", "complaint", "claim_dispute", "human", "knowledge", "claim_report", "claim_progress",
         "claim_material", "policy_service", "advice")  # fmt: skip
WEIGHT = ("emergency", "complaint", "claim_dispute", "human", "claim_report", "claim_progress", "claim_material",
          "policy_service", "advice", "knowledge")  # fmt: skip
ASIDE = frozenset({"knowledge", "human"})  # what a form stands back for
# what one of the two already takes care of, or is said of the same thing
ONE_MATTER = frozenset(
    map(
        frozenset,
        [
            ("complaint", "claim_dispute"),
            ("complaint", "human"),
            ("claim_dispute", "human"),
            ("claim_dispute", "claim_progress"),
            ("emergency", "human"),
            ("emergency", "claim_report"),
            ("claim_report", "claim_material"),
            ("advice", "knowledge"),
        ],
    )
)
# told apart even where nothing but the end of a sentence lies between them
APART = frozenset(
    map(
        frozenset,
        [
            ("complaint", "knowledge"),
            ("complaint", "policy_service"),
            ("complaint", "claim_report"),
            ("complaint", "advice"),
            ("human", "knowledge"),
            ("claim_report", "policy_service"),
            ("claim_report", "advice"),
            ("claim_progress", "policy_service"),
            ("claim_progress", "advice"),
        ],
    )
)

Read = Callable[[str], Understanding]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A thing that a message wants; ``turned`` tells that words such as 另外 announced it, ``more`` that it was told in several stretches."""

    text: str
    said: Understanding
    turned: bool
    more: bool = False

    def with_more(self, text: str) -> Part:
        """Return the part with more said of it."""
        return replace(self, text=_joined(self.text, text), more=True)


def parts_of(said: Understanding, read: Read) -> tuple[Understanding, ...]:
    """Return the things that a message wants, in the order in which they are seen to; most want one.

    ``read`` understands a stretch of it. Each part is said in the message's tone.
    """
    pieces = [] if said.tapped or len(said.text) > LONGEST else split_matters(said.text)
    if not 1 < len(pieces) <= MOST_PIECES:
        return (said,)
    parts = _tell_apart(pieces, read)
    if len(parts) < 2 or said.group not in {part.said.group for part in parts}:
        return (said,)
    told = [read(part.text) if part.more else part.said for part in parts]
    if [part.group for part in told] != [part.said.group for part in parts]:
        return (said,)
    toned = [replace(part, tone=part.tone or said.tone) for part in told]
    return tuple(sorted(toned, key=lambda part: ORDER.index(part.group)))


def answer_and_aside(said: Understanding, read: Read) -> tuple[Understanding, ...]:
    """Return the answer to a form's question, and what the customer wants beside it where words such as 另外 announce that."""
    pieces = [] if said.tapped or len(said.text) > LONGEST else split_matters(said.text)
    if len(pieces) < 2 or not pieces[-1].turned:
        return (said,)
    aside = Part(text=pieces[-1].text, said=read(pieces[-1].text), turned=True)
    if aside.said.group not in ASIDE or not _is_clear(aside):
        return (said,)
    return (read(reduce(_joined, (piece.text for piece in pieces[:-1]))), aside.said)


def weightiest(parts: Sequence[Understanding]) -> Understanding:
    """Return the part that weighs most.

    >>> weightiest([Understanding(text="", intent="", group=group, confidence=1) for group in ("knowledge", "human")]).group
    'human'
    """
    return min(parts, key=lambda part: WEIGHT.index(part.group) if part.group in WEIGHT else len(WEIGHT))


def _tell_apart(pieces: Sequence[Piece], read: Read) -> list[Part]:
    """Put what is unclear, or about the same thing, to what came before it; what opens a message unclearly, to what comes next."""
    parts: list[Part] = []
    opening = ""
    for piece in pieces:
        part = Part(text=piece.text, said=read(piece.text), turned=piece.turned)
        clear = _is_clear(part)
        if clear and not parts:
            parts.append(replace(part, text=_joined(opening, part.text), more=bool(opening)))
        elif clear and _is_apart(parts, part):
            parts.append(part)
        elif parts:
            parts[-1] = parts[-1].with_more(part.text)
        else:
            opening = _joined(opening, part.text)
    return parts


def _joined(one: str, other: str) -> str:
    return f"{one}，{other}" if one and one[-1].isalnum() else one + other


def _is_clear(part: Part) -> bool:
    said = part.said
    wanted = said.group in ORDER and not said.unsure and said.confidence >= CLEAR[part.turned]
    return wanted and (said.group != "knowledge" or part.turned or is_question(said.text))


def _is_apart(before: Sequence[Part], part: Part) -> bool:
    """Tell whether a part is another matter than each before it."""
    pairs = [frozenset({other.said.group, part.said.group}) for other in before]
    if any(len(pair) < 2 or pair in ONE_MATTER for pair in pairs):
        return False
    return part.turned or all(pair in APART for pair in pairs)
