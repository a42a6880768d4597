"""Articles asked for by their number."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.retrieval.places import asked_place
from assistant.retrieval.search import Searcher

TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("question", "product", "found"),
    [
        ("安心医疗第二条怎么写的", "anxin-medical", "clause:anxin-medical/2025-01/第二条"),
        ("第2条第一款是什么意思", "anxin-medical", "clause:anxin-medical/2025-01/第二条"),
        ("第二条", None, None),
        ("保险法第二十一条讲什么", None, "law:insurance-law/第二十一条"),
        ("保险法第二十一条讲什么", "anxin-medical", "law:insurance-law/第二十一条"),
        ("保险法21条", None, "law:insurance-law/第二十一条"),
        ("《保险法》 21条", None, "law:insurance-law/第二十一条"),
        ("保险法一条都没用", None, None),
        ("保险法第二十一条和犹豫期呢", None, None),
        ("保险法解释二第二十一条", None, None),
        ("保险法第二十一条 出险后要及时通知", None, "law:insurance-law/第二十一条"),
        ("保险法第二十一条和车上的货物怎么赔有关系吗", None, None),
        ("保险法司法解释二第二十一条", None, None),
        ("第九百条呢", "anxin-medical", None),
        ("第二条说要等三十天那续保的还要不要等", "anxin-medical", None),
        ("等待期多久", "anxin-medical", None),
    ],
)
def test_asked_place(searcher: Searcher, question: str, product: str | None, found: str | None) -> None:
    entry = asked_place(searcher.knowledge, question, product, searcher.products_in(question), TODAY)
    assert (entry.id if entry else None) == found


def test_in_the_version_of_the_day(searcher: Searcher) -> None:
    question = "安心医疗第二条怎么写的"
    mentions = searcher.products_in(question)
    then, now = (
        asked_place(searcher.knowledge, question, "anxin-medical", mentions, day) for day in (TODAY, date(2026, 6, 1))
    )
    assert then is not None
    assert now is not None
    assert (then.citations[0].version, now.citations[0].version) == ("2025-01", "2026-01")
