"""Complaints: taken at once, with a number, a deadline and its source; where they stand, told to whoever made them."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.complaint import ENDED, Complaint, ComplaintState, advance
from assistant.domain.complaint_term import SIMPLE, Term, last_day
from assistant.domain.conversation import Conversation
from assistant.domain.handoff import RISE
from assistant.errors import NotFoundError, StateError
from assistant.services.handbook import ComplaintRules
from assistant.services.phrases import Phrases
from assistant.storage.unit import Unit

WAY = (ComplaintState.RECEIVED, ComplaintState.INVESTIGATING, ComplaintState.ANSWERED, ComplaintState.CLOSED)


class Complaints:
    """Complaints of one transaction, as their makers and the bot see them."""

    def __init__(self, unit: Unit, rules: ComplaintRules, phrases: Phrases, clock: Clock) -> None:
        self.unit = unit
        self.rules = rules
        self.phrases = phrases
        self.clock = clock

    def file(
        self, conversation: Conversation, text: str, tone: str | None, inbox_id: int | None
    ) -> tuple[Complaint, bool]:
        """Take a complaint; return it and whether it is new.

        More said while one of this conversation is still open goes into that one (the rule lets repeats be merged).
        """
        now = self.clock.now()
        existing = self.goes_to(conversation)
        if existing is not None:
            self.add(existing, text)
            return existing, False
        complaint = self.unit.complaints.create(
            number=self.unit.counters.next_number("TS", now),
            conversation_id=conversation.id,
            inbox_id=inbox_id,
            customer_id=conversation.customer_id if conversation.verified(now) else None,
            text=text,
            severity="high" if tone in RISE else "normal",
            due_on=last_day(self.rules.term, Term(clock_from=now.date()), now.date()),
            due_source=self.rules.term.deadlines[SIMPLE].source,
            now=now,
        )
        self.unit.casefiles.write(complaint, "customer", "filed", complaint.state.value, "", now)
        self.unit.audit.note("customer", "complaint.filed", complaint.number, now)
        return complaint, True

    def goes_to(self, conversation: Conversation) -> Complaint | None:
        """Return the open complaint that more of the same, said here, goes into, or None."""
        return next((c for c in self.unit.complaints.of_conversation(conversation.id) if c.open), None)

    def add(self, complaint: Complaint, text: str) -> None:
        """Put something the customer adds to a complaint as it stands now, where its owner will find it.

        Raises:
            StateError: when the complaint was taken back or goes on under another number.
        """
        complaint = self.unit.complaints.lock(complaint.number)
        if complaint.state in ENDED:
            raise StateError("nothing is added to a complaint that has ended")
        now = self.clock.now()
        self.unit.complaints.change(complaint.id, text=f"{complaint.text}\n{text}", news_at=now)
        self.unit.casefiles.write(complaint, "customer", "added", complaint.state.value, text, now)
        self.unit.audit.note("customer", "complaint.added", complaint.number, now)

    def withdraw(self, conversation: Conversation, number: str) -> Complaint:
        """End a complaint because its maker takes it back; return it.

        Raises:
            NotFoundError: when it is none that this customer may speak of.
            StateError: when it has been answered or has ended.
        """
        complaint = self.unit.complaints.lock(number)
        if complaint.id not in {mine.id for mine in self.reachable(conversation)}:
            raise NotFoundError("no such complaint of this customer")
        now, state = self.clock.now(), advance(complaint.state, ComplaintState.WITHDRAWN)
        self.unit.complaints.change(complaint.id, state=state, closed_at=now, news_at=now)
        self.unit.casefiles.write(complaint, "customer", "withdraw", state.value, "", now)
        self.unit.audit.note("customer", "complaint.withdraw", number, now)
        return self.unit.complaints.by_id(complaint.id)

    def reachable(self, conversation: Conversation) -> list[Complaint]:
        """Return the complaints made here and, once the customer has shown who they are, all of theirs."""
        found = {c.id: c for c in self.unit.complaints.of_conversation(conversation.id)}
        if conversation.verified(self.clock.now()) and conversation.customer_id is not None:
            found |= {c.id: c for c in self.unit.complaints.of_customer(conversation.customer_id)}
        return sorted(found.values(), key=lambda c: -c.id)

    def take(self, key: int, agent_id: int) -> None:
        """Make an agent the owner of a complaint: who takes it first keeps it (首问负责)."""
        complaint = self.unit.complaints.lock(self.unit.complaints.by_id(key).number)
        if complaint.agent_id is not None or not complaint.open:
            return
        now, name = self.clock.now(), self.unit.agents.read(agent_id).name
        self.unit.complaints.change(key, state=ComplaintState.INVESTIGATING, agent_id=agent_id)
        self.unit.casefiles.write(complaint, name, "take", ComplaintState.INVESTIGATING.value, "", now)
        self.unit.audit.note(name, "complaint.take", complaint.number, now)

    def progress(self, complaint: Complaint) -> dict[str, Any]:
        """Return where a complaint stands, step by step with the days, as the chat page shows it."""
        reached = {row["state"]: row["at"].isoformat() for row in self.unit.casefiles.history(complaint)}
        place = WAY.index(complaint.state) if complaint.state in WAY else -1
        steps = [
            {"title": self._words(f"utter_complaint_step_{state.value}"), "done": at <= place,
             "at": self._day_of(complaint, state, reached) if at <= place else None}
            for at, state in enumerate(WAY)
        ]  # fmt: skip
        return {"number": complaint.number, "title": self._words("utter_complaint_title"), "state": complaint.state.value,
                "state_text": self._words(f"utter_state_{complaint.state.value}"), "steps": steps,
                "note": complaint.due_on.isoformat() if complaint.open else complaint.result}  # fmt: skip

    def _day_of(self, complaint: Complaint, state: ComplaintState, reached: dict[str, str]) -> str | None:
        return complaint.received_at.isoformat() if state is ComplaintState.RECEIVED else reached.get(state.value)

    def _words(self, name: str) -> str:
        return self.phrases.reply(name).text
