"""Products named in a text."""

from __future__ import annotations

import pytest

from assistant.retrieval.search import Searcher


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
