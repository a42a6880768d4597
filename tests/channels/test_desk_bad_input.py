"""What comes wrong at the desk's calls and sockets, or from who may not: refused with clear words, and in the log."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.services.samples import PASSWORD
from tests.serving import DeskClient, LiveServer, WebVisitor
from tests.sockets import PageSocket

OUTSIDERS = ("trainee", "auditor", "claims")


def visitor_with(server: LiveServer, desk: DeskClient) -> tuple[WebVisitor, str]:
    """A visitor whom the agent has."""
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="转人工")
    visitor.wait_for(2)
    (waiting,) = desk.queue()["waiting"]
    key = waiting["conversation_id"]
    assert desk.act(key, "accept").status_code == 200
    return visitor, key


def account(server: LiveServer, role: str) -> DeskClient:
    with server.app.work() as services:
        services.accounts.create(f"the-{role}", role, PASSWORD)
    return DeskClient(server.url, f"the-{role}", PASSWORD)


def socket_of(server: LiveServer, desk: DeskClient) -> PageSocket:
    return PageSocket(server.url, "/desk", cookie=f"desk_session={desk.http.cookies['desk_session']}")


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def post(desk: DeskClient, path: str, **body: Any) -> httpx.Response:
    return desk.http.post(path, json=body, headers={"X-CSRF": desk.csrf})


def test_fifty_kilobytes_are_refused_on_either_side(server: LiveServer) -> None:
    desk = DeskClient(server.url)
    visitor, key = visitor_with(server, desk)
    assert error_of(desk.act(key, "reply", "长" * 50_000)) == (400, "text_long")
    before = len(visitor.messages())
    visitor.post("message-0002", text="长" * 50_000)
    assert "太长" in visitor.wait_for(before + 1)[-1]["text"]


def test_reply_to_what_has_ended_or_was_passed_on(server: LiveServer, caplog: pytest.LogCaptureFixture) -> None:
    desk = DeskClient(server.url)
    visitor, key = visitor_with(server, desk)
    assert error_of(desk.act(key, "close", "办好了")) == (400, "closing_code")
    assert post(desk, f"/conversations/{key}/close", text="办好了", code="solved").status_code == 200
    before = visitor.messages()
    with caplog.at_level(logging.WARNING):
        assert error_of(desk.act(key, "reply", "还有一件事")) == (403, "not_yours")
    assert "refused: NotYoursError" in caplog.text
    assert visitor.messages() == before


def test_markup_stays_text_and_is_searched_as_such(server: LiveServer) -> None:
    desk = DeskClient(server.url)
    visitor, key = visitor_with(server, desk)
    desk.act(key, "reply", "<script>alert(1)</script>")
    assert visitor.messages()[-1]["text"] == "<script>alert(1)</script>"
    found = desk.http.get("/search", params={"q": "<script>"}).json()["lines"]
    assert [line["text"] for line in found] == ["<script>alert(1)</script>"]
    assert desk.http.get("/search", params={"q": "<script>", "before": "x' OR 1=1"}).status_code == 200


def test_forged_socket_events_have_no_effect(server: LiveServer, caplog: pytest.LogCaptureFixture) -> None:
    desk, other = DeskClient(server.url), DeskClient(server.url, "anning")
    visitor, key = visitor_with(server, desk)
    page = PageSocket(server.url, "/chat", {"token": visitor.token})
    mine, theirs = socket_of(server, desk), socket_of(server, other)
    time.sleep(0.3)
    page.events.clear()
    with caplog.at_level(logging.WARNING):
        for data in (None, [], {"conversation_id": 5}, {"conversation_id": key}, {"conversation_id": "x" * 9000}):
            theirs.send("typing", data)
            theirs.send("seen", data)
            theirs.send("watch", data)
        theirs.send("seen", {"conversation_id": key, "delivered": 2, "read": 2})
        theirs.send("changed", {"conversation_id": key})
        page.send("seen", {"delivered": -1, "read": "all"})
        page.send("seen", None)
        page.send("queue", {})
        mine.send("typing", {"conversation_id": key})
        page.until("typing")
    assert "desk socket: seen of agent" in caplog.text
    assert "chat socket: malformed seen" in caplog.text
    with server.app.look() as services:
        assert services.unit.marks.of(key, "agent") == {"delivered": 0, "read": 0}
    for each in (page, mine, theirs):
        each.close()


def test_marks_never_go_beyond_what_was_said(server: LiveServer) -> None:
    desk = DeskClient(server.url)
    visitor, key = visitor_with(server, desk)
    mine, page = socket_of(server, desk), PageSocket(server.url, "/chat", {"token": visitor.token})
    mine.send("watch", {"conversation_id": key})
    time.sleep(0.3)
    page.send("seen", {"delivered": 10**8, "read": 1})
    mine.until("seen")
    assert desk.http.get(f"/conversations/{key}/messages").json()["marks"] == {"delivered": 3, "read": 1}
    mine.close()
    page.close()


def test_file_is_for_its_own_customer_and_for_agents(server: LiveServer, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("RGB", (20, 20)).save(path)
    desk = DeskClient(server.url)
    visitor, key = visitor_with(server, desk)

    def send(name: str, content: bytes, mark: str = "") -> httpx.Response:
        files, headers = {"file": (name, content, "image/png")}, {"X-CSRF": desk.csrf}
        return desk.http.post(f"/files/{key}", files=files, data={"key": mark}, headers=headers)

    seqs = {send("单据.png", path.read_bytes(), "file-0001").json()["seq"] for _ in range(2)}
    (seq,) = seqs
    assert error_of(send("x.svg", b"<svg onload=alert(1)/>")) == (400, "file_kind")
    assert error_of(send("x.png", b"")) == (400, "file_empty")
    address = f"{server.url}/api/chat/files/{seq}"
    own = httpx.get(address, headers=visitor.headers)
    assert (own.content, own.headers["content-type"]) == (path.read_bytes(), "image/png")
    stranger = WebVisitor(server.url)
    stranger.post("message-0001", text="你好")
    stranger.wait_for(2)
    answers = [httpx.get(address, headers=headers) for headers in ({}, {"X-Session": "guessed"}, stranger.headers)]
    assert [answer.status_code for answer in answers] == [401, 401, 404]
    assert desk.http.get(f"/files/{key}/{seq}").content == path.read_bytes()
    assert httpx.get(f"{server.url}/desk/api/files/{key}/{seq}").status_code == 401


@pytest.mark.parametrize("role", OUTSIDERS)
def test_who_takes_no_conversations_is_kept_off_the_floor(server: LiveServer, role: str) -> None:
    who = account(server, role)
    reads = ["/floor", "/active", "/callbacks", "/canned", "/files/x/1"] + (
        ["/search?q=x"] if role != "auditor" else []
    )
    assert [who.http.get(path).status_code for path in reads] == [403] * len(reads)
    for path in ("/seat", "/callbacks/1/finish", "/canned", "/canned/1/remove"):
        assert post(who, path).status_code == 403
    assert who.act("x", "accept").status_code == 403
    assert httpx.get(f"{server.url}/desk/api/floor").status_code == 401


def test_agent_does_not_do_what_supervisors_do(server: LiveServer) -> None:
    desk, chief = DeskClient(server.url), DeskClient(server.url, "anning")
    _, key = visitor_with(server, chief)
    assert desk.http.get("/active").status_code == 403
    assert desk.act(key, "takeover").status_code == 403
    assert desk.act(key, "whisper", "喂").status_code == 403
    with server.app.look() as services:
        chief_id = services.unit.conversations.read(key).agent_id
    assert post(desk, "/seat", agent_id=chief_id, state="offline").status_code == 403


@pytest.mark.parametrize(
    "body", [{"state": "asleep"}, {"capacity": 0}, {"capacity": "many"}, {"skills": ["kitchen"]}, {"skills": [1]},
             {"automatic": 1}]
)  # fmt: skip
def test_seat_that_cannot_be(server: LiveServer, body: dict[str, Any]) -> None:
    assert error_of(post(DeskClient(server.url), "/seat", **body)) == (400, "bad_request")


def test_socket_keeps_out_trainees_and_who_has_a_password_of_somebody_else(server: LiveServer) -> None:
    trainee = account(server, "trainee")
    with server.app.work() as services:
        _, password = services.accounts.invite("newcomer", "supervisor", by="anning")
    new = DeskClient(server.url, "newcomer", password)
    for who, joined in ((trainee, False), (new, False), (account(server, "claims"), True)):
        socket = socket_of(server, who)
        assert socket.joined is joined
        socket.close()
