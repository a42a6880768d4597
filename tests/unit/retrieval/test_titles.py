"""The titles that retrieval is measured on."""

from __future__ import annotations

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.words import fold
from assistant.settings import PROJECT
from benchmarks.titles import read_titles


def test_titles_are_labelled_with_entries_and_were_learnt_nowhere() -> None:
    knowledge = KnowledgeBase.load(PROJECT / "knowledge")
    titles = read_titles()
    assert len(titles) > 100
    assert set().union(*titles.values()) <= {entry.id for entry in knowledge.entries}
    learnt = {fold(golden.ask) for golden in knowledge.golden}
    learnt |= {fold(surface) for entry in knowledge.entries for surface in entry.surfaces}
    assert [title for title in titles if fold(title) in learnt] == []
