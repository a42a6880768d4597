"""A turn that may not have been understood: why it is doubted, what was made of it, and what a reviewer says it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Sequence

from assistant.text.likeness import bare, likeness

ALIKE = 0.85  # sentences at least this alike are reviewed as one


class Cause(str, Enum):
    """What casts doubt on a turn."""

    UNSURE = "unsure"  # the model was less sure than it is wrong
    REJECTED = "rejected"  # too doubtful to be acted on
    UNKNOWN = "unknown"  # the customer was told that there is no answer
    REPHRASED = "rephrased"  # it got no answer, and the customer said the same in other words
    RATED = "rated"  # the customer found the answer bad


class DoubtState(str, Enum):
    """Where the review of a doubt stands."""

    OPEN = "open"
    LABELLED = "labelled"  # the sentence is a training example now
    DISMISSED = "dismissed"  # nothing to learn from it
    KNOWLEDGE = "knowledge"  # understood rightly: the knowledge base lacks the answer


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A doubtful turn, without personal data: the ``context`` is the two lines before it, ``outcome`` the kinds of the replies."""

    id: int
    conversation_id: str
    inbox_id: int
    causes: tuple[Cause, ...]
    state: DoubtState
    text: str
    context: tuple[str, ...]
    intent: str
    group: str
    confidence: float
    outcome: tuple[str, ...]
    at: datetime
    label: str | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class DoubtGroup:
    """Doubts about sentences that are nearly the same, the first said first."""

    doubts: tuple[Doubt, ...]

    @property
    def first(self) -> Doubt:
        """Return the one that stands for all."""
        return self.doubts[0]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Return why any of them is doubted, in the order of :class:`Cause`."""
        return tuple(cause for cause in Cause if any(cause in doubt.causes for doubt in self.doubts))


def group_doubts(doubts: Sequence[Doubt]) -> list[DoubtGroup]:
    """Put near duplicates together; what was said most often comes first, then what was said first."""
    groups: list[tuple[str, list[Doubt]]] = []
    for doubt in sorted(doubts, key=lambda doubt: doubt.id):
        words = bare(doubt.text)
        near = next((members for leader, members in groups if likeness(leader, words) >= ALIKE), None)
        if near is None:
            groups.append((words, [doubt]))
        else:
            near.append(doubt)
    ordered = sorted((members for _, members in groups), key=lambda members: (-len(members), members[0].id))
    return [DoubtGroup(doubts=tuple(members)) for members in ordered]
