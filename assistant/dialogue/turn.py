"""One turn, one transaction: what came in, what was said, what was done, all committed together or not at all."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Callable, Sequence

from assistant.bootstrap import App, Services
from assistant.dialogue.answering import Answering
from assistant.dialogue.brain import Brain
from assistant.dialogue.doubt import Turn, keep_bad_rating, keep_doubts
from assistant.dialogue.faults import hand_over, note_failure
from assistant.dialogue.payloads import payload, read_payload
from assistant.dialogue.trackers import Live, LiveTrackers
from assistant.domain.conversation import Conversation, Owner
from assistant.domain.message import Author, Button, Line, Reply
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError, StorageError
from assistant.storage.inbox import FAULT, InboxItem

logger = logging.getLogger(__name__)

UNREAD = ("refused", FAULT)  # kinds that the bot need not understand
RATING = "rate"  # who says how it was does not begin anew
TITLE_LENGTH = 60  # characters; nothing longer names a button
LINES_BACK = 6  # lines in which the last offer stands


@dataclass(frozen=True, kw_only=True)
class TurnResult:
    """What a turn did: the message's meaning (None where the bot did not read it)."""

    conversation_id: str
    inbox_id: int
    said: Understanding | None


class Overtaken(Exception):
    """Another process has answered this message in the meantime."""


class TurnRunner:
    """Takes the turns of one process, a conversation's one after another."""

    def __init__(self, app: App, brain: Brain, *, on_result: Callable[[TurnResult], None] | None = None) -> None:
        self.app = app
        self.brain = brain
        self.trackers = LiveTrackers(brain.processor.domain)
        self.on_result = on_result or (lambda result: None)

    def run_next(self, conversation_id: str) -> bool:
        """Answer the oldest open message of a conversation; return whether there was one.

        A fault of ours is counted; after the last one the customer is told, and handed to people.

        Raises:
            StorageError: when the database does not answer; the message stays in the inbox for another try.
        """
        with self.app.look() as services:
            item = services.unit.inbox.next_pending(conversation_id)
        if item is None:
            return False
        try:
            self.on_result(self._take(item))
        except Overtaken:
            return True
        except StorageError:
            self.trackers.forget(conversation_id)
            raise
        except Exception as error:
            self.trackers.forget(conversation_id)
            logger.exception("turn failed", extra={"conversation": conversation_id, "inbox": item.id})
            return note_failure(self.app, item, error, partial(self._write_down, item=item))
        return True

    def _take(self, item: InboxItem) -> TurnResult:
        said = None if item.kind in UNREAD else self._understand(item)
        with self.app.work() as services:
            conversation = services.unit.conversations.lock(item.conversation_id)
            current = services.unit.inbox.next_pending(item.conversation_id)
            if current is None or current.id != item.id:
                raise Overtaken
            live, heard = self._answer(services, conversation, item, said)
            services.unit.inbox.finish(item.id, self.app.clock.now())
        if live is not None:
            self.trackers.keep(conversation.id, live)
        return TurnResult(conversation_id=conversation.id, inbox_id=item.id, said=heard)

    def _understand(self, item: InboxItem) -> Understanding:
        """Return what an item means; a choice may be typed, by its words or its number, where nothing can be tapped."""
        if item.kind == "text" and len(item.body["text"]) <= TITLE_LENGTH:
            with self.app.look() as services:
                lines = services.unit.transcript.lines(item.conversation_id, limit=LINES_BACK)
                chosen = typed_choice(item.body["text"], lines, services.answers.named_alone)
            if chosen:
                return replace(read_payload(chosen), text=item.body["text"])
        return self.brain.understand(item)

    def _answer(
        self, services: Services, conversation: Conversation, item: InboxItem, said: Understanding | None
    ) -> tuple[Live | None, Understanding | None]:
        """Do what the owner of the conversation calls for; return the live tracker and what the bot read, if it did."""
        if item.kind == FAULT:
            hand_over(services, conversation)
            return None, None
        if said is None:
            services.voice.tell(
                conversation, f"utter_error_{item.body['code']}", inbox_id=item.id, **item.body["fields"]
            )
            return None, None
        if said.intent == "rate_reply":
            self._rate(services, conversation, item, said)
            return None, None
        self._write_down(services, conversation, item, said.tone)
        if conversation.owner is Owner.AGENT:
            return self._to_agent(services, conversation, item)
        if conversation.owner is Owner.CLOSED and said.intent != RATING:
            conversation = services.handoffs.reopen(conversation)
        return self._respond(services, conversation, item, said)

    def _respond(
        self, services: Services, conversation: Conversation, item: InboxItem, read: Understanding
    ) -> tuple[Live, Understanding]:
        live = self.trackers.take(services.unit, conversation.id)
        turn = Answering(self.brain, services, conversation, item, live)
        form = turn.form
        acted = turn.answer(read)
        for reply in turn.replies:
            services.voice.say(conversation, Author.BOT, reply, inbox_id=item.id)
        doubted = Turn(inbox_id=item.id, read=read, acted=acted, form=form, replies=turn.replies)
        keep_doubts(services, conversation, doubted, partial(self.brain.read, now=item.received_at))
        return self.trackers.store(services.unit, conversation.id, live, turn.events), acted

    def _rate(self, services: Services, conversation: Conversation, item: InboxItem, said: Understanding) -> None:
        """Take what the customer thinks of an answer; nothing is said to that, whoever the conversation belongs to."""
        good = bool(said.options.get("good", True))
        try:
            answer = services.doubts.rate(conversation, said.options.get("seq"), good)
        except CustomerError as error:
            services.voice.tell(conversation, f"utter_error_{error.code}", inbox_id=item.id)
            return
        if not good:
            keep_bad_rating(services, conversation, answer, partial(self.brain.read, now=item.received_at))

    def _to_agent(self, services: Services, conversation: Conversation, item: InboxItem) -> tuple[None, None]:
        """Leave it to the agent, who sees it in the transcript; a paper is taken in all the same."""
        if item.kind == "file":
            file = {name: item.body[name] for name in ("name", "sha256", "media_type", "size", "caption")}
            services.uploads.receive(conversation, **file)
        elif item.channel == "system":
            looked = read_payload(item.body["payload"], system=True)
            if looked.intent == "looked":
                services.uploads.settle(conversation, looked.options["upload"])
        return None, None

    def _write_down(
        self, services: Services, conversation: Conversation, item: InboxItem, tone: str | None = None
    ) -> None:
        """Put what the customer said in the transcript, with the tone it was said in, which the desk is shown."""
        if item.channel == "system":
            return
        text = item.body.get("text") or item.body.get("title") or item.body.get("caption") or ""
        data = {"id": item.id, "external_id": item.external_id} | ({"tone": tone} if tone else {})
        if item.kind == "file":
            data |= {"file": {name: item.body[name] for name in ("name", "media_type", "size")}}
            text = " ".join(part for part in (f"[{item.body['name']}]", text) if part)
        reply = Reply(kind="customer", text=text or item.body.get("payload", ""), data=data)
        now = self.app.clock.now()
        services.unit.transcript.append(conversation.id, Author.CUSTOMER, reply, now, inbox_id=item.id)


def typed_choice(text: str, lines: Sequence[Line], product_in: Callable[[str], str | None]) -> str | None:
    """Return the payload of the button, offered since the customer's last line, that a text names; else None.

    ``product_in`` tells the product that a text names, by whatever name.
    """
    offered: list[Button] = []
    for line in reversed(lines):
        if line.author is Author.CUSTOMER:
            break
        offered = [*line.reply.buttons, *offered]
    text = text.strip()
    if text.isdecimal() and len(text) == 1 and len(offered) > 1 and 0 < int(text) <= len(offered):
        return offered[int(text) - 1].payload
    titled = next((button.payload for button in offered if button.title == text), None)
    return titled or _typed_product(text, [button.payload for button in offered], product_in)


def _typed_product(text: str, offered: Sequence[str], product_in: Callable[[str], str | None]) -> str | None:
    """Return the offered choice of the product that a text names, by whatever name; the looking up is for that alone."""
    if not any(choice.startswith("/choose_product") for choice in offered):
        return None
    named = payload("choose_product", product=product_in(text))
    return named if named in offered else None
