"""The routes that WeChat calls, and the way back. See docs/channels.md for the set-up."""

from __future__ import annotations

import asyncio
import logging
from typing import Mapping

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw, text

from assistant.channels.base import Channel, Gate
from assistant.channels.wechat_oa.client import API_URL, NO_MENUS, WeChatClient, WeChatError
from assistant.channels.wechat_oa.codec import Codec, Incoming
from assistant.channels.wechat_oa.messages import messages_of, read_button, without_buttons
from assistant.channels.wechat_oa.pictures import Pictures, aside
from assistant.domain.message import Author, Button, Line
from assistant.errors import AccessError, CustomerError, ExternalError, NotFoundError, StorageError

logger = logging.getLogger(__name__)
PATH = "/webhooks/wechat_oa/webhook"
DONE = "success"  # what WeChat wants to hear when the replies come later
UNFINISHED = 1000  # lines of several messages whose progress is remembered


class WeChatChannel(Channel):
    """A WeChat Official Account."""

    name = "wechat_oa"

    def __init__(self, codec: Codec, client: WeChatClient) -> None:
        self.codec = codec
        self.client = client
        self.gate: Gate
        self.pictures: Pictures
        self._sent: dict[int, int] = {}  # how many messages of a line went out, so that a retry goes on from there

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> WeChatChannel:
        """Return the channel that ``credentials.yml`` describes.

        Raises:
            SettingsError: when the AES key is not one.
        """
        codec = Codec(options["token"], options["app_id"], options.get("aes_key", ""))
        return cls(codec, WeChatClient(options["app_id"], options["app_secret"], options.get("api_url") or API_URL))

    def mount(self, server: Sanic, gate: Gate) -> None:
        """Add the two calls that WeChat makes."""
        self.gate = gate
        self.pictures = Pictures(gate, self.client, self.name)
        server.add_route(self.check, PATH, methods=["GET"], name="wechat_oa_check")
        server.add_route(self.receive, PATH, methods=["POST"], name="wechat_oa_receive")
        server.register_listener(self._started, "after_server_start")

    async def stop(self) -> None:
        """Let go of connections."""
        await self.pictures.stop()
        await self.client.close()

    async def check(self, request: Request) -> HTTPResponse:
        """Show WeChat that this address is ours."""
        try:
            return text(self.codec.echo(_query(request)))
        except AccessError:
            return text("", status=403)

    async def receive(self, request: Request) -> HTTPResponse:
        """Store what a customer sent and answer at once; the replies go out through the outbox."""
        query = _query(request)
        try:
            incoming = self.codec.read(query, request.body)
        except AccessError as error:
            logger.warning("%s: refused: %s", self.name, error)
            return text("", status=403)
        except CustomerError:
            return text("", status=400)
        return await self._take(incoming, query)

    async def send(self, sender: str, line: Line) -> None:
        """Bring a line to a customer; what went out of a line before a failure is not sent again."""
        messages = messages_of(line)
        try:
            for number in range(self._sent.get(line.id, 0), len(messages)):
                await self._deliver(sender, messages[number])
                self._remember(line.id, number + 1)
        except ExternalError as error:
            if error.permanent:
                self._sent.pop(line.id, None)
            raise
        self._sent.pop(line.id, None)

    async def _deliver(self, sender: str, message: dict[str, object]) -> None:
        try:
            await self.client.send(sender, message)
        except WeChatError as error:
            if error.code != NO_MENUS or message["msgtype"] != "msgmenu":
                raise
            await self.client.send(sender, without_buttons(message))

    def _remember(self, line_id: int, sent: int) -> None:
        self._sent[line_id] = sent
        while len(self._sent) > UNFINISHED:
            self._sent.pop(next(iter(self._sent)))

    async def _take(self, incoming: Incoming, query: Mapping[str, str]) -> HTTPResponse:
        try:
            await aside(self._store, incoming)
        except CustomerError as error:  # nothing is stored then, and the customer is told so in the answer itself
            words = self.gate.app.phrases.reply(f"utter_error_{error.code}").text
            return raw(self.codec.answer(incoming, words, query), content_type="application/xml")
        except StorageError:
            logger.exception("%s: a message could not be stored; WeChat brings it again", self.name)
            return text("", status=503)
        if incoming.kind == "picture":
            self.pictures.fetch(incoming.key)
        return text(DONE)

    def _store(self, incoming: Incoming) -> None:
        """Put it in the inbox, or for a picture in the folder of those to fetch. Blocks.

        Raises:
            CustomerError: ``too_many``.
            StorageError: when the database does not answer.
        """
        who = (self.name, incoming.sender, incoming.key)
        if incoming.kind == "text":
            self._store_text(incoming)
        elif incoming.kind == "payload":
            title = self.gate.app.phrases.reply(f"utter_wechat_{incoming.event}").text
            self.gate.entrance.payload(*who, incoming.payload, title)
        elif incoming.kind == "picture":
            self.pictures.note(incoming)
        elif incoming.kind == "unsupported":
            self.gate.refuse(*who, "kind_unsupported")

    def _store_text(self, incoming: Incoming) -> None:
        who = (self.name, incoming.sender, incoming.key)
        button = self._button(incoming)
        if button is None:
            self.gate.entrance.text(*who, incoming.text)
        else:
            self.gate.entrance.payload(*who, button.payload, button.title)

    def _button(self, incoming: Incoming) -> Button | None:
        """Return the button that was tapped: of a line said in this very customer's conversation, or None."""
        place = read_button(incoming.button)
        if place is None:
            return None
        with self.gate.app.look() as services:
            conversation = services.unit.conversations.find_by_sender(self.name, incoming.sender)
            try:
                line = services.unit.transcript.line(place[0])
            except NotFoundError:
                return None
        if conversation is None or line.conversation_id != conversation.id or line.author is Author.CUSTOMER:
            return None
        return line.reply.buttons[place[1]] if place[1] < len(line.reply.buttons) else None

    async def _started(self, server: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self.pictures.resume()


def _query(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in request.args.items()}
