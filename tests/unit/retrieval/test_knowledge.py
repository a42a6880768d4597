"""What the knowledge base holds once it is loaded."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import NotFoundError
from assistant.retrieval.citing import shorten
from assistant.retrieval.knowledge import KnowledgeBase

BEFORE, DURING, AFTER = date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)


def test_entries_of_every_kind(knowledge: KnowledgeBase) -> None:
    ids = {entry.id for entry in knowledge.entries}
    assert {
        "faq:motor-report-deadline", "fact:anxin-medical/waiting_period", "clause:anxin-medical/2025-01/第二条",
        "clause:anxin-medical/2026-01/第二条", "law:insurance-law/第二十一条", "service:claims-hours", "term:免赔额",
    } <= ids  # fmt: skip


def test_a_product_with_its_facts(knowledge: KnowledgeBase) -> None:
    product = knowledge.products["anxin-medical"]
    fact = product.facts["waiting_period"]
    assert product.names == ("栖云安心百万医疗保险", "安心百万医疗", "安心医疗")
    assert (fact.value, fact.citations[0].clause, fact.citations[0].version) == ("30天", "第二条", "2026-01")


def test_a_citation_has_the_articles_words(knowledge: KnowledgeBase) -> None:
    law, service = knowledge.entry("faq:motor-report-deadline").citations
    assert law.as_dict() == {
        "entry": "law:insurance-law/第二十一条", "document": "中华人民共和国保险法", "clause": "第二十一条", "version": "2015",
        "effective_from": "2015-04-24", "quote": "知道保险事故发生后，应当及时通知保险公司。",
    }  # fmt: skip
    assert (service.document, service.clause, service.version) == ("栖云保险客户服务规范", "第三节", "2026-01")


def test_a_fact_is_cited_by_its_clause(knowledge: KnowledgeBase) -> None:
    citations = knowledge.entry("faq:medical-deductible").citations
    assert [citation.entry for citation in citations] == ["clause:anxin-medical/2026-01/第三条"]


@pytest.mark.parametrize(("day", "versions"), [(BEFORE, []), (DURING, ["2025-01"]), (AFTER, ["2026-01"])])
def test_citations_are_those_of_the_day(knowledge: KnowledgeBase, day: date, versions: list[str]) -> None:
    entry = knowledge.entry("fact:anxin-medical/waiting_period", as_of=day)
    assert [citation.version for citation in entry.citations] == versions


def test_the_article_in_force(knowledge: KnowledgeBase) -> None:
    assert "30日" in knowledge.article("anxin-medical", "第二条", date(2025, 12, 31)).text
    assert "60日" in knowledge.article("anxin-medical", "第二条", date(2026, 1, 1)).text


@pytest.mark.parametrize(("clause", "day"), [("第二条", BEFORE), ("第九条", AFTER)])
def test_no_such_article(knowledge: KnowledgeBase, clause: str, day: date) -> None:
    with pytest.raises(NotFoundError):
        knowledge.article("anxin-medical", clause, day)


def test_find_returns_none_where_entry_raises(knowledge: KnowledgeBase) -> None:
    assert knowledge.find("faq:nothing") is None
    with pytest.raises(NotFoundError):
        knowledge.entry("faq:nothing")


def test_the_company_as_written(knowledge: KnowledgeBase) -> None:
    assert (knowledge.company["hotline"], knowledge.company["founded"]) == ("400-000-0186", "2001")


def test_the_fingerprint_follows_the_content(knowledge: KnowledgeBase) -> None:
    same = KnowledgeBase(entries=knowledge.entries, products=knowledge.products)
    less = KnowledgeBase(entries=knowledge.entries[1:], products=knowledge.products)
    assert same.fingerprint() == knowledge.fingerprint() != less.fingerprint()


def test_a_long_quote_ends_with_a_sentence() -> None:
    text = "一二三四五六七八九。" * 30
    assert shorten(text) == "一二三四五六七八九。" * 20 + "……"
    assert shorten("字" * 300) == "字" * 200 + "……"
