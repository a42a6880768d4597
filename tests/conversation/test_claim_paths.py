"""Ways through a claim that newcomers take: each ends with what stands in the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.session import Session
from assistant.dialogue.brain import Brain
from assistant.domain.claim import ClaimState
from assistant.retrieval.search import Searcher
from assistant.services.firstlook.eyes import Eyes
from assistant.settings import Limits, Settings
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_claim_life import Staff, pushed
from tests.conversation.test_claims import report_car
from tests.conversation.test_reporting import MINE, answer
from tests.unit.services.papers import picture

CAR = "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了"


def test_death_told_in_soft_words_is_taken_for_one(talk: Talk, books: Books) -> None:
    first = talk.say("您好，我爱人前天走了")
    assert "节哀" in text_of(first)
    assert "车险" not in str(first)
    talk.say("他叫王建国")
    assert "safety" not in kinds(talk.say("脑溢血，在市人民医院走的"))
    talk.say("前天凌晨")
    assert books.draft(talk).values["place"].value == "市人民医院"
    assert books.draft(talk).form == "claim:death"
    assert books.draft(talk).values["relation"].value == "spouse"


def test_angry_words_are_no_question_and_the_report_begins(talk: Talk, books: Books) -> None:
    replies = talk.say("你们这什么破保险我刚被人撞了!!!!在沪昆高速上 车头都烂了 气死我了")
    assert "对不起" in text_of(replies)
    assert "有没有人受伤" in replies[-1]["text"]
    talk.say("我没事 对方也没事 就是车")
    assert books.draft(talk).values["injured"].value is False
    assert books.claims(talk) == []


def test_kind_is_not_asked_twice_in_the_same_words(talk: Talk, books: Books) -> None:
    first = talk.say("我要报案")[-1]["text"]
    again = talk.say("我叫刘秀英，电话13812345678")[-1]["text"]
    assert first not in again
    assert "记下了" in again
    assert books.draft(talk).values["phone"].value == "13812345678"


def test_police_called_is_shown_as_yes(talk: Talk, books: Books) -> None:
    talk.say(CAR)
    answer(talk, {**MINE, "plate": "沪A12345"})
    rows = {row["field"]: row["value"] for row in talk.last["replies"][-1]["data"]["summary"]}
    assert (rows["police"], rows["injured"]) == ("是", "没有")
    talk.tap("确认提交")
    assert books.claim(talk).fields["police"] is True


@pytest.mark.covers("late notice")
def test_late_notice_is_told_and_the_report_taken(talk: Talk, books: Books) -> None:
    talk.say("我要报案，10月8号下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345"})
    assert "照样可以报案" in text_of(talk.last["replies"])
    talk.tap("确认提交")
    assert "late_notice" in {check["code"] for check in books.claim(talk).checks}


@pytest.mark.covers("uploads", "insisted on")
def test_wrong_paper_is_insisted_on(talk: Talk, paper, books: Books) -> None:
    report_car(talk)
    assert "不是行驶证" in text_of(talk.send(paper("bank_card"), "行驶证"))
    assert books.papers(talk)["vehicle_licence"] == "missing"
    talk.tap("就是这份")
    assert books.papers(talk)["vehicle_licence"] == "received"


@pytest.mark.covers("the same file twice")
def test_same_paper_twice_is_kept_once(talk: Talk, paper, books: Books) -> None:
    report_car(talk)
    path = paper("bank_card")
    talk.send(path, "银行卡")
    assert "已经交过" in text_of(talk.send(path, "银行卡"))
    assert books.files(talk) == ["bank"]


@pytest.mark.covers("twenty files at once")
def test_twenty_files_at_once_are_all_kept(talk: Talk, tmp_path: Path, books: Books) -> None:
    report_car(talk)
    for number in range(20):
        path = tmp_path / f"IMG_{number}.png"
        path.write_bytes(picture("PNG", (64 + number, 48)))
        assert kinds(talk.send(path)) == ["material"]
    assert len(books.files(talk)) == 20
    assert set(books.papers(talk).values()) == {"missing"}


def test_files_beyond_a_days_number_are_refused_in_words(
    settings: Settings, brain: Brain, searcher: Searcher, eyes: Eyes, tmp_path: Path, books: Books
) -> None:
    session = Session(replace(settings, limits=Limits(uploads_per_day=2)), searcher, brain, eyes)
    talk = Talk(session)
    report_car(talk)
    for number in range(4):
        path = tmp_path / f"IMG_{number}.png"
        path.write_bytes(picture("PNG", (64 + number, 48)))
        talk.send(path)
    assert kinds(talk.last["replies"]) == ["error"]
    assert len(books.files(talk)) == 2
    session.close()


@pytest.mark.covers("result")
def test_result_is_explained_with_item_clause_and_reason(talk: Talk, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide()
    (told,) = pushed(talk)
    for words in ("2,400.00", "第十一条", "按条款扣减"):
        assert words in text_of([told])
    assert books.claims(talk)[0].state is ClaimState.AUDITED


@pytest.mark.covers("dispute")
@pytest.mark.parametrize(("title", "way"), [("协商", "negotiation"), ("仲裁", "arbitration"), ("诉讼", "litigation")])
def test_each_way_of_a_dispute_is_recorded(talk: Talk, title: str, way: str, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide(refuse=True)
    pushed(talk)
    talk.tap("对结果有异议")
    talk.tap(title)
    (claim,) = books.claims(talk)
    with talk.session.app.look() as services:
        disputes = services.unit.aftercare.disputes(claim.id)
    assert [(d.way, d.opened_by) for d in disputes] == [(way, "customer")]
    assert claim.state is ClaimState.DISPUTED


@pytest.mark.covers("visits")
def test_visits_after_a_claim_fall_within_a_year(talk: Talk, books: Books) -> None:
    staff = Staff(talk, report_car(talk))
    staff.decide()
    staff.close()
    (claim,) = books.claims(talk)
    with talk.session.app.look() as services:
        days = [visit.due_on for visit in services.unit.aftercare.followups_of(claim.id)]
    assert len(set(days)) == 3
    assert all(0 < (day - claim.reported_at.date()).days <= 366 for day in days)


def test_number_of_somebody_else_changes_nothing(talk: Talk, session: Session, books: Books) -> None:
    number = report_car(talk)
    stranger = Talk(session, "c2")
    stranger.say(f"查一下{number}的理赔进度")
    replies = stranger.say("13911112222")
    assert "progress" not in kinds(replies)
    with session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", "c2")
    assert conversation.customer_id is None
    assert books.claim(talk).state is ClaimState.REPORTED
