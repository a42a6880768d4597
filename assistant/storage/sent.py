"""What agents send: each key once however often it comes, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from assistant.storage.store import Store
from assistant.storage.tables import attachments, inbox, messages, sends


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that a line brought."""

    sha256: str
    media_type: str
    name: str


class SentStore(Store):
    """Sent lines and files of one transaction."""

    def find(self, key: str) -> int | None:  # type: ignore[override]
        """Return the line that a page's key stands for, or None."""
        row = super().find(sends, sends.c.key == key)
        return None if row is None else int(row["message_id"])

    def put(self, key: str, conversation_id: str, message_id: int) -> None:
        """Note that a page's key has become a line; the conversation is locked."""
        self.connection.execute(sends.insert().values(key=key, conversation_id=conversation_id, message_id=message_id))

    def attach(self, message_id: int, sha256: str, media_type: str, name: str) -> None:
        """Store the file of an agent's line."""
        sealed: Any = self.cipher.seal(name)
        self.connection.execute(
            attachments.insert().values(message_id=message_id, sha256=sha256, media_type=media_type, sealed=sealed)
        )

    def file_of(self, conversation_id: str, seq: int, *, shown_only: bool) -> Attachment | None:
        """Return the file of a conversation's line, from whichever side, or None where it has none."""
        statement = (
            select(attachments, inbox.c.kind, inbox.c.sealed.label("body"))
            .select_from(messages)
            .outerjoin(attachments, attachments.c.message_id == messages.c.id)
            .outerjoin(inbox, inbox.c.id == messages.c.inbox_id)
            .where(messages.c.conversation_id == conversation_id, messages.c.seq == seq)
        )
        if shown_only:
            statement = statement.where(messages.c.shown.is_(True))
        row = self.connection.execute(statement).mappings().first()
        if row is not None and row["sha256"] is not None:
            return Attachment(
                sha256=row["sha256"], media_type=row["media_type"], name=str(self.cipher.open(row["sealed"]))
            )
        if row is None or row["kind"] != "file":
            return None
        body: Any = self.cipher.open(row["body"])
        return Attachment(**{name: body[name] for name in Attachment.__dataclass_fields__})
