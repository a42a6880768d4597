"""Two things in one message: neither is dropped."""

from __future__ import annotations

from tests.conversation.conftest import Talk, kinds, text_of


def test_complaint_and_question_are_both_answered(talk: Talk) -> None:
    replies = talk.say("我要投诉你们理赔员，说好三天回电话一个星期没人理我，顺便问下百万医疗的等待期多久")
    assert replies[0]["data"]["complaint_number"]
    assert "等待期" in text_of(replies[1:])
    assert talk.owner == "queue"
    assert talk.last["group"] == "complaint"


def test_question_is_answered_before_the_report_asks(talk: Talk) -> None:
    replies = talk.say("我的车昨天在人民路被追尾了要报案，另外问下百万医疗的等待期是多久")
    assert kinds(replies)[-1] == "claim"
    assert replies[-1]["data"]["field"]
    assert any("等待期" in reply["text"] and reply["kind"] == "answer" for reply in replies[:-1])
    assert talk.last["group"] == "claim_report"


def test_what_comes_next_is_said_and_then_done(talk: Talk) -> None:
    replies = talk.say("我的车昨天在人民路被追尾了，没人受伤，要报案，另外帮我查一下我的保单什么时候到期")
    assert "先登记报案，接着办保单的事" in replies[0]["text"]
    talk.say("算了，不报了")
    replies = talk.tap("放弃报案")
    assert "帮我查一下我的保单什么时候到期" in text_of(replies)
    assert replies[-1]["kind"] == "verify"
    replies = talk.say("身份证号110101199003070046，手机13900000001")
    assert "policy" in kinds(replies)
    assert "刚才说的另一件事" not in text_of(talk.say("你好"))


def test_answer_and_question_in_mid_form_are_both_heard(talk: Talk) -> None:
    asked = talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")[-1]["data"]["field"]
    replies = talk.say("在人民路和中山路路口，另外问下百万医疗的等待期是多久")
    assert any("等待期" in reply["text"] for reply in replies[:-1])
    fields = [reply["data"]["field"] for reply in replies if reply["data"].get("field")]
    assert len(fields) == 1
    assert fields[0] != asked


def test_starting_over_drops_what_was_kept(talk: Talk) -> None:
    talk.say("我的车昨天在人民路被追尾了，没人受伤，要报案，另外帮我查一下我的保单什么时候到期")
    talk.say("重新开始")
    for reply in talk.last["replies"]:
        assert "另一件事" not in reply["text"] or "放弃" in reply["text"]


def test_danger_comes_alone_and_the_rest_after_it(talk: Talk) -> None:
    replies = talk.say("着火了快来人！对了我的保单什么时候到期")
    assert kinds(replies)[0] == "safety"
    assert "接着办保单的事" in replies[-1]["text"]
    assert talk.owner == "queue"  # danger calls people; who does not wait for them is seen to by the bot
    replies = talk._take(talk.session.customer("c1", payload="/withdraw_handoff"))
    assert "verify" in kinds([*replies, *talk.say("谢谢")])


def test_an_agent_in_between_settles_what_was_kept(talk: Talk) -> None:
    talk.say("着火了快来人！对了我的保单什么时候到期")
    talk.session.customer("c1", payload="/request_human")
    talk.agent("accept")
    talk.agent("return")
    assert "verify" not in kinds(talk.say("谢谢"))


def test_one_thing_told_in_sentences_stays_one(talk: Talk) -> None:
    replies = talk.say("我要报案。昨天下午三点在人民路追尾了前面的车。没人受伤，交警来过了。")
    assert set(kinds(replies)) == {"claim"}
    assert "两件事" not in text_of(replies)
