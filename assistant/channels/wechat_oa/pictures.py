"""Customers' pictures: WeChat sends a number, the file is fetched after its request has been answered."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
import os
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Callable

from assistant.channels.base import Gate
from assistant.channels.wechat_oa.client import WeChatClient
from assistant.channels.wechat_oa.codec import Incoming
from assistant.clock import SHANGHAI
from assistant.errors import CustomerError, ExternalError, StorageError

logger = logging.getLogger(__name__)
PAUSES = (2.0, 10.0)  # seconds before another attempt to fetch a picture
STORE_PAUSE = 15.0  # before another attempt to store one: the database is away, or the customer sends too many
AT_ONCE = 4


class Pictures:
    """Fetches pictures. What is still to fetch stands in a folder, so that none is forgotten when the process ends."""

    def __init__(self, gate: Gate, client: WeChatClient, channel: str) -> None:
        self.gate = gate
        self.client = client
        self.channel = channel
        self.folder = gate.app.settings.data / "pending" / channel
        self._running: dict[str, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    def note(self, picture: Incoming) -> None:
        """Write down, for good, that a picture is to be fetched. Blocks."""
        self.folder.mkdir(parents=True, exist_ok=True)
        note = {"sender": picture.sender, "media_id": picture.media_id, "at": picture.at}
        part = self.folder / f"{picture.key}.{os.getpid()}.part"
        with part.open("wb") as file:
            file.write(self.gate.app.database.cipher.seal(note))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path(picture.key))

    def fetch(self, key: str) -> None:
        """Begin to fetch a picture noted before, unless that is under way."""
        if key not in self._running:
            task = asyncio.get_running_loop().create_task(self._fetch(key))
            self._running[key] = task
            task.add_done_callback(partial(self._ended, key))

    def resume(self) -> None:
        """Fetch whatever an earlier process left."""
        for path in sorted(self.folder.glob("*.note")):
            self.fetch(path.stem)

    async def stop(self) -> None:
        """Break off; the notes stay."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, key: str) -> None:
        note = await aside(self._read, key)
        sender, taken = note["sender"], datetime.fromtimestamp(note["at"], SHANGHAI)
        try:
            content, kind = await self._download(note["media_id"])
        except ExternalError as error:
            logger.warning("%s: picture %s not fetched: %s", self.channel, key, error)
            await self._store(self.gate.refuse, sender, key, "picture_lost")
        else:
            name = f"IMG_{taken:%Y%m%d_%H%M%S}{mimetypes.guess_extension(kind) or ''}"
            await self._store(self.gate.entrance.file, sender, key, name, content)
        await aside(self._path(key).unlink, True)

    async def _download(self, media_id: str) -> tuple[bytes, str]:
        limit = self.gate.app.settings.limits.upload_bytes + 1  # one more than allowed is told as too large
        for pause in (*PAUSES, None):
            try:
                async with self._places:
                    return await self.client.media(media_id, limit)
            except ExternalError as error:
                if error.permanent or pause is None:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError("the last attempt either returns or raises")

    async def _store(self, take: Callable[..., Any], *arguments: Any) -> None:
        """Hand something to the entrance, as often as it needs."""
        while True:
            try:
                await aside(take, self.channel, *arguments)
                return
            except (CustomerError, StorageError) as error:
                logger.warning("%s: not stored yet: %s", self.channel, error)
            await asyncio.sleep(STORE_PAUSE)

    def _ended(self, key: str, task: asyncio.Task[None]) -> None:
        self._running.pop(key, None)
        if task.cancelled():
            return
        if task.exception() is not None:
            logger.error("%s: picture %s stays noted", self.channel, key, exc_info=task.exception())
        elif self._path(key).exists():  # noted once more, by a repeat, when this was all but done
            self.fetch(key)

    def _read(self, key: str) -> dict[str, Any]:
        note: dict[str, Any] = self.gate.app.database.cipher.open(self._path(key).read_bytes())
        return note

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.note"


async def aside(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do blocking work in a thread, so that the event loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, partial(work, *arguments))
