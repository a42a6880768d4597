"""The papers a claim needs: which ones for this very case, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Mapping, Sequence


class MaterialState(str, Enum):
    """Where a paper stands."""

    MISSING = "missing"  # 未交
    RECEIVED = "received"  # 已收
    REJECTED = "rejected"  # 不合格


@dataclass(frozen=True, kw_only=True)
class MaterialRule:
    """A paper, why and how it is asked for, and in which cases.

    ``when`` are conditions that all must hold, what is not known holding; of ``only`` one must be known to hold.
    """

    id: str
    name: str
    why: str
    form: str
    how: str
    words: tuple[str, ...] = ()
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def needed(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether a case with these ``fields`` needs the paper."""
        ruled_out = any(fields.get(name) not in (None, *values) for name, values in self.when.items())
        ruled_in = not self.only or any(fields.get(name) in values for name, values in self.only.items())
        return ruled_in and not ruled_out


@dataclass(frozen=True, kw_only=True)
class Material:
    """One item of a claim's checklist."""

    rule: MaterialRule
    state: MaterialState = MaterialState.MISSING
    reason: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as the checklist card shows it."""
        rule = self.rule
        return {"id": rule.id, "name": rule.name, "why": rule.why, "form": rule.form, "how": rule.how,
                "state": self.state.value, "reason": self.reason}  # fmt: skip


def checklist(rules: Sequence[MaterialRule], fields: Mapping[str, Any]) -> list[Material]:
    """Return the papers that a case with these ``fields`` needs, in the rules' order."""
    return [Material(rule=rule) for rule in rules if rule.needed(fields)]


def match_item(items: Sequence[Material], text: str) -> Material | None:
    """Return the item that ``text`` (a caption or a file's name) speaks of; the longest word decides."""
    found = [(len(word), item) for item in items for word in (item.rule.name, *item.rule.words) if word in text]
    return max(found, key=lambda pair: pair[0])[1] if found else None
