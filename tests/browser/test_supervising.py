"""A complaint worked to its end, the supervisor's page, and a trainee's practice, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.services.samples import PASSWORD
from tests.browser.conftest import PHONE, _page
from tests.browser.test_pages import COMPLAINT, messages, say
from tests.serving import LiveServer

pytestmark = pytest.mark.browser


def enter(page: Page, name: str) -> None:
    page.get_by_test_id("login-name").fill(name)
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("me")).to_contain_text(name)


def step(page: Page, name: str, /, **fields: str) -> None:
    """Do a step of a case with what its dialog asks for."""
    page.get_by_test_id(f"step-{name}").click()
    for field, value in fields.items():
        place = page.get_by_test_id(f"field-{field}")
        place.select_option(value) if place.evaluate("e => e.tagName") == "SELECT" else place.fill(value)
    page.get_by_test_id("step-confirm").click()
    expect(page.get_by_test_id("step-dialog")).to_have_count(0)


def test_complaint_from_the_chat_to_its_letter(customer: Page, agent: Page) -> None:
    say(customer, COMPLAINT)
    expect(messages(customer, "bot").last).to_contain_text("TS20261123")
    enter(agent, "anning")
    agent.get_by_test_id("page-complaints").click()
    expect(agent.get_by_test_id("clock").first).to_have_text("剩 15 天")
    agent.get_by_test_id("complaint-row").first.click()
    step(agent, "take")
    expect(customer.get_by_text("由anning负责")).to_be_visible()
    step(agent, "party", role="respondent", name="理赔员")
    step(agent, "complex", text="要调取通话录音")
    expect(agent.get_by_test_id("clock")).to_have_text("剩 30 天")
    step(agent, "answer", text="经查属实，已安排专人回电。")
    expect(customer.get_by_text("经查属实，已安排专人回电")).to_be_visible()
    with customer.expect_download() as download:
        customer.get_by_test_id("letter").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    step(agent, "close", outcome="resolved")
    expect(agent.get_by_label("经过").last).to_contain_text("反馈结果")


def test_supervisor_sees_figures_and_takes_them_out(agent: Page, server: LiveServer) -> None:
    enter(agent, "anning")
    agent.get_by_test_id("page-supervisor").click()
    expect(agent.get_by_test_id("cards")).to_contain_text("首次响应")
    agent.get_by_test_id("from").fill("2026-11-20")
    agent.get_by_test_id("to").fill("2026-11-23")
    expect(agent.locator(".plot canvas")).to_have_count(4)
    expect(agent.get_by_role("rowheader", name="2026-11-23")).to_be_visible()
    with agent.expect_download() as download:
        agent.get_by_test_id("csv-days").click()
    assert "2026-11-22" in download.value.path().read_text(encoding="utf-8-sig")


def test_trainee_sees_practice_alone_and_is_told_how_it_went(browser: Browser, server: LiveServer) -> None:
    with server.app.work() as services:
        services.accounts.create("learner", "trainee", PASSWORD)
    for page in _page(browser, server.url + "/desk/", PHONE):
        enter(page, "learner")
        expect(page.locator(".top__pages a")).to_have_text(["练习", "我的"])
        page.get_by_test_id("script-angry-complainant").click()
        page.get_by_test_id("practice-input").fill("实在抱歉，您的投诉编号是TS202611230001")
        page.get_by_test_id("practice-input").press("Enter")
        expect(page.get_by_test_id("practice-lines").locator(".bubble")).to_have_count(3)
        page.get_by_test_id("practice-finish").click()
        expect(page.get_by_test_id("practice-score")).to_contain_text("分")
        expect(page.get_by_text("没有做到").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
