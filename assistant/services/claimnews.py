"""What a customer is told of their claim: where it stands, what comes next, what was decided and on what grounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Iterable, Mapping, Sequence

from assistant.clock import Clock
from assistant.domain.assessment import Assessment
from assistant.domain.casework import APPROVE, Outcome
from assistant.domain.claim import Claim, ClaimState, way_of
from assistant.domain.clock import MET, WAITING, StatutoryClock
from assistant.domain.material import Material, MaterialState
from assistant.domain.message import Author, Button, Reply
from assistant.services.caseclocks import CaseClocks
from assistant.services.forms import Forms
from assistant.services.materials import Materials, missing
from assistant.services.phrases import Phrases
from assistant.services.voice import Voice
from assistant.services.whereabouts import Whereabouts
from assistant.services.wording import day_words
from assistant.storage.unit import Unit
from assistant.text.masking import mask

TOLD = "told"  # a line, for the record alone, of what the customer was told in another conversation
# the clock that says until when the next thing is done
NEXT_BY = {ClaimState.INVESTIGATING: "decision", ClaimState.ASSESSED: "decision", ClaimState.AUDITED: "payment"}


class ClaimNews:
    """What is told of claims, in one transaction."""

    def __init__(
        self,
        unit: Unit,
        voice: Voice,
        forms: Forms,
        materials: Materials,
        clocks: CaseClocks,
        whereabouts: Whereabouts,
        clock: Clock,
    ) -> None:
        self.unit = unit
        self.voice = voice
        self.phrases: Phrases = voice.phrases
        self.forms = forms
        self.materials = materials
        self.clocks = clocks
        self.whereabouts = whereabouts
        self.clock = clock

    def line(self, claim: Claim) -> str:
        """Return where a claim stands and what comes next, in a sentence or two."""
        return self._words("utter_progress_line", number=claim.number, type=self.forms.claims[claim.type].name,
                           reported=day_words(self.phrases, claim.reported_at.date()),
                           state=self.state_text(claim.state), next=self.next_words(claim))  # fmt: skip

    def item(self, claim: Claim) -> dict[str, Any]:
        """Return a claim as the progress card shows it: steps with their days, what comes next, what was decided."""
        dates = self.dates(claim)
        way = way_of(claim.state, dates)
        reached = max(way.index(claim.state), 0)
        steps = [
            {"title": self.state_text(state), "state": state.value, "done": place <= reached,
             "at": dates[state].isoformat() if state in dates and place <= reached else None}
            for place, state in enumerate(way)
        ]  # fmt: skip
        return {"number": claim.number, "title": self.forms.claims[claim.type].name, "state": claim.state.value,
                "state_text": self.state_text(claim.state), "steps": steps, "note": self.next_words(claim),
                "result": self.result(claim)}  # fmt: skip

    def dates(self, claim: Claim) -> dict[ClaimState, datetime]:
        """Return when a claim came to each state it has been in, the last time it did."""
        dates = {ClaimState.REPORTED: claim.reported_at}
        state = ClaimState.REPORTED
        for event in self.unit.casework.events([claim.id], clear=False):
            if event.state is not state:
                state = event.state
                dates[state] = event.at
        return dates

    def state_text(self, state: ClaimState) -> str:
        """Return a state in words."""
        return self._words(f"utter_state_{state.value}")

    def next_words(self, claim: Claim) -> str:
        """Return what comes next, with the day by which the law has it done."""
        left = missing(self.materials.items(claim))
        if left and claim.state in (ClaimState.REPORTED, ClaimState.ACCEPTED, ClaimState.INVESTIGATING):
            return self._words("utter_claim_next_papers", count=len(left), missing="、".join(i.rule.name for i in left))
        by = next((c for c in self.clocks.of([claim])[claim.id] if c.rule.rule.id == NEXT_BY.get(claim.state)), None)
        return self._words(f"utter_claim_next_{claim.state.value}", by=self._until(by))

    def result(self, claim: Claim) -> dict[str, Any] | None:
        """Return the decision that stands, or None where there is none."""
        decided = self._decided(claim)
        if decided is None:
            return None
        amounts = {"claimed": f"{decided.claimed}", "approved": f"{decided.approved}"}
        return {"outcome": decided.outcome.value, "items": [item.as_dict() for item in decided.items], **amounts,
                "clause": decided.clause, "grounds": mask(decided.grounds)}  # fmt: skip

    def result_words(self, claim: Claim) -> str:
        """Return the decision with its items, amounts, clause and grounds; for a refusal the ways to object."""
        decided = self._decided(claim)
        assert decided is not None
        if decided.outcome is Outcome.REFUSE:
            return self._words("utter_claim_result_refuse", number=claim.number, clause=mask(decided.clause),
                               grounds=mask(decided.grounds))  # fmt: skip
        return self._words("utter_claim_result_pay", number=claim.number, claimed=money(decided.claimed),
                           approved=money(decided.approved), items=self._items(decided), grounds=mask(decided.grounds))  # fmt: skip

    def moved(self, claim: Claim) -> None:
        """Tell the customer that their claim has come a step further."""
        self.push(claim, "utter_claim_news", state=self.state_text(claim.state), next=self.next_words(claim))

    def decided(self, claim: Claim) -> None:
        """Tell the customer what was decided; a refusal goes out as the notice that the law wants."""
        self.push(claim, "utter_claim_decided", result=self.result_words(claim), next=self.next_words(claim),
                  buttons=[self._dispute_button(claim)])  # fmt: skip

    def missing_papers(self, claim: Claim, items: Sequence[Material], note: str) -> None:
        """Tell the customer everything that is missing, at once, with the day."""
        left = "\n".join(self._paper(item) for item in items)
        checklist = [item.as_dict() for item in self.materials.items(claim)]
        reply = self._reply("utter_claim_notice", number=claim.number, missing=left, note=mask(note).strip(),
                            day=day_words(self.phrases, self.clock.now().date()))  # fmt: skip
        self._say(claim, replace(reply, data={"claim_number": claim.number, "checklist": checklist}))

    def dispute_decided(self, claim: Claim, outcome: str, text: str) -> None:
        """Tell the customer in writing what their objection came to."""
        self.push(claim, f"utter_claim_dispute_{outcome}", text=mask(text), next=self.next_words(claim))

    def ask_rating(self, claim: Claim) -> None:
        """Ask the customer how it went."""
        buttons = [Button(title=str(score), payload=f'/rate_claim{{"claim": "{claim.number}", "score": {score}}}')
                   for score in range(1, 6)]  # fmt: skip
        reply = self._reply("utter_claim_survey", number=claim.number)
        self._say(claim, replace(reply, buttons=tuple(buttons), data={"claim_number": claim.number}))

    def push(self, claim: Claim, name: str, *, buttons: Iterable[Button] | None = None, **fields: Any) -> None:
        """Tell the customer something about their claim, with its card, where they write now."""
        reply = self._reply(name, number=claim.number, **fields)
        data: Mapping[str, Any] = {"claim_number": claim.number, "items": [self.item(claim)]}
        self._say(claim, replace(reply, data=data, buttons=reply.buttons if buttons is None else tuple(buttons)))

    def _say(self, claim: Claim, reply: Reply) -> None:
        """Say it where the customer writes now; where that is elsewhere, the claim's own conversation keeps what was told."""
        there = self.whereabouts.of(claim)
        self.voice.say(there, Author.SYSTEM, reply)
        if there.id != claim.conversation_id:
            named = f"utter_channel_{there.channel}"
            channel = self._words(named if named in self.phrases else "utter_channel_other")
            note = Reply(kind=TOLD, text=self._words("utter_claim_told_elsewhere", channel=channel, text=reply.text))
            self.unit.transcript.append(claim.conversation_id, Author.SYSTEM, note, self.clock.now(), shown=False)

    def _decided(self, claim: Claim) -> Assessment | None:
        found = self.unit.casework.assessments([claim.id]).get(claim.id, [])
        return next((each for each in reversed(found) if each.verdict == APPROVE), None)

    def _items(self, decided: Assessment) -> str:
        return "\n".join(
            self._words(
                "utter_claim_result_item" if item.approved == item.claimed else "utter_claim_result_item_less",
                name=mask(item.name), claimed=money(item.claimed), approved=money(item.approved), reason=mask(item.reason), clause=mask(item.clause),
            )
            for item in decided.items
        )  # fmt: skip

    def _paper(self, item: Material) -> str:
        name = "utter_claim_notice_rejected" if item.state is MaterialState.REJECTED else "utter_claim_notice_missing"
        return self._words(name, name=item.rule.name, form=item.rule.form, how=item.rule.how, reason=mask(item.reason))

    def _until(self, clock: StatutoryClock | None) -> str:
        """Return until when, in words that may be left out where no day is known."""
        if clock is None or clock.due_on is None or clock.level in (MET, WAITING) or (clock.days_left or 0) < 0:
            return ""
        return self._words("utter_claim_by", day=day_words(self.phrases, clock.due_on))

    def _dispute_button(self, claim: Claim) -> Button:
        payload = f'/dispute_claim{{"claim": "{claim.number}"}}'
        return Button(title=self._words("utter_claim_dispute_title"), payload=payload)

    def _words(self, response: str, /, **fields: Any) -> str:
        return self.phrases.reply(response, **fields).text

    def _reply(self, response: str, /, **fields: Any) -> Reply:
        return self.phrases.reply(response, **fields)


def money(amount: Decimal) -> str:
    """Return an amount in yuan as it is read.

    >>> money(Decimal("12345.60"))
    '12,345.60'
    """
    return f"{amount:,.2f}"
