"""Taking a claim report: from the customer's own words to a claim number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.form import Draft
from assistant.domain.material import checklist
from assistant.domain.understanding import Understanding
from assistant.services.forms import ClaimType, Forms
from assistant.services.interview import START, Interview, Step
from assistant.storage.drafts import CANCELLED, FILED
from assistant.storage.unit import Unit


class Reports:
    """Claim reports of one transaction."""

    def __init__(self, unit: Unit, forms: Forms, clock: Clock) -> None:
        self.unit = unit
        self.forms = forms
        self.clock = clock
        self.interview = Interview(forms, clock.now().date())

    def find(self, conversation: Conversation) -> tuple[int, Draft] | None:
        """Return the report on its way in a conversation, or None."""
        return self.unit.drafts.find_open(conversation.id, "claim")

    def listen(self, conversation: Conversation, said: Understanding) -> Step:
        """Take a message of the customer: begin a report, or go on with the one that is open."""
        found = self.find(conversation)
        key, draft = found or (None, Draft(form="claim"))
        step = self.interview.begin(draft, said) if key is None else self.interview.go_on(draft, said)
        if step.outcome in ("digression", "question"):
            return step
        key = self._keep(conversation, key, step)
        return self._file(conversation, key, step) if step.outcome == "file" else step

    def kind(self, conversation: Conversation) -> ClaimType | None:
        """Return the kind of loss that the open report is about, as far as it is known."""
        found = self.find(conversation)
        return self.forms.claims.get(found[1].form.partition(":")[2]) if found else None

    def current(self, conversation: Conversation) -> Step | None:
        """Return what the open report asks for after a digression; None while it is only offered.

        Whether to stop is not asked twice: whoever talks of something else goes on.
        """
        found = self.find(conversation)
        if found is None or found[1].asking == START:
            return None
        step = self.interview.next(found[1])
        self._keep(conversation, found[0], step)
        return step

    def _keep(self, conversation: Conversation, key: int | None, step: Step) -> int:
        now = self.clock.now()
        if key is None:
            key = self.unit.drafts.create(conversation.id, step.draft, now)
        self.unit.drafts.save(key, step.draft, now)
        if step.outcome in ("cancelled", "declined"):
            self.unit.drafts.end(key, CANCELLED, now)
        return key

    def _file(self, conversation: Conversation, key: int, step: Step) -> Step:
        assert step.type is not None
        now = self.clock.now()
        values = step.draft.plain()
        claim = self.unit.claims.create(
            number=self.unit.counters.next_number("LP", now),
            conversation_id=conversation.id,
            draft_id=key,
            customer_id=conversation.customer_id if conversation.verified(now) else None,
            type=step.type.id,
            occurred_on=_day(values.get("date")),
            phone=values.get("phone"),
            fields=values,
            now=now,
        )
        items = [item.rule.id for item in checklist(step.type.materials, values)]
        self.unit.claims.add_materials(claim.id, items, now)
        self.unit.drafts.end(key, FILED, now)
        self.unit.audit.note("customer", "claim.reported", claim.number, now)
        return replace(step, outcome="filed", claim=claim)


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value[:4].isdigit() else None
