"""A claim's life as its customer sees it: news, result, objection, rating, and nothing of anybody else's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.domain.assessment import Item
from assistant.domain.claim import ClaimState
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_claims import report_car

ITEM = Item(
    name="维修费", claimed=Decimal("3000.00"), approved=Decimal("2400.00"), reason="按条款扣减", clause="第十一条"
)


class Staff:
    """A handler and an auditor who work a claim."""

    def __init__(self, talk: Talk, number: str) -> None:
        self.app, self.number = talk.session.app, number
        with self.app.work() as services:
            now = self.app.clock.now()
            self.handler = services.unit.agents.create("handler", "claims", "!", now)
            self.auditor = services.unit.agents.create("auditor", "auditor", "!", now)

    def decide(self, *, refuse: bool = False) -> None:
        """Bring the claim from its report to a decision."""
        for to in ("accepted", "investigating"):
            with self.app.work() as services:
                services.cases.casework.move(self.handler, self.number, None, to)
        with self.app.work() as services:
            if refuse:
                services.cases.decisions.refuse(self.handler, self.number, None, "第八条", "事故不在保险期间内")
            else:
                services.cases.decisions.assess(self.handler, self.number, None, [ITEM], "按定损单核定", "")
            services.cases.decisions.audit(self.auditor, self.number, None, "approve")

    def close(self) -> None:
        """Pay and close the claim."""
        with self.app.work() as services:
            services.cases.decisions.pay(
                self.handler, self.number, None, ITEM.approved, "F1", self.app.clock.now().date()
            )
            services.cases.casework.move(self.handler, self.number, None, "closed")


def pushed(talk: Talk) -> list[dict]:
    """Return what the customer was told outside a turn, as the last replies."""
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", talk.sender)
        lines = services.unit.transcript.lines(conversation.id, limit=1)
    talk.last = {"owner": conversation.owner.value, "replies": [line.reply.as_dict() for line in lines]}
    return talk.last["replies"]


@pytest.mark.covers("refusal", "dispute")
def test_refusal_is_disputed_from_its_notice_and_handed_to_people(talk: Talk, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide(refuse=True)
    (notice,) = pushed(talk)
    assert "第八条" in notice["text"]
    replies = talk.tap("对结果有异议")
    assert kinds(replies) == ["handoff", "handoff"]
    assert talk.owner == "queue"
    assert [b["title"] for b in replies[0]["buttons"]] == ["协商", "调解", "仲裁", "诉讼"]
    replies = talk.tap("调解")
    assert "调解组织" in replies[0]["text"]
    claim, disputes = books.claim(talk), books.disputes(talk)
    assert claim.state is ClaimState.DISPUTED
    assert [(d.way, d.opened_by, d.disputed_from) for d in disputes] == [("mediation", "customer", ClaimState.REFUSED)]


def test_objection_in_ones_own_words_is_recorded_once(talk: Talk, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide()
    replies = talk.say("我不同意你们的理赔结果，赔得太少了")
    assert kinds(replies) == ["handoff", "handoff"]
    claim, disputes = books.claim(talk), books.disputes(talk)
    assert claim.state is ClaimState.DISPUTED
    assert disputes[0].reason == "我不同意你们的理赔结果，赔得太少了"
    with talk.session.app.work() as services:
        services.cases.decisions.decide_dispute(staff.auditor, staff.number, None, "upheld", "折旧按条款计算无误")
    assert "折旧按条款计算无误" in text_of(pushed(talk))
    assert books.claims(talk)[0].state is ClaimState.AUDITED


def test_objection_before_any_decision_only_calls_people(talk: Talk, books: Books) -> None:
    report_car(talk)
    replies = talk.say("我不同意你们的理赔结果，赔得太少了")
    assert kinds(replies) == ["handoff", "handoff"]
    assert books.claim(talk).state is ClaimState.REPORTED


def test_nobody_objects_to_rates_or_learns_of_a_claim_of_somebody_else(talk: Talk, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide(refuse=True)
    stranger = Talk(talk.session, "stranger")
    real = stranger.session.customer("stranger", payload=f'/dispute_claim{{"claim": "{staff.number}"}}')
    other = Talk(talk.session, "other")
    unreal = other.session.customer("other", payload='/dispute_claim{"claim": "LP202601010001"}')
    assert real["replies"][0]["text"] == unreal["replies"][0]["text"]
    for payload in (f'/choose_dispute_way{{"claim": "{staff.number}", "way": "litigation"}}',
                    f'/rate_claim{{"claim": "{staff.number}", "score": 1}}'):  # fmt: skip
        assert kinds(stranger.session.customer("stranger", payload=payload)["replies"]) == ["error"]
    claim, disputes = books.claim(talk), books.disputes(talk)
    assert (claim.state, disputes) == (ClaimState.REFUSED, [])


@pytest.mark.covers("progress", "result")
def test_progress_shows_days_what_comes_next_and_the_result(talk: Talk, books: Books) -> None:
    number = report_car(talk)
    Staff(talk, number).decide()
    talk.say("我的理赔到哪一步了")
    talk.say(number)
    replies = talk.say("13900000001")
    assert kinds(replies) == ["verify", "progress"]
    (item,) = replies[-1]["data"]["items"]
    assert [step["at"] and step["at"][:10] for step in item["steps"]] == ["2026-11-23"] * 5 + [None] * 2
    assert (item["result"]["claimed"], item["result"]["approved"]) == ("3000.00", "2400.00")
    assert "接下来付款，最迟2026年12月3日" in item["note"]
    assert "申请3,000.00元，赔付2,400.00元。按条款扣减（第十一条）" in replies[-1]["text"]
    assert [b["title"] for b in replies[-1]["buttons"]] == ["对结果有异议"]
    assert (books.claim(talk).state, books.conversation(talk).proven_claim) == (ClaimState.AUDITED, number)


def test_claim_of_somebody_else_that_is_named_is_as_one_that_is_not_there(talk: Talk) -> None:
    number = report_car(talk)
    stranger = Talk(talk.session, "stranger")
    mine = report_car(stranger)
    stranger.say("查一下理赔进度")
    stranger.say(mine)
    stranger.say("13900000001")
    real, unreal = (text_of(stranger.say(f"查一下{name}的理赔进度")) for name in (number, "LP202601010009"))
    assert real.replace(number, "N") == unreal.replace("LP202601010009", "N")
    assert mine in text_of(stranger.say(f"查一下{mine}的理赔进度"))


@pytest.mark.covers("rating", "visits")
@pytest.mark.parametrize(("score", "words"), [("5", "谢谢"), ("1", "抱歉")])
def test_rating_at_the_end_is_stored(talk: Talk, books: Books, score: str, words: str) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide()
    staff.close()
    (survey,) = pushed(talk)
    assert survey["kind"] == "survey"
    assert [b["title"] for b in survey["buttons"]] == ["1", "2", "3", "4", "5"]
    assert words in text_of(talk.tap(score))
    assert books.rating(talk) == int(score)
    assert len(books.visits(talk)) == 3
