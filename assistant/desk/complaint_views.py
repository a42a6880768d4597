"""What the desk shows of complaints, personal data masked."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.bootstrap import Services
from assistant.domain.complaint import OPEN, Complaint, ComplaintState, steps_for
from assistant.domain.complaint_term import EXTENSION, Level, level
from assistant.storage.agents import Agent
from assistant.text.masking import mask, mask_value

LIST_LIMIT = 500
FILTERS: dict[str, tuple[ComplaintState, ...]] = {
    "open": OPEN,
    "answered": (ComplaintState.ANSWERED,),
    "ended": (ComplaintState.CLOSED, ComplaintState.WITHDRAWN, ComplaintState.MERGED),
    "all": tuple(ComplaintState),
}
TEXT_START = 60


def listing(services: Services, agent: Agent, *, show: str, owner: str, words: str) -> dict[str, Any]:
    """Return complaints, the nearest deadline first, with how many stand at each level."""
    found = services.unit.complaints.listed(states=FILTERS.get(show, OPEN), limit=LIST_LIMIT)
    if owner:
        found = [c for c in found if c.agent_id == (agent.id if owner == "mine" else None)]
    if words:
        found = [c for c in found if words in c.number or words in c.text]
    rows = [_row(services, c) for c in found]
    return {"complaints": rows, "levels": {lv.value: sum(r["level"] == lv.value for r in rows) for lv in Level}}


def case(services: Services, agent: Agent, complaint: Complaint) -> dict[str, Any]:
    """Return a complaint with all that belongs to it and what this person may do."""
    files, rules = services.unit.casefiles, services.app.handbook.complaints
    request = files.find_request(complaint)
    names = services.unit.agents.names()
    return {
        **_row(services, complaint),
        "conversation_id": complaint.conversation_id,
        "text": mask(complaint.text),
        "demand": mask(complaint.demand),
        "result": mask(complaint.result),
        "outcome": rules.outcomes.get(complaint.outcome or ""),
        "term": _term(services, complaint),
        "parties": [{"role": rules.parties[p["role"]], "name": p["name"], "contact": mask(p["contact"])} for p in files.parties(complaint)],
        "evidence": [_evidence(e) for e in files.evidence(complaint)],
        "history": [{"at": h["at"].isoformat(), "actor": h["actor"], "step": h["step"], "state": h["state"], "text": mask(h["words"])}
                    for h in files.history(complaint)],
        "extension": None if request is None else {"reason": mask(request.reason), "by": names.get(request.requested_by)},
        "merged_into": _number(services, complaint.merged_into),
        "others": [c.number for c in _others(services, complaint)],
        "uploads": _uploads(services, complaint),
        "lines": [{"seq": line.seq, "from": line.author.value, "text": line.reply.text[:TEXT_START]}
                  for line in services.unit.transcript.lines(complaint.conversation_id) if line.reply.text],
        "steps": [step.value for step in steps_for(complaint, agent.id, agent.role)],
        "choices": {"parties": dict(rules.parties), "outcomes": dict(rules.outcomes), "agents": _agents(services, agent)},
    }  # fmt: skip


def _row(services: Services, complaint: Complaint) -> dict[str, Any]:
    rules, today = services.app.handbook.complaints, services.clock.now().date()
    return {
        "number": complaint.number,
        "state": complaint.state.value,
        "state_text": services.app.phrases.reply(f"utter_state_{complaint.state.value}").text,
        "severity": complaint.severity,
        "customer": _customer(services, complaint),
        "owner": services.unit.agents.names().get(complaint.agent_id or 0),
        "summary": mask(complaint.text)[:TEXT_START],
        "received_at": complaint.received_at.isoformat(),
        "due_on": complaint.due_on.isoformat(),
        "left": (complaint.due_on - today).days,
        "level": level(rules.term, complaint.due_on, today).value if complaint.open else Level.CALM.value,
        "news": complaint.news_at is not None,
        "escalated": complaint.escalated_at is not None and complaint.open,
    }


def _term(services: Services, complaint: Complaint) -> dict[str, Any]:
    """Return the deadline's rule, where it stands written, and how sure that is."""
    rules, term = services.app.handbook.complaints, services.complaint_handling.term(complaint)
    name = EXTENSION if term.extended else term.grade
    running = [a for a in term.appraisals if a.ended_on is None]
    return {"clock_from": term.clock_from.isoformat(), "grade": term.grade, "title": rules.titles[name],
            "days": rules.term.deadlines[name].days, "source": complaint.due_source, "mark": rules.marks[name],
            "extended_on": _day(term.extended_on if term.extended else None), "appraisal": bool(running),
            "not_counted": sum(a.days_after(term.clock_from, services.clock.now().date()) for a in term.appraisals)}  # fmt: skip


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    kind = "upload" if row["upload_id"] else "line" if row["message_id"] else "note"
    return {"id": row["id"], "kind": kind, "text": mask(row["words"]), "added_at": row["added_at"].isoformat()}


def _uploads(services: Services, complaint: Complaint) -> list[dict[str, Any]]:
    rows = services.unit.uploads.of_conversation(complaint.conversation_id)
    return [
        {"id": row["id"], "name": services.unit.uploads.name_of(row["id"], complaint.conversation_id)} for row in rows
    ]


def _others(services: Services, complaint: Complaint) -> list[Complaint]:
    """Return the same complainant's other open complaints: what may be the same matter."""
    found = services.unit.complaints.of_conversation(complaint.conversation_id)
    if complaint.customer_id is not None:
        found += services.unit.complaints.of_customer(complaint.customer_id)
    return list({c.id: c for c in found if c.open and c.id != complaint.id}.values())


def _agents(services: Services, agent: Agent) -> list[str]:
    return sorted(services.unit.agents.names().values()) if agent.role in ("supervisor", "admin") else []


def _customer(services: Services, complaint: Complaint) -> str:
    if complaint.customer_id is None:
        return services.app.phrases.reply("utter_visitor", key=complaint.conversation_id[:4]).text
    return mask_value("name", services.unit.customers.read(complaint.customer_id).name)


def _number(services: Services, key: int | None) -> str | None:
    return None if key is None else services.unit.complaints.by_id(key).number


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
