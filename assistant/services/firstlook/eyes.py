"""The handle on the process that looks: started when it is needed, replaced when it fails, ended when it has been idle."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from typing import Any

from assistant.domain.paper import Seen
from assistant.errors import ExternalError
from assistant.services.firstlook.worker import HEAD

logger = logging.getLogger(__name__)
PATIENCE = 80.0  # seconds that a paper may take, the loading of the models included
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Eyes:
    """Looks at one paper at a time; several threads may ask."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def see(self, content: bytes, media_type: str) -> Seen:
        """Return what is on a paper.

        Raises:
            ExternalError: when it could not be looked at; ``permanent`` when the file is why.
        """
        with self._lock:
            try:
                answer = self._ask(content, media_type)
            except (OSError, ValueError) as error:
                self._end()
                raise ExternalError(f"the process that looks: {type(error).__name__}") from None
            except BaseException:  # broken off in the middle: the next answer would be that of this question
                self._end()
                raise
        if "error" in answer:
            raise ExternalError(str(answer["error"]), permanent=True)
        return Seen(**{**answer, "lines": [(text, score) for text, score in answer["lines"]]})

    def close(self, *, at_once: bool = False) -> None:
        """End the process; another is started when it is needed. ``at_once`` breaks off what it is at."""
        process = self._process
        if at_once and process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _ask(self, content: bytes, media_type: str) -> dict[str, Any]:
        """Return what the process answers; killed when its time is up, it answers nothing."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(self.patience, process.kill)
        watch.start()
        try:
            kind = media_type.encode()
            process.stdin.write(HEAD.pack(len(kind), len(content)) + kind + content)
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
        finally:
            watch.cancel()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "assistant.services.firstlook.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **ONE_THREAD},
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    logger.debug("a pipe was broken already")
