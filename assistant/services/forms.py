"""The forms of the knowledge base: what a loss report asks, which papers a claim needs, what proves identity."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import yaml

from assistant.domain.deadline import DeadlineRule
from assistant.domain.form import Choice, Field
from assistant.domain.material import MaterialRule
from assistant.errors import SettingsError

WEAK = 0.2


@dataclass(frozen=True, kw_only=True)
class ClaimType:
    """A kind of loss: how it is recognised, what is asked, which papers it needs, by when it is decided."""

    id: str
    name: str
    title: str
    products: tuple[str, ...]
    words: tuple[str, ...]
    weak_words: tuple[str, ...]
    on_the_spot: str
    fields: tuple[Field, ...]
    materials: tuple[MaterialRule, ...]
    deadlines: tuple[DeadlineRule, ...]


@dataclass(frozen=True, kw_only=True)
class IdentityCheck:
    """What a customer gives to show who they are, and how often they may be wrong."""

    fields: tuple[Field, ...]
    attempts: int
    lock_minutes: int
    valid_minutes: int


@dataclass(frozen=True, kw_only=True)
class Forms:
    """All forms."""

    claims: Mapping[str, ClaimType]
    identity: IdentityCheck

    def recognise(self, text: str) -> ClaimType | None:
        """Return the kind of loss a text speaks of: the one with the most characters of its words in it.

        Weak words, which other kinds' reports have too, decide only where nothing else does.
        """
        for denied in {word for kind in self.claims.values() for field in kind.fields for word in field.no_words}:
            text = text.replace(denied, " ")  # who says that nobody was hurt tells of no injury
        weights = {t.id: _weight(t.words, text) + WEAK * _weight(t.weak_words, text) for t in self.claims.values()}
        best = max(weights, key=lambda name: weights[name])
        return self.claims[best] if weights[best] else None


def _weight(words: tuple[str, ...], text: str) -> int:
    return sum(len(word) for word in words if word in text)


def load_forms(knowledge: Path) -> Forms:
    """Read ``claims/*.yml`` and ``identity.yml``.

    Raises:
        SettingsError: with every file that cannot be read as a form.
    """
    faults: list[str] = []
    claims: dict[str, ClaimType] = {}
    for path in sorted((knowledge / "claims").glob("*.yml")):
        try:
            loaded = _claim_type(yaml.safe_load(path.read_text(encoding="utf-8")))
            claims[loaded.id] = loaded
        except (yaml.YAMLError, KeyError, TypeError) as error:
            faults.append(f"{path.name}: {error!r}")
    if faults:
        raise SettingsError(faults)
    return Forms(claims=claims, identity=_identity(yaml.safe_load((knowledge / "identity.yml").read_text("utf-8"))))


def _claim_type(raw: Mapping[str, Any]) -> ClaimType:
    return ClaimType(
        id=raw["id"],
        name=raw["name"],
        title=raw["title"],
        products=tuple(raw["products"]),
        words=tuple(raw["words"]),
        weak_words=tuple(raw.get("weak_words", ())),
        on_the_spot=raw["on_the_spot"],
        fields=tuple(read_field(item) for item in raw["fields"]),
        materials=tuple(_material(item) for item in raw["materials"]),
        deadlines=tuple(DeadlineRule(id=d["text"], days=d["days"], source=d["source"]) for d in raw["deadlines"]),
    )


def read_field(raw: Mapping[str, Any]) -> Field:
    """Return a field as the knowledge base writes it."""
    choices = tuple(Choice(id=c["id"], title=c["title"], words=tuple(c["words"])) for c in raw.get("choices", ()))
    tuples = {
        name: tuple(raw.get(name, ())) for name in ("labels", "yes_words", "no_words", "unknown_words", "self_words")
    }
    return Field(
        id=raw["id"],
        type=raw["type"],
        label=raw["label"],
        ask=raw.get("ask", ""),
        choices=choices,
        unknown_ok=raw.get("unknown_ok", False),
        asked_only=raw.get("asked_only", False),
        when=_when(raw),
        **tuples,
    )


def _material(raw: Mapping[str, Any]) -> MaterialRule:
    texts = {name: raw[name] for name in ("id", "name", "why", "form", "how")}
    return MaterialRule(**texts, words=tuple(raw.get("words", ())), when=_when(raw))


def _when(raw: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values) for name, values in (raw.get("when") or {}).items()}


def _identity(raw: Mapping[str, Any]) -> IdentityCheck:
    return IdentityCheck(
        fields=tuple(read_field(item) for item in raw["fields"]),
        attempts=raw["lock"]["attempts"],
        lock_minutes=raw["lock"]["minutes"],
        valid_minutes=raw["valid_minutes"],
    )
