"""What has consequences is not done on a guess."""

from __future__ import annotations

import pytest

from assistant.dialogue.caution import ASK_BACK, LOOK_UP, cautious
from assistant.domain.understanding import Understanding


def said(text: str, group: str, confidence: float, *, tapped: bool = False) -> Understanding:
    return Understanding(text=text, intent="first", group=group, confidence=confidence, tapped=tapped)


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        (said("他买的是意外险", "complaint", 0.44), ASK_BACK),
        (said("要带什么去", "human", 0.5), LOOK_UP),
        (said("我要投诉", "complaint", 0.97), "first"),
        (said("等待期多久", "knowledge", 0.2), "first"),
        (said("", "complaint", 0.1, tapped=True), "first"),
    ],
)
def test_doubt(message: Understanding, intent: str) -> None:
    assert cautious(message).intent == intent
