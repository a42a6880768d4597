"""Reports as people at the roadside, at a hospital, at an airport type them: nothing is asked twice, impatience meets a kind word."""

from __future__ import annotations

import re

import pytest

from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_reporting import MINE, answer, verify

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
CAR = "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了"


@pytest.mark.covers("motor", "everything at once", "day said back")
def test_nine_characters_from_the_roadside_fill_place_day_and_hour(talk: Talk, books: Books) -> None:
    replies = talk.say("昨晚8点人民路被追尾")
    assert "2026年11月22日" in text_of(replies)
    values = books.draft(talk).plain()
    assert (values["date"], values["time"], values["place"], values["cause"]) == (
        "2026-11-22",
        "20:00",
        "人民路",
        "collision",
    )


@pytest.mark.covers("day said back")
def test_day_that_answers_the_question_is_said_back_as_it_was_understood(talk: Talk, books: Books) -> None:
    talk.say("我要报案，车在人民路被追尾了")
    assert "记下了：出险日期 2026年11月20日" in text_of(talk.say("上周五"))
    assert books.draft(talk).values["date"].value == "2026-11-20"


@pytest.mark.covers("impatience")
@pytest.mark.parametrize("words", ["能不能快点", "快点行不行", "烦死了", "怎么还没好啊！", "你们好慢", "还要问多少"])
def test_impatience_in_mid_report_gets_a_kind_word_and_the_same_question(talk: Talk, books: Books, words: str) -> None:
    talk.say(CAR)
    before = books.draft(talk)
    (reply,) = talk.say(words)
    assert reply["kind"] == "claim"
    assert "对不起" in reply["text"]
    assert len(reply["text"].splitlines()[0]) <= 25
    assert "车牌" in reply["text"]
    assert reply["citations"] == []
    assert books.draft(talk) == before


@pytest.mark.covers("impatience")
def test_impatience_at_the_summary_does_not_show_it_all_again(talk: Talk, books: Books) -> None:
    talk.say(CAR)
    answer(talk, {**MINE, "plate": "沪A12345"})
    (reply,) = talk.say("能不能快点")
    assert "请核对" not in reply["text"]
    talk.tap("确认提交")
    assert books.claim(talk).fields["plate"] == "沪A12345"


@pytest.mark.covers("everything at once", "travel: delay")
def test_what_was_told_before_asking_to_report_is_not_asked_again(talk: Talk, books: Books) -> None:
    talk.say("昨天从上海去成都的航班取消了，能赔吗")
    replies = talk.say("我要报案")
    assert "航班、列车延误或取消" in text_of(replies)
    values = books.draft(talk).plain()
    assert (values["cause"], values["date"]) == ("delay", "2026-11-22")


@pytest.mark.covers("checklist", "travel: delay")
def test_flight_at_home_needs_no_passport_and_says_so_when_asked(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天飞三亚的航班延误了六个小时")
    answer(talk, {**MINE, "trip_number": "MU5101", "insured": "我本人", "place": "虹桥机场"})
    talk.tap("确认提交")
    assert "不用准备" in text_of(talk.say("护照要交吗"))
    assert "entry_record" not in books.papers(talk)


@pytest.mark.covers("checklist")
def test_question_about_one_paper_is_answered_with_how_to_get_it(talk: Talk, books: Books) -> None:
    talk.say("我爱人前天走了，心梗，想报案")
    assert "派出所" in text_of(talk.say("材料里的户籍注销证明要怎么准备？")[:1])
    assert books.draft(talk).form == "claim:death"


@pytest.mark.covers("accident", "for somebody else")
def test_mother_reports_for_her_child_and_names_it_once(talk: Talk, books: Books) -> None:
    talk.say("孩子昨天在学校体育课摔了，胳膊骨折，在市儿童医院打了石膏，我要报案")
    assert "叫什么名字" in talk.last["replies"][-1]["text"]
    talk.say("她叫陈可欣")
    talk.say("我叫陈丽，13900000004")
    talk.tap("确认提交")
    fields = books.claim(talk).fields
    assert (fields["insured"], fields["insured_name"], fields["name"]) == ("child", "陈可欣", "陈丽")
    assert (fields["treated"], fields["hospital"]) == (True, "市儿童医院")


@pytest.mark.covers("accident", "for somebody else")
def test_colleague_is_neither_oneself_nor_family(talk: Talk, books: Books) -> None:
    talk.say("帮同事报案，他今天上午十点在公司楼梯摔下来，脚踝骨折")
    talk.say("他叫赵大勇")
    answer(
        talk,
        {**MINE, "place": "浦东张江路88号", "treated": "去医院了，浦东新区人民医院", "hospital": "浦东新区人民医院"},
    )
    talk.tap("确认提交")
    fields = books.claim(talk).fields
    assert (fields["insured"], fields["insured_name"]) == ("other", "赵大勇")
    assert "authorisation" in books.papers(talk)
    assert "guardian" not in books.papers(talk)


@pytest.mark.covers("critical illness", "for somebody else")
def test_name_told_with_the_relation_is_not_asked_for(talk: Talk, books: Books) -> None:
    talk.say("我老公周建国上周五在市第一人民医院确诊肺癌，要报案")
    answer(talk, {**MINE, "pathology": "报告出来了", "costs": "只报重疾"})
    talk.tap("确认提交")
    fields = books.claim(talk).fields
    assert (fields["insured"], fields["insured_name"]) == ("spouse", "周建国")


@pytest.mark.covers("motor", "for somebody else")
def test_borrowed_car_has_an_owner_with_a_name(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点我开朋友的车在人民路追尾了，没人受伤，交警来过了")
    answer(talk, {**MINE, "plate": "沪A12345", "insured_name": "周建国"})
    talk.tap("确认提交")
    fields = books.claim(talk).fields
    assert (fields["insured"], fields["insured_name"]) == ("other", "周建国")


@pytest.mark.covers("uploads", "for somebody else")
def test_paper_with_another_name_than_the_insureds_is_doubted(talk: Talk, books: Books, paper) -> None:
    talk.say("孩子昨天在学校摔了，在市儿童医院打了石膏，我要报案")
    answer(talk, {**MINE, "insured_name": "陈可欣", "name": "陈丽"})
    talk.tap("确认提交")
    replies = talk.send(paper("id_front"), "身份证")  # of 林晓梅
    assert "姓名" in text_of(replies)
    assert books.papers(talk)["identity"] == "missing"


@pytest.mark.covers("accident")
def test_whoever_names_the_hospital_is_not_asked_whether_they_saw_a_doctor(talk: Talk, books: Books) -> None:
    talk.say("我要报案，我昨天下楼梯摔断了腿，在家里楼道摔的，现在住市六院")
    values = books.draft(talk).plain()
    assert (values["treated"], values["hospital"]) == (True, "市六院")


@pytest.mark.covers("death")
def test_name_given_where_the_place_was_asked_is_a_name(talk: Talk, books: Books) -> None:
    talk.say("我爱人前天走了，心梗，想报案")
    for said in ("他叫周建国", "李秀兰", "我是他妻子"):
        talk.say(said)
    values = books.draft(talk).plain()
    assert (values["deceased_name"], values["name"]) == ("周建国", "李秀兰")
    assert "place" not in values


@pytest.mark.covers("correction")
def test_place_is_corrected_by_saying_it(talk: Talk, books: Books) -> None:
    talk.say(CAR)
    answer(talk, {**MINE, "plate": "沪A12345"})
    talk.say("地点改成解放路")
    talk.tap("确认提交")
    assert books.claim(talk).fields["place"] == "解放路"


@pytest.mark.covers("buttons", "day said back")
def test_day_is_one_tap_and_said_back(talk: Talk, books: Books) -> None:
    talk.say("我要报案，车在人民路被追尾了")
    assert "记下了：出险日期 2026年11月22日" in text_of(talk.tap("昨天"))
    assert books.draft(talk).values["date"].value == "2026-11-22"


@pytest.mark.covers("buttons")
@pytest.mark.parametrize("value", ['"2026-11-24"', '"2026-02-30"', '"yesterday"', "7", "null", '["2026-11-22"]'])
def test_day_that_no_button_offers_is_not_taken(talk: Talk, books: Books, value: str) -> None:
    talk.say("我要报案，车在人民路被追尾了")
    result = talk.session.customer(talk.sender, payload=f'/choose{{"field": "date", "value": {value}}}')
    assert result["replies"][-1]["kind"] in ("claim", "error")
    assert "date" not in books.draft(talk).values


@pytest.mark.covers("buttons")
def test_nothing_more_at_the_summary_asks_to_submit(talk: Talk, books: Books) -> None:
    talk.say(CAR)
    answer(talk, {**MINE, "plate": "沪A12345"})
    (reply,) = talk.say("没有了")
    assert "确认提交" in {button["title"] for button in reply["buttons"]}
    assert books.claims(talk) == []


@pytest.mark.covers("day said back")
def test_no_day_is_shown_as_a_machine_writes_it(talk: Talk, books: Books) -> None:
    verify(talk)
    talk.say(CAR)
    answer(talk, {**MINE, "plate": "沪A12345", "policy": "不清楚"})
    rows = talk.last["replies"][-1]["data"]["summary"]
    assert "2026年11月22日" in {row["value"] for row in rows}
    talk.tap("确认提交")
    assert [text for text in books.told(talk) if ISO.search(text)] == []


@pytest.mark.covers("checklist", "travel: luggage")
def test_passport_stolen_abroad_needs_its_papers_whatever_the_product(talk: Talk, books: Books) -> None:
    talk.say("我要报案，在泰国玩，昨天护照被偷了")
    answer(talk, {**MINE, "insured": "我本人", "place": "普吉岛", "police": "报警了"})
    talk.tap("确认提交")
    assert books.claim(talk).fields["abroad"] is True
    assert {"entry_record", "police_report"} <= set(books.papers(talk))


@pytest.mark.covers("impossible dates")
@pytest.mark.parametrize("day", ["2月30号", "13月5日", "明天下午"])
def test_day_that_cannot_be_is_told_with_an_example(talk: Talk, books: Books, day: str) -> None:
    talk.say("我要报案，车撞到护栏了")
    replies = talk.say(day)
    assert kinds(replies) == ["claim"]
    assert "11月3日" in text_of(replies)
    assert "date" not in books.draft(talk).values


@pytest.mark.covers("motor: injury", "checklist")
def test_somebody_hurt_by_the_car_brings_the_papers_of_an_injury(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点我的车在解放路撞到一位骑电动车的老人，他骨折住院了，交警来了")
    answer(talk, {**MINE, "plate": "沪A12345", "injured": "有"})
    talk.tap("确认提交")
    claim = books.claim(talk)
    assert (claim.type, claim.fields["cause"], claim.fields["injured"]) == ("motor", "person", True)
    assert {"injury_papers", "injured_identity", "accident_report"} <= set(books.papers(talk))
    assert "repair_invoice" not in books.papers(talk)


@pytest.mark.covers("correction", "accident")
def test_somebody_knocked_down_is_hurt_and_drives_no_car(talk: Talk, books: Books) -> None:
    talk.say("我妈昨天买菜的时候被电动车撞了，骨折，在省中医院，要报案")
    assert books.draft(talk).form == "claim:accident"
    talk.say("受伤的人改成我爸")
    assert books.draft(talk).form == "claim:accident"
    assert books.draft(talk).values["date"].value == "2026-11-22"


@pytest.mark.covers("motor", "correction")
def test_place_told_more_closely_stands_for_the_vague_one(talk: Talk, books: Books) -> None:
    talk.say("车撞了，在高架上，人没事")
    talk.say("延安高架靠近娄山关路出口")
    talk.say("对方全责")
    values = books.draft(talk).plain()
    assert (values["place"], values["cause"]) == ("延安高架靠近娄山关路出口", "collision")


@pytest.mark.covers("motor", "validated")
def test_yes_to_something_else_is_no_yes_to_what_is_asked(talk: Talk, books: Books) -> None:
    talk.say("我要报车险，我的车停在楼下，今天早上七点发现车被偷了")
    assert "受伤" in text_of(talk.say("报警了"))
    values = books.draft(talk).plain()
    assert (values["police"], values.get("injured")) == (True, None)


@pytest.mark.covers("motor")
@pytest.mark.parametrize(
    ("told", "then", "cause"),
    [
        ("刚才倒车把旁边那辆车的门蹭了", None, "collision"),
        ("车被人蹭了跑了", None, "collision"),
        ("车子压坏了邻居的花盆 要报案", "都不是", "other"),
        ("车子不知怎么就坏了 报案", "说不清楚", "unknown"),
    ],
)
def test_what_happened_is_understood_or_left_open_but_not_asked_without_end(
    talk: Talk, books: Books, told: str, then: str | None, cause: str
) -> None:
    talk.say(told)
    if then:
        assert "什么时候" in text_of(talk.say(then))
    assert books.draft(talk).values["cause"].value == cause
