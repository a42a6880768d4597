"""Who showed one claim to be theirs, by its number and the phone it was reported with, reaches that claim and no other."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.cli.session import Session
from assistant.domain.claim import ClaimState
from assistant.storage.ratings import CLAIM
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_claim_life import Staff, pushed
from tests.conversation.test_reporting import verify

DRIVER = "13900000009"


@pytest.fixture
def holder(session: Session) -> Talk:
    """The policyholder, who has shown who they are."""
    talk = Talk(session, "holder")
    verify(talk)
    return talk


@pytest.fixture
def driver(session: Session) -> Talk:
    return Talk(session, "driver")


def report(holder: Talk, phone: str = "13900000001") -> str:
    """Report a loss of the holder's with somebody's phone; return the claim's number."""
    with holder.session.app.work() as services:
        unit, now = services.unit, holder.session.app.clock.now()
        here = unit.conversations.find_by_sender("terminal", holder.sender)
        claim = unit.claims.create(
            number=unit.counters.next_number("LP", now), conversation_id=here.id, draft_id=None, customer_id=here.customer_id,
            type="motor", occurred_on=date(2026, 11, 20), phone=phone, fields={"phone": phone}, now=now,
        )  # fmt: skip
    return claim.number


def prove_driven(driver: Talk, number: str) -> str:
    """Let the driver show that a claim is theirs; return what they are told."""
    driver.say("查理赔进度")
    driver.say(number)
    return text_of(driver.say(DRIVER))


def test_driver_hears_nothing_of_the_holders_other_claims(holder: Talk, driver: Talk, books: Books) -> None:
    other, driven = report(holder), report(holder, DRIVER)
    holder.session.advance(60)
    told = prove_driven(driver, driven)
    assert driven in told
    assert other not in told
    Staff(holder, other).decide()
    assert other in text_of(pushed(holder))
    assert other not in "".join(books.told(driver))
    assert (books.conversation(driver).proven_claim, books.conversation(driver).customer_id) == (driven, None)


def test_driver_neither_objects_to_nor_rates_the_holders_other_claims(holder: Talk, driver: Talk, books: Books) -> None:
    other, driven = report(holder), report(holder, DRIVER)
    prove_driven(driver, driven)
    Staff(holder, other).decide(refuse=True)
    driver.session.customer(driver.sender, payload=f'/dispute_claim{{"claim": "{other}"}}')
    for payload in (f'/choose_dispute_way{{"claim": "{other}", "way": "litigation"}}',
                    f'/rate_claim{{"claim": "{other}", "score": 1}}'):  # fmt: skip
        assert kinds(driver.session.customer(driver.sender, payload=payload)["replies"]) == ["error"]
    states = {claim.number: claim.state for claim in books.claims(holder)}
    assert states == {other: ClaimState.REFUSED, driven: ClaimState.REPORTED}


def test_claim_that_was_not_told_of_here_is_disputed_after_a_new_identity_check(
    holder: Talk, session: Session, books: Books
) -> None:
    number = report(holder)
    phone = Talk(session, "phone")
    verify(phone)
    session.advance(86400)
    holder.say("在吗")
    Staff(holder, number).decide(refuse=True)
    replies = phone.say("我不同意你们的理赔结果，赔得太少了")
    assert kinds(replies) == ["verify"]
    assert books.claim(holder).state is ClaimState.REFUSED
    phone.say("110101199003070046")
    phone.say("13900000001")
    phone.tap("对结果有异议")
    assert books.claim(holder).state is ClaimState.DISPUTED


def test_why_a_claim_was_rated_low_is_kept_with_it_wherever_it_is_said(
    holder: Talk, driver: Talk, books: Books
) -> None:
    driven, other = report(holder, DRIVER), report(holder)
    holder.session.advance(60)
    prove_driven(driver, driven)
    staff = Staff(holder, driven)
    staff.decide()
    staff.close()
    pushed(driver)
    with driver.session.app.work() as services:  # something else that was rated here before
        here = services.unit.conversations.find_by_sender("terminal", driver.sender)
        services.unit.ratings.put(CLAIM, "LP0", here.id, 1, driver.session.app.clock.now())
    driver.session.advance(60)
    driver.tap("1")
    driver.say("等了半个月都没有人给我打电话")
    with driver.session.app.look() as services:
        comments = {number: services.unit.ratings.of(CLAIM, number)["comment"] for number in (driven, "LP0")}
    assert comments == {driven: "等了半个月都没有人给我打电话", "LP0": ""}
    assert other not in "".join(books.told(driver))
