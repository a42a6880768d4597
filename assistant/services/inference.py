"""What follows from what a report says already, so that nothing is asked which the customer or a policy has told: pure."""

from __future__ import annotations

from datetime import date
from typing import Mapping

from assistant.domain.form import UNKNOWN, Draft, Value, find_field
from assistant.domain.reading import Invalid, read_mentioned
from assistant.domain.understanding import Understanding
from assistant.services.forms import POLICY, ClaimType, Held
from assistant.text.names import is_name

INSURED_NAME, REPORTER, PLACE = "insured_name", "name", "place"


def inferred(kind: ClaimType, draft: Draft, fitting: Mapping[str, Held]) -> Draft:
    """Return the draft with what it implies: whoever names a hospital was treated; a policy says whom it covers."""
    return _with_insured(kind, _with_conditions(kind, draft), fitting)


def repeats(kind: ClaimType, draft: Draft, said: Understanding, today: date) -> bool:
    """Tell whether a message says again what the report has."""
    for item in kind.fields:
        known = draft.values.get(item.id)
        try:
            if known is not None and item.type != "text" and read_mentioned(item, said, today) == known.value:
                return True
        except Invalid:
            continue
    return False


def nearer_place(draft: Draft, said: Understanding) -> Value | None:
    """Return the place as a message tells it more closely than the report has it (延安高架靠近出口, after 高架), or None."""
    known, told = draft.values.get(PLACE), said.first(PLACE)
    if known is None or told is None or known.value == told or str(known.value) not in told:
        return None
    return Value(value=told, said=said.text)


def named_alone(kind: ClaimType, draft: Draft, said: Understanding) -> Draft | None:
    """Return the draft with a name that was given where something else was asked, or None."""
    name = said.text.strip()
    open_name = find_field(kind.fields, REPORTER) is not None and REPORTER not in draft.values
    if said.tapped or not open_name or said.first("place") is not None or not is_name(name):
        return None
    return draft.with_value(REPORTER, Value(value=name, said=said.text))


def _with_conditions(kind: ClaimType, draft: Draft) -> Draft:
    """Note what a field that was filled stands under, where that is one thing."""
    for item in kind.fields:
        known = draft.values.get(item.id)
        if known is None or known.value == UNKNOWN:
            continue
        for name, wanted in item.when.items():
            if name not in draft.values and len(wanted) == 1:
                draft = draft.with_value(name, Value(value=wanted[0], said=known.said))
    return draft


def _with_insured(kind: ClaimType, draft: Draft, fitting: Mapping[str, Held]) -> Draft:
    item, policy = find_field(kind.fields, INSURED_NAME), draft.values.get(POLICY)
    held = fitting.get(str(policy.value)) if policy else None
    wanted = item is not None and item.applies(draft.values) and INSURED_NAME not in draft.values
    if not wanted or held is None or held.insured is None:
        return draft
    return draft.with_value(INSURED_NAME, Value(value=held.insured, said=""))
