"""Claim reports, from the first words to the number, and the papers after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of


def report_car(talk: Talk) -> str:
    """Report a car accident in a few lines and return the claim's number."""
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.say("沪A12345")
    talk.say("林晓梅")
    replies = talk.say("13900000001")
    assert "请核对" in text_of(replies)
    replies = talk.tap("确认提交")
    return str(replies[0]["data"]["claim_number"])


def test_several_facts_in_one_message_are_taken_at_once(talk: Talk) -> None:
    replies = talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    assert set(kinds(replies)) == {"claim"}
    assert "2026年11月22日" in text_of(replies)
    assert "车牌" in replies[-1]["text"]


@pytest.mark.covers("motor", "checklist")
def test_car_accident_becomes_a_claim_with_its_papers(talk: Talk, books: Books) -> None:
    number = report_car(talk)
    assert number == "LP202611230001"
    (claim,) = books.claims(talk)
    assert claim.type == "motor"
    assert claim.fields["cause"] == "collision"
    assert claim.fields["date"].startswith("2026-11-22")
    assert claim.fields["injured"] is False
    assert claim.fields["plate"] == "沪A12345"
    assert claim.fields["phone"] == "13900000001"
    checklist = talk.last["replies"][-1]["data"]["checklist"]
    assert "injury_papers" not in {item["id"] for item in checklist}
    assert "accident_report" in {item["id"] for item in checklist}


@pytest.mark.covers("digression")
def test_question_in_mid_form_is_answered_and_the_same_field_asked_again(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    before = books.draft(talk)
    replies = talk.say("对了，修车能自己选修理厂吗？")
    assert "answer" in kinds(replies)
    assert replies[-1]["kind"] == "claim"
    assert "车牌" in replies[-1]["text"]
    assert books.draft(talk) == before


def test_question_in_a_report_is_about_its_kind_of_insurance(talk: Talk) -> None:
    asked = "被淹了能赔吗"
    titles = [button["title"] for button in talk.say(asked)[0]["buttons"]]
    assert any("家财险" in title for title in titles)
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    titles = [button["title"] for button in talk.say(asked)[0]["buttons"]]
    assert titles
    assert not any("家财险" in title for title in titles)


def test_which_product_is_asked_in_a_report_of_its_kind_alone(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    titles = [button["title"] for button in talk.say("几天能拿到钱")[0]["buttons"]]
    assert titles == ["栖云机动车商业保险", "栖云机动车交通事故责任强制保险"]


@pytest.mark.covers("correction")
def test_field_is_corrected_by_saying_it(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.say("沪A12345")
    talk.say("林晓梅")
    talk.say("13900000001")
    replies = talk.say("日期不对，应该是11月20号")
    assert "2026年11月20日" in text_of(replies)
    talk.tap("确认提交")
    assert books.claims(talk)[0].fields["date"].startswith("2026-11-20")


@pytest.mark.parametrize("struck", ["倒车撞了路边的墩子", "车库出来蹭到立柱了", "把小区的升降杆撞断了"])
def test_what_stands_by_the_road_is_no_other_car(talk: Talk, books: Books, struck: str) -> None:
    talk.say(f"我要报案，{struck}")
    draft = books.draft(talk)
    assert draft is not None
    assert draft.plain()["cause"] == "single"


@pytest.mark.covers("future date")
def test_date_to_come_is_refused_kindly(talk: Talk, books: Books) -> None:
    talk.say("我要报案，车撞到护栏了")
    replies = talk.say("明天下午")
    assert replies[-1]["kind"] == "claim"
    assert "还没到" in replies[-1]["text"]
    assert books.claims(talk) == []


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("我要报案，我妈前天在小区门口摔倒骨折了", "accident"),
        ("我要报案，我老公上周五确诊肺癌住院了", "critical"),
        ("我要报案，我老公上周五肺炎住院了", "illness"),
        ("我要报案，我爸昨天病故了", "death"),
        ("我要报案，家里水管爆了地板全泡了", "home"),
    ],
)
def test_other_kinds_of_loss_are_recognised(talk: Talk, first: str, kind: str) -> None:
    replies = talk.say(first)
    assert set(kinds(replies)) == {"claim"}
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", talk.sender)
        found = services.unit.drafts.find_open(conversation.id, "claim")
    assert found is not None
    assert found[1].form == f"claim:{kind}"


def test_upload_ticks_its_item(talk: Talk, paper) -> None:
    report_car(talk)
    replies = talk.send(paper("driving_licence"), "驾驶证")
    assert kinds(replies) == ["material"]
    states = {item["id"]: item["state"] for item in replies[0]["data"]["checklist"]}
    assert states["driving_licence"] == "received"
    assert states["vehicle_licence"] == "missing"


def test_upload_without_a_name_is_asked_about(talk: Talk, photo: Path) -> None:
    report_car(talk)
    talk.send(photo)
    replies = talk.tap("行驶证")
    states = {item["id"]: item["state"] for item in replies[0]["data"]["checklist"]}
    assert states["vehicle_licence"] == "received"


def test_progress_needs_an_identity_check(talk: Talk) -> None:
    number = report_car(talk)
    assert kinds(talk.say("我的理赔到哪一步了")) == ["verify"]
    assert kinds(talk.say(number)) == ["verify"]
    replies = talk.say("13900000001")
    assert kinds(replies) == ["verify", "progress"]
    assert number in text_of(replies)


def test_whoever_asks_other_things_is_asked_who_they_are_once_more_and_no_more(talk: Talk, books: Books) -> None:
    assert kinds(talk.say("我的理赔到哪一步了")) == ["verify"]
    again = ["verify" in kinds(talk.say(text)) for text in ("犹豫期有什么用", "什么是现金价值", "什么是受益人")]
    assert again == [True, False, False]
    assert books.conversation(talk).customer_id is None


def test_somebody_else_learns_nothing(talk: Talk) -> None:
    number = report_car(talk)
    stranger = Talk(talk.session, "stranger")
    stranger.say("查理赔进度")
    stranger.say(number)
    replies = stranger.say("13911112222")
    assert kinds(replies) == ["verify"]
    missing = Talk(talk.session, "other")
    missing.say("查理赔进度")
    missing.say("LP202601010099")
    assert text_of(missing.say("13911112222")) == text_of(replies)


@pytest.mark.covers("cancel")
def test_report_can_be_dropped(talk: Talk, books: Books) -> None:
    talk.say("我要报案，车撞到护栏了")
    assert "放弃" in text_of(talk.say("算了不报了"))
    assert "已取消" in text_of(talk.tap("放弃报案"))
    assert books.claims(talk) == []


def test_other_facts_are_not_taken_for_the_place(talk: Talk) -> None:
    talk.say("我要报案，我的车昨天追尾了前面的车")
    replies = talk.say("没人受伤，交警来过了")
    assert "什么地方" in replies[-1]["text"]


def test_thanks_in_mid_form_is_not_answered_with_another_question(talk: Talk) -> None:
    talk.say("我要报案，我的车昨天追尾了前面的车")
    assert kinds(talk.say("谢谢，再见")) == ["smalltalk"]


def test_whether_it_is_covered_is_answered_for_what_is_being_reported(talk: Talk) -> None:
    talk.say("车被刮了对方跑了")
    (which, again) = talk.say("你们赔不赔")
    assert [button["title"] for button in which["buttons"]] == ["栖云机动车商业保险", "栖云机动车交通事故责任强制保险"]
    assert again["kind"] == "claim"
    covered = talk.tap("栖云机动车商业保险")[0]
    assert covered["kind"] == "answer"
    assert "车损" in covered["text"]


def test_what_is_told_of_somebody_is_neither_a_wish_nor_a_name(talk: Talk) -> None:
    talk.say("我老公上个月去世了")
    for told in ("受益人写的是他妈妈", "要抢救", "我该怎么办"):
        assert "verify" not in kinds(talk.say(told))
    assert "逝者的姓名" in text_of(talk.say("我们这里还缺什么吗"))


@pytest.mark.parametrize("aside", ["租车的钱能报吗", "犹豫期", "好的", "你能不能快点"])
def test_what_is_no_place_is_not_put_down_as_one(talk: Talk, aside: str) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    assert "什么地方" in talk.last["replies"][-1]["text"]
    talk.say(aside)
    assert "地" in talk.last["replies"][-1]["text"]
    talk.say("人民路")
    assert "车牌" in talk.last["replies"][-1]["text"]


def test_what_was_not_asked_for_is_taken_and_repeated(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    replies = talk.say("车牌沪A12345")
    assert "沪A12345" in replies[-1]["text"]
    assert "什么地方" in replies[-1]["text"]


def test_correction_of_day_and_hour_changes_both(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    text = text_of(talk.say("时间说错了，是前天上午九点"))
    assert "2026年11月21日" in text
    assert "09:00" in text


def test_papers_are_those_of_the_report_that_is_open(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    replies = talk.say("理赔要准备哪些材料")
    assert replies[0]["kind"] == "material"
    assert "行驶证" in replies[0]["text"]


def test_death_is_met_with_sympathy_before_anything_is_asked(talk: Talk) -> None:
    replies = talk.say("我老公上个月车祸去世了，保险怎么办")
    assert "节哀" in replies[0]["text"]


def test_who_says_nobody_was_hurt_reports_no_injury(talk: Talk) -> None:
    replies = talk.say("要报案，没人受伤，就是车被后面的车追尾了")
    assert "车险" in text_of(replies)


def test_name_is_no_place(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    assert "地点" in text_of(talk.say("他叫王建国"))
    assert "地" in text_of(talk.say("我说的是百万医疗"))
    assert "车牌" in text_of(talk.say("人民路"))


WHOLE = "我要报案，昨天下午三点在中山路追尾了，没人受伤，我的车牌是沪A12345，电话13800138000，我叫王小明，已经报警了"


@pytest.mark.parametrize("words", ["信息有误", "有错误", "有问题", "写错了"])
def test_objection_does_not_file_the_report(talk: Talk, words: str, books: Books) -> None:
    talk.say(WHOLE)
    talk.say(words)
    assert books.claims(talk) == []
    assert talk.last["replies"][-1]["buttons"]


def test_what_happened_is_not_offered_for_editing(talk: Talk) -> None:
    talk.say(WHOLE)
    replies = talk.say("信息有误")
    assert "经过" not in [button["title"] for button in replies[-1]["buttons"]]
    result = talk.session.customer(talk.sender, payload='/edit_field{"field": "description"}')
    assert all(reply["text"] for reply in result["replies"])


def test_stop_that_was_not_confirmed_is_forgotten(talk: Talk) -> None:
    talk.say("我要报案，昨天在中山路追尾了前面的车")
    talk.say("取消")
    talk.say("转人工")
    talk.tap("不等了，继续问助手")
    replies = talk.say("没有人受伤")
    assert "取消" not in text_of(replies)
    assert replies[-1]["kind"] == "claim"


def test_offer_that_was_not_taken_up_asks_nothing(talk: Talk) -> None:
    talk.say("昨天我的车追尾了怎么办？")
    assert "claim" not in kinds(talk.say("百万医疗的犹豫期有几天？"))


def test_place_said_with_the_date_is_taken(talk: Talk) -> None:
    talk.say("我的车被追尾了，我要报案")
    replies = talk.say("今天早上八点 在外环高架 对方全责 没人受伤")
    assert "外环高架" in text_of(replies)


def test_number_by_itself_answers_or_is_asked_about(talk: Talk) -> None:
    talk.say("我的车昨天下午三点在人民路被追尾了，没人受伤，我要报案")
    assert kinds(talk.say("13900000001")) == ["claim"]
    assert "139" in text_of(talk.last["replies"])


def test_story_is_no_place_and_a_death_is_met_with_sympathy(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    replies = talk.say("我妈今天去世了")
    assert "节哀" in replies[0]["text"]
    assert "地" in replies[-1]["text"]


def test_who_is_only_vexed_is_not_condoled_with(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    replies = talk.say("烦死了")
    assert "对不起" in replies[0]["text"]
    assert "地" in replies[-1]["text"]
    assert "节哀" not in text_of(talk.say("烦死了 你们怎么这么慢"))


def test_number_plate_tells_that_the_loss_is_a_cars(talk: Talk, books: Books) -> None:
    talk.say("我要报案")
    talk.say("沪A12345")
    draft = books.draft(talk)
    assert (draft.form, draft.plain()["plate"]) == ("claim:motor", "沪A12345")


def test_kind_of_loss_that_was_asked_about_some_lines_ahead_is_taken_up(talk: Talk, books: Books) -> None:
    talk.say("车被人追尾了，修车的钱该谁出")
    talk.say("哦，这样啊")
    talk.say("报案")
    assert books.draft(talk).form == "claim:motor"


def test_report_that_is_given_up_tells_nothing_of_the_next(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    talk.say("算了，不报了")
    talk.tap("放弃报案")
    talk.say("报案")
    assert books.draft(talk).form == "claim"


def test_what_is_told_before_the_kind_is_known_is_not_asked_again(talk: Talk) -> None:
    talk.say("我要报案")
    talk.say("昨天下午三点在人民路，电话13900000001")
    replies = talk.tap("车险")
    assert "什么时候" not in text_of(replies)
    for said in ("撞了别人的车", "没人受伤", "报过警"):
        replies = talk.say(said)
        assert not any(words in text_of(replies) for words in ("什么时候", "什么地方", "手机号"))
