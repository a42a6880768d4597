"""``assistant transcripts``: the record proved, kept as long as the law says, held and handed out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from assistant.errors import CustomerError, SettingsError
from assistant.services.holds import SCOPES

if TYPE_CHECKING:
    from assistant.bootstrap import Storage
    from assistant.services.retention import Verdict

BY = "operator"
LIFTED = "lifted in the terminal"
SHOWN = 20  # broken links named


def register(subparsers: Any) -> None:
    """Add the command."""
    actions = subparsers.add_parser("transcripts", help="the record: proof, retention, holds, export")
    actions = actions.add_subparsers(dest="action", required=True)
    verify = actions.add_parser(
        "verify", help="prove that nothing was changed or taken out; exit 1 and the place where it was"
    )
    verify.add_argument("--subject", help="one conversation alone, or that of a claim or a complaint")
    verify.set_defaults(run=run_verify)
    actions.add_parser("anchor", help="write down where every chain ends now").set_defaults(run=run_anchor)
    retain = actions.add_parser("retain", help="erase what no rule keeps any longer")
    mode = retain.add_mutually_exclusive_group(required=True)
    mode.add_argument("--dry-run", action="store_true", help="only list it")
    mode.add_argument("--apply", action="store_true", help="erase it")
    retain.set_defaults(run=run_retain)
    _register_holds(actions)
    export = actions.add_parser("export", help="write a conversation as PDF and JSON, with the proof of its chain")
    export.add_argument("subject", help="a conversation's id, a claim's or a complaint's number")
    export.add_argument("--to", type=Path, required=True, metavar="DIR")
    export.add_argument("--clear", metavar="REASON", default="", help="personal data in full, for this reason")
    export.set_defaults(run=run_export)
    for parser in actions.choices.values():
        parser.add_argument("--database", metavar="URL", help="instead of DATABASE_URL")
        parser.set_defaults(func=run)


def _register_holds(actions: Any) -> None:
    hold = actions.add_parser("hold", help="legal holds: what is held is never erased")
    hold.add_argument("step", choices=("add", "remove", "list"))
    hold.add_argument("subject", nargs="?", help="a conversation's id, a claim's or a complaint's number")
    hold.add_argument("--reason", default="", help="why it is placed or lifted")
    hold.add_argument("--scope", choices=SCOPES, default=SCOPES[0], help="that matter alone, or all of its customer's")
    hold.set_defaults(run=run_hold)


def run(options: argparse.Namespace) -> int:
    """Do one of the actions; what the operator can put right is told in one line."""
    from assistant.bootstrap import build_storage
    from assistant.settings import read_settings

    settings = read_settings()
    store = build_storage(replace(settings, database_url=options.database or settings.database_url))
    step: Callable[[Storage, argparse.Namespace], int] = options.run
    try:
        return step(store, options)
    except CustomerError as error:
        print(_MESSAGES[error.code].format(**error.fields), file=sys.stderr)
        return 1


def run_verify(store: Storage, options: argparse.Namespace) -> int:
    """Prove the record; name the first broken link of every chain that has one."""
    key = None
    if options.subject:
        with store.record() as archive:
            key = archive.holds.conversation_of(options.subject)
    started = time.perf_counter()
    proof = store.prove(key)
    for found in proof.breaks[:SHOWN]:
        print(f"broken at {found}")
    if len(proof.breaks) > SHOWN:
        print(f"and {len(proof.breaks) - SHOWN} more")
    print(f"{'BROKEN' if proof.breaks else 'whole'}: {proof.messages} messages ({proof.erased} erased by rule) in "
          f"{proof.conversations} conversations, {proof.notes} notes, {proof.anchors} anchors, {time.perf_counter() - started:.1f} s")  # fmt: skip
    return 1 if proof.breaks else 0


def run_anchor(store: Storage, options: argparse.Namespace) -> int:
    """Write an anchor."""
    with store.record() as archive:
        count = archive.unit.record.anchor(store.clock.now())
    print(f"anchored: {count} conversations")
    return 0


def run_retain(store: Storage, options: argparse.Namespace) -> int:
    """List what retention makes of the old conversations, and what is to go of each table; with --apply, erase it, each in a transaction of its own."""
    today = store.clock.now().date()
    with store.record() as archive:
        verdicts = archive.retention.verdicts()
    for verdict in verdicts:
        print(_line(verdict, today))
    going = [verdict for verdict in verdicts if verdict.erasable(today)]
    with store.record() as archive:
        rows, aged = archive.retention.rows_of(going), archive.retention.aged_rows()
    count = sum(_erase(store, verdict) for verdict in going) if options.apply else len(going)
    if options.apply:
        aged = {rule: _erase_rows(store, rule) for rule in aged}
    for name, number in {**rows, **{f"{rule} (own term)": number for rule, number in aged.items()}}.items():
        print(f"{name}\t{number} rows")
    print(f"{count} {'erased' if options.apply else 'to erase'}, {len(verdicts) - count} kept")
    return 0


def _erase(store: Storage, verdict: Verdict) -> bool:
    """Erase a conversation, then its papers; return whether nothing had come to keep it."""
    with store.record() as archive:
        files = archive.retention.erase(verdict, by=BY)
    for name in files or ():
        archive.files.delete(name)
    return files is not None


def _erase_rows(store: Storage, rule: str) -> int:
    with store.record() as archive:
        return archive.retention.erase_rows(rule, by=BY)


def _line(verdict: Verdict, today: date) -> str:
    kept = f"held by {verdict.held}" if verdict.held else "open" if verdict.open else "kept"
    fate = "erase" if verdict.erasable(today) else kept
    return f"{fate}\t{verdict.aged.id}\t{verdict.aged.last_seq - verdict.aged.first_seq + 1} lines\tuntil {verdict.until}\t{verdict.rule.source}"


def run_hold(store: Storage, options: argparse.Namespace) -> int:
    """Place, lift or list legal holds."""
    if options.step != "list" and not options.subject:
        raise SettingsError([f"hold {options.step} needs a subject"])
    if options.step == "add" and not options.reason.strip():
        raise SettingsError(["hold add needs --reason"])
    with store.record() as archive:
        if options.step == "add":
            archive.holds.place(options.subject, options.reason, by=BY, scope=options.scope)
        elif options.step == "remove":
            archive.holds.lift(options.subject, options.reason or LIFTED, by=BY)
        for row in archive.unit.record.holds():
            print(
                f"{row['subject']}\t{row['scope']}\tsince {row['placed_at']:%Y-%m-%d} by {row['placed_by']}\t{row['reason']}"
            )
    return 0


def run_export(store: Storage, options: argparse.Namespace) -> int:
    """Write a conversation's PDF, JSON and proof into a folder."""
    with store.record() as archive:
        key = archive.holds.conversation_of(options.subject)
        content = archive.transcripts.for_export(key, reason=options.clear, by=BY)
        pdf = archive.transcripts.as_pdf(content)
        links = archive.unit.transcript.links(key)
    proof = store.prove(key)
    options.to.mkdir(parents=True, exist_ok=True)
    stem = f"transcript-{options.subject}"
    (options.to / f"{stem}.pdf").write_bytes(pdf)
    (options.to / f"{stem}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    shown = {"conversation": key, "proved_at": store.clock.now().isoformat(), "whole": not proof.breaks,
             "breaks": [str(found) for found in proof.breaks], "links": [{"seq": seq, "digest": digest} for seq, digest in links]}  # fmt: skip
    (options.to / f"{stem}.proof.json").write_text(json.dumps(shown, indent=1), encoding="utf-8")
    print(f"{len(content['messages'])} messages to {options.to}, chain {'BROKEN' if proof.breaks else 'whole'}")
    return 1 if proof.breaks else 0


_MESSAGES = {
    "subject_unknown": "there is no conversation, claim or complaint {subject}",
    "hold_unknown": "nothing holds {subject}",
    "hold_reason": "a hold is neither placed nor lifted without --reason",
}
