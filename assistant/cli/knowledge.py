"""``assistant knowledge``: check, search, fill and measure the knowledge base."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from assistant.clock import SystemClock
from assistant.errors import AssistantError
from assistant.retrieval import evaluation
from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.golden import FILE
from assistant.retrieval.importing.writing import import_files
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.model import Hit
from assistant.retrieval.search import Searcher
from assistant.services.golden import changes, figures, run
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"
CACHE = PROJECT / "var" / "cache"


def register(subparsers: Any) -> None:
    """Add the command and its own commands."""
    parser = subparsers.add_parser("knowledge", help="check, search, fill and measure the knowledge base")
    commands = parser.add_subparsers(dest="knowledge_command", required=True)
    _register_validate(commands)
    _register_search(commands)
    _register_import(commands)
    _register_evaluate(commands)
    _register_golden(commands)


def _register_validate(commands: Any) -> None:
    parser = commands.add_parser("validate", help="name every fault with file and line")
    parser.add_argument("folder", nargs="?", type=Path, default=KNOWLEDGE, metavar="DIR")
    parser.set_defaults(func=validate)


def _register_search(commands: Any) -> None:
    parser = commands.add_parser("search", help="rank the entries for a question")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    parser.add_argument("--top", type=_positive, default=5, metavar="N")
    parser.add_argument("--product", metavar="ID")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day whose versions apply; today by default")
    parser.add_argument("--knowledge", type=Path, default=KNOWLEDGE, metavar="DIR")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.set_defaults(func=search)


def _register_import(commands: Any) -> None:
    parser = commands.add_parser("import", help="bring question lists and clause documents into the knowledge format")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    parser.set_defaults(func=import_)


def _register_evaluate(commands: Any) -> None:
    parser = commands.add_parser("evaluate", help="measure retrieval over a question list or clause documents")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpus", type=Path, metavar="TSV", help="columns id, question, answer")
    source.add_argument(
        "--contracts", type=Path, metavar="DIR", help="text files: title line, passages between blank lines"
    )
    parser.add_argument("--queries", type=Path, required=True, metavar="FILE")
    parser.add_argument("--ranks", type=Path, metavar="FILE", help="write the ids found for each query")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.set_defaults(func=evaluate)


def _register_golden(commands: Any) -> None:
    parser = commands.add_parser("golden", help="ask the golden questions again; show what is wrong and what changed")
    parser.add_argument("--knowledge", type=Path, default=KNOWLEDGE, metavar="DIR")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.set_defaults(func=golden)


def validate(options: argparse.Namespace) -> int:
    """Print every fault; return 1 when there are any."""
    try:
        knowledge = KnowledgeBase.load(options.folder, today=SystemClock().now().date())
    except KnowledgeError as error:
        print("\n".join(str(fault) for fault in error.faults))
        print(f"{len(error.faults)} faults in {options.folder}", file=sys.stderr)
        return 1
    counted = f"{len(knowledge.products)} products, {len(knowledge.entries)} entries, {len(knowledge.golden)} golden questions"
    print(f"{counted}, no fault")
    return 0


def search(options: argparse.Namespace) -> int:
    """Print the ranked entries with their scores."""
    knowledge = KnowledgeBase.load(options.knowledge)
    if options.product is not None and options.product not in knowledge.products:
        raise AssistantError(f"no product {options.product}; there are {' '.join(knowledge.products)}")
    searcher = Searcher(knowledge, cache_dir=options.cache, progress=_progress)
    day = options.as_of or SystemClock().now().date()
    hits = searcher.search(options.text, product=options.product, as_of=day, top=options.top)
    print(json.dumps([_hit(hit) for hit in hits], ensure_ascii=False) if options.json else _listing(hits))
    return 0


def import_(options: argparse.Namespace) -> int:
    """Import the files and print the report; return 1 when any could not be read."""
    report = import_files(options.paths, options.to)
    print("\n".join(report.lines()))
    return 1 if report.failed else 0


def evaluate(options: argparse.Namespace) -> int:
    """Print the figures as one JSON object."""
    if options.corpus:
        knowledge, queries = evaluation.read_corpus(options.corpus), evaluation.read_queries(options.queries)
    else:
        knowledge = evaluation.read_contracts(options.contracts)
        queries = evaluation.read_contract_queries(options.queries, knowledge)
    rankings = evaluation.rank(Searcher(knowledge, cache_dir=options.cache, progress=_progress), queries)
    if options.ranks:
        evaluation.write_ranks(options.ranks, rankings)
    print(json.dumps(evaluation.figures(rankings)))
    return 0


def golden(options: argparse.Namespace) -> int:
    """Print every golden question that is not answered as it should be, and every one whose answer changed; then the figures."""
    knowledge = KnowledgeBase.load(options.knowledge)
    results = run(knowledge.golden, Searcher(knowledge, cache_dir=options.cache, progress=_progress), SystemClock())
    for result in results:
        if not result.right:
            where = f"{FILE}:{result.golden.line}"
            print(f"{result.verdict:8}{where} {result.golden.ask} -> {result.found or '?'} ({result.score:.2f})")
    for ask, before, now in changes(results, options.cache / "golden.json"):
        print(f"changed {ask}: {before or '?'} -> {now or '?'}")
    print(json.dumps(figures(results)))
    return 1 if any(result.verdict == "wrong" for result in results) else 0


def _hit(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "id": entry.id,
        "kind": entry.kind,
        "product": entry.product,
        "score": round(hit.score, 4),
        "question": entry.question,
        "answer": entry.answer,
        "surface": hit.surface,
        "citations": [citation.as_dict() for citation in entry.citations],
    }


def _listing(hits: list[Hit]) -> str:
    return "\n".join(f"{hit.score:.3f}  {hit.entry.id}  {hit.entry.question}" for hit in hits) or "nothing found"


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and total > 256:
        print(f"\rencoding {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-01-31") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)
