"""Products named in a text."""

from __future__ import annotations

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.mentions import ProductFinder
from assistant.retrieval.search import Searcher
from assistant.settings import PROJECT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("安心百万医疗等待期多久", [("anxin-medical", "安心百万医疗")]),
        ("我买的棲雲安心百萬醫療保險和家财险", [("anxin-medical", "棲雲安心百萬醫療保險"), ("jiahe-home", "家财险")]),
        ("安心  医疗", []),
        ("安欣百万医疗能退吗", [("anxin-medical", "安欣百万医疗")]),
        ("安心百万疗医能退吗", [("anxin-medical", "安心百万疗医")]),
        ("栖芸家禾家廷财产保险贵吗", []),
        ("栖云家禾家廷财产保险贵吗", [("jiahe-home", "栖云家禾家廷财产保险")]),
        ("平安百万医疗能退吗", []),
        ("明天天气怎么样", []),
        ("", []),
    ],
)
def test_found(searcher: Searcher, text: str, found: list[tuple[str, str]]) -> None:
    mentions = searcher.products_in(text)
    assert [(mention.product, mention.text) for mention in mentions] == found
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("康宁等待期", ["kangning-ci"]),
        ("我想退颐年", ["yinian-annuity"]),
        ("康宁医院住院能报吗", []),
        ("车停在福泽北路被蹭了", []),
    ],
)
def test_two_characters_name_a_product_and_no_road_or_hospital(text: str, found: list[str]) -> None:
    finder = ProductFinder(KnowledgeBase.load(PROJECT / "knowledge").products)
    assert [mention.product for mention in finder.find(text)] == found
