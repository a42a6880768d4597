"""What the list of claims is narrowed to, and the note that is made where somebody looks for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Mapping

from assistant.bootstrap import Services
from assistant.domain.casework import OPEN
from assistant.domain.claim import ClaimState
from assistant.storage.agents import Agent
from assistant.storage.audit import AuditQuery
from assistant.storage.caselist import Filter
from assistant.text.names import plain_name
from assistant.text.normalise import normalise

WHOLE_PHONE = 11
SEARCHED = "claim.searched"
SAME_LOOK = timedelta(minutes=10)


def read_filter(wanted: Mapping[str, str], agent: Agent) -> Filter:
    """Return what is wanted: ``q`` is a number or its end, a whole phone, or else a name."""
    found = normalise(wanted["q"]).text.strip()
    phone = found if found.isdigit() and len(found) == WHOLE_PHONE else None
    named = found and not any(character.isdigit() for character in found)
    return Filter(
        states=_states(wanted["state"]),
        kind=wanted["kind"] or None,
        handler=agent.id if wanted["owner"] == "mine" else None,
        unassigned=wanted["owner"] == "none",
        number=None if phone or named else found.upper() or None,
        phone=phone,
        name=found if named else None,
    )


def note_search(services: Services, agent: Agent, wanted: Filter, found: dict[str, Any]) -> None:
    """Write down that somebody looked for a person, and which claims they were shown; for whom is there as a digest alone.

    A page reads its list again every minute: the same look is noted once in ``SAME_LOOK``.
    """
    person = plain_name(wanted.name) if wanted.name else wanted.phone
    if person is None:
        return
    now, audit = services.clock.now(), services.unit.audit
    detail = {"by": "name" if wanted.name else "phone", "about": services.unit.cipher.digest(person)[:16],
              "found": [row["number"] for row in found["claims"]]}  # fmt: skip
    looks, _ = audit.search(AuditQuery(actor=agent.name, action=SEARCHED, since=now - SAME_LOOK), 1)
    if all(look["detail"] != detail for look in looks):
        audit.note(agent.name, SEARCHED, "claims", now, **detail)


def _states(wanted: str) -> frozenset[ClaimState] | None:
    names = {name for name in wanted.split(",") if name}
    known = {state for state in ClaimState if state.value in names} | (OPEN if "open" in names else frozenset())
    return frozenset(known) if names else None
