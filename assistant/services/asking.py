"""A report between two messages: what it waits for, and what a message adds to it; pure, nothing is stored here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Callable, Mapping

from assistant.domain.form import Draft, Value, fill_mentioned, find_field, next_field
from assistant.domain.understanding import Understanding
from assistant.services.forms import ClaimType, Forms, Held
from assistant.services.inference import PLACE, inferred, nearer_place
from assistant.services.steps import CONFIRM, TYPE, Step

OWN_WORDS = frozenset({"yesno", "choice"})  # each such field is told by words of its own: 没人受伤，没报警
Fitting = Callable[[ClaimType], Mapping[str, Held]]  # by policy number


class Asking:
    """One reading of the forms on one day; ``fitting`` gives the customer's policies that a kind of loss may fall under."""

    def __init__(self, forms: Forms, today: date, fitting: Fitting) -> None:
        self.forms = forms
        self.today = today
        self.fitting = fitting

    def next(self, draft: Draft) -> Step:
        """Return what the report waits for now."""
        if draft.form == "claim":
            return Step(outcome="type", draft=replace(draft, asking=TYPE), again=True)
        kind = self._kind(draft)
        draft = inferred(kind, draft, self.fitting(kind))
        item = next_field(kind.fields, draft)
        if item is None:
            return Step(outcome="summary", draft=replace(draft, asking=CONFIRM), type=kind)
        return Step(outcome="asking", draft=replace(draft, asking=item.id), type=kind, field=item)

    def _kind(self, draft: Draft) -> ClaimType:
        kind = self.forms.claims[draft.form.partition(":")[2]]
        return kind.with_policies(self.fitting(kind))

    def _known_kind(self, draft: Draft) -> ClaimType | None:
        return None if draft.form == "claim" else self._kind(draft)

    def _under_policy(self, kind: ClaimType, draft: Draft) -> Draft:
        """Note the policy where only one can be meant."""
        fitting = self.fitting(kind)
        if len(fitting) != 1 or "policy" in draft.values:
            return draft
        return draft.with_value("policy", Value(value=next(iter(fitting)), said=""))

    def _note(self, draft: Draft, said: Understanding, *, answered: str | None = None) -> Step:
        """Take everything else that the message says; what answered the question is not read again as another fact."""
        kind = self._kind(draft)
        asked = find_field(kind.fields, answered)
        taken = () if asked is None else ("text", *({asked.type} - OWN_WORDS))
        open_fields = tuple(f for f in kind.fields if f.type not in taken)
        draft, filled, problem = fill_mentioned(open_fields, draft, said, self.today)
        closer = None if answered == PLACE else nearer_place(draft, said)
        draft, filled = (draft.with_value(PLACE, closer), [*filled, PLACE]) if closer else (draft, filled)
        step = self.next(draft)
        named = asked is not None and (filled or asked.type == "date")  # a day is always said back as it was understood
        noted = (asked.id, *filled) if asked is not None and named else tuple(filled)
        if problem is not None and problem.field not in draft.values:
            field = find_field(kind.fields, problem.field)
            return replace(step, outcome="problem", field=field, invalid=problem, noted=noted,
                           draft=replace(draft, asking=problem.field))  # fmt: skip
        return replace(step, noted=noted)
