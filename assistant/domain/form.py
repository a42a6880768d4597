"""A form that is filled in conversation: what to ask next, what a message fills, what a correction means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Mapping, Sequence

from assistant.domain.reading import Invalid, read_asked, read_mentioned
from assistant.domain.understanding import Understanding

UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the answers a field knows, with the words customers use for it; ``answers`` mean it only where it was asked for."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to be known; a field without ``ask`` is noted when said and never asked for."""

    id: str
    type: str
    label: str
    ask: str = ""
    labels: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    yes_words: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()
    unknown_ok: bool = False
    unknown_words: tuple[str, ...] = ()
    none_words: tuple[str, ...] = ()  # tell in any message that there is none
    self_words: tuple[str, ...] = ()
    asked_only: bool = False
    or_hospital: bool = False  # of a place: a hospital is one
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Tell whether the field matters, given what is known."""
        return all(name in values and values[name].value in wanted for name, wanted in self.when.items())


@dataclass(frozen=True, kw_only=True)
class Value:
    """What is known of a field: normalised, and in the customer's own words."""

    value: Any
    said: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form on its way; ``asking`` is the field whose answer is awaited."""

    form: str
    values: Mapping[str, Value] = field(default_factory=dict)
    asking: str | None = None

    def plain(self) -> dict[str, Any]:
        """Return the values alone, by field id."""
        return {name: value.value for name, value in self.values.items()}

    def with_value(self, name: str, value: Value) -> Draft:
        """Return the draft with one field set."""
        return replace(self, values={**self.values, name: value})


def next_field(fields: Sequence[Field], draft: Draft) -> Field | None:
    """Return the first field that still has to be asked, or None when the form is complete."""
    return next((f for f in fields if f.ask and f.id not in draft.values and f.applies(draft.values)), None)


def last_answered(fields: Sequence[Field], draft: Draft) -> tuple[Field, ...]:
    """Return the field that was filled last, if any; the values stand in the order they were given."""
    asked = {f.id: f for f in fields if f.ask}
    given = [name for name in draft.values if name in asked]
    return (asked[given[-1]],) if given else ()


def find_field(fields: Sequence[Field], name: str | None) -> Field | None:
    """Return the field of that id, or None."""
    return next((f for f in fields if f.id == name), None)


def fill_mentioned(
    fields: Sequence[Field], draft: Draft, said: Understanding, today: date
) -> tuple[Draft, list[str], Invalid | None]:
    """Take everything a message says about fields that are still open.

    Returns the draft, the ids of the fields filled, and the first thing said that cannot be (a date to come).
    """
    filled: list[str] = []
    problem: Invalid | None = None
    for item in fields:
        unasked = item.type == "person" and not item.applies(draft.values)  # a name that nothing waits for is anybody's
        if item.id in draft.values or unasked:
            continue
        try:
            value = UNKNOWN if _has_none(item, said) else read_mentioned(item, said, today)
        except Invalid as invalid:
            problem = problem or invalid
            continue
        if value is not None:
            draft = draft.with_value(item.id, Value(value=value, said=said.text))
            filled.append(item.id)
    return draft, filled, problem


def _has_none(item: Field, said: Understanding) -> bool:
    return not said.tapped and any(word in said.text for word in item.none_words)


def fill_asked(item: Field, draft: Draft, said: Understanding, today: date) -> Draft:
    """Take a message as the answer to the field that was asked.

    Raises:
        Invalid: when it cannot be that answer.
    """
    unknown = said.intent == "unsure" or any(word in said.text for word in item.unknown_words)
    if (item.unknown_ok and unknown) or _has_none(item, said):
        return draft.with_value(item.id, Value(value=UNKNOWN, said=said.text))
    return draft.with_value(item.id, Value(value=read_asked(item, said, today), said=said.text))


def corrected_fields(fields: Sequence[Field], draft: Draft, said: Understanding, today: date) -> tuple[Field, ...]:
    """Return the filled fields that a correction speaks of: the one named by its label first, then those given another value."""
    filled = [f for f in fields if f.id in draft.values]
    named = [f for f in filled if f.ask and any(label in said.text for label in (f.label, *f.labels))][:1]
    return (*named, *(f for f in filled if f not in named and _changes(f, draft, said, today)))


def _changes(item: Field, draft: Draft, said: Understanding, today: date) -> bool:
    if item.type == "text":  # any message is another text than the first
        return False
    try:
        return read_mentioned(item, said, today) not in (None, draft.values[item.id].value)
    except Invalid:
        return True
