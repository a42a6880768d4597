"""The web server: pages, channels, desk, health and figures."""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path
from typing import Any

import socketio
from prometheus_client import CONTENT_TYPE_LATEST
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, file, json, raw

from assistant.bootstrap import App, build
from assistant.channels.base import Channel, Courier, Gate
from assistant.channels.registry import configured
from assistant.channels.web import WebChannel
from assistant.cli.chores import Chores
from assistant.cli.figures import Figures
from assistant.cli.samples import add_sample_claims
from assistant.desk.accounts import AccountCalls
from assistant.desk.calls import Desk
from assistant.desk.claims import ClaimDesk
from assistant.desk.complaints import ComplaintDesk
from assistant.desk.door import Door
from assistant.desk.entries import EntryDesk
from assistant.desk.floor import Floor
from assistant.desk.holds import HoldCalls
from assistant.desk.practice import PracticeDesk
from assistant.desk.record import RecordCalls
from assistant.desk.rounds import DeskRounds
from assistant.desk.supervisor import SupervisorDesk
from assistant.desk.worklist import WorkListDesk
from assistant.dialogue.brain import Brain
from assistant.dialogue.dispatcher import Dispatcher
from assistant.dialogue.entrance import Entrance
from assistant.dialogue.looker import Looker
from assistant.dialogue.turn import TurnRunner
from assistant.errors import (
    AccessError,
    CustomerError,
    NotFoundError,
    NotYoursError,
    RoleError,
    StateError,
    StorageError,
)
from assistant.settings import PROJECT, Settings
from assistant.storage.cipher import Cipher

logger = logging.getLogger(__name__)
PAGES = PROJECT / "assistant" / "web" / "dist"
REDIS_SECONDS = 3.0  # to connect in
BODY_LIMIT = 25 * 1024 * 1024  # above the limit on papers: those between get a proper answer in the chat
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:",
}


class Server:
    """One process's server and everything that runs beside it."""

    def __init__(self, settings: Settings, app: App | None = None, brain: Brain | None = None) -> None:
        self.settings = settings
        self.app: App = app or build(settings)
        self.sockets = _sockets(settings.redis_url, self.app.database.cipher)
        self.brain = brain or Brain(settings, self.app.phrases)
        self.dispatcher = Dispatcher(self.app, TurnRunner(self.app, self.brain))
        door = Door(self.app)
        self.desk = Desk(door, self.sockets, secure=bool((settings.public_url or "").startswith("https")))
        topics = (
            AccountCalls,
            RecordCalls,
            HoldCalls,
            Floor,
            ComplaintDesk,
            SupervisorDesk,
            WorkListDesk,
            EntryDesk,
            PracticeDesk,
        )
        self.rooms = [self.desk, ClaimDesk(door, self.sockets), *(topic(door) for topic in topics)]
        self.rounds = DeskRounds(self.app, self.sockets, self.desk.live.present)
        self.looker = Looker(self.app)
        self.channels: list[Channel] = [WebChannel(self.sockets), *configured(settings, self.dispatcher)]
        self.couriers = [Courier(self.app, channel) for channel in self.channels]
        self.figures = Figures(self.app)
        self.chores = Chores(self.app)

    def mount(self, server: Sanic) -> None:
        """Add everything to a Sanic app."""
        server.config.REQUEST_MAX_SIZE = BODY_LIMIT
        server.config.CORS_AUTOMATIC_OPTIONS = False
        self.sockets.attach(server)
        gate = Gate(app=self.app, entrance=Entrance(self.app))
        for channel in self.channels:
            channel.mount(server, gate)
        for room in self.rooms:
            room.mount(server)
        _mount_pages(server)
        server.add_route(self.health, "/healthz", name="health")
        server.add_route(self.ready, "/readyz", name="ready")
        server.add_route(self.metrics, "/metrics", name="metrics")
        server.error_handler.add(Exception, self.failed)
        server.register_middleware(_secure, "response")
        server.after_server_start(self._start)
        server.before_server_stop(self._stop)

    async def health(self, request: Request) -> HTTPResponse:
        """Tell that the process is alive."""
        return json({"status": "ok"})

    async def ready(self, request: Request) -> HTTPResponse:
        """Tell whether it can do its work: model loaded, database answering."""
        try:
            await asyncio.get_running_loop().run_in_executor(None, self.app.database.check)
        except StorageError:
            return json({"status": "database"}, status=503)
        return json({"status": "ready"})

    async def metrics(self, request: Request) -> HTTPResponse:
        """Return the figures, to this machine alone: behind a proxy they are not for the public."""
        if request.ip not in ("127.0.0.1", "::1") or request.headers.get("X-Forwarded-For"):
            raise AccessError("figures are read on the machine itself")
        body = await asyncio.get_running_loop().run_in_executor(None, self.figures.read)
        return raw(body, content_type=CONTENT_TYPE_LATEST)

    async def failed(self, request: Request, error: Exception) -> HTTPResponse:
        """Turn an error into its status and words fit to show."""
        code, status = _code(error)
        if status >= 500 and not isinstance(error, SanicException):
            logger.exception("request failed", exc_info=error, extra={"path": request.path})
        elif isinstance(error, (AccessError, StateError)):
            logger.warning("%s %s refused: %s", request.method, request.path, type(error).__name__)
        fields = error.fields if isinstance(error, CustomerError) else {}
        name = f"utter_error_{code}"
        message = self.app.phrases.reply(name if name in self.app.phrases else "utter_error_bad_request", **fields).text
        return json({"error": {"code": code, "message": message}}, status=status)

    async def _start(self, server: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # model and knowledge are millions of objects that stay: without this each full collection looks at them all, for half a second
        gc.collect()
        gc.freeze()
        self.app.hub.listen("said", lambda key: _soon(loop, self.desk.live.changed(key)))
        self.app.hub.listen("queued", lambda _: _soon(loop, self.desk.live.queued()))
        self.dispatcher.start()
        self.chores.start()
        self.rounds.start()
        self.looker.start()
        for courier in self.couriers:
            courier.start()

    async def _stop(self, server: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self.chores.stop()
        await self.rounds.stop()
        await self.dispatcher.stop()
        await loop.run_in_executor(None, self.looker.close)
        for courier in self.couriers:
            await courier.stop()
        self.app.database.dispose()


def make_server(settings: Settings, app: App | None = None, brain: Brain | None = None) -> Sanic:
    """Return the Sanic app, ready to run; ``app`` and ``brain`` where they have been loaded already."""
    app = app or build(settings)
    if settings.sample_data:
        add_sample_claims(app)
    server = Sanic("assistant", configure_logging=False)
    Server(settings, app, brain).mount(server)
    return server


def _sockets(redis_url: str | None, cipher: Cipher) -> socketio.AsyncServer:
    """Return the socket server.

    It speaks websocket alone: the requests of a poll reach several workers by turns, and none but the one that has the session could
    answer. Redis brings what it sends to sockets of other processes, of those that have the same key and no others.
    """
    manager = None
    if redis_url:
        name = f"assistant-{cipher.digest('sockets')[:16]}"
        options = {"socket_connect_timeout": REDIS_SECONDS}
        manager = socketio.AsyncRedisManager(redis_url, channel=name, redis_options=options)
    return socketio.AsyncServer(
        async_mode="sanic", transports=["websocket"], client_manager=manager, cors_allowed_origins=None
    )


def _mount_pages(server: Sanic) -> None:
    async def page(request: Request, path: Path = PAGES / "index.html") -> HTTPResponse:
        return await file(path, headers={"Cache-Control": "no-cache"})

    async def desk_page(request: Request) -> HTTPResponse:
        return await page(request, PAGES / "desk" / "index.html")

    server.add_route(page, "/", name="chat_page")
    server.add_route(desk_page, "/desk/", name="desk_page")
    if PAGES.exists():
        server.static("/assets", str(PAGES / "assets"), name="assets")
        server.static("/embed.js", str(PAGES / "embed.js"), name="embed")
        server.static("/favicon.svg", str(PAGES / "favicon.svg"), name="favicon")


async def _secure(request: Request, response: HTTPResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/desk"):
        response.headers["X-Frame-Options"] = "DENY"


def _code(error: Exception) -> tuple[str, int]:
    if isinstance(error, CustomerError):
        status = 429 if error.code == "too_many" else 401 if error.code.startswith("login_") else 400
        return error.code, status
    if isinstance(error, RoleError):
        return "forbidden", 403
        return "role", 403
    if isinstance(error, NotYoursError):
        return "not_yours", 403
    if isinstance(error, AccessError):
        return "forbidden", 401
    if isinstance(error, StateError):
        return error.code, 409
    if isinstance(error, NotFoundError):
        return "not_found", 404
    if isinstance(error, StorageError):
        return "unavailable", 503
    if isinstance(error, SanicException):
        return {404: "not_found", 413: "file_too_large"}.get(error.status_code, "bad_request"), error.status_code
    return "unavailable", 500


def _soon(loop: asyncio.AbstractEventLoop, work: Any) -> None:
    """Do something on the server's loop, from whichever thread."""
    if loop.is_closed():
        work.close()
        return
    asyncio.run_coroutine_threadsafe(work, loop)
