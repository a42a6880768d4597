"""Questions that were taken for wishes."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.dialogue.asking import rather_asked
from assistant.dialogue.caution import LOOK_UP
from assistant.domain.understanding import Understanding
from assistant.services.answers import Answer


def said(text: str, intent: str, group: str, confidence: float, **more: Any) -> Understanding:
    return Understanding(text=text, intent=intent, group=group, confidence=confidence, **more)


def found(chance: float) -> Any:
    return lambda said: Answer(outcome="choice", question=said.text, chance=chance)


def insurer_in(text: str) -> str | None:
    return "中国平安" if "平安" in text else None


def sold(text: str) -> bool:
    return "社保" not in text


def never(said: Understanding) -> Answer:
    raise AssertionError("looked up")


@pytest.mark.parametrize(
    "doubtful",
    [
        said("社保多交了能退吗", "surrender_policy", "policy_service", 0.7),
        said("伤残鉴定什么时候做合适", "query_claim", "claim_progress", 0.65),
        said("精算师要考多少门", "out_of_scope", "out_of_scope", 0.7),
        said("网约车出事我找谁要医药费", "chitchat", "smalltalk", 0.5, tone="angry"),
    ],
)
def test_question_that_has_an_answer_is_looked_up_and_its_doubted_wish_kept(doubtful: Understanding) -> None:
    asked = rather_asked(doubtful, found(0.8), insurer_in, sold)
    assert (asked.intent, asked.group, asked.doubted) == (LOOK_UP, "knowledge", doubtful.intent)


def test_likelier_reading_stands() -> None:
    doubtful = said("我社保多交了能退吗", "surrender_policy", "policy_service", 0.7)
    assert rather_asked(doubtful, found(0.6), insurer_in, sold) == doubtful


@pytest.mark.parametrize(
    "sure",
    [
        said("我的保单能退吗", "surrender_policy", "policy_service", 0.97),
        said("退保", "surrender_policy", "policy_service", 0.97),
        said("帮我把保单退了", "surrender_policy", "policy_service", 0.6),
        said("你们拖到什么时候", "query_claim", "claim_progress", 0.6, tone="angry"),
        said("能退吗", "surrender_policy", "policy_service", 0.6, tapped=True),
        said("还差什么材料没交", "ask_materials", "claim_material", 0.6),
        said("平安都比你们强，我要投诉", "file_complaint", "complaint", 0.98),
    ],
)
def test_wish_that_is_sure_or_asks_nothing_is_not_even_looked_up(sure: Understanding) -> None:
    assert rather_asked(sure, never, insurer_in, sold) is sure


def test_complaint_about_another_insurer_is_no_complaint_about_us() -> None:
    complaint = said("平安的业务员骗人", "file_complaint", "complaint", 0.97)
    assert rather_asked(complaint, never, insurer_in, sold).doubted == "file_complaint"


def test_nothing_is_recommended_of_a_kind_that_is_not_sold() -> None:
    wish = said("开网店的怎么买社保", "seek_advice", "advice", 0.95)
    assert rather_asked(wish, never, insurer_in, sold).intent == LOOK_UP
    bare = said("我要买社保", "seek_advice", "advice", 0.95)
    assert rather_asked(bare, never, insurer_in, sold) is bare


def test_who_asks_about_nobodys_own_policy_is_answered_without_a_name() -> None:
    general = said("退保划算吗", "surrender_policy", "policy_service", 0.99)
    assert rather_asked(general, found(0.4), insurer_in, sold).doubted == "surrender_policy"
    assert rather_asked(general, found(0.2), insurer_in, sold) is general


@pytest.mark.parametrize(
    "guess",
    [
        said("车修好没两天雨刮又不动了，这算谁的", "file_complaint", "complaint", 0.85),
        said("修理厂踢皮球，说配件没货", "file_complaint", "complaint", 0.8, tone="angry"),
        said("他们按小区均价折算的家具", "dispute_claim", "claim_dispute", 0.8),
        said("后视镜被路过的三轮挂掉了找谁", "report_claim", "claim_report", 0.85),
        said("租的房子该交哪种险", "out_of_scope", "out_of_scope", 0.6),
    ],
)
def test_nothing_grave_is_done_on_a_guess_where_something_is_known(guess: Understanding) -> None:
    asked = rather_asked(guess, found(0.3), insurer_in, sold)
    assert (asked.intent, asked.doubted) == (LOOK_UP, guess.intent)
    assert rather_asked(guess, found(0.2), insurer_in, sold) is guess


@pytest.mark.parametrize(
    "plain",
    [
        said("修理厂踢皮球，我要投诉", "file_complaint", "complaint", 0.7),
        said("修車廠推三阻四 我要投訴", "file_complaint", "complaint", 0.7),
        said("这个数我不服，请复核", "dispute_claim", "claim_dispute", 0.7),
        said("后视镜被挂掉了", "report_claim", "claim_report", 0.75),
        said("后视镜挂掉了要报案", "report_claim", "claim_report", 0.6),
        said("我爸走了，保险怎么弄", "report_claim", "claim_report", 0.6, tone="grief"),
    ],
)
def test_what_is_said_in_so_many_words_or_in_grief_is_no_guess(plain: Understanding) -> None:
    assert rather_asked(plain, found(0.5), insurer_in, sold) is plain
