"""News of a claim reach its customer where they write now, and stand in the claim's own record all the same."""

from __future__ import annotations

import pytest

from assistant.cli.session import Session
from assistant.domain.claim import ClaimState
from assistant.services.claimnews import TOLD
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, text_of
from tests.conversation.test_claim_life import Staff, pushed
from tests.conversation.test_claims import report_car
from tests.conversation.test_reporting import verify


def prove(talk: Talk, number: str) -> None:
    """Show that a claim is one's own, by its number and phone."""
    talk.say("查理赔进度")
    talk.say(number)
    assert "progress" in {reply["kind"] for reply in talk.say("13900000001")}


@pytest.mark.covers("news where they write")
def test_news_go_to_the_talk_that_the_customer_uses_now(session: Session, books: Books) -> None:
    old, new = Talk(session, "c1"), Talk(session, "c2")
    number = report_car(old)
    session.advance(3600)
    prove(new, number)
    heard = len(books.told(old))
    Staff(old, number).decide()
    assert "申请3,000.00元" in text_of(pushed(new))
    assert len(books.told(old)) == heard
    with session.app.look() as services:
        kept = services.unit.transcript.lines(books.conversation(old).id, shown_only=False)
    assert [line.shown for line in kept if line.reply.kind == TOLD] == [False, False, False]
    assert "申请3,000.00元" in kept[-1].reply.text


@pytest.mark.covers("news where they write", "dispute")
def test_decision_is_disputed_where_it_was_told_long_after_the_identity_check(session: Session, books: Books) -> None:
    old, new = Talk(session, "c1"), Talk(session, "c2")
    number = report_car(old)
    session.advance(3600)
    prove(new, number)
    session.advance(30 * 86400)
    Staff(old, number).decide(refuse=True)
    pushed(new)
    new.tap("对结果有异议")
    assert books.claim(old).state is ClaimState.DISPUTED
    assert books.conversation(new).proven_claim == number


@pytest.mark.covers("news where they write")
def test_news_stay_with_whoever_reported_where_nobody_else_showed_the_claim_theirs(
    session: Session, books: Books
) -> None:
    reporter, other = Talk(session, "c1"), Talk(session, "c2")
    number = report_car(reporter)
    session.advance(3600)
    verify(other)
    other.say("犹豫期是多久")
    heard = books.told(other)
    Staff(reporter, number).decide()
    assert "申请3,000.00元" in text_of(pushed(reporter))
    assert books.told(other) == heard
