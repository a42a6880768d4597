"""The needs talk: from a vague wish to products with reasons, exclusions and surrender rules."""

from __future__ import annotations

from tests.conversation.conftest import Talk, kinds, text_of


def test_needs_talk(talk: Talk) -> None:
    (first,) = talk.say("想买份保险，有什么推荐")
    assert (first["kind"], "给谁买" in first["text"]) == ("clarify", True)
    assert "最担心" in text_of(talk.say("给我妈买"))
    assert "多少岁" in text_of(talk.tap("磕碰摔伤等意外"))
    (result,) = talk.say("62")
    assert result["kind"] == "answer"
    assert result["data"]["products"][0] == "songling-senior-accident"
    for word in ("不保：", "退保：", "不是投保建议书"):
        assert word in result["text"]
    assert result["citations"]
    assert "松龄" in text_of(talk.tap("栖云松龄老年意外伤害保险"))


def test_question_in_between_is_answered_and_the_talk_goes_on(talk: Talk) -> None:
    talk.say("推荐个保险")
    talk.say("自己")
    replies = talk.say("百万医疗的等待期是多久")
    assert kinds(replies) == ["answer", "clarify"]
    assert "最担心" in replies[-1]["text"]
    assert "多少岁" in text_of(talk.say("看病住院花钱"))


def test_talk_can_be_stopped(talk: Talk) -> None:
    talk.say("推荐个保险")
    assert "先不挑了" in text_of(talk.say("算了不用了"))
    assert kinds(talk.say("你好")) == ["smalltalk"]


def test_talk_ends_when_a_person_is_asked_for(talk: Talk) -> None:
    talk.say("推荐个保险")
    replies = talk.say("转人工")
    assert kinds(replies) == ["handoff"]
    assert talk.owner == "queue"


def test_nothing_suitable_is_said_plainly(talk: Talk) -> None:
    talk.say("推荐个保险")
    talk.tap("父母长辈")
    talk.tap("看病住院花钱")
    talk.say("72岁")
    (reply,) = talk.tap("暂不清楚")
    assert reply["kind"] == "unknown"
    assert "没有合适的产品" in reply["text"]


def test_products_are_compared_by_the_word_that_tells_them_apart(talk: Talk) -> None:
    replies = talk.say("对比一下康宁和定安")
    assert [reply["kind"] for reply in replies] == ["answer"]
    assert [name[2:4] for name in replies[0]["data"]["table"]["columns"]] == ["康宁", "定安"]


def test_products_are_compared_in_the_order_they_were_said(talk: Talk) -> None:
    (reply,) = talk.say("对比一下定安和康宁")
    assert [name[2:4] for name in reply["data"]["table"]["columns"]] == ["定安", "康宁"]


def test_one_product_that_is_asked_about_is_shown_and_not_compared_with_others(talk: Talk) -> None:
    assert "安顺" in text_of(talk.say("安顺意外险怎么样")).split("\n")[0]


def test_whoever_asks_other_things_is_asked_again_once(talk: Talk) -> None:
    talk.say("我想买保险，帮我推荐一下")
    again = [
        any("接着刚才" in reply["text"] for reply in talk.say(text)) for text in ("犹豫期有什么用", "什么是现金价值")
    ]
    assert again == [True, False]
    assert not any("想给谁买" in reply["text"] for reply in talk.say("什么是受益人"))


def test_an_answer_between_two_questions_keeps_the_talk(talk: Talk) -> None:
    talk.say("我想买保险，帮我推荐一下")
    assert "接着刚才" in talk.say("犹豫期有什么用")[-1]["text"]
    talk.say("给我自己买")
    assert "接着刚才" in talk.say("什么是现金价值")[-1]["text"]
