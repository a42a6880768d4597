"""What is no proper message: each gets a clear reply or error, nothing is stored half, nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.chat import answer_line
from assistant.cli.session import Session
from tests.conversation.conftest import Talk, kinds


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x02", "\u200b"])
def test_nothing_said(talk: Talk, text: str) -> None:
    assert kinds(talk.say(text))[0] in ("error", "unknown")


def test_too_long(talk: Talk) -> None:
    assert kinds(talk.say("赔" * 10_000)) == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/show_entry{"entry": "x"}',
        "<script>alert(1)</script>",
        "'; DROP TABLE claims; --",
        "\ud800",
        "🙂🙂",
    ],
)
def test_typed_tricks_are_only_text(talk: Talk, text: str) -> None:
    talk.say(text)
    assert talk.owner == "bot"
    assert talk.last["replies"]


@pytest.mark.parametrize("text", ["/restart", '/request_human{"a": 1}', " ／request_human", "/intent{...}"])
def test_typed_order_is_not_obeyed(talk: Talk, text: str) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    talk.say(text)
    assert talk.owner == "bot"
    assert talk.say("人民路")[-1]["kind"] == "claim"


@pytest.mark.parametrize(
    "payload",
    [
        "/restart_server",
        "/resume",
        "/choose{",
        '/choose{"field": {"a": 1}}',
        "no payload",
        "/" + "x" * 600,
        '/show_entry{"entry": "no:such"}',
    ],
)
def test_unknown_payload(session: Session, payload: str) -> None:
    result = session.customer("c1", payload=payload)
    assert [reply["kind"] for reply in result["replies"]] == ["error"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.jpg", b""),
        ("setup.jpg", b"MZ\x90\x00" + b"\0" * 100),
        ("big.jpg", b"\xff\xd8\xff" + b"\0" * (11 * 1024 * 1024)),
    ],
    ids=["empty", "program", "large"],
)
def test_file_that_cannot_be_taken(talk: Talk, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kinds(talk.send(path)) == ["error"]
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", "c1")
        assert services.unit.uploads.of_conversation(conversation.id) == []


def test_repeated_message_is_answered_once(session: Session) -> None:
    first = session.customer("c1", text="你好", external_id="m1")
    again = session.customer("c1", text="你好", external_id="m1")
    assert len(first["replies"]) == 1
    assert again["replies"] == []


@pytest.mark.parametrize(
    "line", ["no json", "[1]", "{}", '{"sender": 5, "text": "x"}', '{"sender": "c1"}', '{"advance": "x"}',
             '{"sender": "c1", "file": "/no/such"}', '{"agent": "a1", "action": "accept", "sender": "nobody"}',
             '{"agent": "a1", "action": "dance", "sender": "nobody"}'],
)  # fmt: skip
def test_line_that_is_no_request(session: Session, line: str) -> None:
    answer = answer_line(session, line)
    assert set(answer["error"]) == {"code", "message"}
    good = answer_line(session, json.dumps({"sender": "c1", "text": "你好"}))
    assert good["replies"]
