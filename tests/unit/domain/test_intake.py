"""Hand-worked examples of what is checked when a loss is reported."""

from __future__ import annotations

from datetime import date

from assistant.domain.intake import late, outside, waiting


def test_notice_within_its_days_is_not_late() -> None:
    assert late(date(2026, 11, 13), date(2026, 11, 23), 10, "", "") is None
    found = late(date(2026, 11, 12), date(2026, 11, 23), 10, "十日内通知", "《保险法》第二十一条")
    assert found is not None
    assert found.facts == {"passed": 11, "text": "十日内通知", "source": "《保险法》第二十一条"}


def test_both_ends_of_the_policy_count() -> None:
    start, end = date(2026, 3, 1), date(2027, 2, 28)
    assert outside(start, start, end, "QY1") is None
    assert outside(end, start, end, "QY1") is None
    assert outside(date(2026, 2, 28), start, end, "QY1") is not None
    assert outside(date(2027, 3, 1), start, end, "QY1") is not None


def test_waiting_period_of_ninety_days_ends_on_the_ninetieth() -> None:
    start = date(2026, 1, 1)
    assert waiting(date(2026, 3, 31), start, 90, "cancer", "") is not None  # 31 + 28 + 31 = the ninetieth day
    assert waiting(date(2026, 4, 1), start, 90, "cancer", "") is None
    assert waiting(date(2026, 1, 15), start, 90, "traffic", "") is None
    assert waiting(date(2025, 12, 31), start, 90, "cancer", "") is None  # before it began: another finding
    assert waiting(date(2026, 1, 15), start, 0, "cancer", "") is None
