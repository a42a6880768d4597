"""The desk's calls for claims, on a real server: who may, who may not, what each step answers."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pypdfium2
import pytest
from PIL import Image

from tests.casework import CaseHouse
from tests.serving import DeskClient, LiveServer
from tests.sockets import PageSocket

PASSWORD = "try-the-desk-2026"
ITEMS = [
    {"name": "住院费", "claimed": "1000.10", "approved": "1000.10", "reason": "", "clause": ""},
    {"name": "药费", "claimed": "200.20", "approved": "150.05", "reason": "自费药", "clause": "第九条"},
]


class Desk:
    """Somebody of a role at the desk."""

    def __init__(self, server: LiveServer, role: str) -> None:
        with server.app.work() as services:
            agent = services.accounts.create(f"desk-{role}", role, PASSWORD)
        self.id = agent.id
        self.client = DeskClient(server.url, f"desk-{role}", PASSWORD)

    def get(self, path: str) -> httpx.Response:
        return self.client.http.get(path)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.http.post(path, json=body, headers={"X-CSRF": self.client.csrf})


@pytest.fixture
def house(server: LiveServer) -> CaseHouse:
    return CaseHouse(server.app)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), (200, 180, 160)).save(out, "JPEG", exif=b"Exif\0\0secret")
    return out.getvalue()


def test_whole_case_over_http(server: LiveServer, house: CaseHouse) -> None:
    claims, auditor, number = Desk(server, "claims"), Desk(server, "auditor"), house.number
    path = f"/claims/{number}"
    case = claims.get(path).json()
    assert (case["state"], case["version"], case["customer"], case["phone"]) == ("reported", 0, "林**", "139****0001")
    assert {"field": "name", "label": "报案人姓名", "value": "林**"} in case["report"]
    assert {a["id"] for a in case["actions"] if a["allowed"]} == {
        "accept",
        "paper",
        "notice",
        "cancel",
        "note",
        "assign",
    }

    def step(who: Desk, name: str, **body: Any) -> dict[str, Any]:
        nonlocal case
        answer = who.post(f"{path}/{name}", version=case["version"], **body)
        assert answer.status_code == 200, answer.text
        case = answer.json()["claim"]
        return case

    step(claims, "assign", agent_id=claims.id)
    step(claims, "paper", item="identity", verdict="reject", reason="看不清")
    assert {p["item"]: (p["state"], p["reason"]) for p in case["papers"]}["identity"] == ("rejected", "看不清")
    step(claims, "notice")
    assert [item["item"] for item in case["notices"][0]["items"]] == ["claim_form", "identity"]
    step(claims, "state", to="accepted")
    step(claims, "state", to="investigating")
    step(claims, "assessment", items=ITEMS, grounds="按条款核定", clause="第五条")
    assert (case["assessments"][0]["claimed"], case["assessments"][0]["approved"]) == ("1200.30", "1150.15")
    assert claims.post(f"{path}/audit", version=case["version"], verdict="approve").status_code == 403
    step(auditor, "audit", verdict="approve", note="")
    wrong = claims.post(
        f"{path}/payment", version=case["version"], amount="1150.16", reference="F1", paid_on="2026-11-23"
    )
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "claim_amount")
    assert "1,150.15" in wrong.json()["error"]["message"]
    step(claims, "payment", amount="1150.15", reference="F1", paid_on="2026-11-23")
    step(claims, "state", to="closed")
    assert case["state"] == "closed"
    assert len(case["followups"]) == 3
    assert [e["kind"] for e in case["timeline"]] == [
        "reported", "assigned", "paper_rejected", "notice", "accepted", "investigating", "assessed", "audited", "paid", "closed"]  # fmt: skip
    assert [e["text"] for e in case["timeline"] if e["kind"] == "paid"] == ["1,150.15元"]
    assert [p["amount"] for p in case["payments"]] == ["1150.15"]
    assert all(row["action_text"] and row["actor"] for row in case["audit"])


def test_outsider_learns_nothing(server: LiveServer, house: CaseHouse) -> None:
    key = house.hand_in("identity", photo())
    for path in ("", f"/{house.number}", f"/{house.number}/files/{key}", f"/{house.number}/files/{key}/pages/1", f"/{house.number}/file.pdf", "/LP1"):  # fmt: skip
        answer = httpx.get(f"{server.url}/desk/api/claims{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "forbidden")
    for step in ("note", "state", "nonsense"):
        assert httpx.post(f"{server.url}/desk/api/claims/{house.number}/{step}", json={}).status_code == 401


def test_trainee_sees_no_claims_and_agent_only_reads(server: LiveServer, house: CaseHouse) -> None:
    trainee, agent = Desk(server, "trainee"), Desk(server, "agent")
    for path in ("/claims", f"/claims/{house.number}", "/followups", f"/claims/{house.number}/file.pdf"):
        assert trainee.get(path).status_code == 403
    case = agent.get(f"/claims/{house.number}").json()
    assert not any(action["allowed"] for action in case["actions"])
    assert all(action["why"] for action in case["actions"])
    bodies: dict[str, dict[str, Any]] = {
        "paper": {"item": "identity", "verdict": "accept"}, "file": {"file": 1, "item": "identity"}, "notice": {}, "state": {"to": "accepted"},
        "assessment": {"items": ITEMS, "grounds": "x"}, "refusal": {"clause": "x", "reasons": "x"},
        "audit": {"verdict": "approve"}, "payment": {"amount": "1", "reference": "x", "paid_on": "2026-11-23"},
        "advance": {"amount": "1", "grounds": "x"}, "advance_audit": {"verdict": "approve"},
        "advance_payment": {"reference": "x", "paid_on": "2026-11-23"},
        "dispute": {"way": "mediation", "reason": "x"}, "decision": {"outcome": "upheld", "text": "x"},
        "note": {"text": "x"}, "assign": {"agent_id": None},
    }  # fmt: skip
    for step, body in bodies.items():
        assert agent.post(f"/claims/{house.number}/{step}", version=0, **body).status_code == 403, step
    assert house.actions() == []


def test_page_of_another_site_changes_nothing(server: LiveServer, house: CaseHouse) -> None:
    claims = Desk(server, "claims")
    answer = claims.client.http.post(f"/claims/{house.number}/state", json={"version": 0, "to": "accepted"})
    assert answer.status_code == 401


def test_who_saw_an_older_case_is_told(server: LiveServer, house: CaseHouse) -> None:
    claims, path = Desk(server, "claims"), f"/claims/{house.number}"
    assert claims.post(f"{path}/note", version=0, text="一").status_code == 200
    answer = claims.post(f"{path}/note", version=0, text="二")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "claim_changed")
    assert claims.post(f"{path}/state", version=1, to="closed").json()["error"]["code"] == "claim_state"


@pytest.mark.parametrize(
    ("step", "body", "code"),
    [
        ("state", {"to": "paid"}, "claim_to"),
        ("state", {"to": 7}, "bad_request"),
        ("assessment", {"items": "x", "grounds": "x"}, "bad_request"),
        ("assessment", {"items": [{"name": "x", "claimed": 1.5, "approved": "1"}], "grounds": "x"}, "claim_amount_format"),
        ("paper", {"item": "identity", "verdict": "maybe"}, "bad_request"),
        ("paper", {"item": "identity", "verdict": "reject"}, "claim_paper_reason"),
        ("note", {"text": "x" * 5000}, "text_long"),
        ("payment", {"amount": "1", "reference": "x", "paid_on": "2026-13-01"}, "claim_paid_on"),
        ("note", {"version": "1", "text": "x"}, "bad_request"),
    ],
)  # fmt: skip
def test_bad_bodies_are_told(server: LiveServer, house: CaseHouse, step: str, body: dict[str, Any], code: str) -> None:
    answer = Desk(server, "claims").post(f"/claims/{house.number}/{step}", **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert house.actions() == []


def test_list_is_narrowed(server: LiveServer, house: CaseHouse) -> None:
    claims, second = Desk(server, "claims"), house.report("v2", name="陈志远")
    house.move("accepted")
    rows = claims.get("/claims").json()
    assert rows["total"] == 2
    assert {row["missing"] for row in rows["claims"]} == {2}
    numbers = {
        query: [row["number"] for row in claims.get(f"/claims?{query}").json()["claims"]]
        for query in ("state=accepted", "state=reported,paid", "state=open", "kind=motor", f"q={second[-4:]}", "q=13900000001",
                      "q=13900000002", "owner=none", "owner=mine", "clock=amber", "page=2")
    }  # fmt: skip
    both = [second, house.number]
    assert numbers == {
        "state=accepted": [house.number], "state=reported,paid": [second], "state=open": both, "kind=motor": [],
        f"q={second[-4:]}": [second], "q=13900000001": both, "q=13900000002": [], "owner=none": both, "owner=mine": [],
        "clock=amber": [], "page=2": [],
    }  # fmt: skip
    assert claims.get("/claims?clock=later").status_code == 400


def searches(house: CaseHouse) -> list[tuple[str, dict[str, Any]]]:
    with house.app.look() as services:
        rows = services.unit.audit.of_subject("claims")
    return [(row["actor"], row["detail"]) for row in rows if row["action"] == "claim.searched"]


def test_claims_are_found_by_a_whole_name_and_the_look_is_noted(server: LiveServer, house: CaseHouse, clock) -> None:
    claims, second = Desk(server, "claims"), house.report("v2", name="阿依古丽·买买提")
    found = {
        name: [row["number"] for row in claims.get(f"/claims?q={name}").json()["claims"]]
        for name in ("林晓梅", " 林 晓梅", "阿依古丽•买买提", "林晓", "晓梅", "陈志远")
    }
    assert found == {
        "林晓梅": [house.number],
        " 林 晓梅": [house.number],
        "阿依古丽•买买提": [second],
        "林晓": [],
        "晓梅": [],
        "陈志远": [],
    }
    noted = searches(house)
    assert {actor for actor, _ in noted} == {"desk-claims"}
    assert [detail["found"] for _, detail in noted[:2]] == [[house.number], [second]]
    assert "林" not in str(noted)
    claims.get("/claims?q=林晓梅")
    assert len(searches(house)) == len(noted)  # the page reads its list again
    clock.advance(601)
    claims.get("/claims?q=林晓梅")
    claims.get("/claims?q=13900000001")
    claims.get(f"/claims?q={second[-4:]}")  # a claim's number names nobody
    assert [detail["by"] for _, detail in searches(house)[len(noted) :]] == ["name", "phone"]


def test_pressing_claims_come_first(server: LiveServer, house: CaseHouse, clock) -> None:
    second = house.report("v2")
    house.hand_in("identity", number=second)
    clock.advance(3 * 86_400)
    house.hand_in("identity")
    clock.advance(25 * 86_400)
    claims = Desk(server, "claims")
    rows = claims.get("/claims?clock=amber").json()["claims"]
    assert [(row["number"], row["clocks"][0]["level"]) for row in rows] == [(second, "red"), (house.number, "amber")]
    assert [row["number"] for row in claims.get("/claims?clock=red").json()["claims"]] == [second]


def test_papers_are_shown_as_pictures_without_what_is_hidden_in_them(server: LiveServer, house: CaseHouse) -> None:
    auditor, content = Desk(server, "auditor"), photo()
    key, path = house.hand_in("identity", content), f"/claims/{house.number}/files"
    (file,) = next(p for p in auditor.get(f"/claims/{house.number}").json()["papers"] if p["item"] == "identity")[
        "files"
    ]
    assert (file["id"], file["pages"], file["media_type"]) == (key, 1, "image/jpeg")
    assert auditor.get(f"{path}/{key}").content == content
    page = auditor.get(f"{path}/{key}/pages/1")
    assert page.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(page.content)).width == 1400
    assert b"secret" not in page.content
    assert auditor.get(f"{path}/{key}/pages/2").status_code == 404
    other = house.report("v2")
    assert auditor.get(f"/claims/{other}/files/{key}").status_code == 404
    assert "claim.file_read" in house.actions()


def test_closing_file_has_everything_as_text(server: LiveServer, house: CaseHouse) -> None:
    pdf = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(pdf, "PDF")
    house.hand_in("identity", photo())
    house.hand_in("claim_form", pdf.getvalue())
    with server.app.work() as services:
        from assistant.domain.message import Author, Reply

        said = Reply(kind="customer", text="我叫林晓梅，电话13900000001")
        services.unit.transcript.append(house.claim.conversation_id, Author.CUSTOMER, said, server.app.clock.now())
    house.investigate()
    house.assess()
    house.audit()
    house.pay()
    house.move("closed")
    answer = Desk(server, "agent").get(f"/claims/{house.number}/file.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]
    text = "".join(pages)
    for words in (house.number, "人民路", "1,150.15", "自费药不在责任内", "第九条", "F202611230001", "结案", "对话记录", "139****0001", "理赔申请书：identity.jpg"[:5]):  # fmt: skip
        assert words in text, words
    assert "13900000001" not in text
    assert "林晓梅" not in text
    assert len(pages) >= 3


def test_desks_hear_of_a_change(server: LiveServer, house: CaseHouse) -> None:
    claims = Desk(server, "claims")
    cookie = "; ".join(f"{name}={value}" for name, value in claims.client.http.cookies.items())
    socket = PageSocket(server.url, "/desk", cookie=cookie)
    claims.post(f"/claims/{house.number}/note", version=0, text="已联系")
    socket.until("claim")
    socket.close()


def test_visits_are_listed_and_done(server: LiveServer, house: CaseHouse, clock) -> None:
    house.investigate()
    house.assess()
    house.audit()
    house.pay()
    house.move("closed")
    claims = Desk(server, "claims")
    assert claims.get("/followups?due=1").json()["followups"] == []
    visits = claims.get("/followups").json()["followups"]
    assert [visit["number"] for visit in visits] == [house.number] * 3
    assert claims.post(f"/followups/{visits[0]['id']}", text="").json()["error"]["code"] == "text_empty"
    assert claims.post(f"/followups/{visits[0]['id']}", text="客户满意").status_code == 200
    assert claims.post(f"/followups/{visits[0]['id']}", text="又一次").json()["error"]["code"] == "claim_followup_done"
    assert claims.post("/followups/99999", text="x").status_code == 404
