"""Which subjects are named, and who speaks of them."""

from __future__ import annotations

from assistant.retrieval.model import Entry
from assistant.retrieval.subjects import Subjects

NAMES = {"退保": "退保", "重疾险": "critical", "重大疾病保险": "critical", "疾病保险": "health"}


def entry(question: str, answer: str = "", product: str | None = None) -> Entry:
    return Entry(
        id=question, kind="faq", question=question, answer=answer, surfaces=(question,), passages=(answer,), product=product
    )  # fmt: skip


def test_an_entry_speaks_of_what_its_wordings_or_its_answer_name() -> None:
    subjects = Subjects(NAMES, [entry("车险报案要哪些手续"), entry("不想要了怎么办", "可以退保。")])
    assert subjects.spoken_of("退保，需要哪些手续").tolist() == [0.0, 1.0]  # type: ignore[union-attr]


def test_two_names_of_one_thing_are_one_subject() -> None:
    assert Subjects(NAMES, [entry("重疾险赔几次")]).spoken_of("重大疾病保险能赔几次").tolist() == [0.5]  # type: ignore[union-attr]


def test_a_name_within_a_name_counts_too() -> None:
    assert Subjects(NAMES, []).named("重大疾病保险") == {"critical", "health"}


def test_a_product_speaks_of_itself() -> None:
    subjects = Subjects({"康宁": "kangning"}, [entry("保什么", product="kangning"), entry("保什么")])
    assert subjects.spoken_of("康宁保什么").tolist() == [1.0, 0.0]  # type: ignore[union-attr]


def test_where_nothing_is_named_nothing_is_missed() -> None:
    assert Subjects(NAMES, [entry("几点下班")]).spoken_of("几点下班") is None
