"""What is written for what is learnt from texts that ask the same, and widens how likely an entry makes a question."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.likelihood import ANY, FAINT, Likelihoods
from assistant.retrieval.translation import Translations, bigrams, learn, translations

# 车保 is what some write for 车险, 咋退 for 怎样退; the rest is said by chance
SAME = [
    ["车险怎样退", "车保咋退"], ["车险在哪买", "车保哪里买"], ["车险多少钱", "车保贵不贵"], ["家财险怎样退", "家财险咋退"],
    ["意外险怎样退", "意外险咋退"], ["意外险多少钱", "意外险贵不贵"], ["家财险在哪买", "家财险哪里买"],
]  # fmt: skip


@pytest.fixture(scope="module")
def learnt() -> Translations:
    return learn(SAME)


def chance(learnt: Translations, written: str, meant: str) -> float:
    return float(learnt.chances[learnt.bigrams.index(written), learnt.bigrams.index(meant)])


def test_what_stands_for_what_is_told_from_what_stands_beside_it(learnt: Translations) -> None:
    assert chance(learnt, "车保", "车险") > 0.6
    assert chance(learnt, "车保", "车险") > 3 * chance(learnt, "咋退", "车险")
    assert chance(learnt, "咋退", "样退") > chance(learnt, "咋退", "车险")


def test_what_is_written_for_one_bigram_adds_up_to_no_more_than_all(learnt: Translations) -> None:
    assert np.asarray(learnt.chances.sum(axis=0)).max() == pytest.approx(1.0, abs=0.01)


def test_what_stands_in_few_groups_is_not_learnt_about(learnt: Translations) -> None:
    assert {"车险", "车保"} <= set(learnt.bigrams)
    assert "里买" not in learnt.bigrams


def test_a_lone_text_teaches_nothing_and_breaks_nothing() -> None:
    assert learn([["车险"], ["车险"], ["车险"], []]).chances.nnz == 0


def test_what_is_kept_knows_everyday_words() -> None:
    kept = translations()
    assert chance(kept, "车保", "车险") > 0.02
    assert chance(kept, "几天", "多久") > chance(kept, "几天", "保险")
    assert len(kept.bigrams) < 2**16  # their numbers are kept in two bytes


def test_bigrams_do_not_cross_what_parts_a_text() -> None:
    assert bigrams("") == frozenset()
    assert bigrams("退，保") == {"退", "保"}


WORDINGS = [(0, "车险怎样退"), (0, "车险能退吗"), (1, "意外险怎样退"), (2, "家财险多少钱")]
PASSAGES = [(0, "车险可以退"), (3, "保险条款的全文")]


@pytest.fixture
def likelihoods(learnt: Translations) -> Likelihoods:
    return Likelihoods(WORDINGS, PASSAGES, 5, learnt)


def test_an_entry_is_found_by_what_is_written_for_its_words(likelihoods: Likelihoods) -> None:
    scores = likelihoods.score("车保咋退")
    assert scores.argmax() == 0
    assert scores[1] > 0
    assert scores[2] == scores[4] == 0


def test_what_has_passages_alone_and_what_has_nothing(likelihoods: Likelihoods) -> None:
    assert likelihoods.score("条款全文").argmax() == 3
    assert likelihoods.score("条款全文")[4] == 0
    assert not likelihoods.score("qwerty").any()
    assert not likelihoods.score("？！").any()


def test_a_model_gains_as_its_formula_says() -> None:
    nothing = Translations((), learn([]).chances)
    found = Likelihoods([(0, "退保"), (0, "退"), (1, "续保")], [], 2, nothing)
    # half is put down to translations, of which there are none; of the rest an entry's wordings have alike, of which all entries have half
    own, half = np.log1p((1 - ANY) / ANY * 0.5 / 0.25), np.log1p((1 - ANY) / ANY * 0.25 / 0.125)
    typical = np.mean([half, half, own])
    assert found.score("续保")[1] == pytest.approx(own / typical)
    assert found.score("退保")[0] == pytest.approx(half / typical)
    assert found.score("退保")[1] == 0 < FAINT


def test_what_entries_do_with_their_own_words_is_one(likelihoods: Likelihoods) -> None:
    assert np.mean([likelihoods.score(text)[owner] for owner, text in WORDINGS]) == pytest.approx(1.0)


def test_without_a_wording_an_entry_is_as_if_it_had_never_been(learnt: Translations) -> None:
    whole = Likelihoods(WORDINGS, PASSAGES, 5, learnt)
    assert whole.score_without("车险能退吗", 0, 1) < whole.score("车险能退吗")[0]
    assert whole.score_without("车险能退吗", 0, 2) == pytest.approx(whole.score("车险能退吗")[0])  # not its own
    assert whole.score_without("意外险怎样退", 1, 2) == 0  # nothing is left of it
    assert whole.score_without("？", 0, 1) == 0
