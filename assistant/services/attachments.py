"""Files of a conversation, as the pages are given them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from assistant.errors import NotFoundError
from assistant.storage.files import FileStore
from assistant.storage.unit import Unit


@dataclass(frozen=True, kw_only=True)
class Served:
    """A file and how it is sent: pictures to be looked at, all else to be saved."""

    content: bytes
    media_type: str
    headers: dict[str, str]


class Attachments:
    """Files in one transaction."""

    def __init__(self, unit: Unit, files: FileStore) -> None:
        self.unit = unit
        self.files = files

    def read(self, conversation_id: str, seq: int, *, shown_only: bool) -> Served:
        """Return the file of a line.

        Raises:
            NotFoundError: when the line has none, or it is not there.
        """
        found = self.unit.sent.file_of(conversation_id, seq, shown_only=shown_only)
        if found is None:
            raise NotFoundError("the line has no file")
        try:
            content = self.files.get(found.sha256)
        except FileNotFoundError:
            raise NotFoundError("the file is not there") from None
        way = "inline" if found.media_type.startswith("image/") else "attachment"
        disposition = f"{way}; filename*=UTF-8''{quote(found.name)}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "private, max-age=3600"}
        return Served(content=content, media_type=found.media_type, headers=headers)
