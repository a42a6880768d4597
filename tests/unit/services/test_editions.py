"""Which version of the clauses an answer is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.services.editions import Edition, Editions
from assistant.storage.customers import Policy
from tests.unit.retrieval.samples import PRODUCT, write_knowledge

TODAY = date(2026, 6, 1)
OLD = "\n".join(
    [PRODUCT.replace("    cites: [{clause: anxin-medical/第二条}]\n", "    cites: [{clause: anxin-medical/第二条}]\n    versions:\n"
                     "      \"2025-01\": {value: 60天, text: 从前的等待期为60天。}\n", 1)]
)  # fmt: skip
POLICY = Policy(
    number="QYYL1", customer_id=1, product="anxin-medical", version="2025-01", insured="林", effective_from=date(2025, 3, 1),
    effective_to=date(2026, 2, 28), sum_insured=None, premium=Decimal(1), details={},
)  # fmt: skip


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase.load(write_knowledge(tmp_path, products__anxin_medical=OLD))


def test_on_sale(knowledge: KnowledgeBase) -> None:
    assert Editions(knowledge, TODAY).of("anxin-medical") == Edition(day=TODAY, version="2026-01")


def test_product_of_one_version_names_none(knowledge: KnowledgeBase) -> None:
    assert Editions(knowledge, TODAY, asked=date(2025, 5, 1)).of("jiahe-home") == Edition(day=TODAY)
    assert Editions(knowledge, TODAY).of(None) == Editions(knowledge, TODAY).of("no-product") == Edition(day=TODAY)


def test_of_the_day_asked_about(knowledge: KnowledgeBase) -> None:
    asked = date(2025, 5, 1)
    assert Editions(knowledge, TODAY, asked=asked).of("anxin-medical") == Edition(
        day=asked, basis="asked", version="2025-01"
    )
    assert Editions(knowledge, TODAY, asked=date(2001, 1, 1)).of("anxin-medical").basis == "sale"


def test_of_the_customers_own_policy(knowledge: KnowledgeBase) -> None:
    editions = Editions(knowledge, TODAY, policies=[POLICY], asked=TODAY)
    edition = editions.of("anxin-medical")
    assert edition == Edition(day=date(2025, 12, 31), basis="policy", version="2025-01", policy="QYYL1")
    assert editions.held() == ["anxin-medical"]


def test_policy_of_a_version_that_is_not_there_is_no_reason(knowledge: KnowledgeBase) -> None:
    odd = replace(POLICY, version="1999-01")
    assert Editions(knowledge, TODAY, policies=[odd]).of("anxin-medical").basis == "sale"


def test_fact_is_told_as_it_was(knowledge: KnowledgeBase) -> None:
    then = knowledge.entry("fact:anxin-medical/waiting_period", as_of=date(2025, 5, 1))
    now = knowledge.entry("fact:anxin-medical/waiting_period", as_of=TODAY)
    assert (then.id, then.answer) == ("fact:anxin-medical/waiting_period@2025-01", "从前的等待期为60天。")
    assert now.answer == "首次投保的，疾病医疗责任等待期为30天。"
