"""Who may open what: every role at every door of complaints, figures, the work list and practice; and the outsider at all of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from assistant.services.samples import PASSWORD
from tests.serving import DeskClient, LiveServer

ROLES = ("agent", "supervisor", "claims", "auditor", "trainee", "admin")
SPAN = "from=2026-11-01&to=2026-11-30"
HANDLE, READ, LEAD = (
    {"agent", "supervisor", "admin"},
    {"agent", "supervisor", "admin", "auditor"},
    {"supervisor", "admin"},
)
PRACTISE = HANDLE | {"trainee"}
GETS = [
    ("/complaints", READ),
    ("/complaints/{number}", READ),
    (f"/supervisor/figures?{SPAN}", LEAD),
    (f"/supervisor/tables/agents?{SPAN}", LEAD),
    ("/supervisor/quality", LEAD),
    ("/practice", PRACTISE),
]
POSTS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("/complaints/{number}/note", {"text": "备注"}, HANDLE),
    ("/practice", {"script": "widow"}, PRACTISE),
    ("/supervisor/quality", {"from": "2026-11-01", "to": "2026-11-30"}, LEAD),
]


class Desks:
    """A server with one person of each role logged in, and a complaint that is the agent's."""

    def __init__(self, server: LiveServer) -> None:
        self.url = f"{server.url}/desk/api"
        with server.app.work() as services:
            for role in ROLES:
                services.accounts.create(f"a-{role}", role, PASSWORD)
            conversation = services.unit.conversations.open("web", "v1", server.app.clock.now())
            self.number = services.complaints.file(conversation, "没人回电话", None, None)[0].number
            key = services.unit.complaints.by_number(self.number).id
            owner = services.unit.agents.find_by_name("a-agent")
            services.complaints.take(key, owner.id)
        self.of = {role: DeskClient(server.url, f"a-{role}") for role in ROLES}

    def get(self, role: str, path: str) -> httpx.Response:
        return self.of[role].http.get(path.format(number=self.number))

    def post(self, role: str, path: str, body: dict[str, Any], *, csrf: str | None = None) -> httpx.Response:
        token = self.of[role].csrf if csrf is None else csrf
        return self.of[role].http.post(path.format(number=self.number), json=body, headers={"X-CSRF": token})


@pytest.fixture
def desks(server: LiveServer) -> Desks:
    return Desks(server)


def refused(answer: httpx.Response) -> bool:
    return answer.status_code in (401, 403)


def test_every_role_at_every_door(desks: Desks) -> None:
    """A trainee and an auditor are among them; who may not, may not, and nobody without a login or the page's token."""
    for path, allowed in GETS:
        assert {role for role in ROLES if not refused(desks.get(role, path))} == allowed, path
        assert refused(httpx.get(desks.url + path.format(number=desks.number))), path
    for path, body, allowed in POSTS:
        assert {role for role in ROLES if not refused(desks.post(role, path, body))} == allowed, path
        assert refused(httpx.post(desks.url + path.format(number=desks.number), json=body)), path
        assert refused(desks.post("admin", path, body, csrf="forged")), path


def test_case_shows_its_term_with_the_source_and_masks_personal_data(desks: Desks) -> None:
    desks.post("agent", "/complaints/{number}/demand", {"text": "请打13900000001给我答复"})
    found = desks.get("auditor", "/complaints/{number}").json()
    assert (found["due_on"], found["left"], found["level"], found["steps"]) == ("2026-12-08", 15, "calm", [])
    assert (found["term"]["days"], found["term"]["mark"]) == (15, "2")
    assert "消费投诉处理管理办法" in found["term"]["source"]
    assert "13900000001" not in str(found)


def test_steps_and_their_faults_over_http(desks: Desks) -> None:
    assert desks.post("agent", "/complaints/{number}/no-such-step", {}).status_code == 400
    assert desks.post("agent", "/complaints/{number}/answer", {"text": " "}).json()["error"]["code"] == "text_empty"
    assert (
        desks.post("agent", "/complaints/{number}/answer", {"text": "长" * 4001}).json()["error"]["code"] == "text_long"
    )
    assert desks.post("agent", "/complaints/{number}/approve", {}).json()["error"]["code"] == "complaint_step"
    assert desks.post("agent", "/complaints/TS0/note", {"text": "x"}).status_code == 404
    answered = desks.post("agent", "/complaints/{number}/answer", {"text": "已核实，向您致歉。"}).json()
    assert (answered["state"], "close" in answered["steps"]) == ("answered", True)
    letter = desks.get("agent", "/complaints/{number}/letter")
    assert (letter.headers["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert "已核实，向您致歉。" in desks.get("auditor", "/complaints/{number}/letter?format=txt").text


def test_letter_opens_by_its_link_alone(desks: Desks, server: LiveServer) -> None:
    desks.post("agent", "/complaints/{number}/answer", {"text": "处理结果"})
    with server.app.look() as services:
        complaint = services.unit.complaints.by_number(desks.number)
        said = services.unit.transcript.lines(complaint.conversation_id)[-1]
    link = said.reply.data["letter"]
    assert httpx.get(server.url + link).content[:5] == b"%PDF-"
    assert httpx.get(server.url + link[:-6] + "AAAAAA").status_code == 404


def test_figures_leave_as_csv_without_formulas(desks: Desks, server: LiveServer) -> None:
    with server.app.work() as services:
        now = server.app.clock.now()
        evil = services.accounts.create("=cmd|'/c calc'!A1", "agent", PASSWORD)
        conversation = services.unit.conversations.open("web", "v2", now)
        from assistant.domain.handoff import Reason

        made = services.unit.handoffs.create(conversation.id, Reason.REQUEST, 3, now, now)
        services.unit.handoffs.change(made.id, accepted_at=now, agent_id=evil.id)
    answer = desks.get("supervisor", f"/supervisor/tables/agents?{SPAN}")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "\n'=cmd" in answer.text
    assert (
        desks.get("supervisor", "/supervisor/tables/agents?from=2026-12-01&to=2026-11-01").json()["error"]["code"]
        == "span"
    )
    assert desks.get("supervisor", "/supervisor/figures?from=x&to=").status_code == 400
    assert desks.get("supervisor", f"/supervisor/tables/secrets?{SPAN}").status_code == 400


def test_sample_is_drawn_scored_once_and_averaged(desks: Desks, server: LiveServer) -> None:
    from datetime import timedelta

    from assistant.domain.handoff import HandoffState, Reason

    now = server.app.clock.now()
    with server.app.work() as services:
        agent = services.unit.agents.find_by_name("a-agent")
        for place in range(6):
            conversation = services.unit.conversations.open("web", f"q{place}", now)
            made = services.unit.handoffs.create(conversation.id, Reason.REQUEST, 3, now, now)
            services.unit.handoffs.change(
                made.id,
                state=HandoffState.CLOSED,
                accepted_at=now,
                ended_at=now + timedelta(minutes=1),
                agent_id=agent.id,
            )
    wanted = {"from": "2026-11-23", "to": "2026-11-23", "count": 2, "seed": 7}
    first, second = (desks.post("supervisor", "/supervisor/quality", wanted).json() for _ in range(2))
    reviews = [
        desks.get("supervisor", f"/supervisor/quality/{drawn['id']}").json()["reviews"] for drawn in (first, second)
    ]
    assert len(reviews[0]) == 2
    full = {"greeting": 10, "listening": 20, "accuracy": 30, "procedure": 20, "compliance": 15, "record": 5}
    sheet, other = (f"/supervisor/reviews/{row['id']}" for row in reviews[0])
    assert desks.post("supervisor", sheet, {"scores": full}).json() == {"points": 100}
    assert desks.post("supervisor", sheet, {"scores": full}).json()["error"]["code"] == "scored"
    assert desks.post("supervisor", other, {"scores": {"greeting": 10}}).json()["error"]["code"] == "score_sheet"
    assert desks.post("admin", other, {"scores": {**full, "accuracy": 0}, "remark": "没有引用条款"}).json() == {
        "points": 70
    }
    figures = desks.get("supervisor", "/supervisor/figures?from=2026-11-23&to=2026-11-23").json()
    assert [(row["agent"], row["review"]) for row in figures["agents"]] == [("a-agent", 85.0)]
    nothing = {"from": "2020-01-01", "to": "2020-01-02"}
    assert desks.post("supervisor", "/supervisor/quality", nothing).json()["error"]["code"] == "sample_empty"


def test_practice_is_one_s_own_and_nowhere_else(desks: Desks, server: LiveServer) -> None:
    talk = desks.post("trainee", "/practice", {"script": "angry-complainant"}).json()
    path = f"/practice/{talk['id']}"
    assert [line["from"] for line in talk["lines"]] == ["customer"]
    assert desks.get("agent", path).status_code == 404
    assert desks.post("agent", f"{path}/say", {"text": "我来"}).status_code == 404
    assert desks.post("supervisor", f"{path}/say", {"text": "我来"}).status_code == 404
    assert len(desks.post("trainee", f"{path}/say", {"text": "实在抱歉"}).json()["lines"]) == 3
    done = desks.post("trainee", f"{path}/finish", {}).json()
    assert {row["title"]: row["outcome"] for row in done["result"]}["报出受理编号"] == "missing"
    assert desks.post("trainee", f"{path}/say", {"text": "再来"}).json()["error"]["code"] == "practice_over"
    assert desks.get("supervisor", path).json()["score"] == done["score"]
    assert desks.post("trainee", "/practice", {"script": "../../etc"}).status_code == 404
    with server.app.look() as services:
        assert [c.sender for c in services.unit.conversations.of_channel("web")] == ["v1"]
        assert services.unit.handoffs.waiting() == []
