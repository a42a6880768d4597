"""What an agent is handed with a conversation: everything, at once."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.complaint import Complaint
from assistant.domain.conversation import Conversation
from assistant.domain.handoff import Handoff
from assistant.domain.message import Author, Line
from assistant.services.forms import Forms
from assistant.services.materials import Materials, missing
from assistant.services.phrases import Phrases
from assistant.services.wording import value_words
from assistant.storage.searching import WHISPER
from assistant.storage.unit import Unit
from assistant.text.masking import mask

SUMMARY_WORDS = 40


class Packets:
    """Makes the packet of a handoff."""

    def __init__(self, unit: Unit, phrases: Phrases, forms: Forms, materials: Materials, clock: Clock) -> None:
        self.unit = unit
        self.phrases = phrases
        self.forms = forms
        self.materials = materials
        self.clock = clock

    def build(self, conversation: Conversation, handoff: Handoff) -> dict[str, Any]:
        """Return summary, facts, answers given, missing papers, mood, earlier matters, reason, deadline and the whole transcript.

        Personal data is masked throughout.
        """
        lines = self.unit.transcript.lines(conversation.id, shown_only=False, limit=100_000)
        return {
            "summary": self._summary(conversation, handoff, lines),
            "facts": self._facts(conversation),
            "answers": _answers(lines),
            "missing_materials": self._missing(conversation),
            "mood": self._mood(lines),
            "earlier": self._earlier(conversation, handoff),
            "reason": handoff.reason.value,
            "deadline": self._deadline(handoff),
            "transcript": [
                {"at": line.at.isoformat(), "from": line.author.value, "text": line.reply.text}
                for line in lines
                if line.reply.kind != WHISPER  # for one agent's eyes
            ],
        }

    def _summary(self, conversation: Conversation, handoff: Handoff, lines: list[Line]) -> dict[str, Any]:
        """Return the five things to know first, as fields the pages have labels for."""
        said = [line.reply.text for line in lines if line.author is Author.CUSTOMER]
        claims = self.materials.reachable(conversation)
        return {
            "reason": handoff.reason.value,
            "note": handoff.note,
            "first_words": said[0][:SUMMARY_WORDS] if said else "",
            "last_words": said[-1][:SUMMARY_WORDS] if said else "",
            "verified": conversation.verified(self.clock.now()),
            "claims": [claim.number for claim in claims],
            "complaints": [c.number for c in self.unit.complaints.of_conversation(conversation.id)],
            "messages": len(said),
        }

    def _facts(self, conversation: Conversation) -> list[dict[str, Any]]:
        """Return what was collected, field by field, with the customer's own words."""
        found = self.unit.drafts.find_open(conversation.id, "claim:")
        facts: list[dict[str, Any]] = []
        if found is not None:
            draft = found[1]
            kind = self.forms.claims[draft.form.partition(":")[2]]
            facts += [
                {"matter": kind.name, "field": item.label, "value": value_words(self.phrases, item, draft.values[item.id].value),
                 "said": mask(draft.values[item.id].said)}
                for item in kind.fields if item.id in draft.values
            ]  # fmt: skip
        for claim in self.materials.reachable(conversation):
            kind, told = self.forms.claims[claim.type], self.unit.drafts.of_claim(claim.id)
            said = {name: mask(value.said) for name, value in told.values.items()} if told else {}
            facts += [
                {"matter": claim.number, "field": item.label, "value": value_words(self.phrases, item, claim.fields[item.id]),
                 "said": said.get(item.id, "")}
                for item in kind.fields if item.id in claim.fields
            ]  # fmt: skip
        return facts

    def _mood(self, lines: list[Line]) -> dict[str, Any]:
        """Return the tone the customer last wrote in, if any was heard, with the words it was heard in."""
        heard = [line for line in lines if line.author is Author.CUSTOMER and line.reply.data.get("tone")]
        if not heard:
            return {"tone": None, "text": self.phrases.reply("utter_mood_calm").text, "said": "", "at": None}
        last = heard[-1]
        name = f"utter_mood_{last.reply.data['tone']}"
        words = self.phrases.reply(name if name in self.phrases else "utter_mood_other").text
        return {"tone": last.reply.data["tone"], "text": words, "said": last.reply.text[:SUMMARY_WORDS],
                "at": last.at.isoformat()}  # fmt: skip

    def _earlier(self, conversation: Conversation, handoff: Handoff) -> list[dict[str, str]]:
        """Return what there was before: stays with people, claims and complaints, the latest first."""
        stays = [
            {"at": stay.requested_at.isoformat(), "title": self._say("utter_packet_stay"),
             "text": self._say(f"utter_reason_{stay.reason.value}")}
            for stay in self.unit.handoffs.of_conversation(conversation.id) if stay.id != handoff.id
        ]  # fmt: skip
        claims = [
            {"at": claim.reported_at.isoformat(), "title": f"{self.forms.claims[claim.type].name} {claim.number}",
             "text": self._say(f"utter_state_{claim.state.value}")}
            for claim in self.materials.reachable(conversation)
        ]  # fmt: skip
        complaints = [
            {"at": complaint.received_at.isoformat(), "title": f"{self._say('utter_reason_complaint')} {complaint.number}",
             "text": self._say(f"utter_state_{complaint.state.value}")}
            for complaint in self._complaints(conversation) if complaint.id != handoff.complaint_id
        ]  # fmt: skip
        return sorted([*stays, *claims, *complaints], key=lambda matter: matter["at"], reverse=True)

    def _complaints(self, conversation: Conversation) -> list[Complaint]:
        """Return the complaints made here and, once the customer has shown who they are, all of theirs."""
        found = {one.id: one for one in self.unit.complaints.of_conversation(conversation.id)}
        if conversation.customer_id is not None and conversation.verified(self.clock.now()):
            found |= {one.id: one for one in self.unit.complaints.of_customer(conversation.customer_id)}
        return list(found.values())

    def _say(self, name: str) -> str:
        return self.phrases.reply(name).text

    def _missing(self, conversation: Conversation) -> list[dict[str, str]]:
        return [
            {"claim": claim.number, "item": item.rule.name}
            for claim in self.materials.reachable(conversation)
            for item in missing(self.materials.items(claim))
        ]

    def _deadline(self, handoff: Handoff) -> dict[str, Any]:
        """Return until when to answer and, for a complaint, until when it must be decided, with the rule."""
        deadline: dict[str, Any] = {"answer_by": handoff.due_at.isoformat()}
        if handoff.complaint_id is not None:
            complaint = self.unit.complaints.by_id(handoff.complaint_id)
            deadline |= {"number": complaint.number, "decide_by": complaint.due_on.isoformat(),
                         "source": complaint.due_source}  # fmt: skip
        return deadline


def _answers(lines: list[Line]) -> list[dict[str, Any]]:
    """Return the answers the bot gave, with the versions of the clauses they rest on."""
    return [
        {"at": line.at.isoformat(), "text": line.reply.text, "citations": [dict(c) for c in line.reply.citations]}
        for line in lines
        if line.author is Author.BOT and line.reply.citations
    ]
