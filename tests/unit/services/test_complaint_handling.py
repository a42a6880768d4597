"""A complaint on the desk: every step, who may, what the customer is told, and that nothing of it is lost."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Iterator

import pdfplumber
import pytest
from sqlalchemy import create_engine, text

from assistant.bootstrap import App, Services, build
from assistant.clock import FixedClock
from assistant.domain.complaint import Complaint, ComplaintState, Step
from assistant.errors import CustomerError, NotFoundError, StateError
from assistant.services.samples import PASSWORD
from assistant.settings import Settings
from assistant.storage.agents import Agent

DAY = 86_400
WORDS = "我要投诉你们的理赔员，说好三天回电话，一个星期了没人理我，电话13900000001"


class House:
    """The application, with a complaint that waits and the people of the desk."""

    def __init__(self, app: App, clock: FixedClock) -> None:
        self.app, self.clock = app, clock
        with app.work() as services:
            services.accounts.create("xiaoqiao", "agent", PASSWORD)
            services.accounts.create("boss", "admin", PASSWORD)
            services.accounts.create("learner", "trainee", PASSWORD)
            self.conversation = services.unit.conversations.open("web", "v1", clock.now())
            self.number = services.complaints.file(self.conversation, WORDS, "angry", None)[0].number

    def agent(self, name: str) -> Agent:
        with self.app.look() as services:
            found = services.unit.agents.find_by_name(name)
            assert found is not None
            return found

    def do(self, name: str, step: Step, number: str | None = None, /, **fields: Any) -> Complaint:
        agent = self.agent(name)
        with self.app.work() as services:
            return services.complaint_handling.do(agent, number or self.number, step, fields)

    def look(self, work: Any) -> Any:
        with self.app.look() as services:
            return work(services)

    @property
    def told(self) -> list[str]:
        """What the customer was told."""
        lines = self.look(lambda s: s.unit.transcript.lines(self.conversation.id, clear=True))
        return [line.reply.text for line in lines]

    def wait(self, days: int) -> None:
        self.clock.advance(days * DAY)


@pytest.fixture
def house(settings: Settings, searcher, clock: FixedClock) -> Iterator[House]:
    app = build(settings, searcher)
    yield House(app, clock)
    app.database.dispose()


@pytest.fixture
def each_house(any_settings: Settings, searcher, clock: FixedClock) -> Iterator[House]:
    """A house on each of the databases in turn."""
    app = build(any_settings, searcher)
    yield House(app, clock)
    app.database.dispose()


def test_from_receipt_to_the_end(house: House) -> None:
    taken = house.do("xiaolan", Step.TAKE)
    assert (taken.state, taken.agent_id) == (ComplaintState.INVESTIGATING, house.agent("xiaolan").id)
    assert "xiaolan负责" in house.told[-1]
    assert "2026年12月8日" in house.told[-1]
    house.do("xiaolan", Step.DEMAND, text="道歉并尽快赔付")
    house.do("xiaolan", Step.PARTY, role="respondent", name="理赔员王某", contact="13900000009")
    house.wait(3)
    assert (
        house.do("xiaolan", Step.ANSWER, text="经查属实，已安排理赔员致歉，案件三日内给出结论。").state
        is ComplaintState.ANSWERED
    )
    assert "经查属实" in house.told[-1]
    with pytest.raises(CustomerError, match="complaint_outcome"):
        house.do("xiaolan", Step.CLOSE, outcome="unheard-of")
    closed = house.do("xiaolan", Step.CLOSE, outcome="resolved")
    assert (closed.state, closed.outcome) == (ComplaintState.CLOSED, "resolved")
    history = house.look(lambda s: s.unit.casefiles.history(closed))
    assert [row["step"] for row in history] == ["filed", "take", "demand", "party", "answer", "close"]
    audit = house.look(lambda s: [r["action"] for r in s.unit.audit.all(_audit_of(house.number))])
    assert audit == [f"complaint.{step}" for step in ("filed", "take", "demand", "party", "answer", "close")]


def _audit_of(number: str) -> Any:
    from sqlalchemy import select

    from assistant.storage.tables import audit

    return select(audit).where(audit.c.subject == number).order_by(audit.c.id)


def test_the_customer_sees_the_steps_with_their_days(house: House) -> None:
    house.wait(1)
    house.do("xiaolan", Step.TAKE)
    house.wait(1)
    complaint = house.do("xiaolan", Step.ANSWER, text="处理结果")
    item = house.look(lambda s: s.complaints.progress(complaint))
    assert [(s["title"], s["done"], (s["at"] or "")[:10]) for s in item["steps"]] == [
        ("受理", True, "2026-11-23"), ("调查", True, "2026-11-24"), ("反馈", True, "2026-11-25"), ("结案", False, "")]  # fmt: skip


def test_extension_needs_a_complex_case_another_supervisor_and_tells_the_customer(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    with pytest.raises(CustomerError, match="complaint_not_complex"):
        house.do("xiaolan", Step.EXTEND, text="要等公估")
    assert house.do("xiaolan", Step.COMPLEX, text="涉及三个部门").due_on == date(2026, 12, 23)
    assert "2026年12月23日" in house.told[-1]
    assert house.do("anning", Step.EXTEND, text="要等异地取证").due_on == date(2026, 12, 23)
    for name, code in (("xiaolan", "complaint_step"), ("anning", "complaint_own_request")):
        with pytest.raises(CustomerError, match=code):
            house.do(name, Step.APPROVE)
    before = len(house.told)
    extended = house.do("boss", Step.APPROVE)
    assert (extended.due_on, len(house.told)) == (date(2027, 1, 22), before + 1)
    assert "2027年1月22日" in house.told[-1]
    with pytest.raises(StateError):
        house.do("xiaolan", Step.EXTEND, text="再来一次")


def test_refused_extension_changes_nothing(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    house.do("xiaolan", Step.COMPLEX, text="复杂")
    house.do("xiaolan", Step.EXTEND, text="等等")
    told = len(house.told)
    assert house.do("anning", Step.REFUSE, text="材料已齐，不必延期").due_on == date(2026, 12, 23)
    assert len(house.told) == told
    with pytest.raises(CustomerError, match="complaint_no_request"):
        house.do("anning", Step.APPROVE)


def test_a_deadline_that_has_passed_is_not_moved(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    house.wait(16)
    with pytest.raises(StateError):
        house.do("xiaolan", Step.COMPLEX, text="现在才发现复杂")


def test_appraisal_is_not_counted_and_is_told(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    house.wait(5)
    house.do("xiaolan", Step.APPRAISE, text="伤残等级鉴定")
    assert "伤残等级鉴定" in house.told[-1]
    with pytest.raises(StateError):
        house.do("xiaolan", Step.APPRAISE, text="再鉴定一次")
    house.wait(10)
    assert house.do("xiaolan", Step.APPRAISED).due_on == date(2026, 12, 18)
    with pytest.raises(NotFoundError):
        house.do("xiaolan", Step.APPRAISED)


def test_new_facts_start_the_term_anew(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    house.do("xiaolan", Step.ANSWER, text="结果")
    house.do("xiaolan", Step.CLOSE, outcome="explained")
    house.wait(12)
    again = house.do("xiaolan", Step.REOPEN, text="客户找到了通话录音")
    assert (again.state, again.clock_from, again.due_on) == (
        ComplaintState.INVESTIGATING,
        date(2026, 12, 5),
        date(2026, 12, 20),
    )
    assert again.text.endswith("客户找到了通话录音")
    assert "2026年12月20日" in house.told[-1]


def test_same_matter_filed_twice_goes_on_under_one_number(house: House) -> None:
    with house.app.work() as services:
        other = services.unit.conversations.open("web", "v2", house.clock.now())
        twin = services.complaints.file(other, "还是那件没人回电话的事", None, None)[0]
    house.do("xiaolan", Step.TAKE)
    house.do("xiaolan", Step.TAKE, twin.number)
    with pytest.raises(CustomerError, match="complaint_merge"):
        house.do("xiaolan", Step.MERGE, twin.number, into=house.number)
    with pytest.raises(CustomerError, match="complaint_merge"):
        house.do("anning", Step.MERGE, twin.number, into=twin.number)
    merged = house.do("anning", Step.MERGE, twin.number, into=house.number)
    main = house.look(lambda s: s.unit.complaints.by_number(house.number))
    assert (merged.state, merged.merged_into) == (ComplaintState.MERGED, main.id)
    history = house.look(lambda s: s.unit.casefiles.history(main))
    assert "还是那件没人回电话的事" in history[-1]["words"]


def test_withdrawn_is_ended_and_what_comes_after_is_a_new_complaint(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    assert house.do("xiaolan", Step.WITHDRAW, text="客户来电说不投诉了").state is ComplaintState.WITHDRAWN
    with pytest.raises(CustomerError, match="complaint_step"):
        house.do("anning", Step.ANSWER, text="迟到的结果")
    with house.app.work() as services:
        new, is_new = services.complaints.file(house.conversation, "又来投诉", None, None)
    assert (is_new, new.number) == (True, "TS202611230002")


def test_what_is_added_from_two_sides_is_all_kept(each_house: House) -> None:
    """Who adds may have read the complaint before the other wrote."""
    house = each_house
    read = house.look(lambda s: s.unit.complaints.by_number(house.number))
    for words in ("他昨天又没回电话", "前天也没有"):
        with house.app.work() as services:
            services.complaints.add(read, words)
    after = house.look(lambda s: s.unit.complaints.by_number(house.number))
    assert after.text == f"{WORDS}\n他昨天又没回电话\n前天也没有"


def test_nothing_is_added_to_what_has_ended_meanwhile(house: House) -> None:
    read = house.look(lambda s: s.unit.complaints.by_number(house.number))
    house.do("anning", Step.WITHDRAW, text="客户来电说不投诉了")
    with pytest.raises(StateError), house.app.work() as services:
        services.complaints.add(read, "他昨天又没回电话")


def test_customer_and_desk_wait_for_each_other_in_one_order(settings: Settings, searcher, postgres_url: str) -> None:
    """A turn holds its conversation and comes to the complaint, while somebody begins a step with that complaint."""
    app = build(replace(settings, database_url=postgres_url), searcher)
    house, failed = House(app, settings.clock), []

    def step() -> None:
        try:
            house.do("xiaolan", Step.TAKE)
        except Exception as error:
            failed.append(error)

    desk = threading.Thread(target=step)
    with app.work() as services:
        services.unit.conversations.lock(house.conversation.id)
        desk.start()
        wait_until_blocked(postgres_url)
        services.complaints.add(services.unit.complaints.by_number(house.number), "他昨天又没回电话")
    desk.join()
    after = house.look(lambda s: s.unit.complaints.by_number(house.number))
    app.database.dispose()
    assert failed == []
    assert (after.state, after.text) == (ComplaintState.INVESTIGATING, f"{WORDS}\n他昨天又没回电话")


def wait_until_blocked(url: str) -> None:
    """Return as soon as a session waits for a lock of another."""
    engine = create_engine(url, future=True, isolation_level="AUTOCOMMIT")
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    until = time.monotonic() + 10
    with engine.connect() as connection:
        while not connection.execute(waiting).scalar_one():
            assert time.monotonic() < until, "nobody waits"
            time.sleep(0.02)
    engine.dispose()


def test_evidence_of_every_kind_once_each(house: House, tmp_path: Path) -> None:
    house.do("xiaolan", Step.TAKE)
    with house.app.work() as services:
        sha = services.app.files.put(b"a photo")
        upload, _ = services.unit.uploads.put(
            house.conversation.id, sha, "录音截图.png", "image/png", 7, house.clock.now()
        )
        stranger = services.unit.conversations.open("web", "v9", house.clock.now())
        theirs, _ = services.unit.uploads.put(stranger.id, sha, "别人的.png", "image/png", 7, house.clock.now())
    for fields in ({"upload_id": upload}, {"upload_id": upload}, {"seq": 1}, {"text": "客户口述"}):
        house.do("xiaolan", Step.EVIDENCE, **fields)
    complaint = house.look(lambda s: s.unit.complaints.by_number(house.number))
    found = house.look(lambda s: s.unit.casefiles.evidence(complaint))
    assert next(row["words"] for row in found) == "录音截图.png"
    assert [(bool(row["upload_id"]), bool(row["message_id"])) for row in found] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    with pytest.raises(NotFoundError):
        house.do("xiaolan", Step.EVIDENCE, upload_id=theirs)


@pytest.mark.parametrize(
    ("name", "step"),
    [("xiaoqiao", Step.ANSWER), ("xiaoqiao", Step.NOTE), ("learner", Step.NOTE), ("xiaolan", Step.ASSIGN)],
)
def test_outsiders_do_nothing(house: House, name: str, step: Step) -> None:
    house.do("xiaolan", Step.TAKE)
    before = house.told
    with pytest.raises(CustomerError, match="complaint_step"):
        house.do(name, step, text="我来", agent="xiaoqiao")
    assert house.told == before


def test_supervisor_assigns_to_somebody_who_may_handle_it(house: House) -> None:
    with pytest.raises(CustomerError, match="complaint_agent"):
        house.do("anning", Step.ASSIGN, agent="learner")
    assigned = house.do("anning", Step.ASSIGN, agent="xiaoqiao")
    assert (assigned.agent_id, assigned.state) == (house.agent("xiaoqiao").id, ComplaintState.INVESTIGATING)
    assert house.do("xiaoqiao", Step.NOTE, text="收到").id == assigned.id


def test_red_is_escalated_once(house: House) -> None:
    def sweep() -> list[str]:
        with house.app.work() as services:
            return [c.number for c in services.complaint_handling.escalate()]

    house.wait(12)
    assert sweep() == []
    house.wait(1)
    assert (sweep(), sweep()) == ([house.number], [])


def test_a_case_under_appraisal_is_not_escalated_while_its_term_stands_still(house: House) -> None:
    house.do("xiaolan", Step.TAKE)
    house.wait(10)
    house.do("xiaolan", Step.APPRAISE, text="车辆定损复核")
    house.wait(20)
    with house.app.work() as services:
        assert services.complaint_handling.escalate() == []
        assert services.unit.complaints.by_number(house.number).due_on == date(2026, 12, 28)


def test_the_letter_and_its_link(house: House) -> None:
    complaint = house.do("xiaolan", Step.TAKE)
    with pytest.raises(StateError):
        house.look(lambda s: s.letters.text(complaint))
    complaint = house.do("xiaolan", Step.ANSWER, text="经查属实，<b>补偿</b>方案见附件。")

    def letter(services: Services) -> tuple[str, bytes, str]:
        return services.letters.text(complaint), services.letters.pdf(complaint), services.letters.link(complaint)

    text, pdf, link = house.look(letter)
    assert text.startswith("投诉处理结果告知书\n编号：TS202611230001\n受理日期：2026年11月23日")
    path = house.app.settings.data / "letter.pdf"
    path.write_bytes(pdf)
    with pdfplumber.open(path) as opened:
        assert opened.pages[0].extract_text() is not None
        assert len(opened.pages) == 1
    token = link.rpartition("/")[2]
    assert house.look(lambda s: s.letters.find(token)).number == house.number
    forged = house.look(lambda s: s.unit.cipher.seal({"claim": 1}).decode())
    for wrong in (token[:-4] + "AAAA", "x", "%00", forged):
        with pytest.raises(NotFoundError):
            house.look(lambda s, wrong=wrong: s.letters.find(wrong))
    house.wait(31)
    with pytest.raises(NotFoundError):
        house.look(lambda s: s.letters.find(token))
