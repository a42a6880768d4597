"""What people do with a complaint: each step checked, written into the case, and told to the customer where it changes something for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Mapping

from assistant.clock import Clock
from assistant.domain.complaint import Complaint, ComplaintState, Step, advance, steps_for
from assistant.domain.complaint_term import COMPLEX, EXTENSION, Term, last_day, lengthen
from assistant.domain.message import Author
from assistant.errors import CustomerError, StateError
from assistant.services.complaints import Complaints
from assistant.services.letters import Letters
from assistant.services.voice import Voice
from assistant.services.wording import day_words
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

Fields = Mapping[str, Any]
LONGEST = 4000


class ComplaintHandling:
    """The desk's side of complaints, in one transaction."""

    def __init__(self, unit: Unit, voice: Voice, complaints: Complaints, letters: Letters, clock: Clock) -> None:
        self.unit = unit
        self.voice = voice
        self.complaints = complaints
        self.rules = complaints.rules
        self.letters = letters
        self.clock = clock

    def do(self, agent: Agent, number: str, step: Step, fields: Fields) -> Complaint:
        """Do a step; return the complaint after it.

        Raises:
            CustomerError: ``complaint_step`` when this person may not do it now, or what is missing or wrong in the fields.
            StateError: where the procedure or the rules of the term do not allow it.
        """
        # its conversation first, as turns lock: whoever takes both in this order waits for nobody who waits for them
        self.unit.conversations.lock(self.unit.complaints.by_number(number).conversation_id)
        complaint = self.unit.complaints.lock(number)
        if step not in steps_for(complaint, agent.id, agent.role):
            raise CustomerError("complaint_step")
        work: Callable[[Complaint, Agent, Fields], str] = getattr(self, f"_{step.value}")
        words = work(complaint, agent, fields)
        now, after = self.clock.now(), self.unit.complaints.by_id(complaint.id)
        if step is not Step.TAKE:  # which stands written already: accepting a conversation takes its complaint too
            self.unit.casefiles.write(after, agent.name, step.value, after.state.value, words, now)
            self.unit.audit.note(agent.name, f"complaint.{step.value}", number, now)
        return after

    def escalate(self) -> list[Complaint]:
        """Hand every case that has turned red to the supervisor, once; return them."""
        self.unit.hold("complaints due")
        for key in self.unit.casefiles.under_appraisal():
            self._reckon(self.unit.complaints.by_id(key))
        now = self.clock.now()
        found = [c for c in self.unit.complaints.open_within(now.date(), self.rules.term.red) if c.escalated_at is None]
        for complaint in found:
            self.unit.complaints.change(complaint.id, escalated_at=now)
            self.unit.casefiles.write(complaint, "system", "escalate", complaint.state.value, "", now)
            due = complaint.due_on.isoformat()
            self.unit.audit.note("system", "complaint.escalate", complaint.number, now, due=due)
        return found

    def term(self, complaint: Complaint) -> Term:
        """Return what decides a complaint's deadline."""
        return Term(
            clock_from=complaint.clock_from,
            grade=complaint.grade,
            extended_on=self.unit.casefiles.extended_on(complaint),
            appraisals=self.unit.casefiles.appraisals(complaint),
        )

    def _take(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        self.complaints.take(complaint.id, agent.id)
        self._tell(complaint, "utter_complaint_taken", agent=agent.name)
        return ""

    def _assign(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        owner = self.unit.agents.find_by_name(_text(fields, "agent"))
        if owner is None or not owner.active or owner.role not in ("agent", "supervisor", "admin"):
            raise CustomerError("complaint_agent")
        self.unit.complaints.change(complaint.id, agent_id=owner.id)
        if complaint.state is ComplaintState.RECEIVED:
            self.unit.complaints.change(complaint.id, state=ComplaintState.INVESTIGATING)
        return owner.name

    def _demand(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        words = _text(fields, "text")
        self.unit.complaints.change(complaint.id, demand=words)
        return words

    def _party(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        role, name = str(fields.get("role", "")), _text(fields, "name")
        if role not in self.rules.parties:
            raise CustomerError("bad_request")
        self.unit.casefiles.add_party(complaint, role, name, str(fields.get("contact", ""))[:100].strip())
        return f"{self.rules.parties[role]}：{name}"

    def _evidence(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        upload, seq = (value if isinstance(value, int) else None for value in map(fields.get, ("upload_id", "seq")))
        words, message_id = str(fields.get("text", ""))[:LONGEST].strip(), None
        if upload is not None:
            words = words or self.unit.uploads.name_of(upload, complaint.conversation_id)
        elif seq is not None:
            line = self.unit.transcript.line_at(complaint.conversation_id, seq)
            message_id, words = line.id, words or line.reply.text
        elif not words:
            raise CustomerError("text_empty")
        self.unit.casefiles.add_evidence(complaint, words, self.clock.now(), upload_id=upload, message_id=message_id)
        return words

    def _note(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        return _text(fields, "text")

    def _complex(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        reason = _text(fields, "text")
        if complaint.grade == COMPLEX:
            raise StateError("the complaint is complex already")
        lengthen(self.term(complaint), complaint.due_on, self._today())
        self.unit.complaints.change(complaint.id, grade=COMPLEX)
        self._tell(self._reckon(complaint), "utter_complaint_complex", reason=reason)
        return reason

    def _extend(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        reason = _text(fields, "text")
        if complaint.grade != COMPLEX:
            raise CustomerError("complaint_not_complex")
        lengthen(self.term(complaint), complaint.due_on, self._today())
        self.unit.casefiles.request_extension(complaint, agent.id, reason, self.clock.now())
        return reason

    def _approve(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        """Grant an extension and tell the complainant: only both together make the term longer."""
        request = self.unit.casefiles.find_request(complaint)
        if request is None:
            raise CustomerError("complaint_no_request")
        if request.requested_by == agent.id:
            raise CustomerError("complaint_own_request")
        lengthen(self.term(complaint), complaint.due_on, self._today())
        self.unit.casefiles.decide_extension(request.id, agent.id, self.clock.now(), self._today())
        self._tell(self._reckon(complaint), "utter_complaint_extended", reason=request.reason)
        return request.reason

    def _refuse(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        request = self.unit.casefiles.find_request(complaint)
        if request is None:
            raise CustomerError("complaint_no_request")
        self.unit.casefiles.decide_extension(request.id, agent.id, self.clock.now(), None)
        return _text(fields, "text")

    def _appraise(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        words = _text(fields, "text")
        self.unit.casefiles.start_appraisal(complaint, words, self._today())
        self._tell(complaint, "utter_complaint_appraise", reason=words)
        return words

    def _appraised(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        self.unit.casefiles.end_appraisal(complaint, self._today())
        self._tell(self._reckon(complaint), "utter_complaint_appraised")
        return str(fields.get("text", ""))[:LONGEST].strip()

    def _answer(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        result = _text(fields, "text")
        state = advance(complaint.state, ComplaintState.ANSWERED)
        self.unit.complaints.change(complaint.id, state=state, result=result, answered_at=self.clock.now())
        self._tell(self.unit.complaints.by_id(complaint.id), "utter_complaint_answered", letter=True, result=result)
        return result

    def _close(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        outcome = str(fields.get("outcome", ""))
        if outcome not in self.rules.outcomes:
            raise CustomerError("complaint_outcome")
        state = advance(complaint.state, ComplaintState.CLOSED)
        self.unit.complaints.change(complaint.id, state=state, outcome=outcome, closed_at=self.clock.now())
        self._tell(complaint, "utter_complaint_closed")
        return self.rules.outcomes[outcome]

    def _withdraw(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        words = _text(fields, "text")
        state = advance(complaint.state, ComplaintState.WITHDRAWN)
        self.unit.complaints.change(complaint.id, state=state, closed_at=self.clock.now())
        self._tell(complaint, "utter_complaint_withdrawn")
        return words

    def _merge(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        """Let a matter that was filed twice go on under the other number."""
        target = self.unit.complaints.lock(_text(fields, "into"))
        same = (
            complaint.conversation_id == target.conversation_id
            or complaint.customer_id == target.customer_id is not None
        )
        if target.id == complaint.id or not target.open or not (same or agent.role != "agent"):
            raise CustomerError("complaint_merge")
        now, state = self.clock.now(), advance(complaint.state, ComplaintState.MERGED)
        self.unit.complaints.change(complaint.id, state=state, merged_into=target.id, closed_at=now)
        self.unit.casefiles.write(
            target, agent.name, "merged", target.state.value, f"{complaint.number}\n{complaint.text}", now
        )
        self._tell(complaint, "utter_complaint_merged", into=target.number)
        return target.number

    def _reopen(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        """Go on with a complaint because of new facts: its term begins anew today."""
        facts = _text(fields, "text")
        state = advance(complaint.state, ComplaintState.INVESTIGATING)
        self.unit.complaints.change(complaint.id, state=state, clock_from=self._today(), outcome=None, closed_at=None,
                                    escalated_at=None, text=f"{complaint.text}\n{facts}")  # fmt: skip
        self._tell(self._reckon(self.unit.complaints.by_id(complaint.id)), "utter_complaint_reopened")
        return facts

    def _seen(self, complaint: Complaint, agent: Agent, fields: Fields) -> str:
        self.unit.complaints.change(complaint.id, news_at=None)
        return ""

    def _reckon(self, complaint: Complaint) -> Complaint:
        """Set the deadline anew; return the complaint with it."""
        term = self.term(self.unit.complaints.by_id(complaint.id))
        rule = self.rules.term.deadlines[EXTENSION if term.extended else term.grade]
        due = last_day(self.rules.term, term, self._today())
        self.unit.complaints.change(complaint.id, due_on=due, due_source=rule.source)
        return self.unit.complaints.by_id(complaint.id)

    def _tell(self, complaint: Complaint, name: str, *, letter: bool = False, **fields: Any) -> None:
        """Push a change to the customer, with where the complaint stands now."""
        now = self.unit.complaints.by_id(complaint.id)
        conversation = self.unit.conversations.read(complaint.conversation_id)
        due = day_words(self.voice.phrases, complaint.due_on)
        reply = self.voice.phrases.reply(name, number=complaint.number, due=due, source=complaint.due_source, **fields)
        item = self.complaints.progress(now)
        if not now.open:
            item["note"] = ""  # the result, where there is one, stands in the words
        data: dict[str, Any] = {"items": [item], "complaint_number": complaint.number}
        if letter:
            data["letter"] = self.letters.link(complaint)
        self.voice.say(conversation, Author.SYSTEM, replace(reply, data=data))

    def _today(self) -> Any:
        return self.clock.now().date()


def _text(fields: Fields, name: str) -> str:
    words = str(fields.get(name) or "").strip()
    if not words:
        raise CustomerError("text_empty")
    if len(words) > LONGEST:
        raise CustomerError("text_long", limit=LONGEST)
    return words
