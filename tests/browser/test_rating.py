"""Whether an answer helped: rated on the page, there after a reload, and in the loop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.serving import LiveServer

pytestmark = pytest.mark.browser


def test_an_answer_is_rated_and_the_rating_can_be_changed(customer: Page, server: LiveServer) -> None:
    customer.get_by_test_id("composer").fill("百万医疗的等待期是多久")
    customer.get_by_test_id("send").click()
    good, bad = customer.get_by_test_id("rate-good").last, customer.get_by_test_id("rate-bad").last
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    customer.wait_for_load_state("networkidle")
    customer.reload()
    expect(customer.get_by_test_id("rate-bad").last).to_have_attribute("aria-pressed", "true")
    expect(customer.locator('[data-testid="message"][data-from="customer"]')).to_have_count(1)
    with server.app.look() as services:
        assert [group.first.text for group in services.doubts.open()] == ["百万医疗的等待期是多久"]
