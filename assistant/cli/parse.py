"""``assistant parse``: what the assistant understands of messages, one a line."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Iterator

from assistant.settings import read_settings


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("parse", help="one message a line in, what is understood of it out")
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the default says it in short)")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Read messages from standard input until it ends."""
    from assistant.nlu.interpreter import Interpreter

    settings = read_settings()
    interpreter = Interpreter.load(settings.models)
    for text in _lines():
        found = interpreter.explain(text, settings.clock.now())
        _write(_as_json(found) if options.json else _in_short(found))
    return 0


def _lines() -> Iterator[str]:
    """Yield the messages; bytes that are no UTF-8 come through as unpaired surrogates."""
    for line in sys.stdin.buffer:
        yield line.rstrip(b"\r\n").decode("utf-8", errors="surrogateescape")


def _as_json(found: dict[str, Any]) -> str:
    """Write Chinese as it is, and everything escaped where that cannot be encoded."""
    written = json.dumps(found, ensure_ascii=False)
    return written if _is_encodable(written) else json.dumps(found)


def _in_short(found: dict[str, Any]) -> str:
    entities = " ".join(f"{entity['type']}={entity['value']}" for entity in found["entities"])
    return f"{found['group']}/{found['intent']} {found['confidence']:.2f} {entities}".rstrip()


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _write(line: str) -> None:
    safe = line if _is_encodable(line) else line.encode("utf-8", errors="replace").decode("utf-8")
    sys.stdout.buffer.write(safe.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
