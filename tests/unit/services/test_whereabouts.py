"""Whom news of a claim reach: where the customer wrote last, within what the channel allows, and nobody who has not shown it theirs."""

from __future__ import annotations

from typing import Iterator

import pytest
from sqlalchemy import event

from assistant.domain.claim import Claim
from assistant.domain.message import Author, Reply
from assistant.services.whereabouts import Whereabouts
from assistant.settings import Settings
from tests.casework import CaseHouse, open_house

HOUR = 3600


@pytest.fixture
def house(any_settings: Settings) -> Iterator[CaseHouse]:
    yield from open_house(any_settings)


def write(
    house: CaseHouse, channel: str, sender: str, *, proves: str | None = None, customer: int | None = None
) -> str:
    """Let somebody write, having shown that a claim is theirs or who they are."""
    with house.app.work() as services:
        unit, now = services.unit, house.app.clock.now()
        key = unit.conversations.open(channel, sender, now).id
        if proves or customer:
            unit.conversations.change(key, now, proven_claim=proves, customer_id=customer, verified_until=now)
        unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text="在吗"), now)
    return key


def where(house: CaseHouse, claim: Claim | None = None) -> str:
    with house.app.look() as services:
        return Whereabouts(services.unit, house.app.clock).of(claim or house.claim).id


def test_where_it_was_reported_while_nothing_else_is_known(house: CaseHouse) -> None:
    assert where(house) == house.claim.conversation_id


def test_where_the_customer_wrote_last(house: CaseHouse) -> None:
    home = write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    phone = write(house, "wechat_oa", "o1", proves=house.number)
    assert where(house) == phone
    house.app.clock.advance(HOUR)
    write(house, "web", "v1")
    assert where(house) == home


def test_not_where_the_channel_would_refuse_it(house: CaseHouse) -> None:
    home = write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    phone = write(house, "wechat_oa", "o1", proves=house.number)
    house.app.clock.advance(47 * HOUR)
    assert where(house) == phone
    house.app.clock.advance(HOUR)
    assert where(house) == home


def test_not_to_a_program_that_only_hears_answers(house: CaseHouse) -> None:
    home = write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    write(house, "rest", "r1", proves=house.number)
    assert where(house) == home


def test_not_to_whoever_showed_nothing_or_something_else(house: CaseHouse) -> None:
    home = write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    write(house, "web", "v2")
    write(house, "web", "v3", proves="LP209901010001")
    assert where(house) == home


def test_a_customers_own_talks_are_theirs(house: CaseHouse) -> None:
    with house.app.work() as services:
        customer = services.unit.customers.create("林晓梅", "110101199003070046", "13900000001", house.app.clock.now())
    write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    other = write(house, "web", "v2", customer=customer.id)
    assert where(house) == house.claim.conversation_id  # the report was nobody's
    with house.app.work() as services:
        claim = services.unit.claims.create(
            number="LP9", conversation_id=house.claim.conversation_id, draft_id=None, customer_id=customer.id,
            type="accident", occurred_on=None, phone=None, fields={}, now=house.app.clock.now(),
        )  # fmt: skip
    assert where(house, claim) == other


def test_who_showed_one_claim_theirs_hears_nothing_of_the_holders_others(house: CaseHouse) -> None:
    with house.app.work() as services:
        unit, now = services.unit, house.app.clock.now()
        customer = unit.customers.create("林晓梅", "110101199003070046", "13900000001", now)
        home = unit.conversations.open("web", "v1", now).id
        one, other = (
            unit.claims.create(number=number, conversation_id=home, draft_id=None, customer_id=customer.id, type="accident",
                               occurred_on=None, phone=None, fields={}, now=now)
            for number in ("LP8", "LP9")
        )  # fmt: skip
    driver = write(house, "web", "v2", proves="LP8", customer=customer.id)  # as it stood in rows of before
    assert (where(house, one), where(house, other)) == (driver, home)


def test_only_the_lines_of_those_it_may_be_are_read(house: CaseHouse) -> None:
    """Looking where a customer is goes by the conversation, however many lines there are of everybody's."""
    read: list[str] = []
    with house.app.look() as services:
        engine = services.unit.connection.engine
        event.listen(engine, "before_cursor_execute", lambda *call: read.append(call[2]))
        Whereabouts(services.unit, house.app.clock).of(house.claim)
    (statement,) = [words for words in read if "max(messages.at)" in words]
    inner = statement.partition("(SELECT messages.conversation_id")[2].partition("GROUP BY")[0]
    assert "messages.conversation_id IN (SELECT conversations.id" in inner


def test_staff_tell_it_there_and_the_claims_own_record_keeps_it(house: CaseHouse) -> None:
    write(house, "web", "v1")
    house.app.clock.advance(HOUR)
    phone = write(house, "wechat_oa", "o1", proves=house.number)
    house.move("accepted")
    with house.app.look() as services:
        shown = services.unit.transcript.lines(phone)
        kept = services.unit.transcript.lines(house.claim.conversation_id, shown_only=False)
        (due,) = services.unit.outbox.claim("wechat_oa", house.app.clock.now(), house.app.clock.now(), limit=9)
    assert "已受理" in shown[-1].reply.text
    assert due.message_id == shown[-1].id
    assert (kept[-1].shown, "微信公众号" in kept[-1].reply.text, "已受理" in kept[-1].reply.text) == (False, True, True)
