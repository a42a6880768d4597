"""Sample customers and policies, all invented, for trying the assistant out. Loaded once, on request."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistant.services.accounts import Accounts
from assistant.storage.customers import Policy
from assistant.storage.unit import Unit

# identity numbers with valid checksums in areas and on days that fit nobody known; phones from an unassigned block
CUSTOMERS = (
    ("林晓梅", "110101199003070046", "13900000001"),
    ("陈志远", "310101198511230037", "13900000002"),
    ("王桂芳", "440106196802150020", "13900000003"),
)
CAR = {"plate": "沪A12345"}
POLICIES: tuple[tuple[Any, ...], ...] = (
    # holder, number, product, insured, from, to, sum insured, premium, details
    (0, "QYYL2026000101", "anxin-medical", "林晓梅", "2026-03-01", "2027-02-28", "2000000", "412", {}),
    (0, "QYCX2026000102", "motor-commercial", "林晓梅", "2026-06-01", "2027-05-31", "2000000", "3280", CAR),
    (0, "QYJQ2026000103", "motor-compulsory", "林晓梅", "2026-06-01", "2027-05-31", "200000", "855", CAR),
    (1, "QYZJ2024000201", "kangning-ci", "陈志远", "2024-08-15", "2074-08-14", "500000", "7460", {}),
    (1, "QYJC2026000202", "jiahe-home", "陈志远", "2026-01-10", "2027-01-09", "1500000", "268", {}),
    (2, "QYYW2026000301", "anshun-accident", "王桂芳", "2026-05-20", "2027-05-19", "300000", "198", {}),
)
VERSIONS = {"QYZJ2024000201": "2023-03"}  # bought before the clauses were revised

AGENTS = (("xiaolan", "agent"), ("anning", "supervisor"))
PASSWORD = "try-the-desk-2026"  # noqa: S105 - of sample data alone, and named in the README

CANNED = (
    ("hi", "问好", "{客户称呼}您好，我是{公司}客服{坐席}，之前的对话我都看到了，马上为您处理。"),
    ("wait", "请稍等", "我正在为您查，请稍等两分钟，不用一直看着屏幕。"),
    ("case", "案件进度", "您的案件{案件号}我已经看到了，这就为您核实进度。"),
    ("bye", "结束语", "请问还有别的需要吗？没有的话我先结束服务，以后有问题直接发消息，或者拨打{热线}。"),
)


def load_samples(unit: Unit, accounts: Accounts, now: datetime) -> bool:
    """Store the sample data unless there are customers already; return whether it was stored."""
    unit.hold("samples")
    if unit.customers.count():
        return False
    for name, role in AGENTS:
        accounts.create(name, role, PASSWORD)
    for shortcut, title, text in CANNED:
        unit.canned.put(None, shortcut, title, text, now)
    holders = [unit.customers.create(name, number, phone, now) for name, number, phone in CUSTOMERS]
    for holder, number, product, insured, start, end, amount, premium, details in POLICIES:
        unit.customers.create_policy(
            Policy(
                number=number,
                customer_id=holders[holder].id,
                product=product,
                version=VERSIONS.get(number, "2025-01"),
                insured=insured,
                effective_from=date.fromisoformat(start),
                effective_to=date.fromisoformat(end),
                sum_insured=Decimal(amount),
                premium=Decimal(premium),
                details=details,
            )
        )
    return True
