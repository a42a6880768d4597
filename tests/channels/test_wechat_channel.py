"""What comes in from WeChat: who may, what is stored, what it is answered."""

from __future__ import annotations

import itertools
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest

from assistant.clock import FixedClock
from assistant.errors import SettingsError, StorageError
from assistant.settings import Limits, Settings, read_settings
from assistant.storage.inbox import InboxStore
from tests.channels.wechat_house import APP, KEY, LIN, SECRET, TOKEN, House, open_house

UNSUPPORTED = "暂时看不了这种消息，请打字，或者发图片给我。"

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
    tried, real = itertools.count(), InboxStore.put

    def put(store: InboxStore, *arguments: Any) -> Any:  # the entrance alone calls it
        if next(tried) == 0:
            raise StorageError("away")
        return real(store, *arguments)

    monkeypatch.setattr(InboxStore, "put", put)
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
