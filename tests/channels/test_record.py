"""Transcripts handed out and the audit trail, on a real server."""

from __future__ import annotations

from io import BytesIO

import httpx
import pdfplumber
import pytest
from sqlalchemy import text

from assistant.cli.chores import anchor
from assistant.services.transcripts import LINK
from tests.serving import DeskClient, LiveServer, WebVisitor

PHONE = "13900000001"
WORDS = f"转人工，我的电话是{PHONE}"


@pytest.fixture
def visitor(server: LiveServer) -> WebVisitor:
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text=WORDS)
    visitor.wait_for(2)
    return visitor


@pytest.fixture
def desk(server: LiveServer) -> DeskClient:
    return DeskClient(server.url, "anning")


def waiting(desk: DeskClient) -> str:
    return str(desk.queue()["waiting"][0]["conversation_id"])


def auditor(server: LiveServer) -> DeskClient:
    with server.app.work() as services:
        services.accounts.create("shen", "auditor", "a password for tests")
    return DeskClient(server.url, "shen", "a password for tests")


def pdf_text(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as document:
        return "".join(page.extract_text() or "" for page in document.pages)


def post(desk: DeskClient, path: str, **body: object) -> httpx.Response:
    return desk.http.post(path, json=body, headers={"X-CSRF": desk.csrf})


def test_agent_takes_the_whole_transcript_masked(visitor: WebVisitor, desk: DeskClient) -> None:
    key = waiting(desk)
    desk.act(key, "accept")
    desk.act(key, "note", "只给同事看")
    desk.act(key, "reply", "您好，我在。")
    got = desk.http.get(f"/conversations/{key}/transcript?format=json")
    content = got.json()
    assert [line["from"] for line in content["messages"]] == ["customer", "bot", "system", "agent", "agent"]
    assert [line["shown"] for line in content["messages"]] == [True, True, True, False, True]
    assert PHONE not in got.text
    assert content["proof"]["seq"] == 5
    read = pdf_text(desk.http.get(f"/conversations/{key}/transcript").content)
    assert "内部备注" in read
    assert "139****0001" in read
    assert desk.http.get(f"/conversations/{key}/transcript?format=exe").json()["error"]["code"] == "bad_request"


def test_personal_data_in_full_only_for_a_reason_that_is_written_down(
    server: LiveServer, visitor: WebVisitor, desk: DeskClient
) -> None:
    key = waiting(desk)
    for reason in ("", "   ", "看看"):
        refused = post(desk, f"/conversations/{key}/unmask", reason=reason)
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "reason_needed")
    assert post(desk, f"/conversations/{key}/unmask").status_code == 400
    lines = post(desk, f"/conversations/{key}/unmask", reason="客户来电核实13900000002").json()["lines"]
    assert lines == {"1": WORDS}
    whole = post(desk, f"/conversations/{key}/transcript", reason="客户来电核实", format="json").json()
    assert (whole["masked"], whole["messages"][0]["text"]) == (False, WORDS)
    reader = auditor(server)
    notes = reader.http.get("/audit", params={"action": "transcript.", "subject": key}).json()["notes"]
    assert [(note["actor"], note["action"]) for note in notes] == [
        ("anning", "transcript.downloaded"), ("anning", "transcript.unmasked")]  # fmt: skip
    assert notes[1]["detail"]["reason"] == "客户来电核实139****0002"


def test_agent_sees_in_full_only_who_they_talk_with(server: LiveServer, visitor: WebVisitor) -> None:
    agent = DeskClient(server.url)
    key = waiting(agent)
    assert post(agent, f"/conversations/{key}/unmask", reason="客户来电核实").status_code == 401
    agent.act(key, "accept")
    assert post(agent, f"/conversations/{key}/unmask", reason="客户来电核实").json()["lines"] == {"1": WORDS}


def test_whisper_goes_into_the_transcripts_of_who_may_hear_it_alone(server: LiveServer, visitor: WebVisitor) -> None:
    agent, chief = DeskClient(server.url), DeskClient(server.url, "anning")
    with server.app.work() as services:
        services.accounts.create("lan", "agent", "a password for tests")
    other = DeskClient(server.url, "lan", "a password for tests")
    key = waiting(agent)
    agent.act(key, "accept")
    chief.act(key, "whisper", "先安抚13900000003")
    for who, heard in ((agent, True), (chief, True), (auditor(server), True), (other, False)):
        assert ("先安抚" in who.http.get(f"/conversations/{key}/transcript?format=json").text) is heard
    clear = post(chief, f"/conversations/{key}/unmask", reason="客户来电核实").json()["lines"]
    assert "先安抚13900000003" in clear.values()


def test_customer_takes_the_transcript_by_a_link_that_expires(
    server: LiveServer, visitor: WebVisitor, desk: DeskClient
) -> None:
    key = waiting(desk)
    desk.act(key, "accept")
    desk.act(key, "note", "只给同事看")
    made = httpx.post(f"{server.url}/api/chat/transcript", headers=visitor.headers).json()
    link = server.url + made["url"]
    read = pdf_text(httpx.get(link).content)
    assert "139****0001" in read
    content = httpx.get(f"{link}?format=json").text
    assert "只给同事看" not in content
    assert PHONE not in content
    for broken in (link[:-2], link[:-5] + "AAAAA", f"{server.url}/transcript/x"):
        refused = httpx.get(broken)
        assert (refused.status_code, "已被改动" in refused.text) == (400, True)
    server.settings.clock.advance(LINK.total_seconds() + 1)
    refused = httpx.get(link)
    assert (refused.status_code, "已过期" in refused.text) == (410, True)
    assert httpx.post(f"{server.url}/api/chat/transcript").status_code == 401
    assert httpx.post(f"{server.url}/api/chat/transcript", headers=WebVisitor(server.url).headers).status_code == 404


def test_auditor_searches_the_trail_and_proves_it(server: LiveServer, visitor: WebVisitor) -> None:
    shen = auditor(server)
    page = shen.http.get("/audit", params={"q": "login shen"}).json()
    assert [(note["actor"], note["action"]) for note in page["notes"]] == [("shen", "login")]
    assert shen.http.get("/audit", params={"until": "2026-11-22"}).json()["total"] == 0
    assert shen.http.get("/audit", params={"since": "yesterday"}).status_code == 400
    assert shen.http.get("/audit", params={"q": "100%_"}).json()["total"] == 0
    proof = post(shen, "/audit/verify").json()
    assert (proof["whole"], proof["breaks"], proof["messages"]) == (True, [], 2)
    with server.app.database.transaction() as connection:
        connection.execute(text("DROP TRIGGER messages_no_update"))
        connection.execute(text("UPDATE messages SET text = '改过的' WHERE seq = 2"))
    proof = post(shen, "/audit/verify").json()
    assert not proof["whole"]
    assert any("seq 2 (row 2)" in found["where"] for found in proof["breaks"])


def test_hourly_anchor_is_written_once_an_hour(server: LiveServer, visitor: WebVisitor) -> None:
    assert anchor(server.app)
    visitor.post("message-0002", text="还在吗")
    visitor.wait_for(4)
    assert not anchor(server.app)
    server.settings.clock.advance(3601)
    assert anchor(server.app)
