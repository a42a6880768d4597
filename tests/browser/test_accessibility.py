"""Nothing serious for axe-core to find, on a phone and on a desktop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_pages import COMPLAINT, log_in, messages, say

pytestmark = pytest.mark.browser


def test_chat(customer: Page) -> None:
    assert faults(customer) == []
    say(customer, "百万医疗的等待期是多久")
    expect(messages(customer, "bot").last).to_contain_text("第八条")
    customer.get_by_test_id("citations").last.locator("summary").click()
    for size in (PHONE, DESKTOP):
        customer.set_viewport_size(size)
        assert faults(customer) == []


def test_desk(customer: Page, agent: Page) -> None:
    assert faults(agent) == []
    say(customer, COMPLAINT)
    expect(messages(customer, "bot").last).to_contain_text("TS20261123")
    log_in(agent)
    agent.get_by_test_id("queue-item").first.click()
    agent.get_by_test_id("accept").first.click()
    expect(agent.get_by_test_id("reply-input")).to_be_visible()
    for size in (DESKTOP, PHONE):
        agent.set_viewport_size(size)
        assert faults(agent) == []
