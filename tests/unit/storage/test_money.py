"""Amounts come back as they went in, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.customers import Policy
from assistant.storage.database import Database
from assistant.storage.unit import Unit

POLICY = Policy(
    number="QYYL1", customer_id=1, product="anxin-medical", version="2025-01", insured="林", effective_from=date(2025, 3, 1),
    effective_to=date(2026, 2, 28), sum_insured=None, premium=Decimal("0.10"), details={},
)  # fmt: skip


def test_amounts_are_exact(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    now = any_settings.clock.now()
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        holder = unit.customers.create("林", "110101199003070046", "13900000001", now)
        amounts = [Decimal("1234567890.07"), Decimal("0.29"), None]
        for number, amount in enumerate(amounts):
            policy = replace(POLICY, number=f"P{number}", customer_id=holder.id, sum_insured=amount)
            unit.customers.create_policy(policy)
        found = {policy.number: policy for policy in unit.customers.policies_of(holder.id)}
    assert [found[f"P{number}"].sum_insured for number in range(3)] == amounts
    assert {policy.premium for policy in found.values()} == {Decimal("0.10")}
    database.dispose()
