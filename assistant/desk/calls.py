"""The desk's HTTP calls and its socket."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable

import socketio
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from assistant.bootstrap import Services
from assistant.desk import views
from assistant.desk.door import COOKIE, Door
from assistant.desk.live import DeskLive
from assistant.domain.roles import TAKES
from assistant.errors import CustomerError, LoginError
from assistant.services.accounts import ROLES
from assistant.storage.agents import Agent, AgentSession
from assistant.storage.marks import CUSTOMER

TEXT_LIMIT = 4000


class Desk:
    """Routes and socket of the desk."""

    def __init__(self, door: Door, sockets: socketio.AsyncServer, *, secure: bool) -> None:
        self.door = door
        self.live = DeskLive(door, sockets)
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
        server.add_route(self.send_file, "/desk/api/files/<key:str>", methods=["POST"], name="desk_send_file")
        server.add_route(self.read_file, "/desk/api/files/<key:str>/<seq:int>", methods=["GET"], name="desk_read_file")
        self.live.mount()

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
        session = await self.door.session(request)
        return json(await self.door.do(lambda services: views.conversation(services, key, session.agent)))

    async def messages(self, request: Request, key: str) -> HTTPResponse:
        """Return a conversation's new lines, and how far they have come to the customer."""
        session = await self.door.session(request)
        after = request.args.get("after", "0")
        start = int(after) if after.isdigit() else 0

        def read(services: Services) -> dict[str, Any]:
            found = services.unit.conversations.read(key)
            marks = services.unit.marks.of(key, CUSTOMER)
            return {
                "messages": views.lines(services, key, start, session.agent),
                "owner": found.owner.value,
                "agent_id": found.agent_id,
                "marks": marks,
            }

        return json(await self.door.do(read))

    async def act(self, request: Request, key: str, action: str) -> HTTPResponse:
        """Do one of the things an agent does with a conversation."""
        session = await self.door.session(request, changing=True)
        body = request.json if isinstance(request.json, dict) else {}
        text = str(body.get("text") or "")
        if len(text) > TEXT_LIMIT:
            raise CustomerError("text_long", limit=TEXT_LIMIT)
        step = partial(_act, agent=session.agent, key=key, action=action, text=text, body=body)
        packet = await self.door.do(step, write=True)
        return json({"ok": True} if packet is None else {"ok": True, "packet": packet})

    async def send_file(self, request: Request, key: str) -> HTTPResponse:
        """Send the customer a file."""
        session = await self.door.session(request, changing=True, roles=TAKES)
        file = request.files.get("file") if request.files else None
        if file is None:
            raise CustomerError("bad_request")
        mark = str((request.form or {}).get("key") or "")
        line = await self.door.do(
            lambda services: services.desk_talk.file(session.agent, key, file.name or "-", file.body, key=mark),
            write=True,
        )
        return json({"ok": True, "seq": line.seq})

    async def read_file(self, request: Request, key: str, seq: int) -> HTTPResponse:
        """Return the file of a line."""
        await self.door.session(request, roles=TAKES)
        found = await self.door.do(lambda services: services.attachments.read(key, seq, shown_only=False))
        return raw(found.content, content_type=found.media_type, headers=found.headers)


def _act(
    services: Services, *, agent: Agent, key: str, action: str, text: str, body: dict[str, Any]
) -> dict[str, Any] | None:
    desk, talk = services.stays, services.desk_talk
    mark, to_agent, to_skill = str(body.get("key") or ""), body.get("to_agent"), body.get("to_skill")
    to_agent, to_skill = _of(to_agent, int), _of(to_skill, str)
    steps: dict[str, Callable[[], Any]] = {
        "accept": lambda: desk.accept(agent, key),
        "takeover": lambda: desk.take_over(agent, key),
        "reply": lambda: talk.reply(agent, key, text, key=mark),
        "note": lambda: talk.note(agent, key, text, key=mark),
        "whisper": lambda: talk.whisper(agent, key, text),
        "transfer": lambda: desk.transfer(agent, key, text, to_agent=to_agent, to_skill=to_skill),
        "return": lambda: desk.give_back(agent, key, text),
        "close": lambda: desk.close(agent, key, text, code=str(body.get("code") or "")),
    }
    if action not in steps:
        raise CustomerError("bad_request")
    done = steps[action]()
    return done if isinstance(done, dict) else None


def _of(value: Any, kind: type) -> Any:
    """Return a value that is of a kind, or None where there is none.

    Raises:
        CustomerError: ``bad_request`` for one of another kind.
    """
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise CustomerError("bad_request")
    return value


def me(session: AgentSession) -> dict[str, Any]:
    """Return who is logged in, and the token that goes with their changes."""
    agent = session.agent
    shown = {"id": agent.id, "name": agent.name, "role": agent.role, "one_time": agent.one_time}
    return {"agent": shown, "csrf": session.csrf}
