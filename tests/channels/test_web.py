"""The chat page's and the desk's calls, on a real server: who may, who may not, what is wrong."""

from __future__ import annotations

import httpx
import pytest

from tests.serving import DeskClient, LiveServer, WebVisitor

COMPLAINT = "我要投诉你们的理赔员，说好三天回电话，一个星期了没人理我"


def test_message_is_answered_once_however_often_it_is_sent(server: LiveServer) -> None:
    visitor = WebVisitor(server.url)
    for _ in range(3):
        assert visitor.post("message-0001", text="你好").status_code == 202
    lines = visitor.wait_for(2)
    assert [line["from"] for line in lines] == ["customer", "bot"]
    assert lines[0]["data"]["external_id"] == "message-0001"


def test_file_is_taken(server: LiveServer, tmp_path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("RGB", (20, 20)).save(path)
    visitor = WebVisitor(server.url)
    answer = httpx.post(
        f"{server.url}/api/chat/files",
        headers=visitor.headers,
        data={"id": "file-00001", "caption": "驾驶证"},
        files={"file": ("a.png", path.read_bytes(), "image/png")},
    )
    assert answer.status_code == 202
    lines = visitor.wait_for(2)
    assert lines[0]["data"]["file"]["name"] == "a.png"
    assert lines[1]["kind"] == "material"


def test_outsider_without_a_session(server: LiveServer) -> None:
    for headers in ({}, {"X-Session": "guessed"}, {"X-Session": "a.b"}, {"X-Session": "x" * 5000}):
        assert httpx.get(f"{server.url}/api/chat/messages", headers=headers).status_code == 401
        assert (
            httpx.post(f"{server.url}/api/chat/messages", headers=headers, json={"id": "12345678"}).status_code == 401
        )


def test_visitors_do_not_see_each_other(server: LiveServer) -> None:
    first, second = WebVisitor(server.url), WebVisitor(server.url)
    first.post("message-0001", text="我的电话是13900000001")
    first.wait_for(2)
    assert second.messages() == []
    token = first.token.split(".")[0]
    forged = httpx.get(f"{server.url}/api/chat/messages", headers={"X-Session": f"{token}.{'0' * 32}"})
    assert forged.status_code == 401


@pytest.mark.parametrize(
    "body", ["no json", "[]", '{"text": "x"}', '{"id": "short", "text": "x"}', '{"id": 5, "text": "x"}']
)
def test_malformed_call(server: LiveServer, body: str) -> None:
    visitor = WebVisitor(server.url)
    answer = httpx.post(f"{server.url}/api/chat/messages", headers=visitor.headers, content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/desk/api/me", "/desk/api/queue", "/desk/api/suggest?q=x", "/desk/api/conversations/x"]
)
def test_outsider_at_the_desk(server: LiveServer, path: str) -> None:
    assert httpx.get(server.url + path).status_code == 401
    assert httpx.get(server.url + path, cookies={"desk_session": "guessed"}).status_code == 401


def test_desk_needs_password_and_csrf(server: LiveServer) -> None:
    assert DeskClient(server.url, password="wrong").status == 401
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="转人工")
    visitor.wait_for(2)
    desk = DeskClient(server.url)
    (waiting,) = desk.queue()["waiting"]
    key = waiting["conversation_id"]
    assert desk.act(key, "accept", csrf="").status_code == 401
    assert desk.act(key, "accept", csrf="guessed").status_code == 401
    assert desk.act(key, "accept").status_code == 200
    other = DeskClient(server.url, "anning")
    assert other.act(key, "accept").status_code == 409
    refused = other.act(key, "reply", "hello")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_yours")


def test_talk_between_customer_and_agent(server: LiveServer) -> None:
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text=COMPLAINT)
    visitor.wait_for(2)
    desk = DeskClient(server.url)
    key = desk.queue()["waiting"][0]["conversation_id"]
    packet = desk.act(key, "accept").json()["packet"]
    assert packet["transcript"][0]["text"] == COMPLAINT
    server.settings.clock.advance(70 * 60)
    visitor.post("message-0002", text="还在吗")
    visitor.wait_for(4)
    desk.act(key, "note", "只给同事看")
    desk.act(key, "reply", "您好，我在。")
    lines = visitor.wait_for(5)
    assert [line["from"] for line in lines] == ["customer", "bot", "system", "customer", "agent"]
    assert lines[-1]["agent"] == "xiaolan"
    assert "只给同事看" not in str(visitor.messages())
    desk.act(key, "return")
    visitor.wait_for(6)
    visitor.post("message-0003", text="百万医疗的等待期是多久")
    assert visitor.wait_for(8)[-1]["kind"] == "answer"


def test_messages_survive_a_restart(server: LiveServer) -> None:
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="你好")
    visitor.wait_for(2)
    server.stop()
    server.start()
    assert len(visitor.messages()) == 2


def test_too_many_messages_are_told_so(server: LiveServer) -> None:
    visitor = WebVisitor(server.url)
    answers = [visitor.post(f"message-{n:04d}", text="在吗").status_code for n in range(70)]
    assert 429 in answers
    assert set(answers) == {202, 429}


def test_health_and_figures(server: LiveServer) -> None:
    assert httpx.get(f"{server.url}/readyz").json() == {"status": "ready"}
    assert "assistant_waiting_conversations" in httpx.get(f"{server.url}/metrics").text
    outside = httpx.get(f"{server.url}/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert outside.status_code == 401


def test_headers_of_every_answer(server: LiveServer) -> None:
    answer = httpx.get(f"{server.url}/healthz")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert httpx.get(f"{server.url}/desk/").headers["X-Frame-Options"] == "DENY"
