"""``assistant serve``: the web server."""

from __future__ import annotations

import argparse
import logging
import socket
from typing import Any

from assistant.errors import SettingsError


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the chat page, the desk and the channels")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--workers", type=int, default=1)
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from assistant.cli.server import make_server
    from assistant.settings import read_settings

    settings = read_settings()
    _check(options, settings.database_url, settings.redis_url)
    logging.getLogger("assistant").setLevel(logging.INFO)
    server = make_server(settings)
    print(f"http://{options.host}:{options.port}/  (desk: /desk/)", flush=True)
    server.run(host=options.host, port=options.port, workers=options.workers, access_log=False, motd=False)
    return 0


def _check(options: argparse.Namespace, database_url: str, redis_url: str | None) -> None:
    """Tell in one line each what would not work.

    Raises:
        SettingsError: port taken, or several workers without the databases they share.
    """
    faults = []
    if options.workers > 1 and (database_url.startswith("sqlite") or not redis_url):
        faults.append("--workers above 1 needs DATABASE_URL of PostgreSQL and REDIS_URL")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            faults.append(
                f"port {options.port} on {options.host}: {error.strerror}; choose another with --port or PORT="
            )
    if faults:
        raise SettingsError(faults)
