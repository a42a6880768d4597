"""Which turns are doubted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.dialogue.doubt import Turn, causes_of, says_again
from assistant.domain.doubt import Cause
from assistant.domain.message import Reply
from assistant.domain.understanding import Understanding

SURE = Understanding(text="犹豫期多久", intent="ask_knowledge", group="knowledge", confidence=0.95)
GUESS = replace(SURE, intent="file_complaint", group="complaint", confidence=0.4, unsure=True)


def causes(
    read: Understanding, acted: Understanding | None = None, *, form: str | None = None, kind: str = "answer"
) -> tuple:
    turn = Turn(inbox_id=1, read=read, acted=acted or read, form=form, replies=[Reply(kind=kind, text="…")])
    return causes_of(turn)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (causes(SURE), ()),
        (causes(SURE, kind="unknown"), (Cause.UNKNOWN,)),
        (causes(replace(SURE, unsure=True)), (Cause.UNSURE,)),
        (causes(GUESS, replace(GUESS, intent="not_understood"), kind="clarify"), (Cause.UNSURE, Cause.REJECTED)),
        (causes(replace(SURE, unsure=True), form="claim", kind="claim"), ()),
        (causes(SURE, form="claim", kind="unknown"), (Cause.UNKNOWN,)),
        (causes(replace(SURE, intent="out_of_scope", group="out_of_scope"), kind="unknown"), ()),
        (causes(replace(SURE, text="12"), kind="unknown"), ()),
        (causes(replace(SURE, tapped=True), kind="unknown"), ()),
    ],
)
def test_causes(found: tuple, wanted: tuple) -> None:
    assert found == wanted


@pytest.mark.parametrize(
    ("one", "other", "near", "again"),
    [
        ("保单怎么转给孩子", "保单怎样转给孩子", False, True),
        ("保单怎么转给孩子", "想把投保人换成我儿子", True, True),
        ("保单怎么转给孩子", "想把投保人换成我儿子", False, False),
        ("好", "好", True, False),
    ],
)
def test_the_same_in_other_words(one: str, other: str, near: bool, again: bool) -> None:
    vector = np.array([1, 0], dtype=np.float32)
    second = vector if near else np.array([0, 1], dtype=np.float32)
    assert says_again(replace(SURE, text=one, vector=vector), replace(SURE, text=other, vector=second)) is again
