"""Complaints and the hand-off to people and back."""

from __future__ import annotations

from tests.conversation.conftest import Talk, kinds, text_of

COMPLAINT = "我要投诉你们的理赔员，说好三天回电话，一个星期了没人理我"


def test_complaint_gets_number_deadline_and_place(talk: Talk) -> None:
    replies = talk.say(COMPLAINT)
    assert kinds(replies) == ["complaint"]
    assert replies[0]["data"]["complaint_number"] == "TS202611230001"
    assert replies[0]["data"]["due_on"] == "2026-12-08"
    assert talk.owner == "queue"


def test_the_whole_stay_with_people_and_back(talk: Talk) -> None:
    """Complaint, agent, 70 minutes of silence, talk, return, bot answers, second hand-off works."""
    talk.say(COMPLAINT)
    packet = talk.agent("accept")["packet"]
    assert packet["reason"] == "complaint"
    assert packet["deadline"]["decide_by"] == "2026-12-08"
    assert packet["transcript"][0]["text"] == COMPLAINT
    assert talk.owner == "agent"
    talk.session.advance(70 * 60)
    assert talk.say("还在吗") == []
    assert talk.owner == "agent"
    assert (
        text_of(talk.agent("reply", "在的，我查到了，今天就给您回电。")["replies"])
        == "在的，我查到了，今天就给您回电。"
    )
    assert talk.agent("note", "客户很生气，优先处理")["replies"] == []
    talk.agent("return")
    assert talk.owner == "bot"
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]
    assert kinds(talk.say("转人工")) == ["handoff"]
    assert talk.owner == "queue"
    assert "packet" in talk.agent("accept")
    assert talk.owner == "agent"


def test_return_in_mid_form_goes_on_at_the_same_field(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.say("帮我转人工")
    packet = talk.agent("accept")["packet"]
    assert {fact["field"] for fact in packet["facts"]} >= {"事故类型", "出险日期", "有无人员受伤"}
    assert {fact["value"] for fact in packet["facts"]} >= {"与其他车碰撞", "2026年11月22日", "没有"}
    back = talk.agent("return")["replies"]
    assert back[-1]["kind"] == "claim"
    assert "车牌" in back[-1]["text"]


def test_two_agents_never_have_the_same_customer(talk: Talk) -> None:
    from assistant.errors import AccessError, StateError

    talk.say("转人工")
    talk.agent("accept", name="a1")
    for action in ("accept", "reply", "return", "close"):
        try:
            talk.agent(action, "我也来", name="a2")
        except (AccessError, StateError):
            continue
        raise AssertionError(f"{action} by another agent went through")


def test_customer_can_leave_the_queue(talk: Talk) -> None:
    talk.say("转人工")
    assert kinds(talk.tap("不等了，继续问助手")) == ["handoff"]
    assert talk.owner == "bot"


def test_closed_conversation_opens_again_when_the_customer_writes(talk: Talk) -> None:
    talk.say("转人工")
    talk.agent("accept")
    talk.agent("close", "已解决")
    assert talk.owner == "closed"
    assert talk.say("你好")
    assert talk.owner == "bot"


def test_danger_comes_before_any_question(talk: Talk) -> None:
    replies = talk.say("着火了，家里有人被困出不来")
    assert kinds(replies)[0] == "safety"
    assert "119" in replies[0]["text"]


def test_complaint_of_a_customer_who_waits_gets_its_number(talk: Talk) -> None:
    talk.say("转人工")
    replies = talk.say("我要投诉，查勘员态度特别差，拖了三天没人管")
    assert kinds(replies) == ["complaint"]
    assert replies[0]["data"]["complaint_number"]
    assert talk.owner == "queue"


def test_identity_is_checked_while_the_customer_waits(talk: Talk) -> None:
    talk.say("转人工")
    assert kinds(talk.say("我的理赔到哪一步了")) == ["verify"]
    replies = talk.say("身份证号110101199003070046，手机13900000001")
    assert "progress" in kinds(replies)


def test_complaint_in_few_words_that_say_what_it_is_about_is_not_asked_again(talk: Talk) -> None:
    assert talk.say("我要投诉你们客服态度差")[0]["data"]["complaint_number"]


def test_bare_yes_to_what_the_complaint_is_does_not_lose_it(talk: Talk) -> None:
    talk.say("我要投诉")
    assert "哪件事" in text_of(talk.say("是的"))
    assert talk.say("嗯")[0]["data"]["complaint_number"]  # asked twice: people take it from here
    assert talk.owner == "queue"


def test_question_put_while_the_complaint_is_awaited_is_no_complaint(talk: Talk) -> None:
    talk.say("我要投诉")
    replies = talk.say("理赔一般多久能到账？")
    assert "complaint" not in kinds(replies)
    assert talk.owner == "bot"


def test_wish_told_while_the_complaint_is_awaited_is_no_complaint(talk: Talk) -> None:
    talk.say("我要投诉")
    assert talk.say("对比一下安心和康享")[0]["kind"] == "answer"
    assert talk.owner == "bot"
    assert kinds(talk.say("客服小张昨天挂了我两次电话，态度恶劣")) == ["complaint"]


def test_report_goes_on_after_a_complaint_that_was_taken_back(talk: Talk) -> None:
    talk.say(
        "我要报案，昨天下午三点在中山路追尾了，没人受伤，我的车牌是沪A12345，电话13800138000，我叫王小明，已经报警了"
    )
    talk.say("我要投诉")
    talk.say("算了不投诉了")
    assert "报案成功" in text_of(talk.say("信息没错，确认提交"))


def test_refusal_that_is_complained_of_gets_a_complaint(talk: Talk) -> None:
    talk.say("我要投诉")
    replies = talk.say("凭什么拒赔我的住院费？")
    assert replies[0]["data"]["complaint_number"]


def test_what_a_waiting_customer_adds_is_noted_for_the_agent(talk: Talk) -> None:
    talk.say("转人工")
    assert kinds(talk.say("电话13800138000")) == ["handoff"]
