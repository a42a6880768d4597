"""The desk's HTTP calls and its socket."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable

import socketio
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk import views
from assistant.desk.door import COOKIE, Door, cookie_in
from assistant.errors import CustomerError, LoginError
from assistant.services.accounts import ROLES
from assistant.storage.agents import Agent, AgentSession

NAMESPACE = "/desk"
ROOM = "desk"
TEXT_LIMIT = 4000


class Desk:
    """Routes and socket of the desk."""

    def __init__(self, door: Door, sockets: socketio.AsyncServer, *, secure: bool) -> None:
        self.door = door
        self.sockets = sockets
        self.secure = secure

    def mount(self, server: Sanic) -> None:
        """Add the calls and the socket."""
        server.add_route(self.me, "/desk/api/me", methods=["GET"], name="desk_me")
        server.add_route(self.login, "/desk/api/login", methods=["POST"], name="desk_login")
        server.add_route(self.logout, "/desk/api/logout", methods=["POST"], name="desk_logout")
        server.add_route(self.queue, "/desk/api/queue", methods=["GET"], name="desk_queue")
        server.add_route(self.suggest, "/desk/api/suggest", methods=["GET"], name="desk_suggest")
        server.add_route(
            self.conversation, "/desk/api/conversations/<key:str>", methods=["GET"], name="desk_conversation"
        )
        server.add_route(
            self.messages, "/desk/api/conversations/<key:str>/messages", methods=["GET"], name="desk_messages"
        )
        server.add_route(self.act, "/desk/api/conversations/<key:str>/<action:str>", methods=["POST"], name="desk_act")
        self.sockets.on("connect", self._connect, namespace=NAMESPACE)
        self.sockets.on("typing", self._typing, namespace=NAMESPACE)

    async def me(self, request: Request) -> HTTPResponse:
        """Tell who is logged in."""
        return json(me(await self.door.session(request, roles=ROLES, one_time=True)))

    async def login(self, request: Request) -> HTTPResponse:
        """Log an agent in."""
        body = request.json if isinstance(request.json, dict) else {}
        name, password = str(body.get("name", ""))[:64], str(body.get("password", ""))[:200]
        origin = {"address": request.remote_addr or request.ip, "browser": request.headers.get("User-Agent", "")}
        result = await self.door.do(lambda services: services.accounts.login(name, password, **origin), write=True)
        if isinstance(result, LoginError):
            raise CustomerError(f"login_{result}")
        token, session = result
        response = json(me(session))
        response.cookies[COOKIE] = token
        response.cookies[COOKIE].update({"httponly": True, "samesite": "Strict", "path": "/"})
        if self.secure:
            response.cookies[COOKIE]["secure"] = True
        return response

    async def logout(self, request: Request) -> HTTPResponse:
        """Log out."""
        await self.door.session(request, changing=True, roles=ROLES, one_time=True)
        token = request.cookies.get(COOKIE, "")
        await self.door.do(lambda services: services.accounts.logout(token), write=True)
        response = json({"ok": True})
        response.cookies[COOKIE] = ""
        response.cookies[COOKIE].update({"max-age": 0, "path": "/"})
        return response

    async def queue(self, request: Request) -> HTTPResponse:
        """Return the queue."""
        session = await self.door.session(request)
        return json(await self.door.do(lambda services: views.queue(services, session.agent)))

    async def suggest(self, request: Request) -> HTTPResponse:
        """Return suggested answers."""
        await self.door.session(request)
        question = (request.args.get("q") or "")[:500]
        found = await self.door.do(lambda services: views.suggestions(services, question)) if question.strip() else []
        return json({"suggestions": found})

    async def conversation(self, request: Request, key: str) -> HTTPResponse:
        """Return a conversation with everything an agent is handed."""
        await self.door.session(request)
        return json(await self.door.do(lambda services: views.conversation(services, key)))

    async def messages(self, request: Request, key: str) -> HTTPResponse:
        """Return a conversation's new lines."""
        await self.door.session(request)
        after = request.args.get("after", "0")
        start = int(after) if after.isdigit() else 0

        def read(services: Services) -> dict[str, Any]:
            owner = services.unit.conversations.read(key).owner.value
            return {"messages": views.lines(services, key, start), "owner": owner}

        return json(await self.door.do(read))

    async def act(self, request: Request, key: str, action: str) -> HTTPResponse:
        """Do one of the things an agent does with a conversation."""
        session = await self.door.session(request, changing=True)
        body = request.json if isinstance(request.json, dict) else {}
        text = str(body.get("text") or "")
        if len(text) > TEXT_LIMIT:
            raise CustomerError("text_long", limit=TEXT_LIMIT)
        packet = await self.door.do(partial(_act, agent=session.agent, key=key, action=action, text=text), write=True)
        return json({"ok": True} if packet is None else {"ok": True, "packet": packet})

    async def changed(self, conversation_id: str) -> None:
        """Tell the desks that a conversation has new lines, and that the queue may have changed."""
        await self.sockets.emit("changed", {"conversation_id": conversation_id}, room=ROOM, namespace=NAMESPACE)
        await self.sockets.emit("queue", {}, room=ROOM, namespace=NAMESPACE)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        session = await self.door.find(cookie_in(environ.get("HTTP_COOKIE", "")))
        if session is None:
            return False
        await self.sockets.save_session(
            sid, {"agent_id": session.agent.id, "name": session.agent.name}, namespace=NAMESPACE
        )
        await self.sockets.enter_room(sid, ROOM, namespace=NAMESPACE)
        return True

    async def _typing(self, sid: str, data: Any = None) -> None:
        """Tell the customer that their agent is writing."""
        key = str(data.get("conversation_id", "")) if isinstance(data, dict) else ""
        agent = await self.sockets.get_session(sid, namespace=NAMESPACE)
        sender = await self.door.do(lambda services: _web_sender(services, key, agent["agent_id"]))
        if sender is not None:
            await self.sockets.emit("typing", {"who": "agent", "name": agent["name"]}, room=sender, namespace="/chat")


def _act(services: Services, *, agent: Agent, key: str, action: str, text: str) -> dict[str, Any] | None:
    desk = services.handoffs
    if action == "accept":
        return desk.accept(agent, key)
    steps: dict[str, Callable[..., Any]] = {"reply": desk.reply, "note": desk.note, "transfer": desk.transfer,
                                            "return": desk.give_back, "close": desk.close}  # fmt: skip
    if action not in steps:
        raise CustomerError("bad_request")
    steps[action](agent, key, text)
    return None


def _web_sender(services: Services, key: str, agent_id: int) -> str | None:
    """Return the web visitor of a conversation that is this agent's, else None."""
    found = services.unit.conversations.read(key) if key else None
    return found.sender if found and found.channel == "web" and found.agent_id == agent_id else None


def me(session: AgentSession) -> dict[str, Any]:
    """Return who is logged in, and the token that goes with their changes."""
    agent = session.agent
    shown = {"id": agent.id, "name": agent.name, "role": agent.role, "one_time": agent.one_time}
    return {"agent": shown, "csrf": session.csrf}
