"""What goes out to WeChat: buttons, order, failures; the last test has the model too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.clock import FixedClock
from assistant.domain.message import Button, Reply
from assistant.settings import Settings
from tests.channels.wechat_house import APP, KEY, LIN, SECRET, TOKEN, ZHAO, House, until
from tests.channels.wechat_simulator import WeChatPlatform
from tests.serving import LiveServer

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
