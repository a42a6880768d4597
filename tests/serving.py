"""A real server on a real port, in a thread of the test's process, so that a test may move its clock."""

from __future__ import annotations

import asyncio
import socket
import threading
import weakref
from typing import Any

import httpx
from sanic import Sanic

from assistant.bootstrap import App, build
from assistant.cli.server import Server
from assistant.dialogue.brain import Brain
from assistant.settings import Settings

Sanic.test_mode = True  # it rewrites its own methods at a start, and can do so a second time in this mode alone


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveServer:
    """Serves until it is stopped; can be started again on the same port and database."""

    def __init__(self, settings: Settings, brain: Brain | None = None, searcher: Any = None) -> None:
        self.settings = settings
        self.brain = brain
        self.searcher = searcher
        self.port = free_port()
        self.app: App

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> LiveServer:
        """Serve in a thread and return when it answers."""
        self.app = build(self.settings, self.searcher)
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(60), "the server did not start"
        assert httpx.get(f"{self.url}/healthz", timeout=10).status_code == 200
        return self

    def stop(self) -> None:
        """Stop and wait until it has."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(120)  # a knowledge base that is being taken over is taken over first
        assert not self._thread.is_alive()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        sanic = Sanic(f"assistant-{self.port}-{id(ready)}", configure_logging=False)
        self.server = Server(self.settings, self.app, self.brain)
        self.server.mount(sanic)
        self.routes = list(sanic.router.routes)
        running = await sanic.create_server(
            host="127.0.0.1", port=self.port, return_asyncio_server=True, access_log=False
        )
        await running.startup()
        await running.before_start()
        await running.after_start()
        ready.set()
        await self._stopping.wait()
        await running.before_stop()
        running.close()
        await running.wait_closed()
        await running.after_stop()


class WebVisitor:
    """A visitor of the chat page, by its calls."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = httpx.post(f"{url}/api/chat/session").json()["token"]

    @property
    def headers(self) -> dict[str, str]:
        """What the page sends with each call."""
        return {"X-Session": self.token}

    def post(self, key: str, **body: str) -> httpx.Response:
        """Send a message."""
        return httpx.post(f"{self.url}/api/chat/messages", headers=self.headers, json={"id": key, **body}, timeout=20)

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        """Read the conversation."""
        found = httpx.get(f"{self.url}/api/chat/messages?after={after}", headers=self.headers, timeout=20)
        lines: list[dict[str, Any]] = found.json()["messages"]
        return lines

    def wait_for(self, count: int, *, seconds: float = 15) -> list[dict[str, Any]]:
        """Wait until the conversation has that many lines."""
        import time

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = self.messages()
            if len(lines) >= count:
                return lines
            time.sleep(0.05)
        raise AssertionError(f"{len(self.messages())} lines instead of {count}")


class DeskClient:
    """An agent, by the desk's calls."""

    def __init__(self, url: str, name: str = "xiaolan", password: str = "try-the-desk-2026") -> None:
        self.http = httpx.Client(base_url=f"{url}/desk/api", timeout=20)
        weakref.finalize(self, self.http.close)
        answer = self.http.post("/login", json={"name": name, "password": password})
        self.status = answer.status_code
        self.csrf = answer.json().get("csrf", "")

    def act(self, key: str, action: str, text: str = "", *, csrf: str | None = None) -> httpx.Response:
        """Do something with a conversation."""
        headers = {"X-CSRF": self.csrf if csrf is None else csrf}
        return self.http.post(f"/conversations/{key}/{action}", json={"text": text}, headers=headers)

    def queue(self) -> dict[str, Any]:
        """Read the queue."""
        found: dict[str, Any] = self.http.get("/queue").json()
        return found
