"""``assistant chat``: talk in the terminal, or line by line in JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator, TextIO

from assistant.cli.session import Session
from assistant.errors import AccessError, CustomerError, NotFoundError, StateError
from assistant.settings import Settings, read_settings


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("chat", help="talk with the assistant in the terminal")
    parser.add_argument("--json", action="store_true", help="one JSON object a line in, one out")
    parser.add_argument(
        "--database", metavar="URL", help="keep the conversations there; else a fresh temporary database"
    )
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Talk until the input ends."""
    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        session = Session(_settings(options.database, Path(folder)))
        try:
            return talk_json(session, sys.stdin, _own_stdout()) if options.json else _talk(session)
        finally:
            session.close()


def talk_json(session: Session, lines: Iterator[str] | TextIO, out: TextIO) -> int:
    """Answer each line of JSON with a line of JSON; a fault is told in its line's answer and the talk goes on."""
    for line in lines:
        if line.strip():
            print(json.dumps(answer_line(session, line), ensure_ascii=False), file=out, flush=True)
    return 0


def answer_line(session: Session, line: str) -> dict[str, Any]:
    """Return the answer to one line of JSON, or the error it caused."""
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("a line is one JSON object")
        return _answer(session, request)
    except (ValueError, RecursionError) as error:
        return _error("bad_request", str(error))
    except CustomerError as error:
        return _error(error.code, ", ".join(f"{k}={v}" for k, v in error.fields.items()) or error.code)
    except AccessError as error:
        return _error("forbidden", str(error))
    except StateError as error:
        return _error("not_possible", str(error))
    except (NotFoundError, OSError) as error:
        return _error("not_found", str(error))


def _answer(session: Session, request: dict[str, Any]) -> dict[str, Any]:
    if "advance" in request:
        return session.advance(_number(request["advance"]))
    if "agent" in request:
        return session.agent(*(_text(request, name) for name in ("agent", "action")), sender=request.get("sender"),
                             text=_text(request, "text", ""))  # fmt: skip
    sender = _text(request, "sender")
    options = {name: _text(request, name) for name in ("text", "payload", "file") if request.get(name) is not None}
    if not options:
        raise ValueError("a customer's line needs text, payload or file")
    return session.customer(sender, **options, external_id=request.get("id"))


def _text(request: dict[str, Any], name: str, default: str | None = None) -> str:
    value = request.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e10:
        raise ValueError("advance must be a number of seconds, 0 or more")
    return float(value)


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _settings(database: str | None, folder: Path) -> Settings:
    settings = read_settings()
    if database:
        return replace(settings, database_url=database)
    return replace(settings, database_url=f"sqlite:///{folder / 'chat.db'}", data=folder, sample_data=True)


def _own_stdout() -> TextIO:
    """Return the real standard output, and send what libraries print to standard error instead."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="replace")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _talk(session: Session) -> int:
    from assistant.cli.terminal import Terminal

    return Terminal(session).run()
