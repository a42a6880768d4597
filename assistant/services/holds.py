"""Legal holds: what must not be erased, whatever the rules of retention say."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.errors import CustomerError, NotFoundError
from assistant.storage.store import Row
from assistant.storage.unit import Unit
from assistant.text.masking import mask

MATTER, CUSTOMER = "matter", "customer"  # scopes: the one conversation, or all of the customer's
SCOPES = (MATTER, CUSTOMER)


class Holds:
    """Legal holds of one transaction."""

    def __init__(self, unit: Unit, clock: Clock) -> None:
        self.unit = unit
        self.clock = clock

    def conversation_of(self, subject: str) -> str:
        """Return the conversation of a subject: its own id, or a claim's or a complaint's number.

        Raises:
            CustomerError: ``subject_unknown``.
        """
        for find in (self.unit.claims.by_number, self.unit.complaints.by_number):
            try:
                return find(subject).conversation_id
            except NotFoundError:
                continue
        try:
            return self.unit.conversations.read(subject).id
        except NotFoundError:
            raise CustomerError("subject_unknown", subject=subject) from None

    def place(self, subject: str, reason: str, *, by: str, scope: str = MATTER) -> None:
        """Keep a conversation, or that of a claim or a complaint, until the hold is lifted; by scope, all of that customer's.

        Raises:
            CustomerError: ``subject_unknown``, ``hold_reason`` without a reason, ``bad_request`` for no such scope.
        """
        if scope not in SCOPES:
            raise CustomerError("bad_request")
        if not reason.strip():
            raise CustomerError("hold_reason")
        conversation, now = self.conversation_of(subject), self.clock.now()
        key = self.unit.record.hold(subject, scope, mask(reason.strip()), by, now)
        self.unit.audit.note(by, "hold.placed", subject, now, conversation=conversation, scope=scope, hold=key)

    def lift(self, subject: str, reason: str, *, by: str) -> None:
        """Lift the holds on something.

        Raises:
            CustomerError: ``hold_reason`` without a reason, ``hold_unknown`` when there is none.
        """
        if not reason.strip():
            raise CustomerError("hold_reason")
        lifted = self.unit.record.lift(subject, by, mask(reason.strip()), self.clock.now())
        if not lifted:
            raise CustomerError("hold_unknown", subject=subject)
        self.unit.audit.note(by, "hold.lifted", subject, self.clock.now(), hold=lifted)

    def held(self) -> dict[str, str]:
        """Return the conversations that are held, each with the subject it is held by."""
        return {key: row["subject"] for row in self.unit.record.holds() for key in self.covered(row)}

    def covered(self, hold: Row) -> set[str]:
        """Return the conversations that a hold covers: its own, those in which a held claim's papers came, by scope all of the customer's."""
        own = self.conversation_of(hold["subject"])
        customers = self.unit.conversations.of_same_customer(own) if hold["scope"] == CUSTOMER else ()
        return {own, *self._homes_of_papers(hold["subject"]), *customers}

    def _homes_of_papers(self, subject: str) -> list[str]:
        """Return the conversations in which a claim's papers came in; of anything else none."""
        try:
            return self.unit.erasures.homes_of_papers(self.unit.claims.by_number(subject).id)
        except NotFoundError:
            return []
