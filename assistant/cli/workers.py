"""Several processes serving on one socket, and the process that watches over them.

A worker is a new Python and not a fork: a model's threads and a database's connections outlive no fork. It is given three file
descriptors: the socket to serve on, a pipe that ends when the watching process does, and a pipe to say that it serves.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from typing import Callable

logger = logging.getLogger(__name__)
PAUSE = 1.0  # seconds before a worker that died is replaced
PATIENCE = 30.0  # seconds that a worker is given to end in


class Workers:
    """Keeps a number of workers running until it is told to stop."""

    def __init__(self, listener: socket.socket, count: int, on_serving: Callable[[], None]) -> None:
        self.listener = listener
        self.count = count
        self.on_serving = on_serving
        self._served = False
        self._stopping = asyncio.Event()
        self._watched, self._watching = os.pipe()
        self._said, self._saying = os.pipe()

    async def run(self) -> int:
        """Run them; return the exit status: 1 when none of them ever came to serve."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        loop.add_reader(self._said, self._hear)
        await asyncio.gather(*(self._keep() for _ in range(self.count)))
        return 0 if self._served else 1

    async def _keep(self) -> None:
        """Keep one worker running."""
        while not self._stopping.is_set():
            process = await self._start()
            await self._watch(process)
            if self._stopping.is_set():
                return
            if not self._served:  # all of them would fail; why, it has said itself
                self._stopping.set()
                return
            logger.warning("worker %s ended (%s); another takes its place", process.pid, process.returncode)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _start(self) -> asyncio.subprocess.Process:
        given = (self.listener.fileno(), self._watched, self._saying)
        command = [sys.executable, "-m", "assistant.cli.main", "serve", "--worker", ",".join(map(str, given))]
        # in a session of its own: Ctrl-C in the terminal is for this process, which passes it on
        return await asyncio.create_subprocess_exec(
            *command, pass_fds=given, stdin=subprocess.DEVNULL, start_new_session=True
        )

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Wait for a worker's end; when it is time, bring it about."""
        ended, told = (asyncio.ensure_future(wait()) for wait in (process.wait, self._stopping.wait))
        await asyncio.wait([ended, told], return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if not ended.done():
            process.terminate()
            await asyncio.wait([ended], timeout=PATIENCE)
        if not ended.done():
            process.kill()
        await ended

    def _hear(self) -> None:
        """Take note of the workers that serve now."""
        for name in os.read(self._said, 4096).decode().split():
            logger.info("worker %s serves", name)
        if not self._served:
            self._served = True
            self.on_serving()


def work(listener: int, watched: int, saying: int) -> None:
    """Serve as a worker, until told to stop or until nobody watches any more."""
    from assistant.cli.server import make_server
    from assistant.settings import read_settings

    server = make_server(read_settings())

    async def begin(_server: object, loop: asyncio.AbstractEventLoop) -> None:
        loop.add_reader(watched, server.stop)
        os.write(saying, b"%d\n" % os.getpid())

    server.after_server_start(begin)
    server.run(sock=socket.socket(fileno=listener), access_log=False, motd=False)
