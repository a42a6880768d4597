"""Measure retrieval over any list of documents, with the engine that answers customers."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from assistant.retrieval.entries import windows
from assistant.retrieval.errors import DocumentError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.model import Entry, Product
from assistant.retrieval.search import Searcher

RANKED = 30  # ids that are ranked for a query; a right one further down counts as not found


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question and the id that answers it."""

    id: str
    text: str
    gold: str


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """What came out for a query, best first, how long it took, and whether its words alone settled it."""

    query: Query
    ids: tuple[str, ...]
    seconds: float
    settled: bool = True


def read_corpus(path: Path) -> KnowledgeBase:
    """Read a question list: a tab-separated file with the columns id, question, answer.

    The answers are not searched: in lists that nobody has reviewed they are long and beside the point (measured: no gain).

    Raises:
        DocumentError: the file is no such list.
    """
    entries = [
        Entry(
            id=row["id"], kind="faq", question=row["question"], answer=row["answer"] or "", surfaces=(row["question"],)
        )
        for row in _rows(path, ("id", "question", "answer"))
    ]
    return KnowledgeBase(entries=_unique(path, entries), products={})


def read_queries(path: Path) -> list[Query]:
    """Read queries: a tab-separated file with the columns qid, query, gold.

    Raises:
        DocumentError: the file is no such list.
    """
    return [Query(id=row["qid"], text=row["query"], gold=row["gold"]) for row in _rows(path, ("qid", "query", "gold"))]


def read_contracts(folder: Path) -> KnowledgeBase:
    """Read a folder of clause documents: a title line, then passages, all separated by blank lines.

    A passage's id is its file's name and its number from 1; each document counts as a product by its title.

    Raises:
        DocumentError: the folder holds no such document.
    """
    entries: list[Entry] = []
    products: dict[str, Product] = {}
    for path in sorted(folder.glob("*.txt")):
        title, *passages = _paragraphs(path) or [""]
        products[path.name] = _contract(path.name, title)
        for number, passage in enumerate(passages, 1):
            entries.append(
                Entry(
                    id=f"{path.name}#{number}", kind="clause", question=title, answer=passage, surfaces=(), product=path.name, title=title,
                    passages=windows(passage),
                )
            )  # fmt: skip
    if not entries:
        raise DocumentError(f"{folder}: holds no .txt file with a title line and passages")
    return KnowledgeBase(entries=entries, products=products)


def read_contract_queries(path: Path, contracts: KnowledgeBase) -> list[Query]:
    """Read queries on contracts: a JSON object a line with id, doc, question, passage, doc_file.

    The question is asked as a customer would who names the contract: its title before it.

    Raises:
        DocumentError: a line is no such object, or its passage is in no contract.
    """
    places = {(entry.product, entry.answer): entry.id for entry in contracts.entries}
    queries = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record: dict[str, Any] = json.loads(line)
            gold = places[Path(record["doc_file"]).name, record["passage"].strip()]
            queries.append(Query(id=record["id"], text=f"{record['doc']} {record['question']}", gold=gold))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DocumentError(f"{path}:{number}: no query with a passage of the contracts: {error!r}") from error
    return _some(path, queries)


def rank(searcher: Searcher, queries: Sequence[Query]) -> list[Ranking]:
    """Ask every query, one after another."""
    if queries:
        searcher.search(queries[0].text + "？", as_of=date.max, top=RANKED)  # the encoders load with the first question
    rankings = []
    for query in queries:
        begun = time.perf_counter()
        hits = searcher.search(query.text, as_of=date.max, top=RANKED)
        seconds = time.perf_counter() - begun
        ids, settled = tuple(hit.entry.id for hit in hits), all(hit.stage == "words" for hit in hits)
        rankings.append(Ranking(query=query, ids=ids, seconds=seconds, settled=settled))
    return rankings


def figures(rankings: Sequence[Ranking]) -> dict[str, float | int]:
    """Return the figures: shares of queries answered within the first 1, 3, 10; mean reciprocal rank; times in milliseconds.

    The median is given apart for queries that their words settled, ``settled`` of them, and for those that took an encoder.
    """
    places = [_place(ranking) for ranking in rankings]
    seconds = [ranking.seconds for ranking in rankings]
    return {
        "queries": len(rankings),
        **{f"top{top}": round(float(np.mean([place <= top for place in places])), 4) for top in (1, 3, 10)},
        "mrr": round(float(np.mean([1 / place for place in places])), 4),
        "ms_p50": round(1000 * float(np.percentile(seconds, 50)), 2),
        "ms_p99": round(1000 * float(np.percentile(seconds, 99)), 2),
        "settled": round(float(np.mean([ranking.settled for ranking in rankings])), 4),
        "ms_p50_settled": _median([ranking for ranking in rankings if ranking.settled]),
        "ms_p50_encoders": _median([ranking for ranking in rankings if not ranking.settled]),
    }


def _median(rankings: Sequence[Ranking]) -> float:
    """Return the median time in milliseconds, 0 where there was no such query."""
    return round(1000 * float(np.median([ranking.seconds for ranking in rankings])), 2) if rankings else 0.0


def write_ranks(path: Path, rankings: Sequence[Ranking]) -> None:
    """Write a line a query: its id, then the ids found, in order, tab-separated."""
    lines = ["\t".join([ranking.query.id, *ranking.ids]) for ranking in rankings]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _place(ranking: Ranking) -> float:
    return ranking.ids.index(ranking.query.gold) + 1 if ranking.query.gold in ranking.ids else float("inf")


def _contract(key: str, title: str) -> Product:
    return Product(id=key, name=title, aliases=(), kind="", summary="", suits=(), not_for=(), facts={}, clauses=key)


def _paragraphs(path: Path) -> list[str]:
    return [part.strip() for part in _text(path).replace("\r\n", "\n").split("\n\n") if part.strip()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: is not UTF-8 text") from error


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(columns) <= set(reader.fieldnames or ()):
        raise DocumentError(f"{path}: needs the tab-separated columns {' '.join(columns)}")
    return _some(path, [row for row in reader if row[columns[0]] and row[columns[1]]])


def _some(path: Path, found: list[Any]) -> list[Any]:
    if not found:
        raise DocumentError(f"{path}: holds nothing to work with")
    return found


def _unique(path: Path, entries: list[Entry]) -> list[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise DocumentError(f"{path}: the id {entry.id} stands twice")
        seen.add(entry.id)
    return entries
