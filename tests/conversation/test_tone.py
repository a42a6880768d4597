"""Tone, negation and hypotheticals in conversation."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk, kinds, text_of


def queued(talk: Talk) -> tuple[int, str]:
    """Return the priority and the reason of the conversation's request for a person."""
    with talk.session.app.look() as services:
        (handoff,) = services.unit.handoffs.waiting()
    return handoff.priority, handoff.reason.value


def test_the_same_apology_is_not_said_twice(talk: Talk) -> None:
    heard: list[str] = []
    for text in ("烦死了 你们怎么这么慢", "真是气死我了", "什么破公司，忽悠人", "太差劲了"):
        heard += [line for reply in talk.say(text) for line in reply["text"].split("\n")]
    sorry = [line for line in heard if "对不起" in line or "抱歉" in line]
    assert sorry
    assert len(sorry) == len(set(sorry))


def test_mis_selling_is_taken_seriously_and_put_first(talk: Talk) -> None:
    replies = talk.say("我要投诉，银行柜员跟我说是存款，到期才知道买的是保险，合同上签字也是他代签的")
    assert kinds(replies) == ["complaint"]
    assert "签字是不是本人" in replies[0]["text"]
    assert queued(talk) == (0, "complaint")
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", "c1")
        (complaint,) = services.unit.complaints.of_conversation(conversation.id)
    assert complaint.severity == "high"


def test_threat_is_answered_with_the_way_to_complain(talk: Talk) -> None:
    talk.say("再这样我就打12378举报你们")
    assert "监管部门反映" in text_of(talk.last["replies"])


def test_hardship_is_met_with_ways_to_hold_on(talk: Talk) -> None:
    replies = talk.say("我失业了，保费交不起了，百万医疗的宽限期是多久")
    assert "不容易" in replies[0]["text"]
    assert "别急着退保" in text_of(replies)
    assert "别急着退保" not in text_of(talk.say("厂子倒闭了，真的没钱交"))


def test_hardship_is_never_out_of_scope(talk: Talk) -> None:
    talk.say("我失业了，房贷也还不上，不知道怎么办")
    assert "不在我能帮忙的范围" not in text_of(talk.last["replies"])


def test_despair_goes_to_a_person_at_once(talk: Talk) -> None:
    replies = talk.say("保费交不起，病也治不好，我不想活了")
    assert kinds(replies) == ["safety", "handoff"]
    assert "12356" in replies[0]["text"]
    assert queued(talk) == (0, "emergency")


@pytest.mark.parametrize("text", ["我不是要投诉，就想问下理赔要几天", "没有要投诉的意思，只是问一下犹豫期多久"])
def test_who_does_not_complain_gets_no_complaint(talk: Talk, text: str) -> None:
    assert "complaint" not in kinds(talk.say(text))
    assert talk.owner == "bot"


@pytest.mark.parametrize("text", ["先不报案，就问问狗咬了赔不赔", "如果被狗咬了赔不赔", "假如车被撞了要怎么处理"])
def test_what_is_only_supposed_files_nothing(talk: Talk, text: str) -> None:
    replies = talk.say(text)
    assert not any(reply["data"].get("field") for reply in replies)
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", "c1")
        assert services.unit.claims.of_conversation(conversation.id) == []


def test_fire_that_is_only_supposed_is_no_emergency(talk: Talk) -> None:
    assert "safety" not in kinds(talk.say("要是家里着火了家财险赔不赔"))


def test_a_menace_is_answered_calmly_and_a_person_takes_over(talk: Talk) -> None:
    replies = talk.say("再不给我办，我要杀了你们客服")
    assert kinds(replies) == ["handoff", "handoff"]
    assert "110" in replies[0]["text"]
    assert "120" not in text_of(replies)
    assert queued(talk) == (0, "risk")


def test_drumming_on_the_keys_is_not_understood(talk: Talk) -> None:
    assert kinds(talk.say("asdfghjkl")) == ["clarify"]
