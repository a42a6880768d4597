"""Reports of every kind of loss, from the first words to the row in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterator

import pytest

from assistant.cli.session import Session
from assistant.dialogue.brain import Brain
from assistant.domain.claim import Claim
from assistant.retrieval.search import Searcher
from assistant.settings import PolicyApi, Settings
from tests.conversation.conftest import Talk, kinds, text_of
from tests.insurer import core

__all__ = ["core"]


def claim_of(talk: Talk) -> Claim:
    """Return the one claim of the talk's conversation."""
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", talk.sender)
        (claim,) = services.unit.claims.of_conversation(conversation.id)
    return claim


def draft_of(talk: Talk) -> Any:
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", talk.sender)
        found = services.unit.drafts.find_open(conversation.id, "claim")
    return found[1] if found else None


def items_of(talk: Talk) -> set[str]:
    """Return the papers on the checklist that was shown last."""
    return {item["id"] for item in talk.last["replies"][-1]["data"]["checklist"]}


def answer(talk: Talk, answers: dict[str, str]) -> None:
    """Answer whatever is asked, by field, until the summary is shown."""
    for _ in range(len(answers) + 1):
        data = talk.last["replies"][-1]["data"]
        if "summary" in data:
            return
        talk.say(answers[data["field"]])
    raise AssertionError(talk.last)


def verify(talk: Talk, id_number: str = "110101199003070046", phone: str = "13900000001") -> None:
    """Show who one is."""
    talk.say("查一下我的保单")
    talk.say(id_number)
    assert "policy" in kinds(talk.say(phone))


MINE = {"name": "林晓梅", "phone": "13900000001"}


def test_widow_reports_a_death_and_is_met_with_tact(talk: Talk) -> None:
    first = talk.say("我先生上周五走了，心梗，没抢救过来，他在你们这儿买过寿险")
    assert "节哀" in text_of(first)
    assert "两分钟" not in text_of(first)
    answer(
        talk,
        {
            **MINE,
            "deceased_name": "周建国",
            "cause": "疾病",
            "place": "市第一人民医院",
            "beneficiary": "不清楚",
            "relation": "我先生",
        },
    )
    replies = talk.tap("确认提交")
    assert "恭喜" not in text_of(replies)
    assert "成功" not in text_of(replies)
    claim = claim_of(talk)
    assert (claim.type, claim.fields["relation"], claim.fields["deceased_name"]) == ("death", "spouse", "周建国")
    assert claim.fields["date"].startswith("2026-11-20")
    assert {"death_certificate", "deregistration", "kinship", "heirs", "medical_record"} <= items_of(talk)
    assert "accident_report" not in items_of(talk)


def test_critical_illness_of_a_parent(talk: Talk) -> None:
    talk.say("我要报案，我妈11月18号在市第一人民医院确诊了乳腺癌")
    answer(talk, {**MINE, "pathology": "报告出来了", "costs": "只报重疾", "insured": "我妈", "cause": "癌症"})
    talk.tap("确认提交")
    claim = claim_of(talk)
    assert (claim.type, claim.fields["cause"], claim.fields["insured"]) == ("critical", "cancer", "parent")
    assert {"pathology_report", "guardian", "diagnosis_proof"} <= items_of(talk)
    assert not {"invoices", "surgery"} & items_of(talk)


def test_disability_after_an_accident_at_work(talk: Talk) -> None:
    talk.say("我老公9月12号在工地被砸，右腿截肢了，想报案")
    answer(
        talk,
        {
            **MINE,
            "part": "右腿",
            "rated": "还没鉴定",
            "hospital": "不清楚",
            "insured": "我老公",
            "cause": "工作中受伤",
            "date": "9月12号",
        },
    )
    talk.tap("确认提交")
    claim = claim_of(talk)
    assert (claim.type, claim.fields["rated"], claim.fields["hospital"]) == ("disability", False, "unknown")
    assert {"rating", "accident_proof"} <= items_of(talk)


@pytest.mark.parametrize(
    ("first", "answers", "cause", "papers"),
    [
        (
            "我要报案，昨天飞三亚的航班延误了六个小时",
            {"trip_number": "MU5101", "insured": "我本人", "place": "虹桥机场"},
            "delay",
            {"delay_proof", "itinerary"},
        ),
        (
            "报案，前天在浦东机场托运的行李箱摔坏了",
            {"declared": "申报了", "insured": "我本人", "place": "浦东机场"},
            "luggage",
            {"luggage_report", "loss_list"},
        ),
        (
            "我在泰国旅游，昨天急性肠胃炎住院了，要报案",
            {"hospital": "曼谷医院", "insured": "我本人", "place": "曼谷"},
            "medical",
            {"medical_record", "invoices"},
        ),
    ],
)
def test_travel(talk: Talk, first: str, answers: dict[str, str], cause: str, papers: set[str]) -> None:
    talk.say(first)
    answer(talk, {**MINE, **answers})
    talk.tap("确认提交")
    assert (claim_of(talk).type, claim_of(talk).fields["cause"]) == ("travel", cause)
    assert papers <= items_of(talk)


def test_employer_reports_an_injured_worker(talk: Talk) -> None:
    talk.say("我们厂一个员工昨天下午在车间手被机器夹伤了，要报案")
    answer(
        talk,
        {
            **MINE,
            "employee": "赵大勇",
            "place": "苏州工业园区一号车间",
            "hospital": "苏州市立医院",
            "company": "苏州恒兴机械有限公司",
            "cause": "员工工作中受伤",
        },
    )
    talk.tap("确认提交")
    claim = claim_of(talk)
    assert (claim.type, claim.fields["employee"], claim.fields["company"]) == (
        "liability",
        "赵大勇",
        "苏州恒兴机械有限公司",
    )
    assert {"roster", "recognition", "invoices"} <= items_of(talk)
    assert "death_certificate" not in items_of(talk)


def test_outpatient_illness_needs_no_discharge_note(talk: Talk) -> None:
    talk.say("孩子昨天发烧去儿童医院门诊挂水，想报销，报案")
    answer(talk, {**MINE, "diagnosis": "支气管炎", "insured": "孩子", "hospital": "市儿童医院", "cause": "普通门急诊"})
    talk.tap("确认提交")
    assert (claim_of(talk).type, claim_of(talk).fields["cause"]) == ("illness", "clinic")
    assert "clinic_record" in items_of(talk)
    assert not {"discharge", "diagnosis_proof"} & items_of(talk)


def test_what_is_not_known_yet_may_stay_open(talk: Talk) -> None:
    talk.say("我要报案，我妈11月18号在市第一人民医院确诊了乳腺癌")
    answer(talk, {**MINE, "pathology": "还不知道", "costs": "不清楚", "insured": "我妈", "cause": "癌症"})
    talk.tap("确认提交")
    assert claim_of(talk).fields["pathology"] == "unknown"
    assert "invoices" in items_of(talk)


def test_policy_is_chosen_from_the_customers_own(talk: Talk) -> None:
    verify(talk)
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    titles = [b["title"] for b in talk.last["replies"][-1]["buttons"]]
    assert any("商业" in title for title in titles)
    talk.tap(next(title for title in titles if "商业" in title))
    answer(talk, {**MINE, "plate": "沪A12345"})
    talk.tap("确认提交")
    claim = claim_of(talk)
    assert (claim.fields["policy"], claim.fields["product"]) == ("QYCX2026000102", "motor-commercial")


def test_nobody_is_told_of_policies_before_showing_who_they_are(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345"})
    assert "QYCX" not in str(talk.last)
    talk.tap("确认提交")
    assert "policy" not in claim_of(talk).fields


def test_loss_before_the_policy_began_is_taken_with_a_kind_word(talk: Talk) -> None:
    verify(talk, "310101198511230037", "13900000002")
    talk.say("我要报案，去年12月20号家里水管爆了，地板全泡了，在上海市浦东新区张杨路100号")
    answer(
        talk,
        {
            "losses": "木地板",
            "amount": "两万",
            "name": "陈志远",
            "phone": "13900000002",
            "place": "张杨路100号",
            "date": "2025年12月20号",
        },
    )
    told = text_of(talk.last["replies"])
    assert "保障期间" in told
    assert "照样" in told
    talk.tap("确认提交")
    codes = {check["code"] for check in claim_of(talk).checks}
    assert {"not_in_force", "late_notice"} <= codes


def test_waiting_period_is_told_by_the_version_of_the_policy(talk: Talk) -> None:
    verify(talk, "310101198511230037", "13900000002")
    talk.say("我要报案，我2025年1月10号在市第一人民医院确诊胃癌")
    answer(
        talk,
        {
            "pathology": "报告出来了",
            "costs": "只报重疾",
            "insured": "我本人",
            "name": "陈志远",
            "phone": "13900000002",
            "cause": "癌症",
            "date": "2025年1月10号",
        },
    )
    assert "180天等待期" in text_of(talk.last["replies"])  # of the version bought; today's has 90 days
    talk.tap("确认提交")
    assert "waiting_period" in {check["code"] for check in claim_of(talk).checks}


def car(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345"})


def test_second_report_of_the_same_loss_is_noticed(talk: Talk) -> None:
    car(talk)
    talk.tap("确认提交")
    number = claim_of(talk).number
    car(talk)
    assert number in text_of(talk.last["replies"])
    talk.say("取消")
    talk.tap("放弃报案")
    assert claim_of(talk).number == number


def test_stranger_with_the_same_phone_learns_nothing_of_the_other_report(session: Session) -> None:
    first, second = Talk(session, "c1"), Talk(session, "c2")
    car(first)
    first.tap("确认提交")
    number = claim_of(first).number
    car(second)
    assert number not in str(second.last)
    second.tap("确认提交")
    (check,) = [check for check in claim_of(second).checks if check["code"] == "duplicate"]
    assert (check["facts"]["number"], check["told"]) == (number, False)


def test_pause_and_go_on_in_the_same_place(talk: Talk) -> None:
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
    assert claim_of(talk).fields["date"].startswith("2026-11-22")


def test_report_goes_on_in_another_channel_after_an_identity_check(session: Session) -> None:
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
    assert claim_of(tablet).fields["cause"] == "collision"
    assert draft_of(phone) is None


def test_unfinished_report_is_not_shown_to_an_outsider(session: Session) -> None:
    phone, stranger = Talk(session, "c1"), Talk(session, "c2")
    phone.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，我电话13900000001")
    stranger.say("我想继续上次的报案")
    stranger.say("440106196802150020")
    replies = stranger.say("13900000003")
    assert "没填完" not in text_of(replies)
    assert draft_of(phone) is not None


def test_unfinished_report_may_be_left_for_a_new_one(session: Session) -> None:
    phone, tablet = Talk(session, "c1"), Talk(session, "c2")
    phone.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，我电话13900000001")
    verify(tablet)
    assert "没填完" in text_of(tablet.say("我要报案，今天早上家里水管爆了"))
    tablet.tap("重新报案")
    assert draft_of(tablet).form == "claim:home"
    assert draft_of(phone) is None


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


def test_loss_is_taken_while_the_core_system_is_down_and_marked(outside: Talk, core: Any) -> None:
    verify(outside)
    core.mood = ["broken"]
    car(outside)
    assert "不影响报案" in text_of(outside.last["replies"])
    outside.tap("确认提交")
    assert "policy_unchecked" in {check["code"] for check in claim_of(outside).checks}
    assert kinds(outside.say("查一下我的保单")) == ["error"]


def test_identity_check_while_the_core_system_is_down_is_no_failed_attempt(outside: Talk, core: Any) -> None:
    core.mood = ["broken"]
    outside.say("查一下我的保单")
    outside.say("110101199003070046")
    assert kinds(outside.say("13900000001")) == ["error"]
    with outside.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", outside.sender)
    assert (conversation.failed_checks, conversation.customer_id) == (0, None)


def test_slips_are_told_with_an_example_and_nothing_wrong_is_kept(talk: Talk) -> None:
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
    claim = claim_of(talk)
    assert (claim.fields["place"], claim.fields["phone"], claim.fields["date"][:10]) == (
        "人民广场",
        "13900000001",
        "2026-11-22",
    )


def test_second_tab_answers_an_earlier_question_and_submits_once(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路撞了")
    other_tab = dict(talk.last)  # still shows the question about the kind of accident
    talk.tap("与其他车碰撞")
    talk.last = other_tab
    talk.tap("自己碰到墙、护栏等")
    assert draft_of(talk).values["cause"].value == "single"
    answer(talk, {**MINE, "injured": "没有", "police": "没报警", "plate": "沪A12345", "place": "人民路"})
    summary = dict(talk.last)
    talk.tap("确认提交")
    talk.last = summary
    talk.tap("确认提交")
    assert claim_of(talk).fields["cause"] == "single"
