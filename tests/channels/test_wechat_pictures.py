"""Pictures from WeChat: answered at once, fetched afterwards, never forgotten."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from PIL import Image

from assistant.domain.message import Author
from tests.channels.wechat_house import LIN, House, until


def photo(color: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(content, "JPEG")
    return content.getvalue()


def test_picture_is_taken_after_the_answer(house: House) -> None:
    house.platform.fail("media", 2.5)
    started = time.monotonic()
    assert house.platform.picture(LIN, photo()).tries == [200]
    assert time.monotonic() - started < 2.0
    assert house.inbox() == []
    until(lambda: [kind for kind, _ in house.inbox()], ["file"])
    until(lambda: len(house.lines(LIN)), 2)
    (line,) = [line for line in house.lines(LIN) if line.author is Author.CUSTOMER]
    assert line.reply.data["file"]["media_type"] == "image/jpeg"
    assert line.reply.data["file"]["name"].endswith(".jpg")
    assert notes(house) == []


def test_picture_sent_again_is_taken_once(house: House) -> None:
    media = house.platform.fields(LIN, "image", MsgId="77", MediaId="m")
    house.platform.media["m"] = (photo(), "image/jpeg")
    house.platform.follow(LIN)
    for _ in range(3):
        house.platform.hand(media)
    until(lambda: [kind for kind, _ in house.inbox()], ["file"])
    until(lambda: notes(house), [])
    assert len(house.platform.seen(LIN)) == 1


def test_picture_is_fetched_again_after_a_failure(house: House) -> None:
    house.platform.fail("media", "500", -1)
    house.platform.picture(LIN, photo())
    until(lambda: [kind for kind, _ in house.inbox()], ["file"])


@pytest.mark.parametrize("faults", [(40007,), ("500", -1, "garbage")])
def test_picture_that_cannot_be_fetched_is_told(house: House, faults: tuple[Any, ...]) -> None:
    house.platform.fail("media", *faults)
    house.platform.picture(LIN, photo())
    house.until_seen(LIN, "图片没有接收成功，请您再发一次。")
    assert notes(house) == []


def test_picture_that_is_none_is_told(house: House) -> None:
    house.platform.picture(LIN, b"MZ\x90\0" + b"\0" * 500)
    until(lambda: [text.startswith("文件“IMG_") for text in house.platform.seen(LIN)], [True])


def test_picture_under_way_when_the_server_stops_is_fetched_by_the_next(house: House) -> None:
    house.platform.fail("media", 5.0)
    assert house.platform.picture(LIN, photo()).tries == [200]
    until(lambda: len(notes(house)), 1)
    house.server.stop()
    assert photo() not in notes(house)[0]
    assert LIN.encode() not in notes(house)[0]
    house.start()
    until(lambda: [kind for kind, _ in house.inbox()], ["file"])
    assert notes(house) == []


def notes(house: House) -> list[bytes]:
    return [path.read_bytes() for path in (house.server.settings.data / "pending").rglob("*.note")]
