"""Each tone has words of its own, and none is said twice."""

from __future__ import annotations

import pytest

from assistant.dialogue.tone import in_tone, tone_of
from assistant.domain.handoff import RISE, Reason, priority
from assistant.domain.message import Reply
from assistant.domain.understanding import Understanding
from assistant.nlu.danger import ToneRules
from assistant.nlu.lookups import project_path, read_rules
from assistant.services.phrases import Phrases
from assistant.settings import PROJECT
from assistant.text.normalise import normalise

PHRASES = Phrases.load(PROJECT / "domain.yml")
TONE = ToneRules(read_rules(project_path("nlu_data/lookups/tone.yml")))
ANSWER = Reply(kind="answer", text="犹豫期20天。")


def texts(tone: str | None, *said: str, reply: Reply = ANSWER) -> list[str]:
    return [one.text for one in in_tone([reply], tone, PHRASES, said)]


def test_wordings_are_used_up_one_after_another() -> None:
    said: list[str] = []
    for _ in PHRASES.wordings("utter_tone_angry"):
        (text,) = texts("angry", *said)
        opening, _, rest = text.partition("\n")
        assert rest == ANSWER.text
        assert not any(opening in before for before in said)
        said.append(text)
    assert texts("angry", *said) == [ANSWER.text]


@pytest.mark.parametrize("tone", ["grief", "illness", "threat", "misselling", "hardship", "angry"])
def test_each_tone_has_its_own_words(tone: str) -> None:
    others = {text.partition("\n")[0] for other in RISE if other != tone for text in texts(other)[:1]}
    assert texts(tone)[0].partition("\n")[0] not in others


def test_nothing_comes_before_what_to_do_in_danger() -> None:
    safety = Reply(kind="safety", text="打120")
    assert texts("angry", reply=safety) == ["打120"]


def test_help_is_offered_once_and_not_where_somebody_is_on_it() -> None:
    offered = texts("misselling")
    assert "登记投诉" in offered[1]
    assert len(texts("misselling", *offered)) == 1
    assert len(texts("misselling", reply=Reply(kind="complaint", text="已登记"))) == 1


def test_the_queue_puts_high_risk_first() -> None:
    ranks = {tone: priority(Reason.REQUEST, tone) for tone in (*RISE, None)}
    assert ranks["despair"] == 0
    assert ranks["threat"] == ranks["misselling"] < ranks["hardship"] == ranks["grief"] == ranks["angry"] < ranks[None]


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("柜员跟我讲这个就是存款，到期一查成了保险", "misselling"),
        ("合同上的名字是业务员代签的", "misselling"),
        ("买的时候没告诉我有等待期", "misselling"),
        ("如果是代签名算不算有效", None),
        ("医生没跟我说要住几天", None),
        ("上个月厂子倒闭了，保费交不上", "hardship"),
        ("失业险怎么领", None),
        ("再不解决我就去银保监举报你们", "threat"),
        ("说是存款其实是保险，我要打12378", "threat"),
        ("我不想活了", "despair"),
        ("被保险人自杀赔吗", None),
    ],
)
def test_tone_of(text: str, tone: str | None) -> None:
    assert TONE.tone_of(normalise(text).text) == tone


@pytest.mark.parametrize(
    ("text", "confidence", "tone"),
    [
        ("打官司的诉讼费保险公司出吗", 0.98, None),
        ("打官司的诉讼费你们出吗", 0.98, "threat"),
        ("打官司的诉讼费保险公司出吗", 0.6, "threat"),
        ("再不赔就打官司", 0.98, "threat"),
    ],
)
def test_whoever_asks_what_courts_do_threatens_nobody(text: str, confidence: float, tone: str | None) -> None:
    read = Understanding(text=text, intent="ask_knowledge", group="knowledge", confidence=confidence, tone="threat")
    assert tone_of(read) == tone
