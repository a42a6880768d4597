"""What an entry has of a question in all its texts together."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.wholes import Wholes
from assistant.retrieval.words import Segmenter

WORDINGS = ["酒驾出了事故", "喝酒开车撞人", "等待期多久"]
OWNERS = np.array([0, 0, 1], dtype=np.int64)
PASSAGES = ["拒赔，自己承担", "九十天"]
PASSAGE_OWNERS = np.array([0, 1], dtype=np.int64)
SEGMENTER = Segmenter()


@pytest.fixture
def lexical() -> LexicalIndex:
    return LexicalIndex.build(WORDINGS, SEGMENTER)


@pytest.fixture
def wholes(lexical: LexicalIndex) -> Wholes:
    return Wholes((lexical, OWNERS), (LexicalIndex.build(PASSAGES, SEGMENTER), PASSAGE_OWNERS), 3)


def importance(lexical: LexicalIndex, text: str) -> dict[str, float]:
    return lexical.importance(SEGMENTER.features(text))


def test_importance_adds_up_to_one_and_what_is_unknown_counts_most(lexical: LexicalIndex) -> None:
    told = importance(lexical, "酒驾潜水")
    assert sum(told.values()) == pytest.approx(1.0)
    assert told["潜水"] > told["酒"]
    assert lexical.importance([]) == {}


def test_words_of_several_wordings_and_of_the_answer_count_together(lexical: LexicalIndex, wholes: Wholes) -> None:
    worded, spoken = wholes.shares(importance(lexical, "酒驾撞人拒赔"), [0, 1, 2]).T
    assert worded[0] > max(lexical.coverage("酒驾撞人拒赔")[:2]) / 2 > 0
    assert spoken[0] > worded[0]
    assert worded[1] == worded[2] == spoken[2] == 0


def test_all_of_it_is_one(lexical: LexicalIndex, wholes: Wholes) -> None:
    assert wholes.shares(importance(lexical, "等待期多久"), [1])[0] == pytest.approx([1.0, 1.0])


def test_a_wording_that_is_looked_away_from_counts_no_longer(lexical: LexicalIndex, wholes: Wholes) -> None:
    asked = importance(lexical, "喝酒开车撞人")
    whole, less = wholes.shares(asked, [0])[0], wholes.share_without(asked, 0, SEGMENTER.features(WORDINGS[1]))
    assert whole[0] == pytest.approx(1.0)
    assert 0 < less[0] < 0.5  # 酒 stands in the other wording too


def test_nobody_asked_is_nothing_told(lexical: LexicalIndex, wholes: Wholes) -> None:
    assert wholes.shares(importance(lexical, "酒驾"), []).shape == (0, 2)
    assert wholes.shares({}, [0]).tolist() == [[0.0, 0.0]]
