"""Searching the small knowledge base."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.calibration import DOUBTS, FEATURES, Calibration, Choice
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.model import Entry
from assistant.retrieval.search import Searcher
from tests.unit.retrieval.samples import CountingEncoder

TODAY = date(2026, 11, 23)


def ids(searcher: Searcher, text: str, **options: object) -> list[str]:
    return [hit.entry.id for hit in searcher.search(text, **{"as_of": TODAY, **options})]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("撞车几天内报保险有效", "faq:motor-report-deadline"),
        ("安心医疗要等几天", "fact:anxin-medical/waiting_period"),
        ("什么是起付线", "term:免赔额"),
        ("几点能报案？", "service:claims-hours"),
        ("報案晚了怎麼辦", "law:insurance-law/第二十一条"),
    ],
)
def test_the_best(searcher: Searcher, text: str, best: str) -> None:
    assert ids(searcher, text)[0] == best


def test_scores_fall_and_stay_within_bounds(searcher: Searcher) -> None:
    scores = [hit.score for hit in searcher.search("等待期多久", as_of=TODAY)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_the_wording_it_was_found_by(searcher: Searcher) -> None:
    assert searcher.search("自己先掏多少啊", as_of=TODAY)[0].surface == "自己先掏多少"


def test_a_product_leaves_out_the_others_and_keeps_what_has_none(searcher: Searcher) -> None:
    found = ids(searcher, "免赔额是多少", product="jiahe-home", top=50)
    assert not [key for key in found if "anxin" in key]
    assert {"fact:jiahe-home/deductible", "term:免赔额", "faq:motor-report-deadline"} <= set(found)


def test_a_product_named_in_the_text_counts_as_given(searcher: Searcher) -> None:
    assert not [key for key in ids(searcher, "家财险免赔额是多少", top=50) if "anxin" in key]


def test_the_day_decides_the_version(searcher: Searcher) -> None:
    options = {"product": "anxin-medical", "kinds": ["clause"]}
    assert ids(searcher, "等待期", **options)[0] == "clause:anxin-medical/2026-01/第二条"
    assert ids(searcher, "等待期", as_of=date(2025, 6, 1), **options)[0] == "clause:anxin-medical/2025-01/第二条"


def test_citations_are_those_of_the_day(searcher: Searcher) -> None:
    hits = searcher.search("等待期多久", product="anxin-medical", as_of=date(2025, 6, 1), kinds=["fact"])
    assert hits[0].entry.citations[0].version == "2025-01"


def test_what_has_no_citation_that_day_is_no_answer(searcher: Searcher) -> None:
    found = ids(searcher, "等待期多久", as_of=date(2024, 6, 1), top=50)
    assert not [key for key in found if key.startswith(("fact:", "clause:", "term:"))]
    assert "service:claims-hours" in found


def test_what_was_asked_word_for_word_comes_first(searcher: Searcher) -> None:
    best = searcher.search("小病住院能报吗？", as_of=TODAY)[0]
    assert (best.entry.id, best.surface) == ("faq:medical-deductible", "小病住院能报吗")
    assert best.score >= 0.95


def test_one_fact_of_several_products_is_level_without_a_product(searcher: Searcher) -> None:
    hits = searcher.search("免赔额是多少", as_of=TODAY)
    assert {hit.entry.id for hit in hits[:2]} == {"fact:anxin-medical/deductible", "fact:jiahe-home/deductible"}
    assert hits[0].score == pytest.approx(
        hits[1].score, abs=0.001
    )  # an entry that cites one of them is a rival of the other only


def test_what_is_the_products_own_comes_before_what_is_general(searcher: Searcher) -> None:
    assert ids(searcher, "栖云安心百万医疗保险的免赔额")[0] == "fact:anxin-medical/deductible"
    assert ids(searcher, "免赔额", product="jiahe-home")[0] == "fact:jiahe-home/deductible"


def test_kinds(searcher: Searcher) -> None:
    assert {key.split(":")[0] for key in ids(searcher, "报案", kinds=["law", "service"])} == {"law", "service"}


@pytest.mark.parametrize("text", ["", "   ", "？？！", "\u200b"])
def test_nothing_asked_finds_nothing(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == []


@given(st.text(max_size=300))
def test_any_text_is_survived(searcher: Searcher, text: str) -> None:
    assert len(ids(searcher, text)) <= 10


def test_a_very_long_text_is_searched_by_its_beginning(searcher: Searcher) -> None:
    assert ids(searcher, "等待期多久" + "啊" * 10_000)


def test_what_the_words_settle_spares_the_encoders(knowledge: KnowledgeBase) -> None:
    quick, careful = CountingEncoder("quick"), CountingEncoder("careful")
    searcher = Searcher(knowledge, encoders=[quick, careful])
    quick.queries.clear()
    careful.queries.clear()
    assert searcher.search("撞车了几天内报保险有效", as_of=TODAY)[0].stage == "words"
    assert quick.queries == careful.queries == []
    ids(searcher, "怎么样")
    assert careful.queries == ["怎么样"]


def test_a_clear_lead_of_what_is_hardly_probable_settles_nothing(knowledge: KnowledgeBase) -> None:
    asked, unsure = "撞车几天内报保险有效", Choice((0.0,) * FEATURES, (0.0,) * DOUBTS)
    for calibration, stage in ((None, "words"), (Calibration(words=unsure, quick=unsure, careful=unsure), "careful")):
        encoders = [CountingEncoder("quick"), CountingEncoder("careful")]
        searcher = Searcher(knowledge, encoders=encoders, calibration=calibration)
        assert searcher.search(asked, as_of=TODAY)[0].stage == stage


@pytest.mark.parametrize("text", ["报案晚了会怎样", "安心医疗要等几天"])
def test_a_vector_that_the_caller_has_spares_the_quick_encoder(knowledge: KnowledgeBase, text: str) -> None:
    quick = CountingEncoder()
    searcher = Searcher(knowledge, encoders=[quick])
    expected = ids(searcher, text)
    fresh = CountingEncoder()
    vector = fresh.encode_query([text])[0]
    again = Searcher(knowledge, encoders=[fresh])
    fresh.queries.clear()
    assert ids(again, text, vector=vector) == expected
    assert text not in fresh.queries


def test_what_was_asked_lately_is_remembered(knowledge: KnowledgeBase) -> None:
    quick, careful = CountingEncoder("quick"), CountingEncoder("careful")
    searcher = Searcher(knowledge, encoders=[quick, careful])
    first = searcher.search("怎么样", as_of=TODAY)
    quick.queries.clear()
    careful.queries.clear()
    assert searcher.search("怎么样", as_of=TODAY) == first
    assert (quick.queries, careful.queries) == ([], [])
    assert len(searcher.search("怎么样", as_of=TODAY, top=1)) == 1


def test_one_encoder_is_enough(knowledge: KnowledgeBase) -> None:
    assert ids(Searcher(knowledge, encoders=[CountingEncoder()]), "几点能报案")[0] == "service:claims-hours"


def test_an_empty_knowledge_base_finds_nothing() -> None:
    assert ids(Searcher(KnowledgeBase(entries=[], products={}), encoders=[CountingEncoder()]), "等待期") == []


def plenty() -> KnowledgeBase:
    """Thirty matters with six wordings each, of words that no two matters share."""
    entries = []
    for matter in range(30):
        words = [chr(0x4E00 + 40 * matter + step) for step in range(20)]
        surfaces = tuple("".join(words[start : start + 8]) for start in range(0, 12, 2))
        entries.append(Entry(id=f"faq:{matter}", kind="faq", question=surfaces[0], answer="", surfaces=surfaces))
    return KnowledgeBase(entries=entries, products={})


def test_what_is_known_scores_high_and_what_is_not_low() -> None:
    knowledge = plenty()
    searcher = Searcher(knowledge, encoders=[CountingEncoder("quick"), CountingEncoder("careful")])
    known = searcher.search(knowledge.entries[3].surfaces[2][1:], as_of=TODAY)[0]
    unknown = searcher.search("咖喱牛腩怎么做才好吃", as_of=TODAY)[0]
    assert known.entry.id == "faq:3"
    assert known.score > 0.8
    assert unknown.score < 0.2


def test_the_calibration_is_learnt_once_for_a_knowledge_base(tmp_path: Path) -> None:
    knowledge = plenty()
    learnt = []
    for _ in range(2):
        Searcher(knowledge, encoders=[CountingEncoder("quick"), CountingEncoder("careful")], cache_dir=tmp_path)
        (path,) = tmp_path.glob("calibration-*.json")
        learnt.append((path.stat().st_mtime_ns, path.read_bytes()))
    assert learnt[0] == learnt[1]
    changed = KnowledgeBase(
        entries=[replace(knowledge.entries[0], surfaces=("别的",)), *knowledge.entries[1:]], products={}
    )
    Searcher(changed, encoders=[CountingEncoder("quick"), CountingEncoder("careful")], cache_dir=tmp_path)
    assert len(list(tmp_path.glob("calibration-*.json"))) == 2
