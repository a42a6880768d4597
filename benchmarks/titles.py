"""Short titles that nothing was learnt from: how often the entry that answers comes first, and what is answered wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.retrieval.files import read_tsv
from assistant.retrieval.golden import UNKNOWN
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.services.answers import SURE
from assistant.settings import PROJECT

TITLES = PROJECT / "tests" / "data" / "retrieval" / "titles.tsv"


def read_titles(path: Path = TITLES) -> dict[str, frozenset[str]]:
    """Return the entries that answer each title, none where nothing does."""
    return {row["ask"]: frozenset(row["expect"].split("|")) - {UNKNOWN} for row in read_tsv(path)}


def titles(today: date) -> dict[str, float]:
    """Return the shares of titles with an answer that have it first and within three, and of all that a wrong entry is given for."""
    searcher = Searcher(KnowledgeBase.load(PROJECT / "knowledge"), cache_dir=PROJECT / "var" / "cache")
    asked = read_titles()
    first, three, wrong = 0, 0, 0
    for title, right in asked.items():
        hits = searcher.search(title, as_of=today, top=3)
        found = [hit.entry.id in right for hit in hits]
        first, three = first + any(found[:1]), three + any(found)
        wrong += bool(hits) and hits[0].score >= SURE and not found[0]
    known = sum(map(bool, asked.values()))
    return {
        "titles_top1": round(first / known, 4),
        "titles_top3": round(three / known, 4),
        "titles_wrong": round(wrong / len(asked), 4),
    }
