"""What the careful encoder is tuned on: pairs that ask the same, and what stands beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases
from assistant.retrieval.tuning.corpora import (
    BATCH,
    CROWD,
    Corpus,
    asked,
    asked_by_entry,
    centres,
    crowds,
    families,
    wordings,
)
from assistant.settings import PROJECT

ROWS = [[f"问{row}甲", f"问{row}乙", f"问{row}丙"] for row in range(600)]


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return KnowledgeBase.load(PROJECT / "knowledge")


def test_each_row_is_asked_once_and_never_paired_with_itself(random: np.random.Generator) -> None:
    batches = list(Corpus(ROWS, ROWS, 1).pairs([range(at, at + 4) for at in range(0, 600, 4)], random))
    pairs = [(one, two) for batch in batches for one, two in zip(batch[: len(batch) // 2], batch[len(batch) // 2 :])]
    assert sorted(int(one[1:-1]) for one, _ in pairs) == list(range(600))
    assert all(one[:-1] == two[:-1] and one != two for one, two in pairs)
    assert [len(batch) // 2 >= BATCH for batch in batches] == [True, True, False]


def test_a_family_is_never_parted(random: np.random.Generator) -> None:
    corpus, together = families(Paraphrases.read(), 1)
    assert sum(map(len, together)) == len(corpus.asked)
    places = {text: row for row, texts in enumerate(corpus.asked) for text in texts}
    for batch in corpus.pairs(together, random):
        rows = {places[text] for text in batch}
        assert all(rows.issuperset(family) or rows.isdisjoint(family) for family in together)


def test_crowds_hold_all_rows_and_like_ones(random: np.random.Generator) -> None:
    subjects = np.repeat(random.normal(size=(8, 20)), 50, axis=0)
    vectors = (subjects + 0.1 * random.normal(size=subjects.shape)).astype(np.float32)
    found = crowds(vectors, random)
    assert sorted(row for rows in found for row in rows) == list(range(400))
    assert max(map(len, found)) <= CROWD
    assert np.mean([len({row // 50 for row in rows}) for rows in found]) < 3


def test_centres_differ_by_what_the_rows_are_about() -> None:
    def encode(texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([[1.0, float(text[1:-1])] for text in texts], dtype=np.float32)

    found = centres(Corpus(ROWS, ROWS, 1), encode)  # type: ignore[arg-type]
    assert found[:, 0] == pytest.approx(0.0)
    assert found[1, 1] - found[0, 1] == pytest.approx(1.0)


def test_entries_are_asked_by_their_wordings_and_as_customers_would(knowledge: KnowledgeBase) -> None:
    own, said = wordings(knowledge, 1), asked(knowledge, 1)
    assert own.asked is own.known
    assert len(said.asked) > 1000
    known = {entry.surfaces for entry in knowledge.entries}
    assert all(tuple(texts) in known for texts in said.known)


def test_what_asks_an_entry_that_is_no_more_is_left_out(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "asked.tsv"
    path.write_text("entry\tquestion\nfaq:gone\t还在吗\nfaq:accident-what\t啥叫意外呀\n", encoding="utf-8")
    assert asked(knowledge, 1, path).asked == [["啥叫意外呀"]]


def test_every_entry_that_is_asked_is_known(knowledge: KnowledgeBase) -> None:
    ids = {entry.id for entry in knowledge.entries}
    assert sorted(asked_by_entry().keys() - ids) == []
