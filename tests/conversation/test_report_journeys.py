"""Reports that are put off, taken up elsewhere, repeated or made while the insurer's system is away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterator

import pytest

from assistant.cli.session import Session
from assistant.dialogue.brain import Brain
from assistant.retrieval.search import Searcher
from assistant.settings import PolicyApi, Settings
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_reporting import MINE, answer, verify
from tests.insurer import core

__all__ = ["core"]


def car(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345"})


@pytest.mark.covers("duplicate")
def test_second_report_of_the_same_loss_is_noticed(talk: Talk, books: Books) -> None:
    car(talk)
    talk.tap("确认提交")
    number = books.claim(talk).number
    car(talk)
    assert number in text_of(talk.last["replies"])
    talk.say("取消")
    talk.tap("放弃报案")
    assert books.claim(talk).number == number


def test_stranger_with_the_same_phone_learns_nothing_of_the_other_report(session: Session, books: Books) -> None:
    first, second = Talk(session, "c1"), Talk(session, "c2")
    car(first)
    first.tap("确认提交")
    number = books.claim(first).number
    car(second)
    assert number not in str(second.last)
    second.tap("确认提交")
    (check,) = [check for check in books.claim(second).checks if check["code"] == "duplicate"]
    assert (check["facts"]["number"], check["told"]) == (number, False)


@pytest.mark.covers("pause", "resume another day")
def test_pause_and_go_on_in_the_same_place(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    replies = talk.say("我先忙了，等会再填")
    assert "存好" in text_of(replies)
    assert "车牌" in text_of(replies)
    talk.session.advance(86400)
    replies = talk.say("继续报案")
    assert "您上次填到第" in text_of(replies)
    assert "车牌" in replies[-1]["text"]
    answer(talk, {**MINE, "plate": "沪A12345"})
    talk.tap("确认提交")
    assert books.claim(talk).fields["date"].startswith("2026-11-22")


@pytest.mark.covers("resume on another channel")
def test_report_goes_on_in_another_channel_after_an_identity_check(session: Session, books: Books) -> None:
    phone, tablet = Talk(session, "c1"), Talk(session, "c2")
    phone.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，我电话13900000001")
    phone.say("先停一下")
    assert kinds(tablet.say("我想继续上次的报案")) == ["verify"]
    tablet.say("110101199003070046")
    replies = tablet.say("13900000001")
    assert "没填完" in text_of(replies)
    replies = tablet.tap("接着填")
    assert "您上次填到第" in text_of(replies)
    answer(tablet, {**MINE, "plate": "沪A12345", "policy": "不清楚"})
    tablet.tap("确认提交")
    assert books.claim(tablet).fields["cause"] == "collision"
    assert books.draft(phone) is None


def test_unfinished_report_is_not_shown_to_an_outsider(session: Session, books: Books) -> None:
    phone, stranger = Talk(session, "c1"), Talk(session, "c2")
    phone.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，我电话13900000001")
    stranger.say("我想继续上次的报案")
    stranger.say("440106196802150020")
    replies = stranger.say("13900000003")
    assert "没填完" not in text_of(replies)
    assert books.draft(phone) is not None


def test_unfinished_report_may_be_left_for_a_new_one(session: Session, books: Books) -> None:
    phone, tablet = Talk(session, "c1"), Talk(session, "c2")
    phone.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，我电话13900000001")
    verify(tablet)
    assert "没填完" in text_of(tablet.say("我要报案，今天早上家里水管爆了"))
    tablet.tap("重新报案")
    assert books.draft(tablet).form == "claim:home"
    assert books.draft(phone) is None


def test_question_while_the_kind_is_asked_is_answered(talk: Talk) -> None:
    talk.say("我要报案")
    replies = talk.say("冰雹把车砸了，车险赔不赔？")
    assert kinds(replies)[-1] == "claim"
    assert set(kinds(replies)) & {"answer", "clarify"}
    assert "哪一类" in replies[-1]["text"]


def test_anger_while_the_kind_is_asked_gets_a_word_of_its_own(talk: Talk) -> None:
    talk.say("我要报案")
    replies = talk.say("烦死了，你们怎么这么慢")
    assert "对不起" in text_of(replies)
    assert "哪一类" in replies[-1]["text"]


@pytest.fixture
def outside(settings: Settings, brain: Brain, searcher: Searcher, core: Any) -> Iterator[Talk]:
    """A talk with an assistant that reads policies from the insurer's core system."""
    api = PolicyApi(url=f"http://127.0.0.1:{core.server_port}", token="a-token")
    session = Session(replace(settings, policy_api=api), searcher, brain)
    yield Talk(session)
    session.close()


def test_policies_come_from_the_core_system(outside: Talk) -> None:
    verify(outside)
    assert {policy["number"] for policy in outside.last["replies"][-1]["data"]["policies"]} == {"QY1", "QY2"}


def test_loss_is_reported_under_a_policy_of_the_core_system(outside: Talk, books: Books) -> None:
    verify(outside)
    outside.say("我要报案，我11月18号在市第一人民医院确诊了乳腺癌")
    outside.tap("我本人")
    outside.tap(outside.last["replies"][-1]["buttons"][0]["title"])  # the latest of two policies
    answer(outside, {**MINE, "pathology": "报告出来了", "costs": "只报重疾"})
    outside.tap("确认提交")
    claim = books.claim(outside)
    assert (claim.type, claim.fields["policy"], claim.fields["insured"]) == ("critical", "QY2", "self")
    assert "policy_unchecked" not in books.checks(outside)


@pytest.mark.covers("source down")
def test_loss_is_taken_while_the_core_system_is_down_and_marked(outside: Talk, core: Any, books: Books) -> None:
    verify(outside)
    core.mood = ["broken"]
    car(outside)
    assert "不影响报案" in text_of(outside.last["replies"])
    outside.tap("确认提交")
    assert kinds(outside.say("查一下我的保单")) == ["error"]
    assert "policy_unchecked" in {check["code"] for check in books.claim(outside).checks}


def test_identity_check_while_the_core_system_is_down_is_no_failed_attempt(outside: Talk, core: Any) -> None:
    core.mood = ["broken"]
    outside.say("查一下我的保单")
    outside.say("110101199003070046")
    assert kinds(outside.say("13900000001")) == ["error"]
    with outside.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", outside.sender)
    assert (conversation.failed_checks, conversation.customer_id) == (0, None)


@pytest.mark.covers("validated", "edit at the summary", "impossible dates", "ten-digit phone")
def test_slips_are_told_with_an_example_and_nothing_wrong_is_kept(talk: Talk, books: Books) -> None:
    assert "没有这一天" in text_of(talk.say("我要报车险，2月30号在南京路撞了护栏"))
    talk.say("昨天")
    talk.say("没人受伤")
    talk.say("没报警")
    assert "不完整" in text_of(talk.say("沪A1234"))
    talk.say("沪A12345")
    assert "11位" in text_of(talk.say("1390000000"))
    assert "11位" in text_of(talk.say("139000000011"))
    talk.say("13900000001")
    talk.say("林晓梅")
    assert "确认提交" in str(talk.last)
    talk.say("改一下地点")
    assert "人民广场" in text_of(talk.say("人民广场"))
    talk.say("提交")
    claim = books.claim(talk)
    assert (claim.fields["place"], claim.fields["phone"], claim.fields["date"][:10]) == (
        "人民广场",
        "13900000001",
        "2026-11-22",
    )


@pytest.mark.covers("two tabs")
def test_second_tab_answers_an_earlier_question_and_submits_once(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路撞了")
    other_tab = dict(talk.last)  # still shows the question about the kind of accident
    talk.tap("与其他车碰撞")
    talk.last = other_tab
    talk.tap("自己碰到墙、护栏等")
    assert books.draft(talk).values["cause"].value == "single"
    answer(talk, {**MINE, "injured": "没有", "police": "没报警", "plate": "沪A12345", "place": "人民路"})
    summary = dict(talk.last)
    talk.tap("确认提交")
    talk.last = summary
    talk.tap("确认提交")
    assert books.claim(talk).fields["cause"] == "single"


@pytest.mark.parametrize("said", ["太贵了 有没有便宜的", "我妈62能买不", "想给孩子配个保险"])
@pytest.mark.parametrize("waiting", [False, True])
def test_who_asks_for_advice_amid_a_report_is_answered(talk: Talk, said: str, waiting: bool) -> None:
    talk.say("追尾了，要报案")
    if waiting:
        talk.say("转人工")
    replies = talk.say(said)
    assert replies
    assert "没太明白" not in text_of(replies)


@pytest.mark.parametrize("said", ["算了 提交吧", "直接提交行不行", "就这样提交吧"])
def test_who_would_hand_in_a_report_too_early_hears_what_is_left(talk: Talk, said: str) -> None:
    talk.say("追尾了，要报案")
    assert "不清楚" in text_of(talk.say(said))


def test_a_time_said_beside_just_now_is_the_one_noted(talk: Talk) -> None:
    talk.say("我要报案，追尾了")
    assert "09:00" in text_of(talk.say("刚才9点多 在北环路"))
