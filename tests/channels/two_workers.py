"""``assistant serve`` with two workers on PostgreSQL and Redis, for tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator

from assistant.settings import PROJECT
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit
from tests.serving import free_port

KEY = "a key for tests"
START_SECONDS = 120.0  # two models on two slow cores that others use too


class Service:
    """``assistant serve --workers 2``, and its workers by their process ids."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        own = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "ASSISTANT_DATA": str(folder),
               "ASSISTANT_SECRET_KEY": KEY, "ASSISTANT_SAMPLE_DATA": "1", "OMP_NUM_THREADS": "1"}  # fmt: skip
        command = [sys.executable, "-m", "assistant.cli.main", "serve", "--workers", "2"]
        self.log = folder / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--port", self.url.rpartition(":")[2]], cwd=PROJECT, env={**os.environ, **own},
                stdout=log, stderr=log,
            )  # fmt: skip
        until(lambda: len(self.serving()) == 2 or self.process.poll() is not None, START_SECONDS)
        assert self.process.poll() is None, self.log.read_text()

    def serving(self) -> list[int]:
        """Return the workers that have ever come to serve, in that order."""
        return [int(name) for name in re.findall(r"worker (\d+) serves", self.log.read_text())]

    def running(self) -> list[int]:
        """Return the workers that run now."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(name) for name in found.split()]

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """Let one worker alone take what comes in."""
        others = [other for other in self.running() if other != worker]
        for other in others:
            os.kill(other, signal.SIGSTOP)
        try:
            yield
        finally:
            for other in others:
                os.kill(other, signal.SIGCONT)

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(40)
        finally:
            self.process.kill()


def until(look: Callable[[], Any], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


@contextmanager
def opened(url: str) -> Iterator[Unit]:
    database = Database(url, Cipher(KEY))
    with database.reading() as connection:
        yield Unit(connection, database.cipher)
    database.dispose()
