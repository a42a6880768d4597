"""Couriers on real databases: no line twice, none out of order, none given up too soon; on a channel made for the test."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Callable

import pytest
from sanic import Sanic

import assistant.channels.base as base
from assistant.bootstrap import App, build
from assistant.channels.base import Channel, Courier, Gate
from assistant.clock import FixedClock
from assistant.domain.message import Author, Line, Reply
from assistant.errors import ExternalError
from assistant.settings import Settings
from assistant.storage.tables import outbox

Sent = tuple[str, str, str]  # courier, customer, text


class Post(Channel):
    """Keeps what it is to send; fails where it is told to."""

    name = "post"

    def __init__(self, sent: list[Sent], courier: str = "", *, repeatable: bool = False) -> None:
        self.sent, self.courier, self.repeatable = sent, courier, repeatable
        self.fault: Callable[[str], ExternalError | None] = lambda text: None
        self.seconds = 0.0

    def mount(self, server: Sanic, gate: Gate) -> None: ...

    async def send(self, sender: str, line: Line) -> None:
        await asyncio.sleep(self.seconds)
        error = self.fault(line.reply.text)
        if error is not None:
            raise error
        self.sent.append((self.courier, sender, line.reply.text))


def open_app(settings: Settings) -> App:
    searcher: Any = SimpleNamespace()
    return build(settings, searcher)


@pytest.fixture
def app(settings: Settings) -> App:
    return open_app(settings)


def say(app: App, sender: str, *texts: str) -> None:
    now = app.clock.now()
    with app.work() as services:
        conversation = services.unit.conversations.open("post", sender, now)
        for text in texts:
            line = services.unit.transcript.append(conversation.id, Author.BOT, Reply(kind="answer", text=text), now)
            services.unit.outbox.put("post", conversation.id, line.id, now)


def rows(app: App) -> list[tuple[str, int]]:
    """Return state and attempts of every line, in order."""
    with app.look() as services:
        found = services.unit.outbox.all(outbox.select().order_by(outbox.c.id))
    return [(row["status"], row["attempts"]) for row in found]


def next_at(app: App) -> datetime:
    """Return when the oldest line is due."""
    with app.look() as services:
        found: datetime = services.unit.outbox.all(outbox.select().order_by(outbox.c.id))[0]["next_at"]
    return found


def texts(sent: list[Sent]) -> list[str]:
    return [text for _, _, text in sent]


@pytest.mark.parametrize("repeatable", [False, True])
def test_two_couriers_at_once_send_each_line_once_and_in_order(any_settings: Settings, repeatable: bool) -> None:
    apps, sent = [open_app(any_settings) for _ in range(2)], list[Sent]()
    posts = [Post(sent, name, repeatable=repeatable) for name in ("first", "second")]
    couriers = [Courier(app, post) for app, post in zip(apps, posts)]
    senders = [f"v{number}" for number in range(12)]

    async def talk(app: App, numbers: range) -> None:
        """Say one line after another to everybody, while both couriers are at it."""
        for number in numbers:
            for sender in senders:
                await asyncio.get_running_loop().run_in_executor(None, say, app, sender, str(number))

    async def bring(courier: Courier) -> None:
        while len(sent) < 8 * len(senders):
            await courier.drain()
            await asyncio.sleep(0.001)

    async def everything() -> None:
        await asyncio.wait_for(asyncio.gather(talk(apps[0], range(8)), *map(bring, couriers)), 60)

    for post in posts:
        post.seconds = 0.001
    asyncio.run(everything())
    for sender in senders:
        assert [text for _, who, text in sent if who == sender] == [str(number) for number in range(8)]
    assert rows(apps[0]) == [("sent", 0)] * len(sent)
    for app in apps:
        app.database.dispose()


def test_courier_brings_what_is_new_while_another_is_held_up(any_settings: Settings) -> None:
    apps, sent, released = [open_app(any_settings) for _ in range(2)], list[Sent](), asyncio.Event()

    class HeldUp(Post):
        async def send(self, sender: str, line: Line) -> None:
            began.set()
            await released.wait()
            await super().send(sender, line)

    began = asyncio.Event()

    async def everything() -> None:
        say(apps[0], "v1", "one")
        held_up = asyncio.create_task(Courier(apps[0], HeldUp(sent, "first")).drain())
        await began.wait()
        say(apps[0], "v1", "two")
        say(apps[0], "v2", "three")
        assert await Courier(apps[1], Post(sent, "second")).drain() == 1
        released.set()
        await held_up
        await Courier(apps[1], Post(sent, "second")).drain()

    asyncio.run(asyncio.wait_for(everything(), 60))
    assert sent == [("second", "v2", "three"), ("first", "v1", "one"), ("second", "v1", "two")]
    for app in apps:
        app.database.dispose()


def test_line_is_tried_for_a_day_at_most_every_five_minutes(app: App, clock: FixedClock) -> None:
    say(app, "v1", "one", "two")
    post = Post([])
    post.fault = lambda text: ExternalError("down")

    async def try_until_given_up() -> list[float]:
        pauses = []
        while True:
            await Courier(app, post).drain()
            if rows(app)[0][0] == "dead":
                return pauses
            pauses.append((next_at(app) - clock.now()).total_seconds())
            clock.advance(pauses[-1])

    pauses = asyncio.run(try_until_given_up())
    assert pauses[:9] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert set(pauses[9:]) == {300}
    assert timedelta(days=1) <= timedelta(seconds=sum(pauses)) < timedelta(days=1, minutes=5)
    assert rows(app)[1] == ("due", 1)  # not before the first was given up


def test_platform_that_comes_back_after_hours_gets_everything(app: App, clock: FixedClock) -> None:
    say(app, "v1", "one", "two")
    post = Post([])
    post.fault = lambda text: ExternalError("down")
    for _ in range(20):
        asyncio.run(Courier(app, post).drain())
        clock.advance(1800)
    post.fault = lambda text: None
    asyncio.run(Courier(app, post).drain())
    assert texts(post.sent) == ["one", "two"]


def test_line_that_can_never_be_sent_does_not_keep_the_next_one_back(app: App) -> None:
    say(app, "v1", "one", "two", "three")
    post = Post([])
    post.fault = lambda text: ExternalError("unknown kind", permanent=True) if text == "two" else None
    asyncio.run(Courier(app, post).drain())
    assert texts(post.sent) == ["one", "three"]
    assert rows(app) == [("sent", 0), ("dead", 1), ("sent", 0)]


def test_what_a_stopped_courier_had_taken_is_sent_by_the_next_at_once(app: App) -> None:
    say(app, "v1", "one", "two", "three")
    slow, sent = Post([]), list[Sent]()

    async def begin_and_stop() -> None:
        courier = Courier(app, slow)
        courier.start()
        while not slow.sent:
            await asyncio.sleep(0.01)
        await courier.stop()

    slow.seconds = 0.2
    asyncio.run(begin_and_stop())
    asyncio.run(Courier(app, Post(sent)).drain())
    assert texts([*slow.sent, *sent]) == ["one", "two", "three"]


def test_batch_that_takes_long_is_left_off_and_taken_anew(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "BATCH_SECONDS", 0.05)
    for number in range(6):
        say(app, f"v{number}", str(number))
    post = Post([])
    post.seconds = 0.04
    asyncio.run(Courier(app, post).drain())
    assert 1 <= len(post.sent) < 6
    assert rows(app) == [("sent", 0)] * len(post.sent) + [("due", 0)] * (6 - len(post.sent))
    for _ in range(5):
        asyncio.run(Courier(app, post).drain())
    assert texts(post.sent) == [str(number) for number in range(6)]
