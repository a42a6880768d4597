"""What was not understood, or was found bad, gets into the loop with its context."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.doubt import Cause, DoubtGroup
from tests.conversation.conftest import Talk, kinds


def open_doubts(talk: Talk) -> list[DoubtGroup]:
    with talk.session.app.look() as services:
        return services.doubts.open()


def rate(talk: Talk, **options: Any) -> dict[str, Any]:
    from assistant.dialogue.payloads import payload

    return talk.session.customer(talk.sender, payload=payload("rate_reply", **options))


def test_a_question_without_an_answer_is_kept_with_what_came_before(talk: Talk) -> None:
    talk.say("你好")
    assert kinds(talk.say("康宁的条款用的是什么牌子的纸")) == ["unknown"]
    (group,) = [g for g in open_doubts(talk) if "牌子" in g.first.text]
    assert Cause.UNKNOWN in group.causes or Cause.UNSURE in group.causes
    assert group.first.context[0] == "你好"
    assert len(group.first.context) == 2


def test_what_is_well_answered_is_not_kept(talk: Talk) -> None:
    talk.say("百万医疗的等待期是多久")
    assert open_doubts(talk) == []


def test_an_answer_found_bad_is_kept(talk: Talk) -> None:
    talk.say("百万医疗的等待期是多久")
    lines = len(talk.last["replies"])
    assert rate(talk, good=False)["replies"] == []
    (group,) = open_doubts(talk)
    assert (group.first.text, group.causes, group.first.outcome) == (
        "百万医疗的等待期是多久",
        (Cause.RATED,),
        ("answer",) * lines,
    )
    assert group.first.intent == "ask_knowledge"


def test_an_answer_found_good_is_not_kept(talk: Talk) -> None:
    talk.say("百万医疗的等待期是多久")
    rate(talk, good=True)
    assert open_doubts(talk) == []


def test_a_rating_shows_nobody_anything_and_disturbs_no_form(talk: Talk) -> None:
    talk.say("百万医疗的等待期是多久")
    talk.say("我要报案，昨天下午三点追尾了前面的车，没人受伤，交警来过了")
    asked = talk.last["replies"][-1]["data"]["field"]
    assert rate(talk, seq=2, good=False)["replies"] == []
    assert talk.say("犹豫期是几天")[-1]["data"]["field"] == asked


@pytest.mark.parametrize("seq", [1, 99])
def test_what_is_no_answer_cannot_be_rated(talk: Talk, seq: int) -> None:
    talk.say("百万医疗的等待期是多久")
    assert kinds(rate(talk, seq=seq, good=False)["replies"]) == ["error"]
    assert open_doubts(talk) == []


def test_what_is_said_again_in_other_words_is_kept_as_rephrased(talk: Talk) -> None:
    talk.say("保费收据为什么是粉色的")
    talk.say("交保费的收据怎么是粉红色")
    first = min((d for g in open_doubts(talk) for d in g.doubts), key=lambda doubt: doubt.id)
    assert Cause.REPHRASED in first.causes
