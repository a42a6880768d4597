"""What a claim report asks next, and what a message does to it: pure, nothing is stored here."""

from __future__ import annotations

import math
from dataclasses import replace

from assistant.domain.form import (
    Draft,
    Field,
    Value,
    corrected_fields,
    fill_asked,
    fill_mentioned,
    find_field,
    last_answered,
)
from assistant.domain.reading import Invalid, plainly_answers
from assistant.domain.understanding import SORROW, Understanding
from assistant.services.asking import Asking
from assistant.services.forms import ClaimType
from assistant.services.inference import REPORTER, named_alone, repeats
from assistant.services.listening import (
    CERTAIN,
    DIGRESSIONS,
    FREE,
    INTERRUPTIONS,
    SURE,
    agrees,
    digresses,
    is_no_answer,
    only_asks,
    says_yes_or_no,
    tells,
    tells_on,
)
from assistant.services.steps import CANCEL, CONFIRM, EARLY, HOW, HURRIED, START, TYPE, Step
from assistant.text.impatience import hands_in, hurries, only_asks_how, only_hurries
from assistant.text.objections import amends, nothing_more, objects
from assistant.text.pausing import puts_off, skips, takes_up
from assistant.text.questions import is_question

BARE = 7  # characters of a correction that says nothing but that something was wrong
OWN_BUTTONS = frozenset(
    {"affirm", "deny", "cancel", "unsure", "restart", "report_claim", "choose", "choose_claim_type", "edit_field"}
)


class Interview(Asking):
    """What each message does to a report."""

    def begin(self, draft: Draft, said: Understanding, before: Understanding | None = None) -> Step:
        """Take the first message of a report; ``before`` is what was told of the loss ahead of it."""
        kind = self._kind_in(said) or (self.forms.recognise(before.text) if before else None)
        step = self._with_type(draft, kind, said)
        if kind is not None and before is not None:
            told = self._note(step.draft, before)
            return replace(told, noted=(*step.noted, *told.noted))
        if kind is not None and only_asks(said) and not (kind.gentle and said.tone in SORROW):
            return replace(step, outcome="offer", draft=replace(step.draft, asking=START))
        return step

    def _kind_in(self, said: Understanding) -> ClaimType | None:
        chosen = said.options.get("type")
        if chosen:
            return self.forms.claims.get(str(chosen))
        return self.forms.recognise(said.text) or self.forms.asking_for({entity.type for entity in said.entities})

    def _with_type(self, draft: Draft, kind: ClaimType | None, said: Understanding) -> Step:
        if kind is None:
            told = draft.values.get("description") or (Value(value=said.text, said=said.text) if tells(said) else None)
            kept = replace(draft, asking=TYPE, values={**draft.values, **({"description": told} if told else {})})
            filled, noted, _ = fill_mentioned(self.forms.common, kept, said, self.today)
            return Step(outcome="type", draft=filled, noted=tuple(noted))
        return self._note(self._under_policy(kind, replace(draft, form=f"claim:{kind.id}")), said)

    def go_on(self, draft: Draft, said: Understanding) -> Step:
        """Take a further message."""
        if not said.tapped and draft.asking not in (CONFIRM, CANCEL) and hands_in(said.text):
            return replace(self.next(draft), aside=EARLY)
        if not said.tapped and draft.asking != CANCEL and only_hurries(said.text):
            return replace(self.next(draft), aside=HURRIED)
        if not said.tapped and draft.asking not in (START, CANCEL) and only_asks_how(said.text):
            return replace(self.next(draft), aside=HOW)
        interrupts = said.confidence >= INTERRUPTIONS.get(said.group, math.inf)
        if said.intent not in OWN_BUTTONS if said.tapped else interrupts:
            return Step(outcome="digression", draft=draft)
        if not said.tapped and takes_up(said.text):
            return replace(self.next(draft), resumed=True)
        if draft.asking == START:
            return self._answer_offer(draft, said)
        if not said.tapped and puts_off(said.text):
            return Step(outcome="paused", draft=draft, type=self._known_kind(draft))
        if draft.asking == CANCEL:
            return self._answer_cancel(draft, said)
        if not said.tapped and skips(said.text):
            said = replace(said, intent="unsure", group="control")
        if self.plainly_answered(draft, said):
            return self._answer_field(draft, said)
        if said.intent in ("cancel", "restart"):
            return Step(outcome="cancel", draft=replace(draft, asking=CANCEL))
        if draft.asking == TYPE:
            return self._answer_type(draft, said)
        if said.intent == "edit_field":
            return self._edit(draft, said)
        if said.intent == "choose" and said.options.get("field") not in (None, draft.asking):
            return self._answer_earlier(draft, said)
        if said.intent in ("correct", "go_back") or self._amends(draft, said):
            return self._correct(draft, said)
        if draft.asking == CONFIRM:
            return self._answer_summary(draft, said)
        return self._answer_field(draft, said)

    def plainly_answered(self, draft: Draft, said: Understanding) -> bool:
        """Tell whether the awaited field is answered, however much the message sounds like a word to the form itself."""
        kind = self._known_kind(draft)
        item = find_field(kind.fields, draft.asking) if kind and not said.tapped else None
        return item is not None and not objects(said.text) and plainly_answers(item, said, self.today)

    def _amends(self, draft: Draft, said: Understanding) -> bool:
        """Tell whether a message says of a field that it is something else, whatever it was taken for."""
        said_so = not said.tapped and amends(said.text)
        return said_so and bool(corrected_fields(self._kind(draft).fields, draft, said, self.today))

    def _answer_offer(self, draft: Draft, said: Understanding) -> Step:
        kind = self._kind_in(said)
        if kind and kind.gentle and said.tone in SORROW and kind is not self._known_kind(draft):
            return self.begin(Draft(form="claim"), said)  # a death is no car's damage, whatever was offered before
        if said.intent in ("affirm", "report_claim") or tells_on(said):
            return self._note(draft, said)
        told = self._note(draft, said)
        if told.noted and not said.tapped and not is_question(said.text):
            return told
        return (
            Step(outcome="declined", draft=draft)
            if said.intent in ("deny", "cancel")
            else Step(outcome="digression", draft=draft)
        )

    def _answer_cancel(self, draft: Draft, said: Understanding) -> Step:
        if said.intent in ("affirm", "cancel"):
            return Step(outcome="cancelled", draft=draft)
        return self.next(draft)

    def _answer_type(self, draft: Draft, said: Understanding) -> Step:
        kind = self._kind_in(said)
        if not said.tapped and (digresses(said) or said.intent == "vexed"):
            return Step(outcome="digression", draft=draft)
        return replace(self._with_type(draft, kind, said), again=kind is None)

    def _answer_summary(self, draft: Draft, said: Understanding) -> Step:
        if agrees(said):
            return Step(outcome="file", draft=draft, type=self._kind(draft))
        changed = self._correct(draft, said)
        if changed.noted or changed.invalid or changed.outcome == "asking":
            return changed
        if nothing_more(said.text):
            return replace(self.next(draft), again=True)
        if said.intent == "deny" or objects(said.text):
            return Step(outcome="edit", draft=draft, type=self._kind(draft))
        return Step(outcome="digression", draft=draft) if digresses(said) else self.next(draft)

    def _answer_field(self, draft: Draft, said: Understanding) -> Step:
        kind = self._kind(draft)
        item = find_field(kind.fields, draft.asking)
        if item is None:
            return self._note(draft, said)
        unasked = item.type == "yesno" and not says_yes_or_no(said.text) and not plainly_answers(item, said, self.today)
        if not said.tapped and (said.intent == "unsure" or unasked):
            other = self._note(draft, said)  # 还没上牌 says nothing of the police, 报警了 nothing of who is hurt
            if other.noted:
                return other
        if item.type in FREE and said.first(item.type) is None and is_no_answer(said, item.type):
            return self._not_the_answer(draft, said, item, Invalid(item.type, item.id))
        if item.type in ("place", "hospital") and named_alone(kind, draft, said) is not None:
            return self._not_the_answer(draft, said, item, Invalid(item.type, item.id))
        if item.type == "place" and said.first("place") is None:
            other = self._note(draft, said)  # a place is taken at its word only where the words say nothing else
            if other.noted:
                return other
        try:
            answered = fill_asked(item, draft, said, self.today)
        except Invalid as invalid:
            return self._not_the_answer(draft, said, item, invalid)
        return self._note(answered, said, answered=item.id)

    def _answer_earlier(self, draft: Draft, said: Understanding) -> Step:
        """Take a button of an earlier question: of a reply further up, or of a page that has not followed."""
        item = find_field(self._kind(draft).fields, str(said.options["field"]))
        try:
            changed = fill_asked(item, draft, said, self.today) if item else draft
        except Invalid:
            changed = draft
        return replace(self.next(changed), noted=(item.id,) if item and changed is not draft else ())

    def _not_the_answer(self, draft: Draft, said: Understanding, item: Field, invalid: Invalid) -> Step:
        """See what a message is that does not answer the question: other facts, the same once more, a question back, or a slip."""
        kind = self._kind(draft)
        named = named_alone(kind, draft, said)
        if named is not None:
            return replace(self.next(named), noted=(REPORTER,))
        if not said.tapped and hurries(said.text):
            told = self._note(draft, said)
            return replace(told, aside=HURRIED) if told.outcome != "problem" else told
        if not invalid.code.startswith("date_"):
            if digresses(said) and said.confidence >= SURE:
                return Step(outcome="digression", draft=draft)
            noted = self._note(draft, said)
            if noted.noted or noted.invalid:
                return noted
            if digresses(said) or (said.group in DIGRESSIONS and said.confidence >= CERTAIN):
                return Step(outcome="digression", draft=draft)
            if said.group in (*INTERRUPTIONS, "smalltalk", "out_of_scope") and is_question(said.text):
                return Step(outcome="question", draft=draft)
            if said.intent == "report_claim" or repeats(kind, draft, said, self.today):
                return self.next(draft)
        return Step(outcome="problem", draft=draft, type=kind, field=item, invalid=invalid)

    def _correct(self, draft: Draft, said: Understanding) -> Step:
        """Change the field that is spoken of: by the new value in the message, or by asking for it again."""
        kind = self._kind(draft)
        items = corrected_fields(kind.fields, draft, said, self.today)
        if not items:
            fresh = self._note(draft, said)  # no correction, whatever it sounded like, if it tells something new
            if fresh.noted:
                return fresh
            items = last_answered(kind.fields, draft) if draft.asking != CONFIRM else ()
            bare = said.confidence >= CERTAIN and len(said.text) <= BARE
            if not items or (said.intent == "correct" and not bare):
                return self._answer_field(draft, said)
        wrong = {item.id for item in items}
        without = replace(draft, values={name: v for name, v in draft.values.items() if name not in wrong})
        changed, filled, invalid = fill_mentioned(items, without, said, self.today)
        if invalid is not None or not filled or items[0].type == "text":
            return Step(outcome="asking" if invalid is None else "problem", field=items[0], type=kind, invalid=invalid,
                        draft=replace(changed, asking=items[0].id))  # fmt: skip
        return replace(self.next(changed), noted=tuple(filled))

    def _edit(self, draft: Draft, said: Understanding) -> Step:
        kind = self._kind(draft)
        item = find_field(kind.fields, str(said.options.get("field")))
        if item is None or not item.ask:
            return Step(outcome="edit", draft=draft, type=kind)
        return Step(outcome="asking", draft=replace(draft, asking=item.id), type=kind, field=item)
