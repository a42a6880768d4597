"""What the desk shows of claims: rows of the list, the case, what may be done with it."""

from __future__ import annotations

from datetime import date
from typing import Any, Sequence

from assistant.bootstrap import Services
from assistant.desk.views import text
from assistant.domain.assessment import Assessment
from assistant.domain.casework import HANDLERS, OPEN, Command, Person, objection
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.clock import MET, PRESSING, WAITING, StatutoryClock
from assistant.services.casefile import CaseFile, Paper, caller, event_words
from assistant.storage.aftercare import Dispute, FollowUp
from assistant.storage.agents import Agent
from assistant.storage.caselist import Filter
from assistant.storage.casework import Notice
from assistant.text.masking import mask

PAGE = 20
FAR = date(9999, 1, 1)
BOT = "bot"


def claims(services: Services, wanted: Filter, *, clock: str, sort: str, page: int) -> dict[str, Any]:
    """Return a page of the list, what was changed last first, or what is due first; ``clock`` keeps what is that pressing."""
    if clock or sort == "due":
        found, total = _pressing(services, wanted, clock, page)
    else:
        found = services.unit.caselist.search(wanted, limit=PAGE, offset=(page - 1) * PAGE)
        total = services.unit.caselist.count(wanted)
    kinds = [{"id": kind.id, "title": kind.name} for kind in services.app.forms.claims.values()]
    states = [{"id": state.value, "title": services.cases.news.state_text(state)} for state in ClaimState]
    return {"claims": _rows(services, found), "total": total, "page": page, "size": PAGE, "kinds": kinds,
            "states": states, "handlers": handlers(services)}  # fmt: skip


def handlers(services: Services) -> list[dict[str, Any]]:
    """Return who can be given claims."""
    return [{"id": agent.id, "name": agent.name} for agent in services.unit.agents.of_roles(HANDLERS)]


def case(services: Services, number: str, agent: Agent) -> dict[str, Any]:
    """Return a claim's whole file as the desk shows it, with what this person may do."""
    file = services.cases.files.read(number)
    claim, names = file.claim, services.unit.agents.names()
    return {
        **_head(services, claim, names.get(file.handler or 0), file.handler),
        "version": file.version,
        "conversation_id": claim.conversation_id,
        "report": [{"field": field, "label": label, "value": value} for field, label, value in file.report],
        "checks": [{"code": check["code"], "text": text(services, f"utter_finding_{check['code']}", **check["facts"]),
                    "told": check["told"]} for check in claim.checks],
        "papers": [_paper(services, paper) for paper in file.papers],
        "loose_files": list(file.loose_files),
        "notices": [_notice(services, file, notice, names, done) for notice, done in file.notices],
        "clocks": [clock.as_dict() for clock in file.clocks],
        "timeline": timeline(services, file),
        "assessments": [_assessment(each, names) for each in file.assessments],
        "payments": [{"amount": str(paid.amount), "reference": mask(paid.reference), "paid_on": paid.paid_on.isoformat(),
                      "by": names.get(paid.recorded_by), "at": paid.recorded_at.isoformat()} for paid in file.payments],
        "due": _due(file),
        "advances": [_assessment(each, names) for each in services.unit.casework.advances(claim.id)],
        "refusal": _refusal(file.refusal),
        "disputes": [_dispute(services, each) for each in file.disputes],
        "notes": [{"at": e.at.isoformat(), "by": e.actor, "text": mask(e.text)} for e in file.events if e.kind == "note"],
        "followups": [followup(visit) for visit in file.followups],
        "rating": {"score": file.rating["score"], "at": file.rating["at"].isoformat()} if file.rating else None,
        "audit": _audit(services, file),
        "actions": _actions(services, claim, agent),
    }  # fmt: skip


def timeline(services: Services, file: CaseFile) -> list[dict[str, Any]]:
    """Return what happened with a claim, the oldest first."""
    first = {"at": file.claim.reported_at.isoformat(), "kind": "reported", "title": text(services, "utter_claim_event_reported"),
             "text": "", "by": text(services, "utter_claim_actor_customer"), "shown": True}  # fmt: skip
    rest = [
        {"at": event.at.isoformat(), "kind": event.kind, "title": text(services, f"utter_claim_event_{event.kind}"),
         "text": event_words(services.app.phrases, event),
         "by": _actor(services, event.actor), "shown": event.shown}
        for event in file.events
    ]  # fmt: skip
    return sorted([first, *_handed_in(services, file), *rest], key=lambda step: str(step["at"]))


def _handed_in(services: Services, file: CaseFile) -> list[dict[str, Any]]:
    """Return when the customer handed papers in."""
    names = {paper.material.rule.id: paper.material.rule.name for paper in file.papers}
    title, who = text(services, "utter_claim_event_material.received"), text(services, "utter_claim_actor_customer")
    return [
        {"at": row["at"].isoformat(), "kind": "material", "title": title, "text": names.get(row["detail"].get("item"), ""),
         "by": who, "shown": True}
        for row in file.audit if row["action"] == "material.received"
    ]  # fmt: skip


def followups(services: Services, *, due_alone: bool) -> list[dict[str, Any]]:
    """Return the visits that are to be made, the first due first."""
    today = services.clock.now().date()
    rows = []
    for visit in services.unit.aftercare.open_followups(today if due_alone else None):
        claim = services.unit.caselist.by_id(visit.claim_id)
        name, phone = caller(claim)
        rows.append({**followup(visit), "number": claim.number, "customer": name, "phone": phone,
                     "kind_text": services.app.forms.claims[claim.type].name, "overdue": visit.due_on < today})  # fmt: skip
    return rows


def followup(visit: FollowUp) -> dict[str, Any]:
    """Return a visit as the desk shows it."""
    return {"id": visit.id, "due_on": visit.due_on.isoformat(), "done_at": visit.done_at.isoformat() if visit.done_at else None,
            "by": visit.done_by, "text": mask(visit.text) if visit.text else None}  # fmt: skip


def _pressing(services: Services, wanted: Filter, clock: str, page: int) -> tuple[list[Claim], int]:
    """Return a page of claims, what is due first first, and how many there are; of open ones alone unless states are named."""
    states = OPEN if wanted.states is None else wanted.states
    found = services.unit.caselist.search(Filter(**{**wanted.__dict__, "states": states}))
    clocks = services.cases.clocks.of(found)
    least = PRESSING.get(clock, 0)
    kept = [claim for claim in found if _pressure(clocks[claim.id]) >= least]
    kept.sort(key=lambda claim: min((c.due_on or FAR for c in _running(clocks[claim.id])), default=FAR))
    return kept[(page - 1) * PAGE : page * PAGE], len(kept)


def _rows(services: Services, found: Sequence[Claim]) -> list[dict[str, Any]]:
    keys, names = [claim.id for claim in found], services.unit.agents.names()
    clocks, given = services.cases.clocks.of(found), services.unit.casework.handlers(keys)
    counts = services.unit.caselist.counts_missing(keys)
    return [
        {**_head(services, claim, names.get(given.get(claim.id, 0)), given.get(claim.id)),
         "clocks": [clock.as_dict() for clock in _running(clocks[claim.id])], "missing": counts.get(claim.id, (0, 0))[0]}
        for claim in found
    ]  # fmt: skip


def _running(clocks: Sequence[StatutoryClock]) -> list[StatutoryClock]:
    """Return the clocks that still count, the nearest first."""
    running = [clock for clock in clocks if clock.level not in (MET, WAITING)]
    return sorted(running, key=lambda clock: clock.due_on or FAR)


def _pressure(clocks: Sequence[StatutoryClock]) -> int:
    return max((PRESSING.get(clock.level, 0) for clock in clocks), default=0)


def _head(services: Services, claim: Claim, handler: str | None, handler_id: int | None) -> dict[str, Any]:
    name, phone = caller(claim)
    return {
        "number": claim.number, "kind": claim.type, "kind_text": services.app.forms.claims[claim.type].name,
        "state": claim.state.value, "state_text": services.cases.news.state_text(claim.state), "customer": name, "phone": phone,
        "occurred_on": claim.occurred_on.isoformat() if claim.occurred_on else None,
        "reported_at": claim.reported_at.isoformat(), "updated_at": claim.updated_at.isoformat(),
        "handler": {"id": handler_id, "name": handler} if handler_id is not None else None,
    }  # fmt: skip


def _paper(services: Services, paper: Paper) -> dict[str, Any]:
    rule, state = paper.material.rule, paper.material.state.value
    return {"item": rule.id, "name": rule.name, "why": rule.why, "form": rule.form, "how": rule.how, "state": state,
            "state_text": text(services, f"utter_paper_state_{state}"), "reason": mask(paper.material.reason),
            "updated_at": paper.updated_at.isoformat() if paper.updated_at else None, "files": list(paper.files),
            "judged_by": paper.judged_by, "judged_at": paper.judged_at.isoformat() if paper.judged_at else None}  # fmt: skip


def _notice(
    services: Services, file: CaseFile, notice: Notice, names: dict[int, str], done: str | None
) -> dict[str, Any]:
    titles = {paper.material.rule.id: paper.material.rule.name for paper in file.papers}
    by = names.get(notice.agent_id) if notice.agent_id is not None else _actor(services, BOT)
    return {"sent_at": notice.sent_at.isoformat(), "by": by, "completed_at": done,
            "items": [{"item": item, "name": titles.get(item, item)} for item in notice.items]}  # fmt: skip


def _assessment(each: Assessment, names: dict[int, str]) -> dict[str, Any]:
    return {
        "id": each.id, "outcome": each.outcome.value, "items": [item.as_dict() for item in each.items],
        "claimed": str(each.claimed), "approved": str(each.approved), "grounds": mask(each.grounds), "clause": each.clause,
        "by": {"id": each.assessed_by, "name": names.get(each.assessed_by)}, "at": each.assessed_at.isoformat(),
        "verdict": {"approve": "approved", "return": "returned"}.get(each.verdict or ""), "audit_note": mask(each.audit_note),
        "audited_by": {"id": each.audited_by, "name": names.get(each.audited_by)} if each.audited_by else None,
        "audited_at": each.audited_at.isoformat() if each.audited_at else None,
    }  # fmt: skip


def _due(file: CaseFile) -> str | None:
    """Return what is still to be paid of the last assessment: what was paid early, or before a dispute, is deducted."""
    if not file.assessments:
        return None
    return str(file.assessments[-1].approved - sum(payment.amount for payment in file.payments))


def _refusal(refusal: Assessment | None) -> dict[str, Any] | None:
    if refusal is None or refusal.audited_at is None:
        return None
    return {
        "clause": refusal.clause,
        "reasons": mask(refusal.grounds),
        "notice_sent_at": refusal.audited_at.isoformat(),
    }


def _dispute(services: Services, each: Dispute) -> dict[str, Any]:
    return {
        "id": each.id, "way": each.way, "way_text": text(services, f"utter_claim_way_{each.way}"), "reason": mask(each.reason),
        "opened_by": _actor(services, each.opened_by), "opened_at": each.opened_at.isoformat(), "outcome": each.outcome,
        "outcome_text": text(services, f"utter_claim_outcome_{each.outcome}") if each.outcome else "",
        "decision": mask(each.decision) if each.decision else None, "decided_by": each.decided_by,
        "decided_at": each.decided_at.isoformat() if each.decided_at else None,
    }  # fmt: skip


def _audit(services: Services, file: CaseFile) -> list[dict[str, Any]]:
    return [
        {"at": row["at"].isoformat(), "actor": _actor(services, row["actor"]), "action": row["action"],
         "action_text": _action_text(services, row["action"]), "detail": row["detail"]}
        for row in file.audit
    ]  # fmt: skip


def _action_text(services: Services, action: str) -> str:
    name = f"utter_claim_event_{action.removeprefix('claim.')}"
    return text(services, name) if name in services.app.phrases else action


def _actor(services: Services, actor: str) -> str:
    name = f"utter_claim_actor_{actor}"
    return text(services, name) if name in services.app.phrases else actor


def _actions(services: Services, claim: Claim, agent: Agent) -> list[dict[str, Any]]:
    current, person = services.cases.steps.case(claim), Person(id=agent.id, role=agent.role)
    found = []
    for command in Command:
        against = objection(current, person, command)
        found.append({"id": command.value, "title": text(services, f"utter_claim_action_{command.value}"),
                      "allowed": against is None, "why": _why(services, command, against) if against else ""})  # fmt: skip
    return found


def _why(services: Services, command: Command, against: str) -> str:
    """Return what stands against a command in words; of the order of steps, when its turn comes."""
    turn = f"utter_claim_turn_{command.value}"
    return text(services, turn if against == "state" and turn in services.app.phrases else f"utter_claim_why_{against}")
