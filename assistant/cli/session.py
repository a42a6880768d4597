"""A whole assistant in one process, driven step by step: what ``chat`` and the conversation tests talk to."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

from assistant.bootstrap import App, build
from assistant.clock import ShiftedClock
from assistant.dialogue.brain import Brain
from assistant.dialogue.entrance import Entrance, Received
from assistant.dialogue.looker import Looker
from assistant.dialogue.payloads import SYSTEM
from assistant.dialogue.turn import TurnResult, TurnRunner
from assistant.domain.conversation import Conversation
from assistant.domain.message import Author
from assistant.errors import CustomerError, NotFoundError
from assistant.retrieval.search import Searcher
from assistant.services.firstlook.eyes import Eyes
from assistant.services.stays import Stays
from assistant.settings import Settings
from assistant.storage.agents import Agent

CHANNEL = "terminal"
CLOSED = "other"  # the closing code
ACTIONS = ("login", "accept", "reply", "note", "transfer", "return", "close")


class Session:
    """Talks to the assistant as customers and agents; each step runs to its end before it returns."""

    def __init__(
        self,
        settings: Settings,
        searcher: Searcher | None = None,
        brain: Brain | None = None,
        eyes: Eyes | None = None,
    ) -> None:
        self.clock = ShiftedClock(settings.clock)
        self.app: App = build(replace(settings, clock=self.clock), searcher)
        self.entrance = Entrance(self.app, limited=False)
        self.brain = brain or Brain(self.app.settings, self.app.phrases)
        self.runner = TurnRunner(self.app, self.brain, on_result=self._keep)
        self.looker = Looker(self.app, eyes)
        self._last: TurnResult | None = None
        self._here: dict[str, Agent] = {}  # who has come to the desk, and stays

    def close(self) -> None:
        """Let go of the database, and of the process that looks at papers."""
        self.looker.close()
        self.app.database.dispose()

    def customer(self, sender: str, *, text: str | None = None, payload: str | None = None, file: str | None = None,
                 external_id: str | None = None) -> dict[str, Any]:  # fmt: skip
        """Send what a customer sends; return the line that the contract has for it."""
        started = time.perf_counter()
        before = self._seq(sender)
        self._last = None
        self._stay()
        received = self._receive(sender, external_id or uuid.uuid4().hex, text, payload, file)
        self._drain(received.conversation_id)
        said = self._last.said if self._last else None
        return {
            "sender": sender,
            "intent": said.intent if said else None,
            "group": said.group if said else None,
            "confidence": round(said.confidence, 4) if said else None,
            **self._shown(sender, before),
            "ms": round((time.perf_counter() - started) * 1000, 2),
        }

    def agent(self, name: str, action: str, sender: str | None = None, text: str = "") -> dict[str, Any]:
        """Do what an agent on the desk does."""
        started = time.perf_counter()
        agent = self._login(name)
        if action == "login":
            return {"agent": name, "action": action, "replies": [], "ms": _ms(started)}
        if action not in ACTIONS:
            raise CustomerError("action_unknown")
        conversation = self._conversation(sender)
        before = conversation.last_seq
        packet = self._act(agent, action, conversation, text)
        self._drain(conversation.id)
        out = {"sender": sender, "agent": name, "action": action, "intent": None, "group": None, "confidence": None,
               **self._shown(sender or "", before), "ms": _ms(started)}  # fmt: skip
        return out | ({"packet": packet} if packet is not None else {})

    def advance(self, seconds: float) -> dict[str, Any]:
        """Move the clock forward."""
        self.clock.advance(seconds)
        return {"advance": seconds, "now": self.clock.now().isoformat(), "replies": []}

    def parse(self, text: str) -> dict[str, Any]:
        """Return what the assistant understands of a text."""
        return self.brain.interpreter.explain(text, self.clock.now())

    def _receive(self, sender: str, key: str, text: str | None, payload: str | None, file: str | None) -> Received:
        if file is not None:
            path = Path(file)
            if not path.is_file():
                raise NotFoundError(f"no such file: {path.name}")
            return self.entrance.file(CHANNEL, sender, key, path.name, path.read_bytes(), text or "")
        if payload is not None:
            return self.entrance.payload(CHANNEL, sender, key, payload)
        return self.entrance.text(CHANNEL, sender, key, text or "")

    def _act(self, agent: Agent, action: str, conversation: Conversation, text: str) -> dict[str, Any] | None:
        with self.app.work() as services:
            desk, talk = services.stays, services.desk_talk
            if action == "accept":
                return desk.accept(agent, conversation.id)
            step = {"reply": talk.reply, "note": talk.note, "transfer": desk.transfer, "return": desk.give_back,
                    "close": _close(desk)}[action]  # fmt: skip
            step(agent, conversation.id, text)
        return None

    def _login(self, name: str) -> Agent:
        """Return the agent, made at the first call: whoever can run this process needs no password for it."""
        with self.app.work() as services:
            found = services.unit.agents.find_by_name(name)
            agent = found or services.unit.agents.create(name, "agent", "!", self.clock.now())
            services.seats.arrive(agent)
        self._here[name] = agent
        return agent

    def _stay(self) -> None:
        """Keep those who came to the desk there, however far the clock was moved."""
        if self._here:
            with self.app.work() as services:
                services.unit.seats.beat([agent.id for agent in self._here.values()], self.clock.now())

    def _drain(self, conversation_id: str) -> None:
        """Answer everything, what the first look at a paper brings included."""
        while self.runner.run_next(conversation_id) or self.looker.look_next():
            pass

    def _conversation(self, sender: str | None) -> Conversation:
        with self.app.look() as services:
            found = services.unit.conversations.find_by_sender(CHANNEL, sender or "")
        if found is None:
            raise NotFoundError(f"no conversation with {sender}")
        return found

    def _seq(self, sender: str) -> int:
        with self.app.look() as services:
            found = services.unit.conversations.find_by_sender(CHANNEL, sender)
        return found.last_seq if found else 0

    def _shown(self, sender: str, after: int) -> dict[str, Any]:
        with self.app.look() as services:
            conversation = services.unit.conversations.find_by_sender(CHANNEL, sender)
            assert conversation is not None
            lines = services.unit.transcript.lines(conversation.id, after=after, clear=True)
        replies = [line.reply.as_dict() for line in lines if line.author is not Author.CUSTOMER]
        return {"owner": conversation.owner.value, "replies": replies}

    def _keep(self, result: TurnResult) -> None:
        if result.said is not None and result.said.intent not in SYSTEM:
            self._last = result


def _close(desk: Stays) -> Callable[[Agent, str, str], None]:
    """Return the closing of a conversation; here, unlike on the desk, nobody is asked for its code and summary."""
    return lambda agent, key, text: desk.close(agent, key, text or CLOSED, code=CLOSED)


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
