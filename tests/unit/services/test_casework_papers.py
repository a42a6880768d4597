"""The papers of a claim as the staff work them: notices, clocks that wait for them, first looks, files put to papers."""

from __future__ import annotations

from datetime import date
from typing import Iterator

import pytest

from assistant.bootstrap import Services
from assistant.clock import FixedClock
from assistant.domain.paper import Look, Problem
from assistant.errors import AccessError, CustomerError, NotFoundError, StateError
from assistant.settings import Settings
from tests.casework import CaseHouse, open_house

DAY = 86_400


@pytest.fixture
def house(settings: Settings) -> Iterator[CaseHouse]:
    yield from open_house(settings)


@pytest.fixture
def each_house(any_settings: Settings) -> Iterator[CaseHouse]:
    """A house on each of the databases in turn."""
    yield from open_house(any_settings)


def test_notice_names_everything_once_and_stops_the_clock_until_the_last_paper(
    each_house: CaseHouse, clock: FixedClock
) -> None:
    house = each_house
    claims = house.people["claims"]
    house.hand_in("claim_form")
    house.do(
        lambda s: s.cases.casework.judge(claims, house.number, None, "claim_form", accepted=False, reason="没有签名")
    )
    house.do(lambda s: s.cases.casework.notify_missing(claims, house.number, None))
    text = house.lines()[-1].reply.text
    assert "理赔申请书（原件，可在线填写签名）：交来的不合格，没有签名" in text
    assert "被保险人身份证" in text
    assert "2026年11月23日" in text
    with pytest.raises(StateError) as caught:
        house.do(lambda s: s.cases.casework.notify_missing(claims, house.number, None))
    assert caught.value.code == "claim_notice_open"

    def decision():
        with house.app.look() as services:
            return services.cases.clocks.of([house.claim])[house.claim.id][0]

    clock.advance(4 * DAY)
    house.hand_in("identity")
    assert decision().level == "paused"
    clock.advance(2 * DAY)
    house.hand_in("claim_form")
    clock.advance(DAY)
    assert (decision().paused_days, decision().due_on) == (6, date(2026, 12, 29))
    with pytest.raises(StateError) as caught:
        house.do(lambda s: s.cases.casework.notify_missing(claims, house.number, None))
    assert caught.value.code == "claim_nothing_missing"


def test_checklist_shown_to_the_customer_stops_the_clock_until_the_last_paper(
    each_house: CaseHouse, clock: FixedClock
) -> None:
    """保险法第二十二条, 司法解释二第十五条.

    Told on 23 November, the first paper on the 25th: the clock starts, and stands still at once. The last paper comes on 3 December:
    8 days are deducted, so that the 30 days, counted from the 25th, end on 2 January.
    """
    house = each_house
    house.do(lambda s: s.materials.notify(house.claim, s.materials.items(house.claim)))

    def decision():
        with house.app.look() as services:
            return services.cases.clocks.of([house.claim])[house.claim.id][0]

    assert decision().level == "waiting"
    clock.advance(2 * DAY)
    house.hand_in("claim_form")
    assert (decision().level, decision().started_on, decision().days_left) == ("paused", date(2026, 11, 25), 30)
    clock.advance(5 * DAY)
    assert (decision().level, decision().days_left) == ("paused", 30)
    clock.advance(3 * DAY)
    house.hand_in("identity")
    clock.advance(DAY)
    assert (decision().level, decision().paused_days, decision().due_on) == ("ok", 8, date(2027, 1, 2))


def test_staff_may_send_a_notice_of_their_own_after_the_checklist(house: CaseHouse, clock: FixedClock) -> None:
    house.do(lambda s: s.materials.notify(house.claim, s.materials.items(house.claim)))
    clock.advance(DAY)
    house.do(lambda s: s.cases.casework.notify_missing(house.people["claims"], house.number, None))
    with house.app.look() as services:
        assert [n.agent_id for n, _ in services.cases.files.read(house.number).notices] == [
            None, house.people["claims"].id]  # fmt: skip


def look(house: CaseHouse, key: int, kind: str, *problems: Problem, insisted: bool = False) -> None:
    """Keep a first look at a file."""

    def keep(s: Services) -> None:
        s.unit.looks.ask(house.claim.conversation_id, key, "", house.app.clock.now())
        record = s.unit.looks.of_upload(key)
        s.unit.looks.finish(record.id, Look(kind=kind, score=9.0, problems=problems), house.app.clock.now())
        if insisted:
            s.unit.looks.insist(key)

    house.do(keep)


def test_staff_see_what_the_first_look_made_of_a_file(house: CaseHouse) -> None:
    blurred, licence = house.hand_in("claim_form", b"1"), house.hand_in("identity", b"2")
    look(house, blurred, "other", Problem.BLURRED)
    look(house, licence, "driving_licence", insisted=True)
    with house.app.look() as services:
        papers = services.cases.files.read(house.number).papers
    assert {paper.material.rule.id: paper.files[0]["look"] for paper in papers} == {
        "claim_form": {"kind_text": "", "hints": ["模糊"]},
        "identity": {"kind_text": "驾驶证", "hints": ["不像是这样材料", "客户坚持就是这份"]},
    }


def test_paper_taken_over_from_another_claim_is_listed_and_drawn_here(house: CaseHouse) -> None:
    older = house.hand_in("identity", b"3", number=house.report("v2"))
    house.do(lambda s: s.unit.uploads.take_over(older, house.claim.id, "identity", house.app.clock.now()))
    with house.app.look() as services:
        (paper,) = (p for p in services.cases.files.read(house.number).papers if p.files)
        assert services.cases.closing_file(house.number).startswith(b"%PDF")
    assert (paper.material.rule.id, paper.files[0]["id"]) == ("identity", older)
    assert paper.files[0]["look"]["hints"] == ["沿用客户以前案件里交过的"]


def test_loose_file_is_put_to_its_paper_by_the_staff_once(house: CaseHouse) -> None:
    key = house.hand_in("nothing on the list")
    other = house.hand_in("nothing on the list", number=house.report("v2"))

    def put(file: int = key, item: str = "identity", who: str = "claims") -> None:
        house.do(lambda s: s.cases.casework.put_file(house.people[who], house.number, None, file, item))

    for wrong in ({"file": other}, {"item": "nothing on the list"}, {"file": 10**30}):
        with pytest.raises(NotFoundError):
            put(**wrong)
    for who in ("agent", "auditor"):
        with pytest.raises(AccessError):
            put(who=who)
    put()
    with pytest.raises(NotFoundError):
        put(item="claim_form")
    with house.app.look() as services:
        file = services.cases.files.read(house.number)
    assert [(p.material.rule.id, p.material.state.value, len(p.files)) for p in file.papers] == [
        ("claim_form", "missing", 0), ("identity", "received", 1)]  # fmt: skip
    assert (file.loose_files, house.actions()) == ([], ["claim.file_put"])


def test_paper_is_rejected_only_with_a_reason(house: CaseHouse) -> None:
    claims = house.people["claims"]
    with pytest.raises(CustomerError, match="claim_paper_reason"):
        house.do(lambda s: s.cases.casework.judge(claims, house.number, None, "identity", accepted=False))
    with pytest.raises(NotFoundError):
        house.do(lambda s: s.cases.casework.judge(claims, house.number, None, "no_such", accepted=True))
