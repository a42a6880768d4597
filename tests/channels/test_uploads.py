"""Files over the web: many at once, from two tabs, with a process that dies in between."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from assistant.bootstrap import App, build
from assistant.dialogue.entrance import Entrance
from assistant.dialogue.looker import HOLD, Looker
from assistant.domain.paper import Seen
from assistant.errors import ExternalError
from assistant.settings import Settings
from assistant.storage.store import Row
from assistant.storage.tables import conversations
from benchmarks.papers.drawing import draw, invent
from benchmarks.papers.measure import jpeg
from tests.serving import LiveServer, WebVisitor
from tests.unit.services.papers import picture


class Sight:
    """Stands in for the process that looks where a test is about what becomes of looks: it sees nothing, or fails."""

    def __init__(self, *faults: ExternalError) -> None:
        self.faults = list(faults)
        self.seen = 0

    def see(self, content: bytes, media_type: str) -> Seen:
        if self.faults:
            raise self.faults.pop(0)
        self.seen += 1
        return Seen(lines=[])

    def close(self, *, at_once: bool = False) -> None:
        pass


def post(visitor: WebVisitor, key: str, content: bytes, name: str = "a.jpg", caption: str = "") -> int:
    answer = httpx.post(f"{visitor.url}/api/chat/files", headers=visitor.headers, data={"id": key, "caption": caption},
                        files={"file": (name, content)}, timeout=60)  # fmt: skip
    return answer.status_code


def uploads_of(app: App) -> list[Row]:
    """Return the records of the files of the only conversation."""
    with app.look() as services:
        (conversation,) = services.unit.inbox.column(select(conversations.c.id))
        return services.unit.uploads.of_conversation(conversation)


def settled(app: App, seconds: float = 90) -> list[Row]:
    """Wait until everything is answered and looked at."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with app.look() as services:
            quiet = not services.unit.inbox.pending_conversations() and not services.unit.looks.any_waiting()
        if quiet:
            return uploads_of(app)
        time.sleep(0.2)
    raise AssertionError("not settled")


def test_two_tabs_upload_at_once_and_nothing_is_lost_or_doubled(server: LiveServer) -> None:
    server.server.looker.eyes = Sight()
    visitor = WebVisitor(server.url)
    files = [picture(size=(300, 300 + n)) for n in range(10)]
    codes: list[int] = []

    def tab(name: str) -> None:
        codes.extend(post(visitor, f"{name}-{n:08d}", content) for n, content in enumerate(files))

    tabs = [threading.Thread(target=tab, args=(name,)) for name in ("one", "two")]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert codes == [202] * 20
    assert len(settled(server.app)) == 10


def test_a_paper_is_answered_when_it_has_been_looked_at(server: LiveServer) -> None:
    rng = random.Random(3)
    visitor = WebVisitor(server.url)
    assert post(visitor, "blurred-1", jpeg(draw("invoice", invent(rng), rng)).replace(b"\xff\xd9", b"")) == 202
    assert post(visitor, "whole-001", jpeg(draw("invoice", invent(rng), rng))) == 202
    (row,) = settled(server.app)
    with server.app.look() as services:
        record = services.unit.looks.of_upload(row["id"])
    assert record is not None
    assert record.look is not None
    assert record.look.kind == "invoice"
    assert any("没有传完整" in line["text"] for line in visitor.messages())


@pytest.fixture
def house(any_settings: Settings, searcher):
    app = build(any_settings, searcher)
    received = Entrance(app).file("web", "v1", "m1", "a.jpg", picture())
    with app.work() as services:
        conversation = services.unit.conversations.lock(received.conversation_id)
        item = services.unit.inbox.next_pending(conversation.id)
        assert item is not None
        services.uploads.receive(
            conversation, **{k: item.body[k] for k in ("name", "sha256", "media_type", "size", "caption")}
        )
        services.unit.inbox.finish(item.id, app.clock.now())
    yield app
    app.database.dispose()


def test_a_look_that_a_dead_process_had_is_taken_once_more_and_told_once(house: App) -> None:
    now = house.clock.now()
    with house.work() as services:
        dead = services.unit.looks.claim(now, now + HOLD)
    assert dead is not None
    sight = Sight()
    looker = Looker(house, sight)  # type: ignore[arg-type]
    assert not looker.look_next()  # it is kept for the other
    later = build(replace(house.settings, clock=_Later(now + HOLD + timedelta(seconds=1))), house.searcher)
    assert Looker(later, sight).look_next()  # type: ignore[arg-type]
    with house.work() as services:
        assert not services.unit.looks.finish(dead["look_id"], None, now)  # the first comes back after all
        assert len(services.unit.inbox.pending_conversations()) == 1
    later.database.dispose()


def test_two_processes_never_look_at_the_same(house: App) -> None:
    sights = [Sight(), Sight()]
    threads = [threading.Thread(target=Looker(house, sight).look_next) for sight in sights]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sight.seen for sight in sights) == 1


def test_a_fault_is_tried_again_then_left_to_people(house: App) -> None:
    looker = Looker(house, Sight(ExternalError("died"), ExternalError("died")))  # type: ignore[arg-type]
    assert [looker.look_next() for _ in range(3)] == [True, True, False]
    (row,) = uploads_of(house)
    with house.look() as services:
        record = services.unit.looks.of_upload(row["id"])
    assert record is not None
    assert (record.state, record.look) == ("unseen", None)


class _Later:
    def __init__(self, at) -> None:
        self.at = at

    def now(self):
        return self.at
