"""Accounts, audit trail and transcripts on the pages, in a real browser."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import log_in, say
from tests.serving import LiveServer

pytestmark = pytest.mark.browser
PASSWORD = "a password for tests"
PHONE = "13900000001"


@pytest.fixture
def admin(server: LiveServer, agent: Page) -> Page:
    """The desk with an administrator logged in."""
    with server.app.work() as services:
        services.accounts.create("lin", "admin", PASSWORD)
    enter(agent, "lin", PASSWORD)
    return agent


def enter(page: Page, name: str, password: str) -> None:
    page.get_by_test_id("login-name").fill(name)
    page.get_by_test_id("login-password").fill(password)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("login-submit")).to_have_count(0)


def open_page(page: Page, name: str) -> None:
    page.get_by_test_id(f"page-{name}").click()


def text_of(path: Path) -> str:
    with pdfplumber.open(BytesIO(path.read_bytes())) as document:
        return "".join(page.extract_text() or "" for page in document.pages)


def test_account_from_its_making_to_its_end(admin: Page) -> None:
    open_page(admin, "accounts")
    admin.get_by_test_id("account-name").fill("xinren")
    admin.get_by_test_id("account-role").select_option("trainee")
    admin.get_by_test_id("account-create").click()
    password = admin.get_by_test_id("secret-password").inner_text()
    admin.get_by_role("button", name="我已记下").click()
    row = admin.get_by_test_id("account-xinren")
    expect(row).to_contain_text("待改密码")
    admin.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("combobox").select_option("agent")
    row.get_by_role("button", name="停用").click()
    expect(row).to_contain_text("已停用")
    row.get_by_role("button", name="启用").click()
    expect(row).to_contain_text("待改密码")
    admin.get_by_test_id("logout").click()
    enter(admin, "xinren", password)
    expect(admin.get_by_role("heading", name="请先设置自己的密码")).to_be_visible()
    for name, value in (("old", password), ("new", PASSWORD), ("again", PASSWORD)):
        admin.get_by_test_id(f"password-{name}").fill(value)
    admin.get_by_test_id("password-submit").click()
    expect(admin.get_by_test_id("page-talk")).to_be_visible()
    expect(admin.get_by_test_id("page-accounts")).to_have_count(0)


def test_audit_trail_is_searched_and_proved(admin: Page) -> None:
    open_page(admin, "audit")
    expect(admin.get_by_test_id("audit")).to_contain_text("新建账号")
    admin.get_by_test_id("audit-actor").fill("lin")
    admin.get_by_test_id("audit-search").click()
    expect(admin.get_by_test_id("audit").locator("tbody tr")).to_have_count(1)
    admin.get_by_test_id("verify").click()
    expect(admin.get_by_test_id("verify-result")).to_contain_text("记录完整，未经改动")


def test_transcript_for_the_agent_and_for_the_customer(customer: Page, agent: Page, tmp_path: Path) -> None:
    say(customer, f"气死我了，转人工，我的电话是{PHONE}")
    expect(customer.locator('[data-testid="message"]')).to_have_count(2)
    with customer.expect_download() as taken:
        customer.get_by_test_id("export").click()
    taken.value.save_as(tmp_path / "customer.pdf")
    assert "139****0001" in text_of(tmp_path / "customer.pdf")
    log_in(agent)
    agent.get_by_test_id("queue-item").first.click()
    agent.get_by_test_id("accept").first.click()
    expect(agent.get_by_test_id("packet")).to_contain_text("生气")
    with agent.expect_download() as taken:
        agent.get_by_test_id("transcript-pdf").click()
    taken.value.save_as(tmp_path / "agent.pdf")
    assert "139****0001" in text_of(tmp_path / "agent.pdf")
    agent.get_by_test_id("unmask").click()
    agent.get_by_test_id("unmask-reason").fill("客户来电核实")
    agent.get_by_test_id("unmask-submit").click()
    expect(agent.get_by_test_id("unmasked")).to_contain_text(PHONE)
