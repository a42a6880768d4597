"""Conversations: who they are with, who owns them, and whether the customer has shown who they are."""

from __future__ import annotations

import contextlib
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import IntegrityError

from assistant.domain.conversation import Conversation, Owner
from assistant.domain.message import Author
from assistant.domain.reach import Address
from assistant.errors import NotFoundError
from assistant.storage.chain import End
from assistant.storage.store import Row, Store
from assistant.storage.tables import claims, complaints, messages
from assistant.storage.tables import conversations as table


class ConversationStore(Store):
    """Conversations of one transaction."""

    def find_by_sender(self, channel: str, sender: str) -> Conversation | None:
        """Return the conversation of a channel's user, or None."""
        row = self.find(table, table.c.channel == channel, table.c.sender == sender)
        return None if row is None else _conversation(row)

    def open(self, channel: str, sender: str, now: datetime) -> Conversation:
        """Return the conversation of a channel's user, made new where there is none."""
        found = self.find_by_sender(channel, sender)
        if found is not None:
            return found
        values = {"id": uuid.uuid4().hex, "channel": channel, "sender": sender, "owner": Owner.BOT.value}
        with contextlib.suppress(IntegrityError), self.connection.begin_nested():
            self.connection.execute(table.insert().values(created_at=now, updated_at=now, **values))
        # not by its id: another process may have made it between the look and the insert
        return _conversation(self.get(table, table.c.channel == channel, table.c.sender == sender))

    def read(self, key: str) -> Conversation:
        """Return a conversation.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return _conversation(self.get(table, table.c.id == key))

    def lock(self, key: str) -> Conversation:
        """Return a conversation, kept from other processes until the transaction ends (a row lock on PostgreSQL)."""
        row = self.connection.execute(select(table).where(table.c.id == key).with_for_update()).mappings().first()
        if row is None:
            raise NotFoundError("no such conversation")
        return _conversation(row)

    def change(self, key: str, now: datetime, **values: Any) -> None:
        """Set columns of a conversation."""
        self.set(table, key, updated_at=now, **values)

    def version(self, key: str) -> int:
        """Return the version of the conversation's tracker."""
        value: int = self.connection.execute(select(table.c.version).where(table.c.id == key)).scalar_one()
        return value

    def set_version(self, key: str, version: int) -> None:
        """Set the version of the conversation's tracker; the conversation is locked."""
        self.set(table, key, version=version)

    def end(self, key: str) -> End:
        """Return where the conversation's transcript ends, kept from other processes until the transaction does."""
        statement = select(table.c.last_seq, table.c.head).where(table.c.id == key).with_for_update()
        seq, head = self.connection.execute(statement).one()
        return End(seq=seq, state=head or key)

    def set_end(self, key: str, end: End) -> None:
        """Set where the conversation's transcript ends."""
        self.set(table, key, last_seq=end.seq, head=end.state)

    def addresses(self, home: str, customer_id: int | None, number: str) -> list[Address]:
        """Return where a claim's customer has said something: where it was reported, and where they showed that it is theirs."""
        theirs = [table.c.id == home, table.c.proven_claim == number]
        if customer_id is not None:
            # whoever showed one claim to be theirs may be somebody else than the policyholder it stands under
            theirs.append(and_(table.c.customer_id == customer_id, table.c.proven_claim.is_(None)))
        places = messages.c.conversation_id.in_(select(table.c.id).where(or_(*theirs)))
        spoken = select(messages.c.conversation_id, func.max(messages.c.at).label("at"))
        said = spoken.where(places, messages.c.author == Author.CUSTOMER.value)
        last = said.group_by(messages.c.conversation_id).subquery()
        found = select(table.c.id, table.c.channel, last.c.at).join(last, last.c.conversation_id == table.c.id)
        rows = self.all(found.order_by(table.c.id))
        return [Address(conversation_id=row["id"], channel=row["channel"], spoken_at=row["at"]) for row in rows]

    def of_channel(self, channel: str) -> list[Conversation]:
        """Return a channel's conversations, the oldest first."""
        statement = select(table).where(table.c.channel == channel).order_by(table.c.created_at, table.c.id)
        return [_conversation(row) for row in self.all(statement)]

    def of_same_customer(self, key: str) -> set[str]:
        """Return the conversations whose customer, by what was shown, reported or complained of there, is this one's too."""
        places = ((table, table.c.id), (claims, claims.c.conversation_id), (complaints, complaints.c.conversation_id))
        known = [self.column(select(one.c.customer_id).where(own == key, one.c.customer_id.is_not(None)))
                 for one, own in places]  # fmt: skip
        customers = {customer for found in known for customer in found}
        return {key for one, own in places for key in self.column(select(own).where(one.c.customer_id.in_(customers)))}

    def owned_by_agent(self, agent_id: int) -> list[Conversation]:
        """Return the conversations an agent has, the latest first."""
        statement = select(table).where(table.c.owner == Owner.AGENT.value, table.c.agent_id == agent_id)
        return [_conversation(row) for row in self.all(statement.order_by(table.c.updated_at.desc()))]


def _conversation(row: Row) -> Conversation:
    values = {name: row[name] for name in row if name not in ("version", "head")}
    return Conversation(**{**values, "owner": Owner(row["owner"])})
