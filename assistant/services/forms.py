"""The forms of the knowledge base: what a loss report asks, which papers a claim needs, what proves identity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Collection, Mapping

import yaml

from assistant.domain.form import Choice, Field
from assistant.domain.material import MaterialRule
from assistant.errors import SettingsError
from assistant.yamlfiles import read_yaml

PLAIN = frozenset({"date", "time", "place", "phone", "name"})  # read alike whatever happened
TELLTALE = frozenset({"plate"})
POLICY = "policy"
GAP = r"[^，。；！？,.;!?开车带送拉骑接]{0,6}"
WEAK = 0.2
STRONG = 1000
SHARED = "_common.yml"  # parts that several kinds of loss take with `use`


@dataclass(frozen=True, kw_only=True)
class Held:
    """A policy that a customer holds, in words; ``insured`` is whom it covers where that is somebody else."""

    title: str
    insured: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimType:
    """A kind of loss: how it is recognised, what is asked, which papers it needs, by when it is notified.

    ``strong_words`` decide before any other kind's words. ``gentle`` kinds are spoken of with tact; ``opening``, where there is
    one, stands for the usual first words.
    """

    id: str
    name: str
    title: str
    products: tuple[str, ...]
    words: tuple[str, ...]
    weak_words: tuple[str, ...]
    strong_words: tuple[str, ...]
    gentle: bool
    opening: str
    on_the_spot: str
    fields: tuple[Field, ...]
    materials: tuple[MaterialRule, ...]
    notice: NoticeRule

    def with_policies(self, fitting: Mapping[str, Held]) -> ClaimType:
        """Return the kind as it is asked of a customer with these policies, by number: without any, none is asked for."""
        choices = tuple(Choice(id=number, title=held.title) for number, held in fitting.items())
        fields = (replace(f, choices=choices) if f.id == POLICY else f for f in self.fields)
        return replace(self, fields=tuple(f for f in fields if f.id != POLICY or choices))


@dataclass(frozen=True, kw_only=True)
class NoticeRule:
    """Within how many days a loss should be notified; later is still in order, and is told with its source."""

    days: int
    text: str
    source: str


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

    @cached_property
    def common(self) -> tuple[Field, ...]:
        """The plain facts that any kind of loss asks for: they are taken before the kind is known."""
        fields = (field for kind in self.claims.values() for field in kind.fields if field.type in PLAIN)
        return tuple({field.id: field for field in fields}.values())

    def recognise(self, text: str) -> ClaimType | None:
        """Return the kind of loss a text speaks of: the one with the most characters of its words in it.

        Strong words decide alone; weak ones, which other kinds' reports have too, only where nothing else does.
        """
        for denied in {word for kind in self.claims.values() for field in kind.fields for word in field.no_words}:
            text = text.replace(denied, " ")  # who says that nobody was hurt tells of no injury
        weights = {t.id: _weight_of(t, text) for t in self.claims.values()}
        best = max(weights, key=lambda name: weights[name])
        return self.claims[best] if weights[best] else None

    def asking_for(self, given: Collection[str]) -> ClaimType | None:
        """Return the one kind of loss that asks for what is ``given``, by its types: a number plate tells of a car."""
        kinds = [t for t in self.claims.values() if any(f.type in given for f in t.fields if f.type in TELLTALE)]
        return kinds[0] if len(kinds) == 1 else None


def _weight_of(kind: ClaimType, text: str) -> float:
    strong = STRONG * _weight(kind.strong_words, text)
    return strong + _weight(kind.words, text) + WEAK * _weight(kind.weak_words, text)


def _weight(words: tuple[str, ...], text: str) -> int:
    return sum(len(word) for word in words if _stands(word, text))


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in the text; "…" is up to six characters of when and how, but nobody who drives or is taken off.

    >>> _stands("爸…走了", "我爸上周五走了"), _stands("爸…走了", "我爸开车走了")
    (True, False)
    """
    before, gap, after = word.partition("…")
    return re.search(f"{re.escape(before)}{GAP}{re.escape(after)}", text) is not None if gap else word in text


def load_forms(knowledge: Path) -> Forms:
    """Read ``claims/*.yml`` and ``identity.yml``.

    Raises:
        SettingsError: with every file that cannot be read as a form.
    """
    faults: list[str] = []
    claims: dict[str, ClaimType] = {}
    parts = read_yaml(knowledge / "claims" / SHARED)
    for path in sorted((knowledge / "claims").glob("[!_]*.yml")):
        try:
            loaded = _claim_type(read_yaml(path), parts)
            claims[loaded.id] = loaded
        except (yaml.YAMLError, KeyError, TypeError) as error:
            faults.append(f"{path.name}: {error!r}")
    if faults:
        raise SettingsError(faults)
    return Forms(claims=claims, identity=_identity(read_yaml(knowledge / "identity.yml")))


def _claim_type(raw: Mapping[str, Any], parts: Mapping[str, Any]) -> ClaimType:
    fields, materials = ([_whole(item, parts[name]) for item in raw[name]] for name in ("fields", "materials"))
    return ClaimType(
        id=raw["id"],
        name=raw["name"],
        title=raw["title"],
        products=tuple(raw["products"]),
        words=tuple(raw["words"]),
        weak_words=tuple(raw.get("weak_words", ())),
        strong_words=tuple(raw.get("strong_words", ())),
        gentle=raw.get("gentle", False),
        opening=raw.get("opening", ""),
        on_the_spot=raw["on_the_spot"],
        fields=tuple(read_field(item) for item in fields),
        materials=tuple(_material(item) for item in materials),
        notice=NoticeRule(**parts["notice"][raw["notice"]]),
    )


def _whole(raw: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with what it takes from the common parts; its own keys count before those."""
    own = {name: value for name, value in raw.items() if name != "use"}
    return {**parts[raw["use"]], **own} if "use" in raw else own


def read_field(raw: Mapping[str, Any]) -> Field:
    """Return a field as the knowledge base writes it."""
    choices = tuple(
        Choice(id=c["id"], title=c["title"], words=tuple(c["words"]), answers=tuple(c.get("answers", ())))
        for c in raw.get("choices", ())
    )
    tuples = {
        name: tuple(raw.get(name, ()))
        for name in ("labels", "yes_words", "no_words", "unknown_words", "none_words", "self_words")
    }
    return Field(
        id=raw["id"],
        type=raw["type"],
        label=raw["label"],
        ask=raw.get("ask", ""),
        choices=choices,
        unknown_ok=raw.get("unknown_ok", False),
        asked_only=raw.get("asked_only", False),
        or_hospital=raw.get("or_hospital", False),
        when=_when(raw),
        **tuples,
    )


def _material(raw: Mapping[str, Any]) -> MaterialRule:
    texts = {name: raw[name] for name in ("id", "name", "why", "form", "how")}
    return MaterialRule(**texts, words=tuple(raw.get("words", ())), when=_when(raw), only=_when(raw, "only"))


def _when(raw: Mapping[str, Any], key: str = "when") -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values) for name, values in (raw.get(key) or {}).items()}


def _identity(raw: Mapping[str, Any]) -> IdentityCheck:
    return IdentityCheck(
        fields=tuple(read_field(item) for item in raw["fields"]),
        attempts=raw["lock"]["attempts"],
        lock_minutes=raw["lock"]["minutes"],
        valid_minutes=raw["valid_minutes"],
    )
