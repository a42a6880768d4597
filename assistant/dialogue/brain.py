"""The trained model at work: what a message means, and which actions follow."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import datetime
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import Event

from assistant.dialogue.actions import InProcessActions
from assistant.dialogue.payloads import read_payload
from assistant.dialogue.processor import TurnProcessor
from assistant.dialogue.replies import PhraseGenerator, ReplyCollector
from assistant.dialogue.trackers import Live
from assistant.domain.message import Reply
from assistant.domain.understanding import Understanding
from assistant.nlu.interpreter import Interpreter, newest_model
from assistant.services.phrases import Phrases
from assistant.settings import Settings
from assistant.storage.inbox import InboxItem


class Brain:
    """Understands inbox items and runs the bot's part of a turn. Safe to use from several threads."""

    def __init__(self, settings: Settings, phrases: Phrases) -> None:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # Rasa's debug lines
        model = newest_model(settings.models)
        self.processor = TurnProcessor(model, InProcessActions(), PhraseGenerator(phrases))
        self.interpreter = Interpreter(self.processor.graph_runner, self.processor.model_metadata)
        self._loops = threading.local()

    def understand(self, item: InboxItem) -> Understanding:
        """Return what an inbox item means; dates are reckoned from when it came in."""
        if item.kind == "text":
            return self.read(item.body["text"], item.received_at)
        if item.kind == "payload":
            tapped = read_payload(item.body["payload"], system=item.channel == "system")
            return Understanding(**{**vars(tapped), "text": item.body.get("title") or ""})
        return Understanding(text=item.body.get("caption") or "", intent="upload_file", group="claim_material",
                             confidence=1.0, options=item.body, tapped=True)  # fmt: skip

    def read(self, text: str, now: datetime) -> Understanding:
        """Return what a typed text means."""
        return self.interpreter.parse(text, now)

    def respond(self, said: Understanding, live: Live) -> tuple[list[Reply], list[Event]]:
        """Run the actions that follow a message; return what they say and the tracker's new events."""
        collector = ReplyCollector()
        before = len(live.tracker.events)
        message = UserMessage(said.text, collector, live.tracker.sender_id, parse_data=_parse_data(said))
        self._loop().run_until_complete(self.processor.take(message, live.tracker))
        return collector.replies, list(live.tracker.events)[before:]

    def _loop(self) -> asyncio.AbstractEventLoop:
        """Return this thread's own event loop: Rasa's core is written as coroutines but waits for nothing here."""
        loop: asyncio.AbstractEventLoop | None = getattr(self._loops, "loop", None)
        if loop is None:
            loop = asyncio.new_event_loop()
            self._loops.loop = loop
        return loop


def _parse_data(said: Understanding) -> dict[str, Any]:
    return {
        "text": said.text,
        "intent": {"name": said.intent, "confidence": said.confidence},
        "intent_ranking": [],
        "entities": [],  # kept with the business data they fill, not with the tracker
    }
