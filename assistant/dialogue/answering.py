"""What the bot does with one message: each thing it wants, in order; what cannot be done yet is kept and taken up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Sequence

from rasa.shared.core.events import Event, SlotSet

from assistant.bootstrap import Services
from assistant.dialogue.asking import rather_asked
from assistant.dialogue.beside import with_beside
from assistant.dialogue.brain import Brain
from assistant.dialogue.caution import cautious
from assistant.dialogue.context import TurnContext, taking
from assistant.dialogue.followup import completed
from assistant.dialogue.plan import answer_and_aside, parts_of, weightiest
from assistant.dialogue.policy import FORM_SLOT, PRODUCT_SLOT
from assistant.dialogue.tone import SAFETY, in_tone, tone_of
from assistant.dialogue.trackers import Live
from assistant.domain.conversation import Conversation, Owner
from assistant.domain.message import Author, Reply
from assistant.domain.understanding import Understanding
from assistant.services.answers import Answer
from assistant.services.listening import names_facts
from assistant.storage.inbox import InboxItem
from assistant.text.questions import is_question
from assistant.text.waiting import asks_wait, plainly_takes_back

PENDING_SLOT = "pending"  # the texts of what a customer wants and has not got yet
AT_ONCE = frozenset({"knowledge", "human", "complaint"})  # seen to even while a form waits for its answer
OWN = frozenset(
    {"identity", "add_complaint", "withdraw_complaint"}
)  # forms whose answers the bot takes while the customer waits
REPORT = "claim"  # the form that takes one
# what a report never waits for: it may be a question beside it, as it may be outside of one
ASIDES = frozenset({"policy_service", "claim_progress", "claim_dispute", "complaint"})
# while a customer waits for a person the bot still answers these; all else is noted for the person
WHILE_WAITING = frozenset({"emergency", "human", "knowledge", "advice", "claim_report", "claim_material",
                           "claim_progress", "policy_service", "complaint", "smalltalk"})  # fmt: skip
WAITING_SURE = 0.6
# what taking a complaint back may be taken for
TAKES_BACK = frozenset({"cancel", "deny", "add_complaint", "file_complaint"})
LINES = 200  # looked back on for wordings that were used
WORDS = 40  # characters of what is taken up that are repeated


@dataclass
class Answering:
    """One message being answered, on the turn's own transaction."""

    brain: Brain
    services: Services
    conversation: Conversation
    item: InboxItem
    live: Live
    replies: list[Reply] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def answer(self, read: Understanding) -> Understanding:
        """Do what a message wants; return how its weightiest part was taken."""
        parts = (answer_and_aside if self.form else parts_of)(read, self._read)
        acted: list[Understanding] = []
        left = list(parts)
        while left and (not acted or self._may_go_on(left[0], acted)):
            acted.append(self._act(left.pop(0)))
        if left:
            self._announce(acted, left)
            self._keep([*self._pending, *(part.text for part in left)])
        elif len(parts) == 1:
            self._take_up(read)
        self.replies = self._toned(without_repeats(self.replies), tone_of(read))
        return weightiest(acted) if len(acted) > 1 else acted[0]

    @property
    def form(self) -> str | None:
        """Return the form that awaits an answer."""
        form: str | None = self.live.tracker.get_slot(FORM_SLOT)
        return form

    @property
    def _pending(self) -> list[str]:
        return list(self.live.tracker.get_slot(PENDING_SLOT) or ())

    def _may_go_on(self, part: Understanding, acted: Sequence[Understanding]) -> bool:
        """Tell whether the next part can be seen to in the same turn: not in danger, and nothing that asks while something else does."""
        return acted[-1].group != "emergency" and (self.form is None or part.group in AT_ONCE)

    def _act(self, read: Understanding) -> Understanding:
        """Run the actions that follow one thing said."""
        first = not self.events  # what was done before may have moved it to the queue
        conversation = self.conversation if first else self.services.unit.conversations.read(self.conversation.id)
        form = self.form
        plain = self._taken_back(read, conversation) if form is None else read
        whole = completed(plain, self.live.tracker.get_slot(PRODUCT_SLOT), form)
        free = form is None or (form == REPORT and self._beside_report(plain, conversation))
        said = cautious(rather_asked(whole, self._find, self._insurer_in, self._sold) if free else whole)
        # a form goes on while its customer waits, with facts and not with chat
        told = form and (names_facts(said) or self.services.reports.answered(conversation, said))
        if conversation.owner is Owner.QUEUE and form not in OWN and not told:
            said = while_waiting(said)
        turn = TurnContext(
            services=self.services, conversation_id=conversation.id, said=said, inbox_id=self.item.id, read=self._read
        )
        with taking(turn):
            replies, events = self.brain.respond(said, self.live)
        idle = form is None and conversation.owner is Owner.BOT
        self.replies += with_beside(said, replies, self._find, self.services.app.phrases) if idle else replies
        self.events += events
        return said

    def _beside_report(self, read: Understanding, conversation: Conversation) -> bool:
        """Tell whether what is said amid a report is no part of it, as far as it looks; an offered one asks for nothing yet."""
        return read.group in ASIDES or (is_question(read.text) and self.services.reports.offered(conversation))

    def _find(self, said: Understanding) -> Answer:
        return self.services.answers.answer(
            said.text, product=self.live.tracker.get_slot(PRODUCT_SLOT), vector=said.vector
        )

    def _insurer_in(self, text: str) -> str | None:
        return self.services.answers.knowledge.others.insurers.named(text)

    def _sold(self, text: str) -> bool:
        return self.services.answers.searcher.sold(text)

    def _taken_back(self, read: Understanding, conversation: Conversation) -> Understanding:
        """Return words that plainly end a complaint which is open as that, where they were not understood surely; it is asked before it is done."""
        unsure = read.confidence < WAITING_SURE or read.intent in TAKES_BACK
        if read.tapped or not unsure or not plainly_takes_back(read.text):
            return read
        if not any(complaint.open for complaint in self.services.complaints.reachable(conversation)):
            return read
        return replace(read, intent="withdraw_complaint", group="complaint", confidence=1.0)

    def _take_up(self, read: Understanding) -> None:
        """See to what was kept, as soon as no form waits; what an agent has had the customer's word on is done with."""
        pending = self._pending
        if not pending:
            return
        if read.intent == "resume":
            pending = []
        elif self.form or self.services.unit.conversations.read(self.conversation.id).owner is not Owner.BOT:
            return
        while pending and self.form is None:
            text = pending.pop(0)
            self.replies.append(self._words("utter_take_up", words=text[:WORDS]))
            self._act(self._read(text))
        self._keep(pending)

    def _announce(self, acted: Sequence[Understanding], left: Sequence[Understanding]) -> None:
        """Say that the rest comes next; before the question that is open now, after what to do in danger."""
        first, second = (self._words(f"utter_matter_{part.group}").text for part in (acted[-1], left[0]))
        told = self._words("utter_both_noted", first=first, second=second)
        safety = any(reply.kind == SAFETY for reply in self.replies)
        self.replies = [*self.replies, told] if safety else [told, *self.replies]

    def _keep(self, texts: Sequence[str]) -> None:
        event = SlotSet(PENDING_SLOT, list(texts) or None)
        self.live.tracker.update(event)
        self.events.append(event)

    def _toned(self, replies: list[Reply], tone: str | None) -> list[Reply]:
        if tone is None and all(reply.kind != "complaint" for reply in replies):
            return replies
        lines = self.services.unit.transcript.lines(self.conversation.id, limit=LINES)
        said = [line.reply.text for line in lines if line.author is Author.BOT]
        return in_tone(replies, tone, self.services.app.phrases, said)

    def _read(self, text: str) -> Understanding:
        return self.brain.read(text, self.item.received_at)

    def _words(self, name: str, **fields: Any) -> Reply:
        return self.services.app.phrases.reply(name, **fields)


def without_repeats(replies: Sequence[Reply]) -> list[Reply]:
    """Leave out a form's question that is asked again later in the same turn."""
    asked = [reply.data.get("field") for reply in replies]
    return [
        reply for place, reply in enumerate(replies) if asked[place] is None or asked[place] not in asked[place + 1 :]
    ]


def while_waiting(said: Understanding) -> Understanding:
    """Leave to the bot what it may answer meanwhile, and note the rest for the person."""
    if asks_wait(said.text):
        return replace(said, intent="request_human", group="human", confidence=1.0)
    if said.tapped or said.intent in ("cancel", "withdraw_handoff"):
        return replace(said, intent="withdraw_handoff") if said.intent == "cancel" else said
    if said.group in WHILE_WAITING and said.confidence >= WAITING_SURE:
        return said
    return replace(said, intent="note_while_waiting")
