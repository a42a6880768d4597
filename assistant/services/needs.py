"""The needs talk: a few questions, then the products that suit the answers. Pure; the questions and rules are ``needs.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Mapping

import yaml

from assistant.domain.form import UNKNOWN, Draft, Field, Value, fill_asked, fill_mentioned, find_field, next_field
from assistant.domain.reading import Invalid
from assistant.domain.understanding import Understanding
from assistant.errors import SettingsError
from assistant.services.forms import read_field
from assistant.yamlfiles import read_yaml

FORM = "needs"
MOST = 3
ESSENTIAL = "worry"


@dataclass(frozen=True, kw_only=True)
class Suit:
    """A product, the answers it suits, and why; ``ages`` are those at which it can be bought first, both included."""

    product: str
    when: Mapping[str, tuple[Any, ...]]
    ages: tuple[int, int] | None
    because: str

    def fits(self, values: Mapping[str, Any]) -> bool:
        """Tell whether it suits the answers; an age that is not known rules nothing out."""
        age = values.get("age")
        old_enough = self.ages is None or not isinstance(age, int) or self.ages[0] <= age <= self.ages[1]
        return old_enough and all(values.get(name) in wanted for name, wanted in self.when.items())


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a message did: asking (``field``), problem (the same, not understood), suited, or digression."""

    outcome: str
    draft: Draft
    field: Field | None = None
    suits: tuple[Suit, ...] = ()


class NeedsTalk:
    """The questions, the rules, and the notes that must go with a recommendation."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.fields = tuple(read_field(item) for item in raw["fields"])
        self.suits = tuple(
            Suit(
                product=item["product"],
                when={name: tuple(values) for name, values in item["when"].items()},
                ages=tuple(item["ages"]) if "ages" in item else None,
                because=item["because"],
            )
            for item in raw["suits"]
        )
        self.notes: Mapping[str, str] = raw["notes"]
        self.saving = frozenset(raw["saving_products"])

    @classmethod
    def load(cls, knowledge: Path) -> NeedsTalk:
        """Read ``needs.yml``.

        Raises:
            SettingsError: it cannot be read as a needs talk.
        """
        try:
            return cls(read_yaml(knowledge / "needs.yml"))
        except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
            raise SettingsError([f"needs.yml: {error!r}"]) from error

    def begin(self, said: Understanding, today: date) -> Step:
        """Take the first message: whatever it tells is not asked again."""
        draft, _, _ = fill_mentioned(self.fields, Draft(form=FORM), said, today)
        return self.next(draft)

    def go_on(self, draft: Draft, said: Understanding, today: date) -> Step:
        """Take an answer, and everything else the message tells."""
        item = find_field(self.fields, draft.asking)
        if item is None:
            return self.next(draft)
        try:
            draft = fill_asked(item, draft, said, today)
        except Invalid:
            told, filled, _ = fill_mentioned(self.fields, draft, said, today)
            return self.next(told) if filled else Step(outcome="problem", draft=draft, field=item)
        return self.next(fill_mentioned(self.fields, draft, said, today)[0])

    def hurried(self, draft: Draft) -> Step:
        """Go on with the one question that nothing can be recommended without; the others are left open."""
        for field in self.fields:
            if field.id != ESSENTIAL and field.id not in draft.values:
                draft = draft.with_value(field.id, Value(value=UNKNOWN, said=""))
        return self.next(draft)

    def notes_for(self, suits: tuple[Suit, ...], values: Mapping[str, Any]) -> list[str]:
        """Return what must be said with a recommendation."""
        saving = any(suit.product in self.saving for suit in suits)
        kept = {"health": "illness" in values, "saving": saving, "general": True}
        return [text for name, text in self.notes.items() if kept.get(name)]

    def next(self, draft: Draft) -> Step:
        """Return what is still asked, or what suits."""
        field = next_field(self.fields, draft)
        if field is not None and not _settled(draft):
            asking = Draft(form=FORM, values=draft.values, asking=field.id)
            return Step(outcome="asking", draft=asking, field=field)
        values = draft.plain()
        return Step(outcome="suited", draft=draft, suits=tuple(s for s in self.suits if s.fits(values))[:MOST])


def _settled(draft: Draft) -> bool:
    """Tell whether nothing more need be asked: for staff there is one product."""
    whom = draft.values.get("whom")
    return whom is not None and whom.value == "staff"


def as_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as it is kept in a slot."""
    return {"asking": draft.asking, "values": {name: [v.value, v.said] for name, v in draft.values.items()}}


def from_json(kept: Mapping[str, Any]) -> Draft:
    """Return a draft as it was kept in a slot."""
    values = {name: Value(value=value, said=said) for name, (value, said) in kept["values"].items()}
    return Draft(form=FORM, values=values, asking=kept["asking"])
