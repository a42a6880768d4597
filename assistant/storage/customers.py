"""Customers and their policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Mapping

from sqlalchemy import func, select

from assistant.storage.store import Row, Store
from assistant.storage.tables import customers, policies


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A policyholder."""

    id: int
    name: str
    id_number: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A policy; amounts in yuan."""

    number: str
    customer_id: int
    product: str
    version: str
    insured: str
    effective_from: date
    effective_to: date
    sum_insured: Decimal | None
    premium: Decimal
    details: Mapping[str, Any]

    def in_force(self, day: date) -> bool:
        """Tell whether it covers a day."""
        return self.effective_from <= day <= self.effective_to


class CustomerStore(Store):
    """Customers and policies of one transaction."""

    def create(self, name: str, id_number: str, phone: str, now: datetime) -> Customer:
        """Store a customer."""
        key = self.add(
            customers,
            sealed=self.cipher.seal({"name": name, "id_number": id_number, "phone": phone}),
            id_digest=self.cipher.digest(id_number),
            phone_digest=self.cipher.digest(phone),
            created_at=now,
        )
        return Customer(id=key, name=name, id_number=id_number, phone=phone)

    def create_policy(self, policy: Policy) -> None:
        """Store a policy."""
        values = {name: getattr(policy, name) for name in Policy.__dataclass_fields__}
        self.add(policies, **{**values, "details": dict(policy.details)})

    def find_by_identity(self, id_number: str, phone: str) -> Customer | None:
        """Return the customer with this identity number and this phone, or None."""
        digest = self.cipher.digest
        row = self.find(
            customers, customers.c.id_digest == digest(id_number), customers.c.phone_digest == digest(phone)
        )
        return None if row is None else self._customer(row)

    def read(self, key: int) -> Customer:
        """Return a customer.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return self._customer(self.get(customers, customers.c.id == key))

    def keep(self, name: str, id_number: str, phone: str, now: datetime) -> Customer:
        """Store a customer whom the insurer's system knows; one who has another phone now is written anew with it."""
        digest = self.cipher.digest(id_number)
        row = self.find(customers, customers.c.id_digest == digest)
        if row is None:
            return self.create(name, id_number, phone, now)
        sealed = self.cipher.seal({"name": name, "id_number": id_number, "phone": phone})
        self.set(customers, row["id"], sealed=sealed, phone_digest=self.cipher.digest(phone))
        return self.read(row["id"])

    def policies_of_identity(self, id_number: str) -> list[Policy]:
        """Return the policies of an identity number, the latest first."""
        row = self.find(customers, customers.c.id_digest == self.cipher.digest(id_number))
        return [] if row is None else self.policies_of(row["id"])

    def policies_of(self, customer_id: int) -> list[Policy]:
        """Return a customer's policies, the latest first."""
        statement = select(policies).where(policies.c.customer_id == customer_id)
        return [_policy(row) for row in self.all(statement.order_by(policies.c.effective_from.desc()))]

    def count(self) -> int:
        """Return how many customers there are."""
        number: int = self.connection.execute(select(func.count()).select_from(customers)).scalar_one()
        return number

    def _customer(self, row: Row) -> Customer:
        return Customer(id=row["id"], **self.cipher.open(row["sealed"]))


def _policy(row: Row) -> Policy:
    return Policy(**{name: row[name] for name in Policy.__dataclass_fields__})
