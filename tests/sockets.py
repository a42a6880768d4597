"""A page's socket: Socket.IO over a websocket, as far as the pages speak it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import Any

import websockets


class PageSocket:
    """Joins a namespace in a thread of its own and keeps the names of the events that come."""

    def __init__(self, url: str, namespace: str, auth: dict[str, str] | None = None, *, cookie: str = "") -> None:
        self.address = url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        self.namespace, self.auth, self.cookie = namespace, auth, cookie
        self.events: list[str] = []
        self.joined = False
        self._answered = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._talk())
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._answered.wait(10), "no answer from the server"

    def until(self, event: str, *, seconds: float = 10) -> None:
        """Wait until an event has come, and forget all that came."""
        end = time.monotonic() + seconds
        while event not in self.events:
            assert time.monotonic() < end, f"{event} did not come, only {self.events}"
            time.sleep(0.02)
        self.events.clear()

    def send(self, event: str, data: Any) -> None:
        """Say something to the server."""
        message = f"42{self.namespace},{json.dumps([event, data])}"
        asyncio.run_coroutine_threadsafe(self._socket.send(message), self._loop).result(10)

    def close(self) -> None:
        """Leave."""
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._task)
        except (asyncio.CancelledError, websockets.ConnectionClosed):
            pass
        finally:
            self._answered.set()
            self._loop.run_until_complete(asyncio.sleep(0.1))  # what was closed lets go of its socket on the loop
            self._loop.close()

    async def _talk(self) -> None:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with websockets.connect(self.address, extra_headers=headers) as socket:
            self._socket = socket
            await socket.recv()  # the handshake of Engine.IO
            await socket.send(f"40{self.namespace},{json.dumps(self.auth) if self.auth else ''}")
            async for message in socket:
                await self._take(socket, str(message))

    async def _take(self, socket: Any, message: str) -> None:
        kind, _, body = message.partition(f"{self.namespace},")
        if message == "2":
            await socket.send("3")
        elif kind in ("40", "44"):
            self.joined = kind == "40"
            self._answered.set()
        elif kind == "42":
            self.events.append(json.loads(body)[0])
