"""Calls to WeChat: the access token, customer-service messages, customers' pictures."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Mapping

import aiohttp

from assistant.errors import ExternalError

API_URL = "https://api.weixin.qq.com"
SECONDS = 10.0  # for one call
EARLY = 60.0  # seconds before its end at which a token is renewed; WeChat gives a new one from 300 seconds on
ANSWER_BYTES = 64 * 1024

STALE_TOKEN = frozenset({40001, 40014, 42001})
NO_MENUS = 40200  # this kind of account may not send menus
# unknown customer, lost media, unknown type, too long, more than 48 hours after the customer's last message
PERMANENT = frozenset({40003, 40007, 40008, 45002, 45015, NO_MENUS})


class WeChatError(ExternalError):
    """WeChat refused, with its ``errcode``; all but a few may go well later, "busy" (-1) and "too many" (45047) too."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"WeChat: {code} {message[:100]}", permanent=code in PERMANENT)
        self.code = code


class WeChatClient:
    """Talks to WeChat for one account. Errors never carry an address: the token stands in it."""

    def __init__(self, app_id: str, app_secret: str, api_url: str = API_URL, *, seconds: float = SECONDS) -> None:
        self.app_id = app_id
        self.app_secret = app_secret
        self.api_url = api_url.rstrip("/")
        self.timeout = aiohttp.ClientTimeout(total=seconds)
        self._http: aiohttp.ClientSession | None = None
        self._token = ""
        self._token_until = 0.0
        self._renewing = asyncio.Lock()

    async def close(self) -> None:
        """Let go of connections."""
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def send(self, openid: str, message: Mapping[str, Any]) -> None:
        """Send a customer-service message.

        Raises:
            ExternalError: ``permanent`` when WeChat will not take it later either.
        """
        await self._call("POST", "/cgi-bin/message/custom/send", body={"touser": openid, **message})

    async def media(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return what a customer sent, cut off after ``limit`` bytes, and its media type.

        Raises:
            ExternalError: ``permanent`` when it is not there or is no file.
        """
        kind, content = await self._call("GET", "/cgi-bin/media/get", limit=limit, media_id=media_id)
        if _is_words(kind):
            raise ExternalError("WeChat: an address in the place of a file", permanent=True)
        return content, kind

    async def token(self, refused: str | None = None) -> str:
        """Return the access token; ``refused`` names one that WeChat takes no more. One call renews it for all.

        Raises:
            ExternalError: when WeChat gives none.
        """
        async with self._renewing:
            if self._token == refused or time.monotonic() >= self._token_until:
                await self._renew()
            return self._token

    async def _renew(self) -> None:
        """Get a token; the stable kind, which is the same for all workers and which none of them takes from another."""
        asked = {"grant_type": "client_credential", "appid": self.app_id, "secret": self.app_secret}
        started = time.monotonic()
        answer = json.loads((await self._once("POST", "/cgi-bin/stable_token", body=asked))[1])
        if not isinstance(answer.get("access_token"), str) or not isinstance(answer.get("expires_in"), int):
            raise ExternalError("WeChat: no token in the answer")
        self._token = answer["access_token"]
        self._token_until = started + max(answer["expires_in"] - EARLY, 0.0)

    async def _call(self, method: str, path: str, **options: Any) -> tuple[str, bytes]:
        """Do a call with the token, once again with a new one when WeChat does not take it any more."""
        token = await self.token()
        try:
            return await self._once(method, path, access_token=token, **options)
        except WeChatError as error:
            if error.code not in STALE_TOKEN:
                raise
        return await self._once(method, path, access_token=await self.token(refused=token), **options)

    async def _once(
        self, method: str, path: str, *, body: Any = None, limit: int = ANSWER_BYTES, **query: str
    ) -> tuple[str, bytes]:
        """Do a call; return media type and content of the answer."""
        # as UTF-8: WeChat shows customers "\u4f60" as it stands
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            async with self._session().request(
                method, self.api_url + path, params=query, data=data, allow_redirects=False
            ) as response:
                status, kind, content = response.status, response.content_type, await _read(response, limit)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise ExternalError(f"WeChat: {type(error).__name__}") from None
        if status != 200:
            raise ExternalError(f"WeChat: HTTP {status}")
        if _is_words(kind):
            _check(content)
        return kind, content

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=self.timeout)
        return self._http


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(ANSWER_BYTES):
        content += chunk
        if len(content) >= limit:
            break
    return bytes(content[:limit])


def _is_words(kind: str) -> bool:
    """Tell JSON, which WeChat calls plain text now and then, from a file."""
    return kind in ("application/json", "text/json", "text/plain")


def _check(content: bytes) -> None:
    try:
        answer = json.loads(content)
        code = int(answer.get("errcode") or 0)
    except (ValueError, TypeError, AttributeError):
        raise ExternalError("WeChat: an answer that is no JSON object") from None
    if code:
        raise WeChatError(code, str(answer.get("errmsg", "")))
