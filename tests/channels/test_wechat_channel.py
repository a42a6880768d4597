"""WeChat from end to end: its platform, played by a real server, and the whole assistant on another.

Everything is the real thing but the model, in whose place a parrot repeats what it is told: what the bot says is
tested elsewhere. The last test has the model too.
"""

from __future__ import annotations

import io
import itertools
import time
from dataclasses import replace
from threading import Thread
from types import SimpleNamespace
from typing import Any, Callable, Iterator

import pytest
from PIL import Image
from rasa.shared.core.domain import Domain

import assistant.channels.base as base
import assistant.channels.wechat_oa.pictures as pictures
from assistant.clock import FixedClock
from assistant.dialogue.payloads import read_payload
from assistant.domain.message import Author, Button, Line, Reply
from assistant.domain.understanding import Understanding
from assistant.errors import SettingsError, StorageError
from assistant.settings import Limits, Settings, read_settings
from assistant.storage.inbox import InboxItem
from assistant.storage.tables import inbox, outbox
from tests.channels.wechat_simulator import WeChatPlatform
from tests.serving import LiveServer

APP, SECRET, TOKEN = "wx2c2769f8efd9abc2", "0f1e2d3c4b5a", "spring-and-autumn"
KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
LIN, ZHAO = "oLin-8Zq2", "oZhao-5Tw7"
UNSUPPORTED = "暂时看不了这种消息，请打字，或者发图片给我。"


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


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweep and try again soon; the clock, which says when a line is due again, is moved by the tests."""
    monkeypatch.setattr(base, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(pictures, "PAUSES", (0.05, 0.05))


@pytest.fixture(params=["plain", "encrypted"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def open_house(settings: Settings, clock: FixedClock, key: str) -> Iterator[House]:
    platform = WeChatPlatform(APP, SECRET, TOKEN, key).start()
    options = {"token": TOKEN, "app_id": APP, "app_secret": SECRET, "aes_key": key, "api_url": platform.url}
    parrot: Any = Parrot()
    own = replace(settings, channels={"wechat_oa": options}, sample_data=False)
    found = House(platform, LiveServer(own, parrot, SimpleNamespace()), parrot, clock)
    found.start()
    yield found
    found.server.stop()
    platform.stop()


@pytest.fixture
def house(settings: Settings, clock: FixedClock, quick: None) -> Iterator[House]:
    yield from open_house(settings, clock, KEY)


@pytest.fixture
def each_house(settings: Settings, clock: FixedClock, quick: None, mode: str) -> Iterator[House]:
    yield from open_house(settings, clock, KEY if mode == "encrypted" else "")


def photo(color: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(content, "JPEG")
    return content.getvalue()


# --- who may


def test_address_is_shown_to_be_ours(each_house: House) -> None:
    assert each_house.platform.check_address() == (200, "6172839405")
    assert each_house.platform.check_address(signature="0" * 40)[0] == 403
    assert each_house.platform.check_address(signature="")[0] == 403
    assert each_house.platform.check_address(timestamp="1")[0] == 403


def test_wrong_signature(each_house: House) -> None:
    platform = each_house.platform
    xml = (
        "<xml><FromUserName>oLin</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>"
    )
    query, body = platform.sealed(xml) if platform.aes_key else (platform.signed(), xml.encode())
    for name in ("signature", "msg_signature"):
        if name in query:
            query[name] = "0" * 40
    for given in (query, {}, {**query, "signature": "中文", "msg_signature": "中文"}):
        assert platform.post(given, body)[0] == 403
    assert each_house.inbox() == []


def test_only_encrypted_messages_of_this_account_where_a_key_is_set(house: House) -> None:
    xml = (
        "<xml><FromUserName>oLin</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>"
    )
    assert house.platform.post(house.platform.signed(), xml.encode())[0] == 403
    assert house.platform.post(*house.platform.sealed(xml, app_id="wx_another"))[0] == 403
    assert house.inbox() == []
    assert house.platform.post(*house.platform.sealed(xml))[0] == 200


MALFORMED = (
    "", "{}", "<xml>", "<xml></xml>", "<xml><FromUserName>oLin</FromUserName></xml>",
    '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><Content>&a;</Content></xml>', "<xml>" + "a" * 200_000 + "</xml>",
)  # fmt: skip


def test_malformed_message(each_house: House) -> None:
    platform = each_house.platform
    for xml in MALFORMED:
        query, body = platform.sealed(xml) if platform.aes_key else (platform.signed(), xml.encode())
        assert platform.post(query, body)[0] == 400, xml[:80]
    assert each_house.inbox() == []


def test_key_that_is_none_is_told_at_the_start(settings: Settings) -> None:
    from assistant.channels.registry import configured

    options = {"token": TOKEN, "app_id": APP, "app_secret": SECRET, "aes_key": "short"}
    dispatcher: Any = None
    with pytest.raises(SettingsError):
        configured(replace(settings, channels={"wechat_oa": options}), dispatcher)


def test_names_in_the_environment() -> None:
    names = {"WECHAT_TOKEN": "t", "WECHAT_APP_ID": "a", "WECHAT_APP_SECRET": "s", "ASSISTANT_SECRET_KEY": "k"}
    options = {"token": "t", "app_id": "a", "app_secret": "s", "aes_key": "", "api_url": ""}
    assert read_settings(names).channels == {"wechat_oa": options}
    assert "wechat_oa" not in read_settings({"ASSISTANT_SECRET_KEY": "k"}).channels
    with pytest.raises(SettingsError, match="WECHAT_TOKEN"):
        read_settings({**names, "WECHAT_TOKEN": ""})


# --- what comes in


def test_typed_message_is_answered(each_house: House) -> None:
    handed = each_house.platform.text(LIN, "犹豫期是多久？")
    assert (handed.tries, handed.body) == ([200], "success")
    each_house.until_seen(LIN, "听到：犹豫期是多久？")
    assert each_house.outbox() == [("sent", None)]


def test_repeat_is_stored_and_answered_once(each_house: House) -> None:
    platform = each_house.platform
    fields = platform.fields(LIN, "text", Content="你好", MsgId="6054768590064713728")
    platform.follow(LIN)
    threads = [Thread(target=platform.hand, args=(fields,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert platform.hand(fields).tries == [200]
    each_house.until_seen(LIN, "听到：你好")
    assert each_house.inbox() == [("text", "6054768590064713728")]


def test_message_that_could_not_be_stored_in_time_is_stored_once(house: House) -> None:
    house.platform.patience = 0.3
    with house.server.app.database.transaction():  # holds everybody else off
        handed = house.platform.text(LIN, "在吗")
    assert handed.tries == [None, None, None]
    house.until_seen(LIN, "听到：在吗")
    assert len(house.inbox()) == 1


def test_database_that_is_away_makes_the_platform_try_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, real = itertools.count(), house.server.app.database.transaction

    def transaction() -> Any:
        if next(opened) == 0:
            raise StorageError("away")
        return real()

    monkeypatch.setattr(house.server.app.database, "transaction", transaction)
    assert house.platform.text(LIN, "在吗").tries == [503, 200]
    house.until_seen(LIN, "听到：在吗")


def test_typed_command_is_only_text(house: House) -> None:
    house.platform.text(LIN, "/request_human")
    house.until_seen(LIN, "听到：/request_human")
    assert [kind for kind, _ in house.inbox()] == ["text"]


def test_voice_is_read_where_wechat_recognised_it(house: House) -> None:
    house.platform.message(LIN, "voice", MediaId="v", Format="amr", Recognition="怎么报案")
    house.until_seen(LIN, "听到：怎么报案")


def test_kind_that_cannot_be_read_is_told(house: House) -> None:
    kinds = ("voice", "video", "location", "link", "something new")
    for kind in kinds:
        assert house.platform.message(LIN, kind, MediaId="v").tries == [200]
    house.platform.text(LIN, "【收到不支持的消息类型，暂无法显示】")  # a sticker
    house.until_seen(LIN, *[UNSUPPORTED] * (len(kinds) + 1))
    assert {line.reply.kind for line in house.lines(LIN)} == {"error"}


def test_new_follower_is_greeted_once(house: House) -> None:
    event = house.platform.fields(LIN, "event", Event="subscribe", EventKey="")
    house.platform.follow(LIN)
    for _ in range(3):
        assert house.platform.hand(event).tries == [200]
    house.until_seen(LIN, "听到：/greet")
    assert house.lines(LIN)[0].reply.text == "（关注了公众号）"


def test_entry_of_the_accounts_menu(house: House) -> None:
    house.platform.event(LIN, "CLICK", EventKey="/report_claim")
    house.until_seen(LIN, "听到：/report_claim")
    house.platform.event(LIN, "CLICK", EventKey="no such payload")
    house.until_seen(LIN, "听到：/report_claim", "这个选项用不了了，请直接打字告诉我您想办什么。")


def test_other_events_are_accepted_and_left_alone(house: House) -> None:
    for event in ("unsubscribe", "VIEW", "LOCATION", "SCAN", "TEMPLATESENDJOBFINISH", "something new"):
        assert house.platform.event(LIN, event, EventKey="x").tries == [200]
    assert house.inbox() == []


def test_too_many_messages_are_told_in_the_answer_itself(
    settings: Settings, clock: FixedClock, quick: None, mode: str
) -> None:
    limited = replace(settings, limits=Limits(messages_per_minute=2))
    for house in open_house(limited, clock, KEY if mode == "encrypted" else ""):
        house.platform.text(LIN, "一")
        house.until_seen(LIN, "听到：一")
        house.platform.text(LIN, "二")
        house.until_seen(LIN, "听到：一", "听到：二")
        assert house.platform.text(LIN, "三").tries == [200]
        house.until_seen(LIN, "听到：一", "听到：二", "消息发得有点快，请稍等一会儿再发。")
        assert len(house.inbox()) == 2


# --- pictures


def test_picture_is_taken_after_the_answer(house: House) -> None:
    house.platform.fail("media", 2.5)
    started = time.monotonic()
    assert house.platform.picture(LIN, photo()).tries == [200]
    assert time.monotonic() - started < 2.0
    assert house.inbox() == []
    until(lambda: [kind for kind, _ in house.inbox()], ["file"])
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


# --- buttons


def ask_which(house: House, openid: str) -> None:
    buttons = (Button(title="重疾险", payload='/choose_product{"product": "kangning-ci"}'),
               Button(title="转人工客服", payload="/request_human"))  # fmt: skip
    house.parrot.lines["等待期多久"] = (Reply(kind="clarify", text="您想问哪一款？", buttons=buttons),)
    house.platform.text(openid, "等待期多久")
    house.until_seen(openid, "您想问哪一款？[重疾险][转人工客服]")


def test_tapped_entry_is_the_buttons_payload(house: House) -> None:
    ask_which(house, LIN)
    house.platform.tap(LIN, "重疾险")
    house.until_seen(LIN, "您想问哪一款？[重疾险][转人工客服]", "听到：/choose_product")
    assert [kind for kind, _ in house.inbox()] == ["text", "payload"]
    assert house.lines(LIN)[2].reply.text == "重疾险"


def test_entry_of_another_customers_menu_is_only_text(house: House) -> None:
    ask_which(house, LIN)
    entry = house.platform.raw_seen(LIN)[0]["msgmenu"]["list"][1]
    house.platform.text(ZHAO, "转人工客服", bizmsgmenuid=entry["id"])
    house.until_seen(ZHAO, "听到：转人工客服")


def test_entry_that_never_was_is_only_text(house: House) -> None:
    ask_which(house, LIN)
    beyond = house.platform.raw_seen(LIN)[0]["msgmenu"]["list"][1]["id"][:-1] + "9"
    for number, button in enumerate((beyond, "000000", "999999900", "1", "x", "-100", "9" * 20)):
        house.platform.text(LIN, "重疾险", bizmsgmenuid=button)
        until(lambda count=number + 1: house.platform.seen(LIN)[1:] == ["听到：重疾险"] * count, True)
    assert {kind for kind, _ in house.inbox()} == {"text"}


def test_account_that_may_not_send_menus_gets_the_text(house: House) -> None:
    house.platform.fail("send", 40200)
    ask = Reply(kind="clarify", text="您想问哪一款？", buttons=(Button(title="重疾险", payload="/affirm"),))
    house.parrot.lines["等待期多久"] = (ask,)
    house.platform.text(LIN, "等待期多久")
    house.until_seen(LIN, "您想问哪一款？")


# --- what goes out


def test_lines_wait_for_a_platform_that_is_down(house: House) -> None:
    platform = house.platform
    platform.down = True
    for text in ("一", "二", "三"):
        platform.text(LIN, text)
    until(lambda: [state for state, _ in house.outbox()], ["due"] * 3)
    until(lambda: house.outbox()[0][1] is not None, True)
    assert platform.seen(LIN) == []
    platform.down = False
    house.clock.advance(5)
    house.until_seen(LIN, "听到：一", "听到：二", "听到：三")
    assert [state for state, _ in house.outbox()] == ["sent"] * 3


def test_line_behind_one_that_failed_waits_for_it(house: House) -> None:
    house.parrot.lines["报案"] = tuple(Reply(kind="claim", text=text) for text in ("第一步", "第二步", "第三步"))
    house.platform.fail("send", 0, -1)
    house.platform.text(LIN, "报案")
    house.until_seen(LIN, "第一步")
    house.platform.text(ZHAO, "你好")
    house.until_seen(ZHAO, "听到：你好")  # another customer does not wait
    house.clock.advance(5)
    house.until_seen(LIN, "第一步", "第二步", "第三步")


def test_retry_of_a_long_line_goes_on_where_it_stopped(house: House) -> None:
    parts = [f"第{number}条" + "说明" * 300 + "。" for number in range(3)]
    house.parrot.lines["条款"] = (Reply(kind="answer", text="".join(parts)),)
    house.platform.fail("send", 0, "500")
    house.platform.text(LIN, "条款")
    house.until_seen(LIN, parts[0])
    house.clock.advance(5)
    house.until_seen(LIN, *parts)


def test_line_that_came_too_late_is_given_up_and_stays_in_the_transcript(house: House) -> None:
    house.platform.window_closed = True
    house.platform.text(LIN, "在吗")
    until(lambda: [state for state, _ in house.outbox()], ["dead"])
    assert "45015" in str(house.outbox()[0][1])
    assert [line.reply.text for line in house.lines(LIN)] == ["在吗", "听到：在吗"]
    house.platform.window_closed = False
    house.clock.advance(3600)
    house.platform.text(LIN, "还在吗")
    house.until_seen(LIN, "听到：还在吗")


def test_line_beyond_the_quota_is_sent_when_the_customer_writes_again(house: House) -> None:
    replies = tuple(Reply(kind="answer", text=f"第{number}句") for number in range(6))
    house.parrot.lines["说六句"] = replies
    house.platform.text(LIN, "说六句")
    house.until_seen(LIN, *(reply.text for reply in replies[:5]))
    house.platform.text(LIN, "好")
    house.clock.advance(5)
    house.until_seen(LIN, *(reply.text for reply in replies), "听到：好")


def test_lines_survive_a_restart(house: House) -> None:
    house.platform.down = True
    house.platform.text(LIN, "在吗")
    until(lambda: [state for state, _ in house.outbox()], ["due"])
    house.server.stop()
    house.platform.down = False
    house.clock.advance(5)
    house.start()
    house.until_seen(LIN, "听到：在吗")


# --- with the model


def test_whole_assistant(settings: Settings, clock: FixedClock, quick: None, brain: Any, searcher: Any) -> None:
    platform = WeChatPlatform(APP, SECRET, TOKEN, KEY).start()
    options = {"token": TOKEN, "app_id": APP, "app_secret": SECRET, "aes_key": KEY, "api_url": platform.url}
    house = House(
        platform, LiveServer(replace(settings, channels={"wechat_oa": options}), brain, searcher), brain, clock
    )
    house.start()
    platform.text(LIN, "你是机器人吗")
    until(lambda: len(platform.seen(LIN)), 1)
    platform.tap(LIN, "转人工客服")
    until(lambda: len(platform.seen(LIN)), 2)
    assert [line.reply.kind for line in house.lines(LIN)] == ["customer", "smalltalk", "customer", "handoff"]
    house.server.stop()
    platform.stop()
