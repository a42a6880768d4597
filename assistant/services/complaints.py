"""Complaints: taken at once, with a number, a deadline and its source."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.domain.complaint import Complaint, ComplaintState
from assistant.domain.conversation import Conversation
from assistant.domain.deadline import DeadlineRule, due_on
from assistant.domain.handoff import RISE
from assistant.storage.unit import Unit

# calendar days from receipt, for matters that are clear; longer only as the same rule allows (30, then 30 more)
ANSWER = DeadlineRule(id="complaint_answer", days=15, source="《银行业保险业消费投诉处理管理办法》（2020年第3号令）")
OPEN = (ComplaintState.RECEIVED, ComplaintState.INVESTIGATING)


class Complaints:
    """Complaints of one transaction."""

    def __init__(self, unit: Unit, clock: Clock) -> None:
        self.unit = unit
        self.clock = clock

    def file(
        self, conversation: Conversation, text: str, tone: str | None, inbox_id: int | None
    ) -> tuple[Complaint, bool]:
        """Take a complaint; return it and whether it is new.

        More said while one of this conversation is still open goes into that one (the rule lets repeats be merged).
        """
        existing = next((c for c in self.unit.complaints.of_conversation(conversation.id) if c.state in OPEN), None)
        if existing is not None:
            joined = f"{existing.text}\n{text}"
            self.unit.complaints.change(existing.id, state=existing.state, agent_id=existing.agent_id, text=joined)
            return existing, False
        now = self.clock.now()
        complaint = self.unit.complaints.create(
            number=self.unit.counters.next_number("TS", now),
            conversation_id=conversation.id,
            inbox_id=inbox_id,
            customer_id=conversation.customer_id if conversation.verified(now) else None,
            text=text,
            severity="high" if tone in RISE else "normal",
            due_on=due_on(ANSWER, now.date()),
            due_source=ANSWER.source,
            now=now,
        )
        self.unit.audit.note("customer", "complaint.filed", complaint.number, now)
        return complaint, True

    def reachable(self, conversation: Conversation) -> list[Complaint]:
        """Return the complaints made here and, once the customer has shown who they are, all of theirs."""
        found = {c.id: c for c in self.unit.complaints.of_conversation(conversation.id)}
        if conversation.verified(self.clock.now()) and conversation.customer_id is not None:
            found |= {c.id: c for c in self.unit.complaints.of_customer(conversation.customer_id)}
        return sorted(found.values(), key=lambda c: -c.id)

    def take(self, key: int, agent_id: int) -> None:
        """Make an agent the owner of a complaint: who takes it first keeps it (首问负责)."""
        complaint = self.unit.complaints.by_id(key)
        if complaint.agent_id is None:
            state = ComplaintState.INVESTIGATING if complaint.state is ComplaintState.RECEIVED else complaint.state
            self.unit.complaints.change(key, state=state, agent_id=agent_id)
