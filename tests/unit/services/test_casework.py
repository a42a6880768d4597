"""Casework through the services: order, roles, four eyes, what the customer is told, the trail of it all."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Iterator

import pytest

from assistant.clock import FixedClock
from assistant.domain.assessment import Item
from assistant.domain.claim import ClaimState
from assistant.errors import AccessError, CustomerError, StateError
from assistant.settings import Settings
from tests.casework import ITEMS, CaseHouse, open_house

DAY = 86_400


@pytest.fixture
def house(settings: Settings) -> Iterator[CaseHouse]:
    yield from open_house(settings)


@pytest.fixture
def each_house(any_settings: Settings) -> Iterator[CaseHouse]:
    """A house on each of the databases in turn."""
    yield from open_house(any_settings)


def test_whole_way_from_report_to_closed_file(each_house: CaseHouse) -> None:
    house = each_house
    house.investigate()
    assert house.assess().state is ClaimState.ASSESSED
    assert house.audit().state is ClaimState.AUDITED
    assert house.pay().state is ClaimState.PAID
    assert house.move("closed").state is ClaimState.CLOSED
    assert house.actions() == [
        f"claim.{step}" for step in ("accepted", "investigating", "assessed", "audited", "paid", "closed")
    ]
    texts = [line.reply.text for line in house.lines()]
    assert "申请1,200.30元，赔付1,150.15元" in texts[2]
    assert "自费药不在责任内（第九条）" in texts[2]
    assert "接下来付款，最迟2026年12月3日" in texts[2]
    assert "1,150.15" in texts[3]
    assert house.lines()[-1].reply.kind == "survey"
    assert len(house.lines()[-1].reply.buttons) == 5


def test_customer_is_shown_the_days_of_each_step(house: CaseHouse, clock: FixedClock) -> None:
    clock.advance(DAY)
    house.move("accepted")
    clock.advance(DAY)
    house.move("investigating")
    item = house.lines()[-1].reply.data["items"][0]
    assert [(step["state"], step["at"] and step["at"][:10]) for step in item["steps"]] == [
        ("reported", "2026-11-23"), ("accepted", "2026-11-24"), ("investigating", "2026-11-25"),
        ("assessed", None), ("audited", None), ("paid", None), ("closed", None)]  # fmt: skip
    assert "还差2样材料" in item["note"]


def test_every_change_waits_in_the_outbox_of_the_channel_it_was_reported_on(
    house: CaseHouse, clock: FixedClock
) -> None:
    house.move("accepted")
    with house.app.work() as services:
        (delivery,) = services.unit.outbox.claim("web", clock.now(), clock.now() + timedelta(minutes=1), limit=9)
    assert delivery.sender == "v1"


def test_assessor_may_not_audit_even_as_a_supervisor(house: CaseHouse) -> None:
    house.investigate()
    house.assess("supervisor")
    with pytest.raises(StateError) as caught:
        house.audit(who="supervisor")
    assert caught.value.code == "claim_four_eyes"
    assert house.audit(who="auditor").state is ClaimState.AUDITED


@pytest.mark.parametrize("who", ["agent", "trainee", "admin", "auditor"])
def test_casework_is_for_claims_handlers(house: CaseHouse, who: str) -> None:
    with pytest.raises(AccessError):
        house.move("accepted", who)
    house.investigate()
    with pytest.raises(AccessError):
        house.assess(who)
    assert house.claim.state is ClaimState.INVESTIGATING


@pytest.mark.parametrize("who", ["claims-2", "agent", "trainee", "admin"])
def test_audit_is_for_auditors_and_supervisors(house: CaseHouse, who: str) -> None:
    house.investigate()
    house.assess()
    with pytest.raises(AccessError):
        house.audit(who=who)


def test_steps_cannot_be_skipped(house: CaseHouse) -> None:
    for skip in (house.assess, house.audit, house.pay, house.refuse, lambda: house.move("closed")):
        with pytest.raises(StateError):
            skip()
    assert house.claim.state is ClaimState.REPORTED
    assert house.actions() == []


def test_returned_assessment_is_made_anew_and_the_customer_hears_nothing_of_it(house: CaseHouse) -> None:
    house.investigate()
    house.assess()
    told = len(house.lines())
    assert house.audit("return").state is ClaimState.INVESTIGATING
    with pytest.raises(StateError):
        house.pay()
    assert len(house.lines()) == told
    house.assess("claims-2", (Item(name="住院费", claimed=Decimal("9.99"), approved=Decimal("9.99")),))
    house.audit()
    with pytest.raises(CustomerError, match="claim_amount"):
        house.pay("1150.15")
    assert house.pay("9.99").state is ClaimState.PAID


@pytest.mark.parametrize("amount", ["1150.14", "1150.16", "1200.30", "0.00"])
def test_not_a_fen_more_or_less_is_paid(house: CaseHouse, amount: str) -> None:
    house.investigate()
    house.assess()
    house.audit()
    with pytest.raises(CustomerError, match="claim_amount"):
        house.pay(amount)
    assert house.claim.state is ClaimState.AUDITED


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_payment_is_neither_before_the_audit_nor_to_come(house: CaseHouse, day: date) -> None:
    house.investigate()
    house.assess()
    house.audit()
    with pytest.raises(CustomerError, match="claim_paid_on"):
        house.pay(paid_on=day)


def test_refusal_is_told_with_clause_reasons_and_ways(house: CaseHouse) -> None:
    house.investigate()
    house.refuse()
    assert len(house.lines()) == 2
    assert house.audit().state is ClaimState.REFUSED
    line = house.lines()[-1].reply
    assert "拒绝赔付通知书" in line.text
    assert all(words in line.text for words in ("第十二条", "酒后驾驶", "调解", "仲裁", "起诉"))
    assert [button.title for button in line.buttons] == ["对结果有异议"]
    assert [step["state"] for step in line.data["items"][0]["steps"]] == [
        "reported", "accepted", "investigating", "assessed", "refused", "closed"]  # fmt: skip
    with pytest.raises(StateError):
        house.pay()


def test_somebody_was_first(house: CaseHouse) -> None:
    house.do(lambda s: s.cases.casework.note(house.people["claims"], house.number, 0, "已电话联系"))
    with pytest.raises(StateError) as caught:
        house.do(lambda s: s.cases.casework.move(house.people["claims-2"], house.number, 0, "accepted"))
    assert caught.value.code == "claim_changed"
    house.do(lambda s: s.cases.casework.move(house.people["claims-2"], house.number, 1, "accepted"))


def test_claims_handlers_take_claims_and_supervisors_give_them(house: CaseHouse) -> None:
    one, other, boss = house.people["claims"], house.people["claims-2"], house.people["supervisor"]
    house.do(lambda s: s.cases.casework.assign(one, house.number, None, one.id))
    with pytest.raises(AccessError):
        house.do(lambda s: s.cases.casework.assign(other, house.number, None, other.id))
    house.do(lambda s: s.cases.casework.assign(boss, house.number, None, other.id))
    with house.app.look() as services:
        assert services.unit.casework.handlers([house.claim.id]) == {house.claim.id: other.id}
    with pytest.raises(CustomerError, match="claim_handler"):
        house.do(lambda s: s.cases.casework.assign(boss, house.number, None, house.people["agent"].id))


def test_changed_decision_pays_the_difference_and_no_less(each_house: CaseHouse) -> None:
    house = each_house
    house.investigate()
    house.assess()
    house.audit()
    house.pay()
    claims, boss = house.people["claims"], house.people["supervisor"]
    house.do(lambda s: s.cases.decisions.open_dispute(claims, house.number, None, "mediation", "药费应当赔"))
    house.do(lambda s: s.cases.decisions.decide_dispute(boss, house.number, None, "changed", "药费重新核定"))
    assert "重新核定" in house.lines()[-1].reply.text
    for again in (house.assess, house.refuse):
        with pytest.raises(CustomerError, match="claim_below_paid"):
            again()
    house.assess("claims", (ITEMS[0], Item(name="药费", claimed=Decimal("200.20"), approved=Decimal("200.20"))))
    house.audit()
    with pytest.raises(CustomerError, match="claim_amount"):
        house.pay("1200.30")
    assert house.pay("50.15").state is ClaimState.PAID


def test_upheld_decision_is_told_in_writing_and_closes_the_claim(house: CaseHouse) -> None:
    house.investigate()
    house.refuse()
    house.audit()
    house.do(
        lambda s: s.cases.decisions.open_dispute(house.people["claims"], house.number, None, "negotiation", "没有喝酒")
    )
    with pytest.raises(AccessError):
        house.do(
            lambda s: s.cases.decisions.decide_dispute(house.people["claims"], house.number, None, "upheld", "血检为证")
        )
    house.do(
        lambda s: s.cases.decisions.decide_dispute(house.people["auditor"], house.number, None, "upheld", "血检为证")
    )
    assert house.claim.state is ClaimState.CLOSED
    assert any("维持原结果" in line.reply.text and "血检为证" in line.reply.text for line in house.lines())


def test_three_visits_after_closing_are_planned_listed_and_done_once(each_house: CaseHouse, clock: FixedClock) -> None:
    house = each_house
    house.investigate()
    house.assess()
    house.audit()
    house.pay()
    house.move("closed")
    with house.app.look() as services:
        visits = services.unit.aftercare.open_followups(None)
        assert [visit.due_on for visit in visits] == [date(2027, 3, 23), date(2027, 7, 23), date(2027, 11, 23)]
        assert services.unit.aftercare.open_followups(date(2027, 3, 22)) == []
    claims = house.people["claims"]
    clock.advance(130 * DAY)
    house.do(lambda s: s.cases.casework.follow_up(claims, visits[0].id, "客户满意"))
    with pytest.raises(StateError):
        house.do(lambda s: s.cases.casework.follow_up(claims, visits[0].id, "再来一次"))
    with pytest.raises(AccessError):
        house.do(lambda s: s.cases.casework.follow_up(house.people["agent"], visits[1].id, "x"))
    with house.app.look() as services:
        assert len(services.unit.aftercare.open_followups(None)) == 2
        assert services.unit.aftercare.followup(visits[0].id).text == "客户满意"


def test_what_staff_write_is_sealed(house: CaseHouse) -> None:
    secret = "客户身份证110101199003070046"
    house.do(lambda s: s.cases.casework.note(house.people["claims"], house.number, None, secret))
    with house.app.database.reading() as connection:
        rows = connection.exec_driver_sql("select sealed from claim_events").all()
    assert all(secret.encode() not in bytes(row[0]) for row in rows)
    with house.app.look() as services:
        assert secret in [event.text for event in services.unit.casework.events([house.claim.id])]


def test_two_who_pay_at_once_pay_once(each_house: CaseHouse) -> None:
    house = each_house
    house.investigate()
    house.assess()
    house.audit()
    outcomes: list[str] = []

    def pay(who: str) -> None:
        try:
            outcomes.append(house.pay(who=who).state.value)
        except StateError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=pay, args=(who,)) for who in ("claims", "claims-2", "supervisor")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["claim_state", "claim_state", "paid"]
    with house.app.look() as services:
        assert len(services.unit.casework.payments([house.claim.id])[house.claim.id]) == 1


def test_certain_part_is_paid_early_after_an_audit_of_its_own_and_deducted(
    each_house: CaseHouse, clock: FixedClock
) -> None:
    """保险法第二十五条: papers on 23 November, sixty days end on 22 January; it may be proposed from the 7th on, when 15 are left."""
    house = each_house
    people, today = house.people, lambda: house.app.clock.now().date()
    house.hand_in("claim_form")
    house.hand_in("identity")
    house.investigate()

    def ask(amount: str = "500.00", who: str = "claims") -> None:
        house.do(lambda s: s.cases.advances.ask(people[who], house.number, None, Decimal(amount), "住院费已经核实"))

    def audit(verdict: str = "approve", who: str = "auditor") -> None:
        house.do(lambda s: s.cases.advances.audit(people[who], house.number, None, verdict, "再核实"))

    def pay() -> None:
        house.do(lambda s: s.cases.advances.pay(people["claims"], house.number, None, "F1", today()))

    clock.advance(44 * DAY)
    with pytest.raises(StateError) as caught:
        ask()
    assert caught.value.code == "claim_advance_early"
    clock.advance(DAY)
    with pytest.raises(AccessError):
        ask(who="agent")
    with pytest.raises(CustomerError, match="claim_nothing"):
        ask("0")
    ask(who="supervisor")
    for forbidden in (lambda: audit(who="supervisor"), pay, ask):
        with pytest.raises(StateError):
            forbidden()
    audit("return")
    ask()
    audit()
    told = len(house.lines())
    pay()
    assert house.claim.state is ClaimState.INVESTIGATING
    assert "先付给您500.00元" in house.lines()[told].reply.text
    with pytest.raises(StateError):
        pay()
    house.assess()
    house.audit()
    with pytest.raises(StateError):
        ask()
    with pytest.raises(CustomerError, match="claim_amount"):
        house.pay()
    assert house.pay("650.15").state is ClaimState.PAID
