"""``POST /webhooks/rest/webhook`` as Rasa has it: ``{sender, message}`` in, the replies to it out."""

from __future__ import annotations

import asyncio
import hmac
import uuid
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.channels.base import Channel, Gate
from assistant.dialogue.dispatcher import Dispatcher
from assistant.dialogue.replies import message_of
from assistant.domain.message import Author, Line
from assistant.errors import AccessError, CustomerError


class RestChannel(Channel):
    """Answers each call with what was said because of it."""

    name = "rest"
    repeatable = True

    def __init__(self, token: str, dispatcher: Dispatcher) -> None:
        self.token = token
        self.dispatcher = dispatcher
        self.gate: Gate

    def mount(self, server: Sanic, gate: Gate) -> None:
        """Add the call."""
        self.gate = gate
        server.add_route(self.receive, "/webhooks/rest/webhook", methods=["POST"], name="rest_webhook")

    async def send(self, sender: str, line: Line) -> None:
        """Do nothing: the replies went out with the answer to the call, and stay in the transcript."""

    async def receive(self, request: Request) -> HTTPResponse:
        """Take a message and answer with the replies to it; the same ``message_id`` again gives them again."""
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            raise AccessError("wrong token")
        body = request.json
        if (
            not isinstance(body, dict)
            or not isinstance(body.get("sender"), str)
            or not isinstance(body.get("message"), str)
        ):
            raise CustomerError("bad_request")
        sender, text = body["sender"][:200], body["message"]
        key = f"{sender}:{body.get('message_id') or uuid.uuid4().hex}"
        loop = asyncio.get_running_loop()
        take = self.gate.entrance.payload if body.get("payload") is True else self.gate.entrance.text
        received = await loop.run_in_executor(None, take, self.name, sender, key, text)
        self.dispatcher.wake(received.conversation_id)
        await self.dispatcher.settled(received.conversation_id)
        return json(await loop.run_in_executor(None, self._replies, received.conversation_id, sender, key))

    def _replies(self, conversation_id: str, sender: str, key: str) -> list[dict[str, Any]]:
        """Return what the bot said to the message of that id."""
        with self.gate.app.look() as services:
            inbox_id = services.unit.inbox.id_of(self.name, key)
            lines = services.unit.transcript.answers_to(conversation_id, inbox_id)
        return [
            {"recipient_id": sender, **message_of(line.reply)} for line in lines if line.author is not Author.CUSTOMER
        ]
