"""``assistant nlu review``: label what was not understood, and see what that changed."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from functools import partial
from typing import Any, Callable

from assistant.bootstrap import Storage, build_storage
from assistant.domain.doubt import Doubt, DoubtGroup, DoubtState
from assistant.domain.intents import INTENT_GROUPS
from assistant.domain.understanding import Understanding
from assistant.errors import AssistantError
from assistant.settings import PROJECT, read_settings

HELP = "an intent's name, d nothing to learn, k the knowledge base lacks it, ENTER later, l the intents, q enough"


def register(subparsers: Any) -> None:
    """Add the command."""
    nlu = subparsers.add_parser("nlu", help="what was not understood, and learning from it")
    commands = nlu.add_subparsers(dest="nlu_command", required=True)
    review = commands.add_parser(
        "review", help="ask for labels in a terminal, else list what waits; most often said first"
    )
    one = review.add_mutually_exclusive_group()
    one.add_argument("--label", nargs=2, metavar=("ID", "INTENT"), help="write a sentence to nlu_data under an intent")
    one.add_argument("--dismiss", type=int, metavar="ID", help="there is nothing to learn from it")
    one.add_argument("--to-knowledge", type=int, metavar="ID", help="understood rightly; the answer is missing")
    one.add_argument("--done", action="store_true", help="what each label changed, by the model there is now")
    review.add_argument("--json", action="store_true", help="one JSON object a line")
    review.add_argument("--by", default=None, metavar="NAME", help="who reviews; the user of this terminal by default")
    review.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    store = build_storage(read_settings())
    by = options.by or getpass.getuser()
    if options.label:
        label(store, _key(options.label[0]), options.label[1], by)
    elif options.dismiss is not None or options.to_knowledge is not None:
        put_aside(store, options.dismiss, options.to_knowledge, by)
    elif options.done:
        show_done(store, _newest_reader(), options.json)
    elif sys.stdin.isatty() and not options.json:
        ask(store, by, input)
    else:
        show_open(store, options.json)
    return 0


def show_open(store: Storage, as_json: bool) -> None:
    """Print what waits for review."""
    with store.review() as doubts:
        groups = doubts.open()
    for group in groups:
        print(json.dumps(as_dict(group), ensure_ascii=False) if as_json else in_words(group))
    if not groups and not as_json:
        print("nothing waits for review")


def label(store: Storage, key: int, intent: str, by: str) -> None:
    """Write a sentence under an intent and print where."""
    with store.review() as doubts:
        place = doubts.label(key, intent, by)
    file = place.file.relative_to(PROJECT) if place.file.is_relative_to(PROJECT) else place.file
    print(f"{key} {intent} {file}:{place.line}")


def put_aside(store: Storage, dismissed: int | None, lacking: int | None, by: str) -> None:
    """Settle a doubt that is no training sentence."""
    with store.review() as doubts:
        if dismissed is not None:
            doubts.dismiss(dismissed, by)
        elif lacking is not None:
            doubts.to_knowledge(lacking, by)


def ask(store: Storage, by: str, read: Callable[[str], str]) -> None:
    """Ask for a label for each thing that waits, until there is none or the reviewer has had enough."""
    with store.review() as doubts:
        groups = doubts.open()
    print(HELP)
    for group in groups:
        print(in_words(group))
        while (answer := read("> ").strip()) and not _settle(store, group.first.id, answer, by):
            pass
        if answer == "q":
            return


def _settle(store: Storage, key: int, answer: str, by: str) -> bool:
    """Do what the reviewer answered; return whether that settles it, or ends the review."""
    try:
        if answer in ("d", "k"):
            put_aside(store, key if answer == "d" else None, key if answer == "k" else None, by)
        elif answer == "l":
            print(" ".join(sorted(INTENT_GROUPS)))
            return False
        elif answer != "q":
            label(store, key, answer, by)
    except AssistantError as error:
        print(error)
        return False
    return True


def show_done(store: Storage, read: Callable[[str], Understanding], as_json: bool) -> None:
    """Print each labelled sentence, as it was understood and as ``read`` understands it now."""
    with store.review() as doubts:
        labelled = doubts.settled(DoubtState.LABELLED)
    rows = [change(doubt, read(doubt.text)) for doubt in labelled]
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if as_json else _change_in_words(row))
    if not as_json:
        print(f"{sum(row['right'] for row in rows)} of {len(rows)} are understood as labelled")


def _newest_reader() -> Callable[[str], Understanding]:
    from assistant.nlu.interpreter import Interpreter

    settings = read_settings()
    return partial(Interpreter.load(settings.models).parse, now=settings.clock.now())


def as_dict(group: DoubtGroup) -> dict[str, Any]:
    """Return a group of doubts for scripts."""
    first = group.first
    return {
        "id": first.id,
        "times": len(group.doubts),
        "text": first.text,
        "texts": sorted({doubt.text for doubt in group.doubts}),
        "context": list(first.context),
        "intent": first.intent,
        "group": first.group,
        "confidence": first.confidence,
        "causes": [cause.value for cause in group.causes],
        "outcome": list(first.outcome),
        "last_at": group.doubts[-1].at.isoformat(),
    }


def in_words(group: DoubtGroup) -> str:
    """Return a group of doubts for people."""
    first = group.first
    causes = ",".join(cause.value for cause in group.causes)
    head = f"{first.id:6}  {len(group.doubts)}x  {first.text}"
    before = [f"          | {line}" for line in first.context]
    return "\n".join([head, *before, f"          {first.intent} {first.confidence:.2f}  {causes}"])


def change(doubt: Doubt, now: Understanding) -> dict[str, Any]:
    """Return what a label changed."""
    return {
        "id": doubt.id,
        "text": doubt.text,
        "label": doubt.label,
        "before": {"intent": doubt.intent, "confidence": doubt.confidence},
        "after": {"intent": now.intent, "confidence": round(now.confidence, 4)},
        "right": now.intent == doubt.label,
        "by": doubt.settled_by,
    }


def _change_in_words(row: dict[str, Any]) -> str:
    before, after = row["before"], row["after"]
    told = f"{before['intent']} {before['confidence']:.2f} -> {after['intent']} {after['confidence']:.2f}"
    return f"{'right' if row['right'] else 'WRONG':6}{row['text']}  {told}  ({row['label']} by {row['by']})"


def _key(text: str) -> int:
    if not text.isdecimal():
        raise AssistantError(f"{text} is no number of the list")
    return int(text)
