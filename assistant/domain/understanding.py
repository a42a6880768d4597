"""What was understood of a customer's message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator, Mapping

SORROW = frozenset({"grief", "illness"})  # tones of who is spoken to gently


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A thing named in a message; ``value`` is normalised, ``start`` and ``end`` count in the text as given."""

    type: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """A message as the assistant reads it; a tapped button has ``options`` and confidence 1; ``unsure`` is as often wrong as right.

    ``doubted`` is the intent that it was taken for first, where it rather is a question.
    ``vector``, of shape (512,), is the sentence vector of the text, where there is one: what searches next need not make it again.
    """

    text: str
    intent: str
    group: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    tone: str | None = None
    unsure: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    tapped: bool = False
    doubted: str | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    vector: Any = field(default=None, compare=False, repr=False)

    def values(self, kind: str) -> Iterator[str]:
        """Yield the values of the entities of one type, in the order said."""
        return (entity.value for entity in self.entities if entity.type == kind)

    def first(self, kind: str) -> str | None:
        """Return the first value of a type, or None."""
        return next(self.values(kind), None)
