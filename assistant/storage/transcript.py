"""The transcript: every line said, in order, for ever; personal data masked, the words as said sealed beside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.engine import Connection

from assistant.domain.message import Author, Button, Line, Reply
from assistant.storage.chain import End
from assistant.storage.cipher import Cipher
from assistant.storage.conversations import ConversationStore
from assistant.storage.store import Row, Store
from assistant.storage.tables import messages as table
from assistant.text.masking import mask


class TranscriptStore(Store):
    """Transcript lines of one transaction; ``touched`` names the conversations that got new ones."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self.touched: set[str] = set()
        self._ends: dict[str, End] = {}  # the row is this transaction's own once it has been read

    def append(
        self,
        conversation_id: str,
        author: Author,
        reply: Reply,
        now: datetime,
        *,
        shown: bool = True,
        agent_id: int | None = None,
        inbox_id: int | None = None,
    ) -> Line:
        """Add a line at the end of a conversation."""
        conversations = ConversationStore(self.connection, self.cipher)
        last = self._ends.get(conversation_id) or conversations.end(conversation_id)
        seq = last.seq + 1
        self.touched.add(conversation_id)
        # the bot's and the system's own words hold no personal data but what they masked themselves
        masked = mask(reply.text) if author in (Author.CUSTOMER, Author.AGENT) else reply.text
        values: dict[str, Any] = {
            "conversation_id": conversation_id,
            "seq": seq,
            "at": now,
            "author": author.value,
            "shown": shown,
            "kind": reply.kind,
            "text": masked,
            "sealed": None if masked == reply.text else self.cipher.seal(reply.text),
            "buttons": [button.as_dict() for button in reply.buttons],
            "citations": [dict(citation) for citation in reply.citations],
            "data": dict(reply.data),
            "agent_id": agent_id,
            "inbox_id": inbox_id,
        }
        self._ends[conversation_id] = last.after(self.cipher, values)
        key = self.add(table, **values, digest=self._ends[conversation_id].digest(self.cipher))
        conversations.set_end(conversation_id, self._ends[conversation_id])
        return Line(id=key, conversation_id=conversation_id, seq=seq, at=now, author=author, reply=reply, shown=shown,
                    agent_id=agent_id, inbox_id=inbox_id)  # fmt: skip

    def lines(
        self, conversation_id: str, *, after: int = 0, shown_only: bool = True, clear: bool = False, limit: int = 500
    ) -> list[Line]:
        """Return the last ``limit`` lines after a number; ``clear`` gives the words as said, for who said them."""
        statement = select(table).where(table.c.conversation_id == conversation_id, table.c.seq > after)
        if shown_only:
            statement = statement.where(table.c.shown.is_(True))
        rows = self.all(statement.order_by(table.c.seq.desc()).limit(limit))
        return [self._line(row, clear) for row in reversed(rows)]

    def tells_of(self, conversation_id: str, number: str) -> bool:
        """Tell whether a claim was shown to the customer here: its news, its card, its receipt."""
        ours = (
            table.c.conversation_id == conversation_id,
            table.c.author != Author.CUSTOMER.value,
            table.c.shown.is_(True),
        )
        named = cast(table.c.data, Text).contains(f'"{number}"', autoescape=True)
        return self.find(table, *ours, named) is not None

    def answers_to(self, conversation_id: str, inbox_id: int) -> list[Line]:
        """Return the shown lines that a message gave rise to, itself among them."""
        statement = select(table).where(
            table.c.conversation_id == conversation_id, table.c.inbox_id == inbox_id, table.c.shown.is_(True)
        )
        return [self._line(row, True) for row in self.all(statement.order_by(table.c.seq))]

    def line(self, key: int) -> Line:
        """Return one line, in the words as said."""
        return self._line(self.get(table, table.c.id == key), True)

    def links(self, conversation_id: str) -> list[tuple[int, str]]:
        """Return the number and the digest of a conversation's every line."""
        statement = select(table.c.seq, table.c.digest).where(table.c.conversation_id == conversation_id)
        return [(row[0], row[1]) for row in self.connection.execute(statement.order_by(table.c.seq))]

    def line_at(self, conversation_id: str, seq: int) -> Line:
        """Return the line of a number, masked.

        Raises:
            NotFoundError: when the conversation has none of that number.
        """
        return self._line(self.get(table, table.c.conversation_id == conversation_id, table.c.seq == seq), False)

    def find_line(self, conversation_id: str, seq: int) -> Line | None:
        """Return a conversation's line of that number, in the words as said, or None."""
        row = self.find(table, table.c.conversation_id == conversation_id, table.c.seq == seq)
        return None if row is None else self._line(row, True)

    def count(self, conversation_id: str) -> int:
        """Return how many lines a conversation has."""
        statement = select(func.count()).select_from(table).where(table.c.conversation_id == conversation_id)
        number: int = self.connection.execute(statement).scalar_one()
        return number

    def _line(self, row: Row, clear: bool) -> Line:
        text: Any = self.cipher.open(row["sealed"]) if clear and row["sealed"] is not None else row["text"]
        reply = Reply(
            kind=row["kind"],
            text=text,
            buttons=tuple(Button(**button) for button in row["buttons"]),
            citations=tuple(row["citations"]),
            data=row["data"],
        )
        return Line(
            id=row["id"],
            conversation_id=row["conversation_id"],
            seq=row["seq"],
            at=row["at"],
            author=Author(row["author"]),
            reply=reply,
            shown=row["shown"],
            agent_id=row["agent_id"],
            inbox_id=row["inbox_id"],
        )
