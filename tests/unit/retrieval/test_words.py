"""Folding and cutting text."""

from __future__ import annotations

import jieba
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.words import Segmenter, clean, fold, folded
from assistant.text.normalise import normalise

SEGMENTER = Segmenter(["栖云安心百万医疗保险"])


def test_names_of_the_knowledge_base_are_words() -> None:
    assert "栖云安心百万医疗保险" in SEGMENTER.features("栖云安心百万医疗保险的等待期")


def test_the_process_wide_dictionary_is_left_alone() -> None:
    assert "栖云安心百万医疗保险" not in jieba.lcut("栖云安心百万医疗保险的等待期")


def test_width_script_and_case_do_not_matter() -> None:
    assert set(SEGMENTER.features("ＡＰＰ理賠")) == set(SEGMENTER.features("app理赔"))


def test_a_query_is_cut_to_its_limit() -> None:
    assert clean("问" * 500, limit=200) == "问" * 200


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for result in (fold(text), clean(text), *SEGMENTER.features(text)):
        result.encode("utf-8")


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), max_size=40))
def test_the_quick_way_folds_as_the_one_that_keeps_offsets(text: str) -> None:
    assert folded(text) == normalise(text).text
