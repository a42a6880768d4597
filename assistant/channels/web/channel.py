"""The chat page's routes. See docs/channels.md for the calls."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from functools import partial
from html import escape
from typing import Any, Callable

import socketio
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, json, raw

from assistant.channels.base import Channel, Gate
from assistant.channels.web.sessions import WebSessions
from assistant.dialogue.entrance import RateLimit, Received
from assistant.domain.conversation import Owner
from assistant.domain.message import Line
from assistant.errors import AccessError, CustomerError, NotFoundError
from assistant.services.attachments import Served
from assistant.services.transcripts import FORMATS
from assistant.storage.marks import AGENT, NOTHING

logger = logging.getLogger(__name__)
NAMESPACE = "/chat"
MOST = 10**9  # lines
SESSIONS_PER_MINUTE = 60  # new sessions from one address
REFUSED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>聊天记录</title><body style="font:1.125rem/1.7 sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem">
<main><h1 style="font-size:1.375rem">聊天记录</h1><p>{words}</p><p><a href="/">回到聊天页</a></p></main></body></html>"""


class WebChannel(Channel):
    """The chat page."""

    name = "web"
    repeatable = True

    def __init__(self, sockets: socketio.AsyncServer) -> None:
        self.sockets = sockets
        self._new = RateLimit(SESSIONS_PER_MINUTE)
        self.gate: Gate
        self.sessions: WebSessions

    def mount(self, server: Sanic, gate: Gate) -> None:
        """Add the page's calls and its socket."""
        self.gate = gate
        self.sessions = WebSessions(gate.app.database.cipher)
        server.add_route(self.open_session, "/api/chat/session", methods=["POST"], name="chat_open_session")
        server.add_route(self.read_messages, "/api/chat/messages", methods=["GET"], name="chat_read_messages")
        server.add_route(self.post_message, "/api/chat/messages", methods=["POST"], name="chat_post_message")
        server.add_route(self.post_file, "/api/chat/files", methods=["POST"], name="chat_post_file")
        server.add_route(self.make_link, "/api/chat/transcript", methods=["POST"], name="chat_transcript_link")
        server.add_route(self.transcript, "/transcript/<token:str>", methods=["GET"], name="chat_transcript")
        server.add_route(self.read_file, "/api/chat/files/<seq:int>", methods=["GET"], name="chat_read_file")
        self.sockets.on("connect", self._connect, namespace=NAMESPACE)
        self.sockets.on("seen", self._seen, namespace=NAMESPACE)
        self.sockets.on("typing", self._typing, namespace=NAMESPACE)

    async def send(self, sender: str, line: Line) -> None:
        """Nudge the visitor's pages; the line itself they read from the transcript, so none can be lost."""
        await self.sockets.emit("changed", {}, room=sender, namespace=NAMESPACE)

    async def open_session(self, request: Request) -> HTTPResponse:
        """Give a visitor a session, the same one if they have one."""
        token = request.headers.get("X-Session")
        if self.sessions.sender(token) is None:
            if not self._new.admit(("session", request.remote_addr or request.ip)):
                raise CustomerError("too_many")
            token = self.sessions.make()
        company = self.gate.app.searcher.knowledge.company
        limits = self.gate.app.settings.limits
        shown = {name: company.get(name, "") for name in ("name", "short", "hotline")}
        sizes = {"text": limits.text_characters, "upload_mb": limits.upload_bytes // (1024 * 1024)}
        return json({"token": token, "company": shown, "limits": sizes})

    async def read_messages(self, request: Request) -> HTTPResponse:
        """Return the visitor's conversation after a line they have."""
        sender = self._sender(request)
        after = request.args.get("after", "0")
        return json(await _aside(self._messages, sender, int(after) if after.isdigit() else 0))

    async def post_message(self, request: Request) -> HTTPResponse:
        """Take a typed message or a tapped button."""
        sender, body = self._sender(request), request.json
        if not isinstance(body, dict) or not all(isinstance(v, str) for v in body.values()):
            raise CustomerError("bad_request")
        key = _key(body.get("id"))
        take: Callable[..., Received]
        if "payload" in body:
            take = partial(self.gate.entrance.payload, payload=body["payload"], title=body.get("title", ""))
        else:
            take = partial(self.gate.entrance.text, text=body.get("text", ""))
        await _aside(take, self.name, sender, f"{sender}:{key}")
        return json({"stored": True}, status=202)

    async def post_file(self, request: Request) -> HTTPResponse:
        """Take a paper."""
        sender = self._sender(request)
        file = request.files.get("file") if request.files else None
        if file is None:
            raise CustomerError("bad_request")
        form = request.form or {}
        key = f"{sender}:{_key(form.get('id'))}"
        await _aside(
            self.gate.entrance.file, self.name, sender, key, file.name or "-", file.body, form.get("caption") or ""
        )
        return json({"stored": True}, status=202)

    async def make_link(self, request: Request) -> HTTPResponse:
        """Give the visitor a link to their transcript, for a day."""
        token, until = await _aside(self._link, self._sender(request))
        return json({"url": f"/transcript/{token}", "expires_at": until.isoformat()})

    async def transcript(self, request: Request, token: str) -> HTTPResponse:
        """Return the transcript that a link is for; a link that is no good is told on a page of its own."""
        format = request.args.get("format", "pdf")
        try:
            content = await _aside(self._transcript, token, format)
        except CustomerError as error:
            words = self.gate.app.phrases.reply(f"utter_error_{error.code}", **error.fields).text
            return html(REFUSED.format(words=escape(words)), status=410 if error.code == "link_expired" else 400)
        headers = {"Content-Disposition": f'attachment; filename="transcript.{format}"', "Cache-Control": "no-store"}
        return raw(content, content_type=FORMATS[format], headers=headers)

    def _link(self, sender: str) -> tuple[str, datetime]:
        with self.gate.app.work() as services:
            conversation = services.unit.conversations.find_by_sender(self.name, sender)
            if conversation is None:
                raise NotFoundError("nothing was said yet")
            return services.transcripts.link(conversation)

    def _transcript(self, token: str, format: str) -> bytes:
        with self.gate.app.work() as services:
            return services.transcripts.for_customer(token, format)

    async def read_file(self, request: Request, seq: int) -> HTTPResponse:
        """Return a file of the visitor's own conversation."""
        sender = self._sender(request)

        def read() -> Served:
            with self.gate.app.look() as services:
                conversation = services.unit.conversations.find_by_sender(self.name, sender)
                if conversation is None:
                    raise NotFoundError("no conversation")
                return services.attachments.read(conversation.id, seq, shown_only=True)

        found: Served = await _aside(read)
        return raw(found.content, content_type=found.media_type, headers=found.headers)

    def _sender(self, request: Request) -> str:
        sender = self.sessions.sender(request.headers.get("X-Session"))
        if sender is None:
            raise AccessError("no session")
        return sender

    def _messages(self, sender: str, after: int) -> dict[str, Any]:
        with self.gate.app.look() as services:
            conversation = services.unit.conversations.find_by_sender(self.name, sender)
            if conversation is None:
                return {
                    "messages": [],
                    "owner": "bot",
                    "place": None,
                    "wait": None,
                    "marks": dict(NOTHING),
                    "ratings": {},
                }
            names = services.unit.agents.names()
            lines = services.unit.transcript.lines(conversation.id, after=after, clear=True)
            wait = services.handoffs.waiting(conversation)
            marks = services.unit.marks.of(conversation.id, AGENT)
            ratings = services.doubts.ratings(conversation)
        shown = [_own_id(line.as_dict(), sender) | {"agent": names.get(line.agent_id or 0)} for line in lines]
        state = {"place": wait.place, "wait": wait.as_dict()} if wait is not None else {"place": None, "wait": None}
        return {"messages": shown, "owner": conversation.owner.value, "marks": marks, "ratings": ratings, **state}

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        sender = self.sessions.sender(auth.get("token")) if isinstance(auth, dict) else None
        if sender is None:
            return False
        await self.sockets.save_session(sid, {"sender": sender}, namespace=NAMESPACE)
        await self.sockets.enter_room(sid, sender, namespace=NAMESPACE)
        return True

    async def _typing(self, sid: str, data: Any = None) -> None:
        """Tell the desk that the visitor is writing."""
        sender = (await self.sockets.get_session(sid, namespace=NAMESPACE))["sender"]
        conversation_id = await _aside(self._conversation_id, sender)
        if conversation_id is not None:
            await self.sockets.emit("typing", {"conversation_id": conversation_id}, room="desk", namespace="/desk")

    async def _seen(self, sid: str, data: Any = None) -> None:
        """Note how far lines have come to the visitor while an agent talks with them, and tell the desk."""
        sender = (await self.sockets.get_session(sid, namespace=NAMESPACE))["sender"]
        numbers = [data.get(name) for name in ("delivered", "read")] if isinstance(data, dict) else []
        if len(numbers) != 2 or not all(type(number) is int and 0 <= number < MOST for number in numbers):
            logger.warning("chat socket: malformed seen")
            return
        conversation_id = await _aside(self._note_seen, sender, *numbers)
        if conversation_id is not None:
            word = {"conversation_id": conversation_id, "delivered": numbers[0], "read": numbers[1]}
            await self.sockets.emit("seen", word, room=f"talk {conversation_id}", namespace="/desk")

    def _note_seen(self, sender: str, delivered: int, read: int) -> str | None:
        with self.gate.app.look() as services:
            found = services.unit.conversations.find_by_sender(self.name, sender)
        if found is None or found.owner is not Owner.AGENT:
            return None
        with self.gate.app.work() as services:
            return found.id if services.desk_talk.seen_by_customer(found.id, delivered, read) else None

    def _conversation_id(self, sender: str) -> str | None:
        with self.gate.app.look() as services:
            found = services.unit.conversations.find_by_sender(self.name, sender)
        return found.id if found else None


def _own_id(line: dict[str, Any], sender: str) -> dict[str, Any]:
    """Give the page its own id of a message back, by which it knows its echo again; the tone is for the desk."""
    line["data"] = data = {name: value for name, value in line["data"].items() if name != "tone"}
    if "external_id" in data:
        line["data"] = data | {"external_id": str(data["external_id"]).removeprefix(f"{sender}:")}
    return line


def _key(value: Any) -> str:
    """Return the page's own id of a message, by which a repeat is known."""
    if not isinstance(value, str) or not 8 <= len(value) <= 80:
        raise CustomerError("bad_request")
    return value


async def _aside(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do blocking work in a thread, so that the event loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, partial(work, *arguments))
