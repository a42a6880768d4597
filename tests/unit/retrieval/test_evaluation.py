"""Measuring retrieval over any list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.retrieval import evaluation
from assistant.retrieval.errors import DocumentError
from assistant.retrieval.evaluation import Query, Ranking
from assistant.retrieval.search import Searcher
from tests.unit.retrieval.samples import CountingEncoder

CORPUS = 'id\tquestion\tanswer\na1\t等待期多久\t30天\na2\t怎么"报案\t打电话\na3\t免赔额是多少\t一万\n'
QUERIES = "qid\tquery\tgold\nq1\t等待期要多久\ta1\nq2\t咋报案\ta2\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_list(tmp_path: Path) -> None:
    knowledge = evaluation.read_corpus(write(tmp_path / "corpus.tsv", CORPUS))
    queries = evaluation.read_queries(write(tmp_path / "queries.tsv", QUERIES))
    rankings = evaluation.rank(Searcher(knowledge, encoders=[CountingEncoder()]), queries)
    assert [ranking.ids[0] for ranking in rankings] == ["a1", "a2"]
    figures = evaluation.figures(rankings)
    assert list(figures) == [
        "queries",
        "top1",
        "top3",
        "top10",
        "mrr",
        "ms_p50",
        "ms_p99",
        "settled",
        "ms_p50_settled",
        "ms_p50_encoders",
    ]
    assert (figures["queries"], figures["top1"], figures["mrr"]) == (2, 1.0, 1.0)


def test_clause_documents(tmp_path: Path) -> None:
    for name, title, period in (("a.txt", "甲保险条款", "三十日"), ("b.txt", "乙保险条款", "六十日")):
        write(tmp_path / name, f"{title}\n\n第一条 等待期为{period}。\n\n第二条 免赔额为一万元。\n")
    contracts = evaluation.read_contracts(tmp_path)
    lines = [
        {
            "id": "q1",
            "doc": "甲保险条款",
            "question": "等待期多久",
            "passage": "第一条 等待期为三十日。",
            "doc_file": "x/a.txt",
        },
        {
            "id": "q2",
            "doc": "乙保险条款",
            "question": "免赔额是多少",
            "passage": "第二条 免赔额为一万元。",
            "doc_file": "x/b.txt",
        },
    ]
    path = write(tmp_path / "queries.jsonl", "\n".join(json.dumps(line) for line in lines))
    queries = evaluation.read_contract_queries(path, contracts)
    rankings = evaluation.rank(Searcher(contracts, encoders=[CountingEncoder()]), queries)
    assert [ranking.ids[0] for ranking in rankings] == ["a.txt#1", "b.txt#2"] == [query.gold for query in queries]


def test_times_are_told_apart_by_what_was_needed() -> None:
    query = Query(id="q", text="", gold="x")
    rankings = [
        Ranking(query=query, ids=("x",), seconds=seconds, settled=settled)
        for seconds, settled in ((0.002, True), (0.004, True), (0.020, False))
    ]
    figures = evaluation.figures(rankings)
    assert (figures["settled"], figures["ms_p50_settled"], figures["ms_p50_encoders"]) == (0.6667, 3.0, 20.0)
    assert evaluation.figures(rankings[:2])["ms_p50_encoders"] == 0.0


def test_figures_and_rank_file(tmp_path: Path) -> None:
    rankings = [
        Ranking(
            query=Query(id=f"q{place}", text="", gold="x"),
            ids=tuple("abcdefghijklm"[: place - 1]) + ("x",) * (place < 12),
            seconds=0.01,
        )
        for place in (1, 2, 4, 12)
    ]
    figures = evaluation.figures(rankings)
    assert (figures["top1"], figures["top3"], figures["top10"], figures["mrr"]) == (0.25, 0.5, 0.75, round(1.75 / 4, 4))
    evaluation.write_ranks(tmp_path / "ranks.tsv", rankings)
    assert (tmp_path / "ranks.tsv").read_text().splitlines()[:2] == ["q1\tx", "q2\ta\tx"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs the tab-separated columns"),
        ("id\tquestion\n", "needs the"),
        ("id\tquestion\tanswer\n", "nothing to work with"),
    ],
)
def test_no_question_list(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        evaluation.read_corpus(write(tmp_path / "corpus.tsv", text))


def test_ids_that_stand_twice(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="the id a1 stands twice"):
        evaluation.read_corpus(write(tmp_path / "corpus.tsv", CORPUS.replace("a2", "a1")))


@pytest.mark.parametrize(
    "line", ["{", '{"id": "q"}', "[]", '{"id": "q", "doc": "d", "question": "q", "passage": "p", "doc_file": "a.txt"}']
)
def test_no_contract_queries(tmp_path: Path, line: str) -> None:
    write(tmp_path / "a.txt", "甲保险条款\n\n第一条 等待期。\n")
    with pytest.raises(DocumentError, match=r"queries.jsonl:1: no query"):
        evaluation.read_contract_queries(write(tmp_path / "queries.jsonl", line), evaluation.read_contracts(tmp_path))


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds no"):
        evaluation.read_contracts(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read"):
        evaluation.read_queries(tmp_path / "nothing.tsv")
