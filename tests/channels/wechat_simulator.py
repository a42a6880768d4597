"""WeChat's side, played by a real HTTP server on this machine: it calls us as WeChat does and takes our calls.

Signing and encrypting are written here once more, from the platform's description and not from the channel's code, so
that the two check each other.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Coroutine, Mapping
from xml.etree import ElementTree

import aiohttp
from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ACCOUNT = "gh_5c1d0e9f7a2b"
TRIES = 3
MESSAGES_AFTER_TEXT, MESSAGES_AFTER_TAP = 5, 3


@dataclass(frozen=True)
class Handed:
    """What became of something handed to us: the status of each try, None where no answer came in time."""

    tries: list[int | None]
    body: str = ""


@dataclass
class Follower:
    """A customer, as WeChat sees one."""

    left: int = 0  # messages that may still be sent to them
    seen: list[dict[str, Any]] = field(default_factory=list)  # what they were sent, in order


class WeChatPlatform:
    """WeChat, for one Official Account. Faults are given with ``fail`` and happen once each, in order."""

    def __init__(self, app_id: str, app_secret: str, token: str, aes_key: str = "") -> None:
        self.app_id, self.app_secret, self.token, self.aes_key = app_id, app_secret, token, aes_key
        self.webhook = ""
        self.patience = 5.0  # seconds
        self.down = False
        self.window_closed = False
        self.tokens: list[str] = []
        self.sends = 0
        self.media: dict[str, tuple[bytes, str]] = {}
        self._faults: dict[str, deque[int | str | float]] = defaultdict(deque)
        self._followers: dict[str, Follower] = defaultdict(Follower)
        self._number = 7_000_000_000
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    # --- running it

    def start(self) -> WeChatPlatform:
        """Serve on a free port."""
        self._thread.start()
        self._wait(self._serve())
        return self

    def stop(self) -> None:
        """Stop serving."""
        self._wait(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def fail(self, call: str, *faults: int | str | float) -> None:
        """Let the next calls of ``token``, ``send`` or ``media`` go wrong.

        0 is no fault, another whole number an errcode, "500" and "garbage" what they say, a fraction seconds to wait.
        """
        self._faults[call].extend(faults)

    # --- what customers do

    def follow(self, openid: str, left: int = MESSAGES_AFTER_TEXT) -> None:
        """Be there, with some messages still to get."""
        self._followers[openid].left = left

    def text(self, openid: str, content: str, **more: str) -> Handed:
        """Type something."""
        return self.message(openid, "text", Content=content, **more)

    def picture(self, openid: str, content: bytes, kind: str = "image/jpeg") -> Handed:
        """Send a picture."""
        media_id = f"media-{len(self.media)}-" + "x" * 40
        self.media[media_id] = (content, kind)
        return self.message(openid, "image", PicUrl="http://mmbiz.example/0", MediaId=media_id)

    def tap(self, openid: str, title: str) -> Handed:
        """Tap an entry of the last menu that has it."""
        menus = [m["msgmenu"]["list"] for m in self._followers[openid].seen if m["msgtype"] == "msgmenu"]
        entry = next(entry for menu in reversed(menus) for entry in menu if entry["content"] == title)
        return self.text(openid, title, bizmsgmenuid=entry["id"])

    def message(self, openid: str, kind: str, **fields: str) -> Handed:
        """Send a message of any kind."""
        self._number += 1
        known = {"MsgId": str(self._number)}
        self._followers[openid].left = MESSAGES_AFTER_TAP if "bizmsgmenuid" in fields else MESSAGES_AFTER_TEXT
        return self.hand(self.fields(openid, kind, **{**known, **fields}))

    def event(self, openid: str, event: str, **fields: str) -> Handed:
        """Do something else than send a message."""
        self._followers[openid].left = MESSAGES_AFTER_TAP
        return self.hand(self.fields(openid, "event", Event=event, **fields))

    def fields(self, openid: str, kind: str, **fields: str) -> dict[str, str]:
        """Return what every message has, and these."""
        common = {"ToUserName": ACCOUNT, "FromUserName": openid, "CreateTime": str(int(time.time())), "MsgType": kind}
        return {**common, **fields}

    def seen(self, openid: str) -> list[str]:
        """Return the texts that a customer was sent; a menu's entries stand in brackets."""
        return [_words(message) for message in self._followers[openid].seen]

    def raw_seen(self, openid: str) -> list[dict[str, Any]]:
        """Return the messages that a customer was sent."""
        return self._followers[openid].seen

    # --- handing it to the account's server

    def hand(self, fields: Mapping[str, str]) -> Handed:
        """Bring fields to the account's server as WeChat does: up to three tries, five seconds each."""
        return self._wait(self._hand(fields))

    def post(self, query: Mapping[str, str], body: bytes) -> tuple[int, str]:
        """Send any request at all to the account's server."""
        return self._wait(self._post(query, body))

    def check_address(self, **wrong: str) -> tuple[int, str]:
        """Ask the account's server whether the address is its own."""
        return self._wait(self._post({**self.signed(), "echostr": "6172839405", **wrong}, None))

    def signed(self, *parts: str) -> dict[str, str]:
        """Return a signed query."""
        times = {"timestamp": str(int(time.time())), "nonce": "1372623149"}
        query = {**times, "signature": _sign(self.token, *times.values())}
        return {**query, "msg_signature": _sign(self.token, *times.values(), *parts)} if parts else query

    def sealed(self, xml: str, app_id: str | None = None) -> tuple[dict[str, str], bytes]:
        """Return an encrypted request."""
        content = xml.encode()
        plain = b"0123456789abcdef" + struct.pack(">I", len(content)) + content + (app_id or self.app_id).encode()
        pad = 32 - len(plain) % 32
        worker = self._aes().encryptor()
        encrypted = base64.b64encode(worker.update(plain + bytes([pad]) * pad) + worker.finalize()).decode()
        query = {**self.signed(encrypted), "encrypt_type": "aes", "openid": "-"}
        return query, _xml({"ToUserName": ACCOUNT, "Encrypt": encrypted}).encode()

    async def _hand(self, fields: Mapping[str, str]) -> Handed:
        tries: list[int | None] = []
        body = ""
        for _ in range(TRIES):
            query, content = self.sealed(_xml(fields)) if self.aes_key else (self.signed(), _xml(fields).encode())
            try:
                status, body = await self._post(query, content)
            except (asyncio.TimeoutError, aiohttp.ClientError):
                tries.append(None)
                continue
            tries.append(status)
            if status == 200:
                self._show(fields["FromUserName"], body)
                break
        return Handed(tries, body)

    async def _post(self, query: Mapping[str, str], body: bytes | None) -> tuple[int, str]:
        method, timeout = "GET" if body is None else "POST", aiohttp.ClientTimeout(total=self.patience)
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.request(method, self.webhook, params=query, data=body, headers={"Content-Type": "text/xml"}) as answer,
        ):
            return answer.status, await answer.text()

    def _show(self, openid: str, body: str) -> None:
        """Show the customer what came as the direct answer."""
        if body in ("success", ""):
            return
        fields = {child.tag: child.text or "" for child in ElementTree.fromstring(body)}
        if self.aes_key:
            signed = _sign(self.token, fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
            assert fields["MsgSignature"] == signed
            fields = {child.tag: child.text or "" for child in ElementTree.fromstring(self._open(fields["Encrypt"]))}
        assert (fields["ToUserName"], fields["FromUserName"]) == (openid, ACCOUNT)
        self._followers[openid].seen.append({"msgtype": "text", "text": {"content": fields["Content"]}})

    def _open(self, encrypted: str) -> str:
        worker = self._aes().decryptor()
        plain = worker.update(base64.b64decode(encrypted)) + worker.finalize()
        plain = plain[: -plain[-1]]
        (length,) = struct.unpack(">I", plain[16:20])
        assert plain[20 + length :].decode() == self.app_id
        return plain[20 : 20 + length].decode()

    def _aes(self) -> Any:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    # --- the calls that the account's server makes

    async def _serve(self) -> None:
        application = web.Application()
        application.router.add_post("/cgi-bin/stable_token", self._give_token)
        application.router.add_post("/cgi-bin/message/custom/send", self._take_message)
        application.router.add_get("/cgi-bin/media/get", self._give_media)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _give_token(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault("token", request)
        if fault is not None:
            return fault
        asked = await request.json()
        if (asked.get("appid"), asked.get("secret")) != (self.app_id, self.app_secret):
            return _refusal(40001)
        self.tokens.append(f"token-{len(self.tokens)}")
        return web.json_response({"access_token": self.tokens[-1], "expires_in": 7200})

    async def _take_message(self, request: web.Request) -> web.StreamResponse:
        self.sends += 1
        fault = await self._fault("send", request)
        if fault is not None:
            return fault
        content = await request.read()
        assert b"\\u" not in content, "customers would see the escapes"
        message = json.loads(content)
        refused = self._refuses(request, message)
        if refused:
            return _refusal(refused)
        follower = self._followers[message.pop("touser")]
        follower.left -= 1
        follower.seen.append(message)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def _refuses(self, request: web.Request, message: dict[str, Any]) -> int:
        if request.query.get("access_token") != (self.tokens or [None])[-1]:
            return 40001
        if message["touser"] not in self._followers:
            return 40003
        if self.window_closed:
            return 45015
        if self._followers[message["touser"]].left <= 0:
            return 45047
        sizes = [len(part.encode()) for part in _parts(message)]
        return 45002 if not sizes or max(sizes) > 2048 else 0

    async def _give_media(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault("media", request)
        if fault is not None:
            return fault
        if request.query.get("access_token") != (self.tokens or [None])[-1]:
            return _refusal(40001)
        found = self.media.get(request.query.get("media_id", ""))
        return web.Response(body=found[0], content_type=found[1]) if found else _refusal(40007)

    async def _fault(self, call: str, request: web.Request) -> web.StreamResponse | None:
        """Do what goes wrong next, if anything does."""
        if self.down:
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=502)
        fault = self._faults[call].popleft() if self._faults[call] else 0
        if isinstance(fault, float):
            await asyncio.sleep(fault)
            return None
        if fault == "500":
            return web.Response(status=500, text="busy")
        if fault == "garbage":
            return web.Response(text="<html>", content_type="text/plain")
        return _refusal(int(fault)) if fault else None

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)


def _refusal(code: int) -> web.Response:
    return web.json_response({"errcode": code, "errmsg": "refused rid: 6f-1"}, content_type="text/plain")


def _sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def _xml(fields: Mapping[str, str]) -> str:
    return "<xml>\n" + "\n".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in fields.items()) + "\n</xml>"


def _parts(message: dict[str, Any]) -> list[str]:
    if message["msgtype"] == "text":
        return [message["text"]["content"]]
    menu = message["msgmenu"]
    return [menu["head_content"], *(entry["content"] for entry in menu["list"])]


def _words(message: dict[str, Any]) -> str:
    first, *entries = _parts(message)
    return first + "".join(f"[{entry}]" for entry in entries)
