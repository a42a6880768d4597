"""``assistant serve``: the web server."""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
from functools import partial
from typing import Any

from assistant.errors import SettingsError
from assistant.settings import Settings


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the chat page, the desk and the channels")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--worker", help=argparse.SUPPRESS)  # what the watching process starts its workers with
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from assistant.cli.workers import Workers, work
    from assistant.settings import read_settings

    logging.getLogger("assistant").setLevel(logging.INFO)
    if options.worker:
        work(*map(int, options.worker.split(",")))
        return 0
    settings = read_settings()
    listener = _listen(options, settings)
    tell = partial(print, f"http://{options.host}:{options.port}/  (desk: /desk/)", flush=True)
    if options.workers > 1:
        return asyncio.run(Workers(listener, options.workers, tell).run())

    from assistant.cli.server import make_server

    server = make_server(settings)
    tell()
    server.run(sock=listener, access_log=False, motd=False)
    return 0


def _listen(options: argparse.Namespace, settings: Settings) -> socket.socket:
    """Return the socket to serve on.

    Raises:
        SettingsError: port taken, or several workers without the databases they share; each told in one line.
    """
    faults = []
    if options.workers > 1 and (settings.database_url.startswith("sqlite") or not settings.redis_url):
        faults.append("--workers above 1 needs DATABASE_URL of PostgreSQL and REDIS_URL")
    listener = socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
    except OSError as error:
        faults.append(f"port {options.port} on {options.host}: {error.strerror}; choose another with --port or PORT=")
    if faults:
        listener.close()
        raise SettingsError(faults)
    return listener
