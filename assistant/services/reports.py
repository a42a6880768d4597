"""Taking a claim report: from the customer's own words to a claim number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Mapping

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.form import UNKNOWN, Draft, Value
from assistant.domain.material import checklist
from assistant.domain.understanding import Understanding
from assistant.services.forms import ClaimType, Forms
from assistant.services.intake import Intake
from assistant.services.interview import Interview
from assistant.services.listening import tells
from assistant.services.steps import FOUND, START, Step
from assistant.storage.drafts import CANCELLED, FILED, Unfinished
from assistant.storage.unit import Unit

FRESH = timedelta(minutes=30)  # after a report, in which what is asked is likely about it


class Reports:
    """Claim reports of one transaction."""

    def __init__(self, unit: Unit, forms: Forms, clock: Clock, intake: Intake) -> None:
        self.unit = unit
        self.forms = forms
        self.clock = clock
        self.intake = intake

    def find(self, conversation: Conversation) -> tuple[int, Draft] | None:
        """Return the report on its way in a conversation, or None."""
        return self.unit.drafts.find_open(conversation.id, "claim")

    def listen(self, conversation: Conversation, said: Understanding, before: Understanding | None = None) -> Step:
        """Take a message of the customer: begin a report, or go on with the one that is open.

        ``before`` is what they told of the loss ahead of asking to report it.
        """
        found = self.find(conversation)
        key, draft = found or (None, Draft(form="claim"))
        if key is not None and draft.asking == FOUND:
            return self._take_over(conversation, key, draft, said)
        elsewhere = self._elsewhere(conversation) if key is None else None
        if elsewhere is not None:
            told = {"description": Value(value=said.text, said=said.text)} if tells(said) else {}
            step = Step(outcome="found", draft=Draft(form="claim", asking=FOUND, values=told),
                        type=self.forms.claims[elsewhere.draft.form.partition(":")[2]], unfinished=elsewhere)  # fmt: skip
            self._keep(conversation, key, step)
            return step
        interview = self._interview(conversation)
        step = interview.begin(draft, said, before) if key is None else interview.go_on(draft, said)
        return self._carry_out(conversation, key, step)

    def _carry_out(self, conversation: Conversation, key: int | None, step: Step) -> Step:
        if step.outcome in ("digression", "question"):
            return step
        if step.outcome == "summary" and step.type is not None:
            step = replace(step, findings=tuple(self.intake.findings(conversation, step.type, step.draft.plain())))
        key = self._keep(conversation, key, step)
        return self._file(conversation, key, step) if step.outcome == "file" else step

    def _interview(self, conversation: Conversation) -> Interview:
        fitting = partial(self.intake.fitting, conversation)
        return Interview(self.forms, self.clock.now().date(), fitting)

    def _elsewhere(self, conversation: Conversation) -> Unfinished | None:
        """Return the report that this customer, having shown who they are, left unfinished in another conversation."""
        if conversation.customer_id is None or not conversation.verified(self.clock.now()):
            return None
        phone = self.unit.customers.read(conversation.customer_id).phone
        return self.unit.drafts.find_elsewhere(conversation.id, "claim", conversation.customer_id, phone)

    def _take_over(self, conversation: Conversation, key: int, draft: Draft, said: Understanding) -> Step:
        """Go on with the report from the other conversation, or begin a new one with what was said first."""
        now = self.clock.now()
        elsewhere = self._elsewhere(conversation)
        if said.intent == "deny" or elsewhere is None:
            if elsewhere is not None:
                self.unit.drafts.end(elsewhere.key, CANCELLED, now)
            told = draft.values.get("description")
            first = replace(said, text=str(told.value) if told else "", tapped=False, options={})
            return self._carry_out(conversation, key, self._interview(conversation).begin(Draft(form="claim"), first))
        self.unit.drafts.end(key, CANCELLED, now)
        self.unit.drafts.bring(elsewhere.key, conversation.id, now)
        step = replace(self._interview(conversation).next(elsewhere.draft), resumed=True)
        return self._carry_out(conversation, elsewhere.key, step)

    def kind(self, conversation: Conversation) -> ClaimType | None:
        """Return the kind of loss that the open report is about, as far as it is known."""
        found = self.find(conversation)
        return self.forms.claims.get(found[1].form.partition(":")[2]) if found else None

    def spoken_of(self, conversation: Conversation) -> ClaimType | None:
        """Return the kind of loss that questions are about: of the open report, else of what was reported here a short while ago."""
        latest = next(iter(self.unit.claims.of_conversation(conversation.id)), None)
        fresh = latest is not None and self.clock.now() - latest.reported_at <= FRESH
        return self.kind(conversation) or (self.forms.claims.get(latest.type) if latest and fresh else None)

    def offered(self, conversation: Conversation) -> bool:
        """Tell whether a report was offered and waits for the customer's word."""
        found = self.find(conversation)
        return found is not None and found[1].asking == START

    def answered(self, conversation: Conversation, said: Understanding) -> bool:
        """Tell whether a message plainly answers what the open report asks for, though it may name nothing (没人受伤)."""
        found = self.find(conversation)
        return found is not None and self._interview(conversation).plainly_answered(found[1], said)

    def told(self, conversation: Conversation, kind: ClaimType) -> dict[str, Any]:
        """Return what the open report says of the case, if it is about this kind of loss."""
        found = self.find(conversation)
        return found[1].plain() if found and found[1].form == f"claim:{kind.id}" else {}

    def current(self, conversation: Conversation) -> Step | None:
        """Return what the open report asks for after a digression; None while it is only offered.

        Whether to stop is not asked twice: whoever talks of something else goes on.
        """
        found = self.find(conversation)
        if found is None or found[1].asking == START:
            return None
        if found[1].asking == FOUND:
            return None
        return self._carry_out(conversation, found[0], self._interview(conversation).next(found[1]))

    def _keep(self, conversation: Conversation, key: int | None, step: Step) -> int:
        now = self.clock.now()
        if key is None:
            key = self.unit.drafts.create(conversation.id, step.draft, now)
        self.unit.drafts.save(key, step.draft, now)
        phone = step.draft.values.get("phone")
        self.unit.drafts.claimed_by(key, _holder(conversation, now), str(phone.value) if phone else None)
        if step.outcome in ("cancelled", "declined"):
            self.unit.drafts.end(key, CANCELLED, now)
        return key

    def _file(self, conversation: Conversation, key: int, step: Step) -> Step:
        assert step.type is not None
        now = self.clock.now()
        values = self._with_product(conversation, step.draft.plain())
        claim = self.unit.claims.create(
            number=self.unit.counters.next_number("LP", now),
            conversation_id=conversation.id,
            draft_id=key,
            customer_id=_holder(conversation, now),
            type=step.type.id,
            occurred_on=_day(values.get("date")),
            phone=values.get("phone"),
            fields=values,
            names=self._names(conversation, step.type, values),
            checks=[finding.as_dict() for finding in self.intake.findings(conversation, step.type, values)],
            now=now,
        )
        items = [item.rule.id for item in checklist(step.type.materials, values)]
        self.unit.claims.add_materials(claim.id, items, now)
        self.unit.drafts.end(key, FILED, now)
        self.unit.audit.note("customer", "claim.reported", claim.number, now)
        return replace(step, outcome="filed", claim=claim)

    def _names(self, conversation: Conversation, kind: ClaimType, values: Mapping[str, Any]) -> list[str]:
        """Return the names that the staff may look for the claim by: those told, the holder's, the one on the policy."""
        told = [values.get(item.id) for item in kind.fields if item.type in ("name", "person")]
        holder = _holder(conversation, self.clock.now())
        held = self.unit.customers.read(holder).name if holder is not None else None
        policy = self.intake.policy(conversation, values.get("policy"))
        return [name for name in (*told, held, policy.insured if policy else None) if name and name != UNKNOWN]

    def _with_product(self, conversation: Conversation, values: dict[str, Any]) -> dict[str, Any]:
        """Add the product of the policy named: which papers are needed may hang on it."""
        policy = self.intake.policy(conversation, values.get("policy"))
        return {**values, "product": policy.product} if policy else values


def _holder(conversation: Conversation, now: datetime) -> int | None:
    """Return the customer who has shown to be the one writing, or None."""
    return conversation.customer_id if conversation.verified(now) else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value[:4].isdigit() else None
