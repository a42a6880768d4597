"""Nothing serious for axe-core to find, on a phone and on a desktop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.claims import Enter, assess, confirm, hand_in, in_state, open_claim, report, settle
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_pages import COMPLAINT, log_in, messages, say

pytestmark = pytest.mark.browser


def test_chat(customer: Page) -> None:
    assert faults(customer) == []
    say(customer, "百万医疗的等待期是多久")
    expect(messages(customer, "bot").last).to_contain_text("第八条")
    customer.get_by_test_id("citations").last.locator("summary").click()
    _both_sizes(customer)


def test_desk(customer: Page, agent: Page) -> None:
    assert faults(agent) == []
    say(customer, COMPLAINT)
    expect(messages(customer, "bot").last).to_contain_text("TS20261123")
    log_in(agent)
    agent.get_by_test_id("queue-item").first.click()
    agent.get_by_test_id("accept").first.click()
    expect(agent.get_by_test_id("reply-input")).to_be_visible()
    _both_sizes(agent)


def test_claims(customer: Page, staff: Enter) -> None:
    number = report(customer)
    hand_in(customer, "驾驶证")
    chief = staff("anning")
    chief.get_by_test_id("page-claims").click()
    expect(chief.get_by_test_id("claim-row")).to_have_count(1)
    _both_sizes(chief)
    open_claim(chief, number)
    confirm(chief, "accept")
    confirm(chief, "investigate")
    chief.get_by_test_id("action-assess").click()
    chief.get_by_test_id("assess-submit").click()  # its faults are shown
    for tab in ("assess", "report", "timeline", "notes", "trail"):
        chief.get_by_test_id(f"tab-{tab}").click()
        _both_sizes(chief)
    chief.get_by_test_id("reject-paper").first.click()
    _both_sizes(chief)
    chief.keyboard.press("Escape")
    chief.set_viewport_size(PHONE)
    chief.get_by_test_id("tab-papers").click()
    expect(chief.get_by_test_id("sheet")).to_be_visible()
    assert faults(chief) == []


def test_decision_in_the_chat(customer: Page, staff: Enter) -> None:
    number = report(customer)
    chief, auditor = staff("anning"), staff("shenhe")
    open_claim(chief, number)
    confirm(chief, "accept")
    confirm(chief, "investigate")
    assess(chief, ("前保险杠", "3200", "3000", "旧伤不赔", "第七条"), grounds="按定损单")
    open_claim(auditor, number)
    auditor.get_by_test_id("action-audit").click()
    auditor.get_by_test_id("audit-approve").click()
    settle(auditor)
    in_state(auditor, "audited")
    expect(customer.get_by_test_id("result")).to_be_visible()
    _both_sizes(customer)
    customer.get_by_test_id("large-type").click()
    _both_sizes(customer)


def _both_sizes(page: Page) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
