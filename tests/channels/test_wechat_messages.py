"""Our lines as WeChat's messages: its limits are kept, nothing is lost, buttons find their way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels.wechat_oa.messages import (
    HEAD_BYTES,
    MENU_BUTTONS,
    TEXT_BYTES,
    TITLE_BYTES,
    messages_of,
    read_button,
    split_tail,
    split_text,
    without_buttons,
)
from assistant.clock import SHANGHAI
from assistant.domain.message import Author, Button, Line, Reply

PATIENT = settings(deadline=None)  # the machine may be busy
TEXTS = st.text(alphabet=st.characters(codec="utf-8", include_characters="。！？；\n”）"), max_size=1500) | st.text(
    alphabet="保险。！\n", max_size=3000
)


def line(text: str, *titles: str, key: int = 1234) -> Line:
    buttons = tuple(Button(title=title, payload=f"/choose{number}") for number, title in enumerate(titles))
    reply = Reply(kind="answer", text=text, buttons=buttons)
    at = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
    return Line(id=key, conversation_id="c", seq=1, at=at, author=Author.BOT, reply=reply)


def words(messages: list[dict[str, Any]]) -> list[str]:
    return [m["text"]["content"] if m["msgtype"] == "text" else m["msgmenu"]["head_content"] for m in messages]


def bare(text: str) -> str:
    return "".join(text.split())


def test_short_text_is_one_message() -> None:
    assert messages_of(line("您好。")) == [{"msgtype": "text", "text": {"content": "您好。"}}]


def test_buttons_become_a_menu() -> None:
    (message,) = messages_of(line("您想问哪一款？", "重疾险", "医疗险"))
    entries = [{"id": "123400", "content": "重疾险"}, {"id": "123401", "content": "医疗险"}]
    assert message == {
        "msgtype": "msgmenu",
        "msgmenu": {"head_content": "您想问哪一款？", "list": entries, "tail_content": ""},
    }
    assert [read_button(entry["id"]) for entry in entries] == [(1234, 0), (1234, 1)]
    assert without_buttons(message) == {"msgtype": "text", "text": {"content": "您想问哪一款？"}}


def test_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    text = "本条款约定的保险责任如下。" * 100
    parts = words(messages_of(line(text)))
    assert len(parts) == 2
    assert all(part.endswith("。") for part in parts)
    assert "".join(parts) == text


def test_long_text_with_buttons_ends_in_the_menu() -> None:
    messages = messages_of(line("第一条说明。" * 80 + "\n要现在转人工吗？", "转人工", "先不用"))
    assert [message["msgtype"] for message in messages] == ["text", "msgmenu"]
    assert words(messages)[1].endswith("要现在转人工吗？")


def test_many_buttons_are_several_menus_under_the_same_question() -> None:
    messages = messages_of(line("信息有误。要改哪一项？", *(f"第{n}项" for n in range(13))))
    assert words(messages) == ["信息有误。要改哪一项？", "要改哪一项？"]
    assert [entry["id"] for entry in messages[1]["msgmenu"]["list"]] == ["123410", "123411", "123412"]


def test_other_ids_are_no_buttons() -> None:
    assert [read_button(text) for text in ("", "1", "12", "12:1", "-123", "１２３", "9" * 30)] == [None] * 7


@PATIENT
@given(TEXTS)
def test_parts_keep_the_limit_and_lose_nothing(text: str) -> None:
    for limit in (8, 60, TEXT_BYTES):
        parts = split_text(text, limit)
        assert all(0 < len(part.encode()) <= limit for part in parts)
        assert bare("".join(parts)) == bare(text)


@PATIENT
@given(TEXTS)
def test_tail_keeps_the_limit_and_loses_nothing(text: str) -> None:
    before, tail = split_tail(text, HEAD_BYTES)
    assert len(tail.encode()) <= HEAD_BYTES
    assert bare(before + tail) == bare(text)


@PATIENT
@given(TEXTS, st.lists(st.text(min_size=1, max_size=80), max_size=30))
def test_every_message_keeps_the_limits(text: str, titles: list[str]) -> None:
    for message in messages_of(line(text, *titles)):
        if message["msgtype"] == "text":
            assert 0 < len(message["text"]["content"].encode()) <= TEXT_BYTES
            continue
        menu = message["msgmenu"]
        assert len(menu["head_content"].encode()) <= HEAD_BYTES
        assert 0 < len(menu["list"]) <= MENU_BUTTONS
        assert all(len(entry["content"].encode()) <= TITLE_BYTES for entry in menu["list"])
