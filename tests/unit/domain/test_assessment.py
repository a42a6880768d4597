"""Assessments: amounts exact, reasons complete."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.assessment import Item, check_items, read_amount
from assistant.errors import CustomerError


def item(claimed: str, approved: str, reason: str = "", clause: str = "", name: str = "住院费") -> Item:
    return Item(name=name, claimed=Decimal(claimed), approved=Decimal(approved), reason=reason, clause=clause)


@pytest.mark.parametrize(
    ("raw", "amount"), [("1234.5", "1234.50"), ("1,234", "1234.00"), (7, "7.00"), (" 0.01 ", "0.01"), ("1.", "1.00")]
)
def test_amounts_are_read_exactly(raw: object, amount: str) -> None:
    assert str(read_amount(raw)) == amount


@pytest.mark.parametrize("raw", [1.1, True, None, "", "-1", "1e3", "NaN", "1.234", "１２", "9999999999", ".5", [], "²"])
def test_what_is_no_amount_is_refused(raw: object) -> None:
    with pytest.raises(CustomerError, match="claim_amount_format"):
        read_amount(raw)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "claim_items"),
        ([item("1", "1", name="")], "claim_items"),
        ([item("1", "2")], "claim_approved"),
        ([item("2", "1", reason="自费药")], "claim_reason"),
        ([item("2", "1", clause="第九条")], "claim_reason"),
        ([item("2", "0", "自费药", "第九条")], "claim_nothing"),
    ],
)
def test_incomplete_assessment_is_stopped(items: list[Item], code: str) -> None:
    with pytest.raises(CustomerError, match=code):
        check_items(items)


def test_complete_assessment_passes() -> None:
    check_items([item("100", "100"), item("50.10", "0", "自费药不在责任内", "第九条")])


@given(st.lists(st.decimals(0, 99999999, places=2), max_size=20))
def test_amounts_come_back_as_they_were_stored(amounts: list[Decimal]) -> None:
    items = [item(str(amount), str(amount)) for amount in amounts]
    assert [Item.of(each.as_dict()) for each in items] == items
