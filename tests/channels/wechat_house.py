"""A house for WeChat's tests: its platform, played by a real server, and the whole assistant on another.

Everything is the real thing but the model, in whose place a parrot repeats what it is told: what the bot says is
tested elsewhere.
"""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Callable, Iterator

from rasa.shared.core.domain import Domain

from assistant.clock import FixedClock
from assistant.dialogue.payloads import read_payload
from assistant.domain.message import Line, Reply
from assistant.domain.understanding import Understanding
from assistant.settings import Settings
from assistant.storage.inbox import InboxItem
from assistant.storage.tables import inbox, outbox
from tests.channels.wechat_simulator import WeChatPlatform
from tests.serving import LiveServer

APP, SECRET, TOKEN = "wx2c2769f8efd9abc2", "0f1e2d3c4b5a", "spring-and-autumn"
KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
LIN, ZHAO = "oLin-8Zq2", "oZhao-5Tw7"


class Parrot:
    """In the model's place: repeats what it hears, unless it was told what to say to it."""

    def __init__(self) -> None:
        self.processor = SimpleNamespace(domain=Domain.empty())
        self.lines: dict[str, tuple[Reply, ...]] = {}

    def understand(self, item: InboxItem) -> Understanding:
        if item.kind == "payload":
            return read_payload(item.body["payload"])
        text = item.body["text"] if item.kind == "text" else f"file {item.body['name']}"
        return Understanding(text=text, intent="repeat", group="smalltalk", confidence=1.0, tapped=item.kind == "file")

    def read(self, text: str, now: Any) -> Understanding:
        return Understanding(text=text, intent="repeat", group="smalltalk", confidence=1.0)

    def respond(self, said: Understanding, live: Any) -> tuple[tuple[Reply, ...], list[Any]]:
        heard = said.text or f"/{said.intent}"
        return self.lines.get(heard, (Reply(kind="answer", text=f"听到：{heard}"),)), []


class House:
    """The platform, the assistant's server and what stands in its database."""

    def __init__(self, platform: WeChatPlatform, server: LiveServer, parrot: Parrot, clock: FixedClock) -> None:
        self.platform, self.server, self.parrot, self.clock = platform, server, parrot, clock

    def start(self) -> None:
        self.server.start()
        self.platform.webhook = f"{self.server.url}/webhooks/wechat_oa/webhook"

    def until_seen(self, openid: str, *texts: str) -> None:
        """Wait until a customer has been sent exactly these."""
        until(lambda: self.platform.seen(openid), list(texts))

    def inbox(self) -> list[tuple[str, str]]:
        """Return kind and key of all that was stored, in order."""
        with self.server.app.look() as services:
            return [
                (row["kind"], row["external_id"])
                for row in services.unit.inbox.all(inbox.select().order_by(inbox.c.id))
            ]

    def outbox(self) -> list[tuple[str, str | None]]:
        """Return state and error of every line on its way, in order."""
        with self.server.app.look() as services:
            return [
                (row["status"], row["error"]) for row in services.unit.outbox.all(outbox.select().order_by(outbox.c.id))
            ]

    def lines(self, openid: str) -> list[Line]:
        """Return the transcript with a customer."""
        with self.server.app.look() as services:
            conversation = services.unit.conversations.find_by_sender("wechat_oa", openid)
            return services.unit.transcript.lines(conversation.id) if conversation else []


def until(look: Callable[[], Any], expected: Any, seconds: float = 15.0) -> None:
    """Wait until something is as expected, and stays so for a moment."""
    end = time.monotonic() + seconds
    while (found := look()) != expected and time.monotonic() < end:
        time.sleep(0.02)
    assert found == expected
    time.sleep(0.15)
    assert look() == expected


def open_house(settings: Settings, clock: FixedClock, key: str) -> Iterator[House]:
    platform = WeChatPlatform(APP, SECRET, TOKEN, key).start()
    options = {"token": TOKEN, "app_id": APP, "app_secret": SECRET, "aes_key": key, "api_url": platform.url}
    parrot: Any = Parrot()
    own = replace(settings, channels={"wechat_oa": options}, sample_data=False)
    found = House(platform, LiveServer(own, parrot, SimpleNamespace(knowledge=None)), parrot, clock)
    found.start()
    yield found
    found.server.stop()
    platform.stop()
