"""What a thing is, and what else may be asked of it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.retrieval.definitions import Definitions
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.model import Entry, Term
from assistant.retrieval.search import Searcher
from assistant.retrieval.topics import Topics
from tests.unit.retrieval.samples import CountingEncoder

ENTRIES = [
    Entry(id="term:免赔额", kind="term", question="什么是免赔额", answer="自己承担的部分。", surfaces=("什么是免赔额", "免赔额是什么意思")),
    Entry(id="faq:what", kind="faq", question="免赔额到底是什么意思", answer="起付线。", surfaces=("免赔额到底是什么意思",)),
    Entry(id="faq:yearly", kind="faq", question="免赔额每年都扣一次吗", answer="按年累计。", surfaces=("免赔额每年都扣一次吗", "是不是年年都要扣")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("免赔额一年扣几回", [True, False, False]),
        ("免赔额是啥", [False, False, False]),
        ("免赔额", [False, False, False]),
        ("给我讲讲免赔额", [False, False, False]),
    ],
)
def test_a_definition_is_beside_what_else_is_asked(text: str, beside: list[bool]) -> None:
    assert Definitions(ENTRIES, Topics(["免赔额"])).beside(text).tolist() == beside


def test_an_entry_that_only_defines_is_known_by_its_question() -> None:
    only = Entry(id="faq:only", kind="faq", question="免赔额是什么", answer="起付线。", surfaces=("免赔额是什么",))
    assert Definitions([only], Topics(["免赔额"])).beside("免赔额每年扣吗").tolist() == [True]


def test_the_rest_of_a_question_decides_between_entries_on_one_thing() -> None:
    term = Term(term="免赔额", everyday=(), says="自己承担的部分。", example="", references=())
    searcher = Searcher(KnowledgeBase(entries=ENTRIES, products={}, terms=[term]), [CountingEncoder()])
    assert searcher.search("免赔额年年都扣", as_of=date(2026, 11, 25))[0].entry.id == "faq:yearly"
    assert searcher.search("免赔额是什么意思", as_of=date(2026, 11, 25))[0].entry.id == "term:免赔额"
