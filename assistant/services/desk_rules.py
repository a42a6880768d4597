"""Reads ``knowledge/routing.yml``: hours, groups, limits, patience."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from typing import Any, Mapping

import yaml

from assistant.domain.handoff import Reason
from assistant.domain.routing import Group, Hours, Rules
from assistant.errors import SettingsError
from assistant.yamlfiles import read_yaml


def load_rules(knowledge: Path) -> Rules:
    """Read the rules.

    Raises:
        SettingsError: when the file is no such thing, or a reason has no group or two.
    """
    path = knowledge / "routing.yml"
    try:
        rules = _rules(read_yaml(path))
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError([f"{path.name}: {error!r}"]) from error
    counts = {reason: sum(reason in group.reasons for group in rules.groups) for reason in Reason}
    faults = [f"{path.name}: {reason.value} is in {count} groups" for reason, count in counts.items() if count != 1]
    if faults:
        raise SettingsError(faults)
    return rules


def _rules(raw: Mapping[str, Any]) -> Rules:
    groups = tuple(
        Group(id=name, title=group["title"], reasons=frozenset(map(Reason, group["reasons"])))
        for name, group in raw["groups"].items()
    )
    return Rules(
        hours=_hours(raw["hours"]),
        callback_hours={name: _hours(hours) for name, hours in raw["callbacks"]["opening"].items()},
        callback_within=timedelta(minutes=raw["callbacks"]["within_minutes"]),
        groups=groups,
        assigned=raw["limits"]["assigned"],
        most=raw["limits"]["most"],
        patience={name: timedelta(seconds=seconds) for name, seconds in raw["patience"].items()},
        beat=float(raw["seats"]["beat"]),
        lost=timedelta(seconds=raw["seats"]["lost"]),
        money=tuple(raw["money"]),
        risk=tuple(raw["risk"]),
        codes={code["id"]: code["title"] for code in raw["closing_codes"]},
    )


def _hours(raw: Mapping[str, Any]) -> Hours:
    return Hours(
        opens=time.fromisoformat(raw["from"]),
        closes=time.fromisoformat(raw["to"]),
        working_days=raw["days"] == "working",
    )
