"""What an agent is handed: how the customer feels, in whose words, what there was before."""

from __future__ import annotations

from tests.conversation.conftest import Talk


def test_mood_is_the_tone_heard_last_and_never_shown_to_the_customer(talk: Talk) -> None:
    talk.say("你们就是骗子，气死我了，我要投诉")
    packet = talk.agent("accept")["packet"]
    assert (packet["mood"]["tone"], packet["mood"]["text"]) == ("angry", "生气")
    assert packet["mood"]["said"].startswith("你们就是骗子")


def test_calm_customer(talk: Talk) -> None:
    talk.say("转人工")
    packet = talk.agent("accept")["packet"]
    assert packet["mood"] == {"tone": None, "text": "平和", "said": "", "at": None}
    assert packet["earlier"] == []


def test_facts_of_a_filed_claim_keep_the_customers_own_words(talk: Talk) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    for text in ("沪A12345", "林晓梅", "13900000001"):
        talk.say(text)
    talk.tap("确认提交")
    talk.say("转人工")
    packet = talk.agent("accept")["packet"]
    facts = {fact["field"]: fact for fact in packet["facts"]}
    assert facts["出险日期"]["value"] == "2026年11月22日"
    assert "昨天" in facts["出险日期"]["said"]
    assert "13900000001" not in str(packet)
    (claim,) = packet["earlier"]
    assert (claim["title"].split()[1][:2], claim["text"]) == ("LP", "已报案，等待受理")
    assert {item["claim"] for item in packet["missing_materials"]} == {claim["title"].split()[1]}


def test_second_stay_knows_of_the_first(talk: Talk) -> None:
    talk.say("转人工")
    talk.agent("accept")
    talk.agent("return")
    talk.say("转人工")
    packet = talk.agent("accept")["packet"]
    assert [(stay["title"], stay["text"]) for stay in packet["earlier"]] == [("此前转过人工", "要求人工")]
