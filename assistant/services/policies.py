"""Where holders and policies are read: our own database, or the insurer's core system behind the same protocol."""

from __future__ import annotations

from typing import Protocol

from assistant.clock import Clock
from assistant.errors import PolicySourceDown
from assistant.storage.customers import Customer, Policy
from assistant.storage.unit import Unit


class PolicySource(Protocol):
    """Answers two questions about the insurer's customers.

    Raises:
        PolicySourceDown: when it cannot be asked now; what it would have told is then unknown, not absent.
    """

    def find_holder(self, id_number: str, phone: str) -> str | None:
        """Return the name of whoever has this identity number and this phone, or None."""

    def policies_of(self, id_number: str) -> list[Policy]:
        """Return the policies of an identity number, the latest first."""


class DatabasePolicies:
    """The source in our own database, for an insurer whose policies are loaded there, and for sample data."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def find_holder(self, id_number: str, phone: str) -> str | None:
        """Return the holder's name, or None."""
        found = self.unit.customers.find_by_identity(id_number, phone)
        return found.name if found else None

    def policies_of(self, id_number: str) -> list[Policy]:
        """Return the policies."""
        return self.unit.customers.policies_of_identity(id_number)


class Policies:
    """Holders and policies of one transaction; each is asked for once."""

    def __init__(self, unit: Unit, source: PolicySource, clock: Clock) -> None:
        self.unit = unit
        self.source = source
        self.clock = clock
        self._known: dict[int, list[Policy]] = {}

    def recognise(self, id_number: str, phone: str) -> Customer | None:
        """Return the customer who has this number and this phone, or None; one new to us is written down.

        Raises:
            PolicySourceDown: when it cannot be told now.
        """
        name = self.source.find_holder(id_number, phone)
        if name is None:
            return None
        known = self.unit.customers.find_by_identity(id_number, phone)
        return known or self.unit.customers.keep(name, id_number, phone, self.clock.now())

    def of(self, customer_id: int) -> list[Policy]:
        """Return a customer's policies, the latest first.

        Raises:
            PolicySourceDown: when they cannot be read now.
        """
        if customer_id not in self._known:
            self._known[customer_id] = self.source.policies_of(self.unit.customers.read(customer_id).id_number)
        return self._known[customer_id]

    def try_of(self, customer_id: int) -> list[Policy] | None:
        """Return a customer's policies, or None when they cannot be read now."""
        try:
            return self.of(customer_id)
        except PolicySourceDown:
            return None
