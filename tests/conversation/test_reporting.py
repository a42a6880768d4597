"""Reports of every kind of loss, from the first words to the row in the database."""

from __future__ import annotations

import pytest

from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of


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


MINE = {"name": "林晓梅", "phone": "13900000001", "insured_name": "周桂芳"}


@pytest.mark.covers("death", "checklist")
def test_widow_reports_a_death_and_is_met_with_tact(talk: Talk, books: Books) -> None:
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
    claim = books.claim(talk)
    assert (claim.type, claim.fields["relation"], claim.fields["deceased_name"]) == ("death", "spouse", "周建国")
    assert claim.fields["date"].startswith("2026-11-20")
    assert {"death_certificate", "deregistration", "kinship", "heirs", "medical_record"} <= items_of(talk)
    assert "accident_report" not in items_of(talk)


@pytest.mark.covers("critical illness")
def test_critical_illness_of_a_parent(talk: Talk, books: Books) -> None:
    talk.say("我要报案，我妈11月18号在市第一人民医院确诊了乳腺癌")
    answer(talk, {**MINE, "pathology": "报告出来了", "costs": "只报重疾", "insured": "我妈", "cause": "癌症"})
    talk.tap("确认提交")
    claim = books.claim(talk)
    assert (claim.type, claim.fields["cause"], claim.fields["insured"]) == ("critical", "cancer", "parent")
    assert {"pathology_report", "guardian", "diagnosis_proof"} <= items_of(talk)
    assert not {"invoices", "surgery"} & items_of(talk)


@pytest.mark.covers("disability")
def test_disability_after_an_accident_at_work(talk: Talk, books: Books) -> None:
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
    claim = books.claim(talk)
    assert (claim.type, claim.fields["rated"], claim.fields["hospital"]) == ("disability", False, "unknown")
    assert {"rating", "accident_proof"} <= items_of(talk)


@pytest.mark.covers("travel: delay", "travel: luggage", "travel: medical")
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
def test_travel(talk: Talk, first: str, answers: dict[str, str], cause: str, papers: set[str], books: Books) -> None:
    talk.say(first)
    answer(talk, {**MINE, **answers})
    talk.tap("确认提交")
    assert (books.claim(talk).type, books.claim(talk).fields["cause"]) == ("travel", cause)
    assert papers <= items_of(talk)


@pytest.mark.covers("liability")
def test_employer_reports_an_injured_worker(talk: Talk, books: Books) -> None:
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
    claim = books.claim(talk)
    assert (claim.type, claim.fields["employee"], claim.fields["company"]) == (
        "liability",
        "赵大勇",
        "苏州恒兴机械有限公司",
    )
    assert {"roster", "recognition", "invoices"} <= items_of(talk)
    assert "death_certificate" not in items_of(talk)


@pytest.mark.covers("illness")
def test_outpatient_illness_needs_no_discharge_note(talk: Talk, books: Books) -> None:
    talk.say("孩子昨天发烧去儿童医院门诊挂水，想报销，报案")
    answer(talk, {**MINE, "diagnosis": "支气管炎", "insured": "孩子", "hospital": "市儿童医院", "cause": "普通门急诊"})
    talk.tap("确认提交")
    assert (books.claim(talk).type, books.claim(talk).fields["cause"]) == ("illness", "clinic")
    assert "clinic_record" in items_of(talk)
    assert not {"discharge", "diagnosis_proof"} & items_of(talk)


@pytest.mark.covers("do not know yet")
def test_what_is_not_known_yet_may_stay_open(talk: Talk, books: Books) -> None:
    talk.say("我要报案，我妈11月18号在市第一人民医院确诊了乳腺癌")
    answer(talk, {**MINE, "pathology": "还不知道", "costs": "不清楚", "insured": "我妈", "cause": "癌症"})
    talk.tap("确认提交")
    assert books.claim(talk).fields["pathology"] == "unknown"
    assert "invoices" in items_of(talk)


@pytest.mark.covers("buttons")
def test_policy_is_chosen_from_the_customers_own(talk: Talk, books: Books) -> None:
    verify(talk)
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    titles = [b["title"] for b in talk.last["replies"][-1]["buttons"]]
    assert any("商业" in title for title in titles)
    talk.tap(next(title for title in titles if "商业" in title))
    answer(talk, {**MINE, "plate": "沪A12345"})
    talk.tap("确认提交")
    claim = books.claim(talk)
    assert (claim.fields["policy"], claim.fields["product"]) == ("QYCX2026000102", "motor-commercial")


def test_nobody_is_told_of_policies_before_showing_who_they_are(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345"})
    assert "QYCX" not in str(talk.last)
    talk.tap("确认提交")
    assert "policy" not in books.claim(talk).fields


@pytest.mark.covers("home", "not in force")
def test_loss_before_the_policy_began_is_taken_with_a_kind_word(talk: Talk, books: Books) -> None:
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
    codes = {check["code"] for check in books.claim(talk).checks}
    assert {"not_in_force", "late_notice"} <= codes


@pytest.mark.covers("waiting period")
def test_waiting_period_is_told_by_the_version_of_the_policy(talk: Talk, books: Books) -> None:
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
    assert "waiting_period" in {check["code"] for check in books.claim(talk).checks}


def test_death_that_is_told_after_another_report_was_offered_is_reported_as_a_death(talk: Talk, books: Books) -> None:
    assert "现在报案" in str(talk.say("在吗，我车刚撞了"))
    replies = talk.say("我爸去世了，保险怎么领")
    assert "车" not in text_of(replies)
    draft = books.draft(talk)
    assert draft is not None
    assert draft.form == "claim:death"


def test_question_about_policies_in_general_amid_a_report_is_answered_without_a_name(talk: Talk) -> None:
    talk.say("昨天下午三点在解放路被追尾了，要报案")
    replies = talk.say("退保亏不亏")
    assert "核对身份" not in text_of(replies)
    assert "field" in replies[-1]["data"]
