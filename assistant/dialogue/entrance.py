"""Where everything from outside comes in: checked, stored in the inbox, and only then acknowledged."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from threading import Lock
from typing import Any

from assistant.bootstrap import App
from assistant.dialogue.payloads import read_payload
from assistant.errors import CustomerError
from assistant.services.filechecks import check_file, shown_name
from assistant.text.normalise import normalise

SENDERS_KEPT = 10_000
MINUTE = 60.0


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of something that came in; ``inbox_id`` is None when it had been received before."""

    conversation_id: str
    inbox_id: int | None


class RateLimit:
    """Counts each sender's messages of the last minute, in this process."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = Lock()

    def admit(self, key: tuple[str, str]) -> bool:
        """Count a message and tell whether it is still within the limit."""
        now = time.monotonic()
        with self._lock:
            times = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while len(self._seen) > SENDERS_KEPT:
                self._seen.popitem(last=False)
            while times and now - times[0] > MINUTE:
                times.popleft()
            if len(times) >= self.per_minute:
                return False
            times.append(now)
            return True


class Entrance:
    """Takes what customers send, from every channel."""

    def __init__(self, app: App, *, limited: bool = True) -> None:
        self.app = app
        self._rate = RateLimit(app.settings.limits.messages_per_minute) if limited else None

    def text(self, channel: str, sender: str, external_id: str, text: str) -> Received:
        """Store a typed message; one that cannot be taken is stored as refused, so that the turn says why."""
        cleaned = _clean(text)
        limit = self.app.settings.limits.text_characters
        if len(cleaned) > limit:
            return self.refuse(channel, sender, external_id, CustomerError("text_long", limit=limit))
        if not normalise(cleaned).text.strip():
            return self.refuse(channel, sender, external_id, CustomerError("text_empty"))
        return self._put(channel, sender, external_id, "text", {"text": cleaned})

    def payload(self, channel: str, sender: str, external_id: str, payload: str, title: str = "") -> Received:
        """Store a tapped button; ``title`` is what stood on it."""
        try:
            read_payload(payload)
        except CustomerError as error:
            return self.refuse(channel, sender, external_id, error)
        return self._put(channel, sender, external_id, "payload", {"payload": payload, "title": _clean(title)[:100]})

    def file(
        self, channel: str, sender: str, external_id: str, name: str, content: bytes, caption: str = ""
    ) -> Received:
        """Store a file and the message that it came."""
        try:
            self._admit_file(channel, sender, name)
            media_type = check_file(name, content, self.app.settings.limits)
        except CustomerError as error:
            return self.refuse(channel, sender, external_id, error)
        body = {
            "sha256": self.app.files.put(content),
            "name": _clean(name).replace("/", "_").replace("\\", "_")[-120:],
            "media_type": media_type,
            "size": len(content),
            "caption": _clean(caption)[:1000],
        }
        return self._put(channel, sender, external_id, "file", body)

    def _admit_file(self, channel: str, sender: str, name: str) -> None:
        """Count the day's files, before one more is opened or stored.

        Raises:
            CustomerError: ``uploads_day``.
        """
        limit = self.app.settings.limits.uploads_per_day
        today = self.app.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        with self.app.look() as services:
            conversation = services.unit.conversations.find_by_sender(channel, sender)
            if conversation and services.unit.inbox.count_files(conversation.id, today) >= limit:
                raise CustomerError("uploads_day", name=shown_name(name), limit=limit)

    def refuse(self, channel: str, sender: str, external_id: str, error: CustomerError) -> Received:
        """Store that something came which cannot be taken, so that the turn says why."""
        return self._put(channel, sender, external_id, "refused", {"code": error.code, "fields": error.fields})

    def _put(self, channel: str, sender: str, external_id: str, kind: str, body: dict[str, Any]) -> Received:
        """Store it.

        Raises:
            CustomerError: ``too_many`` when this sender sends faster than anybody writes; nothing is stored then.
        """
        if self._rate is not None and not self._rate.admit((channel, sender)):
            raise CustomerError("too_many")
        with self.app.work() as services:
            now = self.app.clock.now()
            conversation = services.unit.conversations.open(channel, sender, now)
            key = services.unit.inbox.put(channel, external_id, conversation.id, kind, body, now)
        return Received(conversation_id=conversation.id, inbox_id=key)


def _clean(text: str) -> str:
    """Drop what no database or page should get: control characters but line breaks, and unpaired surrogates."""
    kept = "".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    return kept.encode("utf-8", "ignore").decode().strip()
