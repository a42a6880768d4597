"""When a turn fails: it is tried again; after the last try the customer is told, and people take over, by a request that is itself tried again."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Callable

from assistant.bootstrap import App, Services
from assistant.domain.conversation import Conversation, Owner
from assistant.domain.handoff import Reason
from assistant.domain.message import Author
from assistant.services.wording import queue_words
from assistant.storage.inbox import FAULT, InboxItem

logger = logging.getLogger(__name__)
HANDING_ATTEMPTS = 1000  # at one in a few seconds: for an hour or more


def note_failure(
    app: App, item: InboxItem, error: Exception, write_down: Callable[[Services, Conversation], None]
) -> bool:
    """Count a failed try; after the last one keep the message, tell the customer and ask for people. Return whether to go on at once.

    A request for people that failed waits for the next sweep.
    """
    asking = item.kind == FAULT
    with app.work() as services:
        conversation = services.unit.conversations.lock(item.conversation_id)
        most = HANDING_ATTEMPTS if asking else app.settings.limits.turn_attempts
        last = services.unit.inbox.note_failure(item.id, type(error).__name__, most)
        if last and not asking:
            write_down(services, conversation)
            handed = conversation.owner in (Owner.BOT, Owner.CLOSED)  # else people have it already
            services.voice.tell(conversation, "utter_error_fault" if handed else "utter_error_fault_kept")
            now = app.clock.now()
            services.unit.inbox.put("system", f"fault-{item.id}", conversation.id, FAULT, {}, now)
    return not asking


def hand_over(services: Services, conversation: Conversation) -> None:
    """Put a conversation in the queue because the assistant failed, and tell how it stands; nothing, where people have it already."""
    if conversation.owner is Owner.CLOSED:
        conversation = services.handoffs.reopen(conversation)
    if conversation.owner is not Owner.BOT:
        return
    _, wait = services.handoffs.request(conversation, Reason.FAULT)
    name = "utter_handoff_queued_fault" if wait.callback_at is None else "utter_handoff_callback"
    reply = services.app.phrases.reply(name, queue=queue_words(services.app.phrases, wait))
    services.voice.say(conversation, Author.SYSTEM, replace(reply, data=wait.as_dict()))
    logger.warning("handed to people after a fault", extra={"conversation": conversation.id})
