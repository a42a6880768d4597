"""Taking a claim report: from the customer's own words to a claim number."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

from assistant.clock import Clock
from assistant.domain.claim import Claim
from assistant.domain.conversation import Conversation
from assistant.domain.form import (
    Draft,
    Field,
    Value,
    corrected_field,
    fill_asked,
    fill_mentioned,
    find_field,
    next_field,
)
from assistant.domain.material import checklist
from assistant.domain.reading import TOLD_LENGTH, Invalid
from assistant.domain.understanding import Understanding
from assistant.services.forms import ClaimType, Forms
from assistant.storage.drafts import CANCELLED, FILED
from assistant.storage.unit import Unit
from assistant.text.questions import is_question

START = "start"  # awaited: does the customer want to report at all
TYPE = "type"  # awaited: which kind of loss
CONFIRM = "confirm"  # awaited: is the summary right
CANCEL = "cancel"  # awaited: really stop
DIGRESSIONS = frozenset(
    {"knowledge", "advice", "claim_material", "claim_progress", "policy_service", "claim_dispute", "smalltalk"}
)
# what ends the asking, and how sure one must be: a street's name may look a little like anything
INTERRUPTIONS = {"human": 0.7, "complaint": 0.7, "emergency": 0.5}
REPORTS = ("报案", "报险", "报个案", "出险了")
OWN_BUTTONS = frozenset(
    {"affirm", "deny", "cancel", "unsure", "restart", "report_claim", "choose", "choose_claim_type", "edit_field"}
)
SURE = 0.5


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a message did to a report, and what comes next.

    ``outcome`` is offer (a question about a loss: report it?), asking (``field``, after noting ``noted``), problem
    (with ``invalid``), type, summary, edit, filed (with ``claim``), cancel, cancelled, declined, or digression: the message
    was about something else.
    """

    outcome: str
    draft: Draft
    type: ClaimType | None = None
    field: Field | None = None
    noted: tuple[str, ...] = ()
    invalid: Invalid | None = None
    claim: Claim | None = None


class Reports:
    """Claim reports of one transaction."""

    def __init__(self, unit: Unit, forms: Forms, clock: Clock) -> None:
        self.unit = unit
        self.forms = forms
        self.clock = clock

    def find(self, conversation: Conversation) -> tuple[int, Draft] | None:
        """Return the report on its way in a conversation, or None."""
        return self.unit.drafts.find_open(conversation.id, "claim")

    def listen(self, conversation: Conversation, said: Understanding) -> Step:
        """Take a message of the customer: begin a report, or go on with the one that is open."""
        found = self.find(conversation)
        key, draft = found or (None, Draft(form="claim"))
        step = self._begin(draft, said) if key is None else self._go_on(draft, said)
        if step.outcome == "digression":
            return step
        key = self._keep(conversation, key, step)
        return self._file(conversation, key, step) if step.outcome == "file" else step

    def current(self, conversation: Conversation) -> Step | None:
        """Return what the open report waits for, to ask it again."""
        found = self.find(conversation)
        return self._next(found[1]) if found else None

    def _keep(self, conversation: Conversation, key: int | None, step: Step) -> int:
        now = self.clock.now()
        if key is None:
            key = self.unit.drafts.create(conversation.id, step.draft, now)
        self.unit.drafts.save(key, step.draft, now)
        if step.outcome in ("cancelled", "declined"):
            self.unit.drafts.end(key, CANCELLED, now)
        return key

    def _begin(self, draft: Draft, said: Understanding) -> Step:
        chosen = said.options.get("type")
        kind = self.forms.claims.get(str(chosen)) if chosen else self.forms.recognise(said.text)
        step = self._with_type(draft, kind, said)
        if kind is not None and _only_asks(said):
            return replace(step, outcome="offer", draft=replace(step.draft, asking=START))
        return step

    def _with_type(self, draft: Draft, kind: ClaimType | None, said: Understanding) -> Step:
        if kind is None:
            told = draft.values.get("description") or (Value(value=said.text, said=said.text) if _tells(said) else None)
            return Step(outcome="type", draft=replace(draft, asking=TYPE, values={"description": told} if told else {}))
        return self._note(replace(draft, form=f"claim:{kind.id}"), said)

    def _go_on(self, draft: Draft, said: Understanding) -> Step:
        interrupts = said.confidence >= INTERRUPTIONS.get(said.group, math.inf)
        if said.intent not in OWN_BUTTONS if said.tapped else interrupts:
            return Step(outcome="digression", draft=draft)
        if draft.asking == START:
            return self._answer_offer(draft, said)
        if draft.asking == CANCEL:
            return self._answer_cancel(draft, said)
        if said.intent in ("cancel", "restart"):
            return Step(outcome="cancel", draft=replace(draft, asking=CANCEL))
        if draft.asking == TYPE:
            return self._answer_type(draft, said)
        if said.intent == "edit_field":
            return self._edit(draft, said)
        if said.intent in ("correct", "go_back"):
            return self._correct(draft, said)
        if draft.asking == CONFIRM:
            return self._answer_summary(draft, said)
        return self._answer_field(draft, said)

    def _answer_offer(self, draft: Draft, said: Understanding) -> Step:
        if said.intent in ("affirm", "report_claim"):
            return self._note(draft, said)
        return (
            Step(outcome="declined", draft=draft)
            if said.intent in ("deny", "cancel")
            else Step(outcome="digression", draft=draft)
        )

    def _answer_cancel(self, draft: Draft, said: Understanding) -> Step:
        if said.intent in ("affirm", "cancel"):
            return Step(outcome="cancelled", draft=draft)
        return self._next(draft)

    def _answer_type(self, draft: Draft, said: Understanding) -> Step:
        chosen = said.options.get("type")
        kind = self.forms.claims.get(str(chosen)) if chosen else self.forms.recognise(said.text)
        if kind is None and _digresses(said):
            return Step(outcome="digression", draft=draft)
        return self._with_type(draft, kind, said)

    def _answer_summary(self, draft: Draft, said: Understanding) -> Step:
        if said.intent == "affirm":
            return Step(outcome="file", draft=draft, type=self._type(draft))
        changed = self._correct(draft, said)
        if changed.noted or changed.invalid:
            return changed
        if said.intent == "deny":
            return Step(outcome="edit", draft=draft, type=self._type(draft))
        return Step(outcome="digression", draft=draft) if _digresses(said) else self._next(draft)

    def _answer_field(self, draft: Draft, said: Understanding) -> Step:
        kind = self._type(draft)
        item = find_field(kind.fields, draft.asking)
        if item is None:
            return self._note(draft, said)
        if item.type in ("text", "place", "name") and _digresses(said):
            return Step(outcome="digression", draft=draft)
        if item.type == "place" and said.first("place") is None:
            other = self._note(draft, said)  # a place is taken at its word only where the words say nothing else
            if other.noted:
                return other
        try:
            answered = fill_asked(item, draft, said, self._today())
        except Invalid as invalid:
            return self._not_the_answer(draft, said, item, invalid)
        return self._note(answered, said, answered=item.id)

    def _not_the_answer(self, draft: Draft, said: Understanding, item: Field, invalid: Invalid) -> Step:
        """See what a message is that does not answer the question: other facts, a question back, or a slip."""
        if invalid.code not in ("date_future", "date_past"):
            noted = self._note(draft, said)
            if noted.noted:
                return noted
            if _digresses(said) or (said.group in DIGRESSIONS and said.confidence >= SURE):
                return Step(outcome="digression", draft=draft)
        return Step(outcome="problem", draft=draft, type=self._type(draft), field=item, invalid=invalid)

    def _note(self, draft: Draft, said: Understanding, *, answered: str | None = None) -> Step:
        """Take everything else that the message says; what answered the question is not read again as another fact."""
        kind = self._type(draft)
        open_fields = (
            kind.fields
            if answered is None
            else tuple(f for f in kind.fields if f.type not in ("text", "name", "place"))
        )
        draft, filled, problem = fill_mentioned(open_fields, draft, said, self._today())
        step = self._next(draft)
        noted = tuple(filled) if answered is None else (answered, *filled)
        if problem is not None and problem.field not in draft.values:
            field = find_field(kind.fields, problem.field)
            return replace(step, outcome="problem", field=field, invalid=problem, noted=noted,
                           draft=replace(draft, asking=problem.field))  # fmt: skip
        return replace(step, noted=noted)

    def _correct(self, draft: Draft, said: Understanding) -> Step:
        """Change the field that is spoken of: by the new value in the message, or by asking for it again."""
        kind = self._type(draft)
        item = corrected_field(kind.fields, draft, said, self._today()) or self._last_answered(kind, draft)
        if item is None:
            return self._next(draft)
        without = replace(draft, values={name: v for name, v in draft.values.items() if name != item.id})
        changed, filled, problem = fill_mentioned((item,), without, said, self._today())
        if problem is not None or not filled or item.type == "text":
            invalid = problem
            return Step(outcome="asking" if invalid is None else "problem", field=item, type=kind, invalid=invalid,
                        draft=replace(without, asking=item.id))  # fmt: skip
        return replace(self._next(changed), noted=(item.id,))

    def _edit(self, draft: Draft, said: Understanding) -> Step:
        kind = self._type(draft)
        item = find_field(kind.fields, str(said.options.get("field")))
        if item is None:
            return Step(outcome="edit", draft=draft, type=kind)
        return Step(outcome="asking", draft=replace(draft, asking=item.id), type=kind, field=item)

    def _last_answered(self, kind: ClaimType, draft: Draft) -> Field | None:
        asked = [f for f in kind.fields if f.ask and f.id in draft.values]
        return asked[-1] if asked and draft.asking != CONFIRM else None

    def _next(self, draft: Draft) -> Step:
        if draft.form == "claim":
            return Step(outcome="type", draft=replace(draft, asking=TYPE))
        kind = self._type(draft)
        item = next_field(kind.fields, draft)
        if item is None:
            return Step(outcome="summary", draft=replace(draft, asking=CONFIRM), type=kind)
        return Step(outcome="asking", draft=replace(draft, asking=item.id), type=kind, field=item)

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

    def _type(self, draft: Draft) -> ClaimType:
        return self.forms.claims[draft.form.partition(":")[2]]

    def _today(self) -> date:
        return self.clock.now().date()


def _digresses(said: Understanding) -> bool:
    """Tell whether a message is a question or request of its own and not the answer to ours."""
    return said.group in DIGRESSIONS and (
        is_question(said.text) or (said.group == "smalltalk" and said.confidence >= 0.8)
    )


def _only_asks(said: Understanding) -> bool:
    """Tell whether a message about a loss asks how it is handled and does not yet ask to report it."""
    return not said.tapped and is_question(said.text) and not any(word in said.text for word in REPORTS)


def _tells(said: Understanding) -> bool:
    return not said.tapped and len(said.text) >= TOLD_LENGTH


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value[:4].isdigit() else None
