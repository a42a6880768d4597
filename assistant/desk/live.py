"""The desk's socket: who is here, word of what is new, typing, how far lines have come. What a page claims is checked, never believed."""

from __future__ import annotations

import logging
from typing import Any, Collection

import socketio

from assistant.bootstrap import Services
from assistant.desk.door import Door, cookie_in, sees_customers
from assistant.domain.roles import TAKES
from assistant.errors import AssistantError
from assistant.storage.agents import Agent

logger = logging.getLogger(__name__)
NAMESPACE = "/desk"
CHAT = "/chat"
ROOM = "desk"
MOST = 10**9  # lines


class DeskLive:
    """The socket of the desk in this process."""

    def __init__(self, door: Door, sockets: socketio.AsyncServer) -> None:
        self.door = door
        self.sockets = sockets
        self._present: dict[str, int] = {}  # socket to agent; an agent may have several pages open

    def mount(self) -> None:
        """Listen."""
        events = {"connect": self._connect, "disconnect": self._disconnect, "typing": self._typing,
                  "seen": self._seen, "watch": self._watch}  # fmt: skip
        for name, handle in events.items():
            self.sockets.on(name, handle, namespace=NAMESPACE)

    def present(self) -> Collection[int]:
        """Return the agents with a page open here."""
        return list(self._present.values())

    async def changed(self, conversation_id: str) -> None:
        """Tell who has a conversation, or has it open, that it has new lines."""
        word = {"conversation_id": conversation_id}
        agent_id = await self.door.do(lambda services: services.unit.conversations.read(conversation_id).agent_id)
        rooms = [talk_room(conversation_id), *([agent_room(agent_id)] if agent_id is not None else [])]
        await self.sockets.emit("changed", word, room=rooms, namespace=NAMESPACE)

    async def queued(self) -> None:
        """Tell the desks that the queue has changed."""
        await self.sockets.emit("queue", {}, room=ROOM, namespace=NAMESPACE)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        session = await self.door.find(cookie_in(environ.get("HTTP_COOKIE", "")))
        if session is None or not sees_customers(session):
            return False
        agent = session.agent
        await self.sockets.save_session(sid, {"agent": agent}, namespace=NAMESPACE)
        for room in (ROOM, agent_room(agent.id)):
            await self.sockets.enter_room(sid, room, namespace=NAMESPACE)
        if agent.role in TAKES:
            self._present[sid] = agent.id
            await self.door.do(lambda services: services.seats.arrive(agent), write=True)
        return True

    async def _disconnect(self, sid: str, *_: Any) -> None:
        self._present.pop(sid, None)

    async def _watch(self, sid: str, data: Any = None) -> None:
        """Send a page word of the conversation it has open, and of no other."""
        key = _key(data)
        if (
            key is None
            or await self._checked(sid, "watch", lambda services, _: services.unit.conversations.read(key)) is None
        ):
            return
        for room in self.sockets.rooms(sid, namespace=NAMESPACE):
            if room.startswith("talk "):
                await self.sockets.leave_room(sid, room, namespace=NAMESPACE)
        await self.sockets.enter_room(sid, talk_room(key), namespace=NAMESPACE)

    async def _typing(self, sid: str, data: Any = None) -> None:
        """Tell the customer that their agent is writing."""
        key = _key(data)
        sender = await self._checked(sid, "typing", lambda services, agent: _own_sender(services, agent, key))
        if sender is not None:
            name = (await self._agent(sid)).name
            await self.sockets.emit("typing", {"who": "agent", "name": name}, room=sender, namespace=CHAT)

    async def _seen(self, sid: str, data: Any = None) -> None:
        """Note how far lines have come to the agent, and tell the customer's page."""
        key, delivered, read = _key(data), _number(data, "delivered"), _number(data, "read")
        if key is None or delivered is None or read is None:
            logger.warning("desk socket: malformed seen")
            return

        def note(services: Services, agent: Agent) -> str | None:
            news = services.desk_talk.seen_by_agent(agent, key, delivered, read)
            return _own_sender(services, agent, key) if news else None

        sender = await self._checked(sid, "seen", note, write=True)
        if sender is not None:
            await self.sockets.emit("seen", {"delivered": delivered, "read": read}, room=sender, namespace=CHAT)

    async def _checked(self, sid: str, event: str, work: Any, *, write: bool = False) -> Any:
        """Do what an event asks for; one that asks for what is not the agent's is logged and has no effect."""
        agent = await self._agent(sid)
        try:
            return await self.door.do(lambda services: work(services, agent), write=write)
        except AssistantError as error:
            logger.warning("desk socket: %s of agent %s refused: %s", event, agent.id, type(error).__name__)
            return None

    async def _agent(self, sid: str) -> Agent:
        session = await self.sockets.get_session(sid, namespace=NAMESPACE)
        agent: Agent = session["agent"]
        return agent


def talk_room(conversation_id: str) -> str:
    """Return the room of those who have a conversation open."""
    return f"talk {conversation_id}"


def agent_room(agent_id: int) -> str:
    """Return the room of an agent's pages."""
    return f"agent {agent_id}"


def _own_sender(services: Services, agent: Agent, key: str | None) -> str | None:
    """Return the web visitor of a conversation, None on another channel.

    Raises:
        NotYoursError, NotFoundError: when it is not this agent's, or there is none.
    """
    found = services.stays.held(agent, key or "")
    return found.sender if found.channel == "web" else None


def _key(data: Any) -> str | None:
    value = data.get("conversation_id") if isinstance(data, dict) else None
    return value if isinstance(value, str) and len(value) <= 32 else None


def _number(data: Any, name: str) -> int | None:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST else None
