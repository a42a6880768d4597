"""Half a question about the product that was spoken of."""

from __future__ import annotations

import pytest

from assistant.dialogue.followup import completed
from assistant.domain.understanding import Understanding


def said(text: str, group: str = "control", confidence: float = 0.6) -> Understanding:
    return Understanding(text=text, intent="x", group=group, confidence=confidence)


@pytest.mark.parametrize("text", ["它的等待期呢", "那老人能买吗", "第七条呢", "第二条什么意思", "這款有犹豫期嗎"])
def test_follow_up(text: str) -> None:
    assert completed(said(text), "anxin-medical", None).intent == "ask_knowledge"


@pytest.mark.parametrize(
    ("text", "group", "product", "form"),
    [
        ("它的等待期呢", "control", None, None),
        ("它的等待期呢", "control", "anxin-medical", "claim"),
        ("那我要报案", "claim_report", "anxin-medical", None),
        ("好的", "control", "anxin-medical", None),
        ("那我这个案子从上个月拖到现在都还没有人联系我到底怎么回事", "complaint", "anxin-medical", None),
    ],
)
def test_what_is_none_stays(text: str, group: str, product: str | None, form: str | None) -> None:
    message = said(text, group)
    assert completed(message, product, form) is message


def test_who_surely_wants_something_else_gets_that() -> None:
    message = said("那理赔进度呢", "claim_progress", 0.97)
    assert completed(message, "anxin-medical", None) is message
