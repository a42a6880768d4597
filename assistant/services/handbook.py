"""The desk's handbook: what complaints must keep to, how talks are scored, whom trainees practise with. Read from the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import yaml

from assistant.domain.complaint_term import TermRules
from assistant.domain.deadline import DeadlineRule
from assistant.domain.practice import Goal, Response, Script
from assistant.domain.quality import Criterion
from assistant.errors import SettingsError
from assistant.yamlfiles import read_yaml


@dataclass(frozen=True, kw_only=True)
class ComplaintRules:
    """The term's rules, how sure each source is, and the words for parties and outcomes."""

    term: TermRules
    titles: Mapping[str, str]
    marks: Mapping[str, str]
    parties: Mapping[str, str]
    outcomes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """What the desk works by."""

    complaints: ComplaintRules
    criteria: tuple[Criterion, ...]
    scripts: Mapping[str, Script]


def load_handbook(knowledge: Path) -> Handbook:
    """Read ``complaints.yml``, ``quality.yml`` and ``practice/*.yml``.

    Raises:
        SettingsError: with the file that cannot be read.
    """
    scripts = [_read(path, _script) for path in sorted((knowledge / "practice").glob("*.yml"))]
    return Handbook(
        complaints=_read(knowledge / "complaints.yml", _complaint_rules),
        criteria=_read(knowledge / "quality.yml", lambda raw: tuple(Criterion(**item) for item in raw["criteria"])),
        scripts={script.id: script for script in scripts},
    )


def _read(path: Path, make: Any) -> Any:
    try:
        return make(read_yaml(path))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise SettingsError([f"{path.name}: {error!r}"]) from error


def _complaint_rules(raw: Mapping[str, Any]) -> ComplaintRules:
    rules = raw["deadlines"]
    deadlines = {name: DeadlineRule(id=name, days=item["days"], source=item["source"]) for name, item in rules.items()}
    return ComplaintRules(
        term=TermRules(deadlines=deadlines, **raw["warnings"]),
        titles={name: item["title"] for name, item in rules.items()},
        marks={name: item["mark"] for name, item in rules.items()},
        parties=raw["parties"],
        outcomes=raw["outcomes"],
    )


def _script(raw: Mapping[str, Any]) -> Script:
    return Script(
        id=raw["id"],
        title=raw["title"],
        about=raw["about"],
        opening=raw["opening"],
        responses=tuple(Response(when=tuple(r.get("when", ())), say=r["say"]) for r in raw["responses"]),
        ending=raw["ending"],
        goals=tuple(Goal.read(item) for item in raw["goals"]),
    )
