"""An insurer's core system on this machine, for tests: it behaves as its ``mood`` says."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Iterator

import pytest

POLICY = {"number": "QY1", "product": "kangning-ci", "version": "2025-01", "insured": "林晓梅", "effective_from": "2026-03-01",
          "effective_to": "2027-02-28", "sum_insured": "500000", "premium": "412.50"}  # fmt: skip


class Core(BaseHTTPRequestHandler):
    """A core system that does what ``server.mood`` says."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body, self.headers["Authorization"]))  # type: ignore[attr-defined]
        getattr(self, self.server.mood[min(len(self.server.asked), len(self.server.mood)) - 1])(body)  # type: ignore[attr-defined]

    def well(self, body: dict[str, Any]) -> None:
        known = body["id_number"] == "110101199003070046" and body.get("phone") in (None, "13900000001")
        if self.path == "/holders":
            self._send(200 if known else 404, {"name": "林晓梅"} if known else {})
        else:
            self._send(200, [POLICY, {**POLICY, "number": "QY2", "effective_from": "2026-09-01"}] if known else [])

    def slow(self, body: dict[str, Any]) -> None:
        time.sleep(1)
        self.well(body)

    def busy(self, body: dict[str, Any]) -> None:
        self._send(503, {})

    def broken(self, body: dict[str, Any]) -> None:
        self._send(500, {})

    def garbled(self, body: dict[str, Any]) -> None:
        self._raw(200, b"<html>maintenance</html>")

    def odd(self, body: dict[str, Any]) -> None:
        self._send(200, [{"number": "QY1"}])

    def huge(self, body: dict[str, Any]) -> None:
        self._raw(200, b"[" + b" " * 2_000_000 + b"]")

    def gone(self, body: dict[str, Any]) -> None:
        self.connection.close()

    def away(self, body: dict[str, Any]) -> None:
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, answer: Any) -> None:
        self._raw(status, json.dumps(answer).encode())

    def _raw(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:  # whoever asked did not wait
            return

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def core() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Core)
    server.asked, server.mood = [], ["well"]  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
