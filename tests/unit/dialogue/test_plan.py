"""Two things in one message are told apart, one thing in two sentences is not."""

from __future__ import annotations

import pytest

from assistant.dialogue.plan import answer_and_aside, parts_of
from assistant.domain.understanding import Understanding

MEANT = {
    "我要投诉你们": "complaint",
    "问下犹豫期多久": "knowledge",
    "我车撞了": "claim_report",
    "我的保单什么时候到期": "policy_service",
    "需要什么材料": "claim_material",
    "转人工": "human",
    "着火了": "emergency",
    "谢谢": "smalltalk",
}


def read(text: str) -> Understanding:
    """Understand what stands in the table surely, all else as something about the first thing in it."""
    known = [group for words, group in MEANT.items() if words in text]
    sure = text.strip("。！？") in MEANT
    group = known[0] if known else "out_of_scope"
    return Understanding(text=text, intent=group, group=group, confidence=0.95 if sure or known else 0.3)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("我要投诉你们，顺便问下犹豫期多久", ["complaint", "knowledge"]),
        ("问下犹豫期多久，另外我要投诉你们", ["complaint", "knowledge"]),
        ("我车撞了，另外问下犹豫期多久", ["knowledge", "claim_report"]),
        ("我车撞了，另外我的保单什么时候到期", ["claim_report", "policy_service"]),
        ("我车撞了。我的保单什么时候到期？", ["claim_report", "policy_service"]),
        ("我的保单什么时候到期，另外转人工，还有我车撞了", ["human", "claim_report", "policy_service"]),
        ("着火了！另外我的保单什么时候到期", ["emergency", "policy_service"]),
        # one matter
        ("我车撞了，另外需要什么材料", ["claim_report"]),
        ("我要投诉你们，另外转人工", ["complaint"]),
        ("着火了。我车撞了", ["claim_report"]),
        ("我车撞了，另外谢谢", ["claim_report"]),
        ("我车撞了。问下犹豫期多久？", ["knowledge"]),
        ("我车撞了", ["claim_report"]),
    ],
)
def test_parts(text: str, groups: list[str]) -> None:
    whole = read(text)
    parts = parts_of(whole, read)
    assert [part.group for part in parts] == (groups if len(groups) > 1 else [whole.group])


def test_what_is_told_in_several_sentences_stays_together() -> None:
    text = "我车撞了。昨天在人民路，人没事。另外我的保单什么时候到期"
    parts = parts_of(read(text), read)
    assert [part.text for part in parts] == ["我车撞了。昨天在人民路，人没事。", "我的保单什么时候到期"]


def test_each_part_is_said_in_the_tone_of_the_whole() -> None:
    whole = Understanding(
        text="我车撞了，另外我的保单什么时候到期", intent="x", group="claim_report", confidence=1, tone="angry"
    )
    assert [part.tone for part in parts_of(whole, read)] == ["angry", "angry"]


def test_a_tap_is_one_thing() -> None:
    tapped = Understanding(
        text="我车撞了，另外我的保单什么时候到期", intent="x", group="claim_report", confidence=1, tapped=True
    )
    assert parts_of(tapped, read) == (tapped,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("昨天三点，在人民路，另外问下犹豫期多久", ["昨天三点，在人民路", "问下犹豫期多久"]),
        ("昨天三点，在人民路", ["昨天三点，在人民路"]),
        ("在人民路。问下犹豫期多久", ["在人民路。问下犹豫期多久"]),
        ("在人民路，另外我车撞了", ["在人民路，另外我车撞了"]),
    ],
)
def test_answer_with_an_aside(text: str, parts: list[str]) -> None:
    assert [part.text for part in answer_and_aside(read(text), read)] == parts
