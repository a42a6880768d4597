"""Which kinds of insurance are named, and which are sold."""

from __future__ import annotations

import pytest

from assistant.retrieval.kinds import Kinds

WORDS = {
    "life.whole": ["终身寿险"],
    "life": ["寿险"],
    "travel": ["旅游险"],
    "social.pension": ["养老金"],
    "pet": ["宠物险"],
}
KINDS = Kinds(WORDS, [], {"a": "某某终身寿险", "b": "某某境外旅游险"})


@pytest.mark.parametrize(
    ("text", "sold"),
    [
        ("寿险怎么买", True),
        ("旅游险和宠物险怎么买", True),
        ("宠物险怎么买", False),
        ("养老金怎么交", False),
        ("怎么买好", True),
    ],
)
def test_a_kind_is_sold_that_a_product_is_of_or_is_a_part_of(text: str, sold: bool) -> None:
    assert KINDS.sold(text) is sold
