"""Every page of the desk, on a phone and on a desktop: nothing serious for axe-core, nothing squeezed aside, no raw codes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.services.samples import PASSWORD
from assistant.storage.ratings import HANDOFF
from tests.browser.axe import faults
from tests.browser.claims import enter
from tests.browser.conftest import DESKTOP, PHONE, _page
from tests.browser.test_desk import act
from tests.browser.test_pages import COMPLAINT, messages, say
from tests.desk.test_worklist import keep
from tests.serving import LiveServer

pytestmark = pytest.mark.browser
PAGES = ("callbacks", "claims", "complaints", "search", "canned", "supervisor", "supervisor/quality", "supervisor/worklist",
         "practice", "audit", "holds", "accounts", "me")  # fmt: skip
SPLIT = ("canned",)  # laid out in columns on purpose
# parts of a page that share its width with nothing beside them
NARROW = """() => { const page = document.querySelector('main.page'); const inner = page.clientWidth - 40;
  return [...page.children].filter(e => getComputedStyle(e).display === 'block' && e.offsetHeight && e.offsetWidth < inner * 0.9
    && !e.matches('h2, .page__main')).map(e => e.className || e.tagName) }"""
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z_]+\b(?!\.)")  # such as ask_knowledge, doubt.labelled


@pytest.fixture
def chief(browser: Browser, server: LiveServer) -> Page:
    """The desk of an administrator, with something on every page."""
    fill(server)
    pages = _page(browser, server.url + "/desk/", DESKTOP)
    page = next(pages)
    enter(page, "zong")
    yield page
    assert next(pages, None) is None


def fill(server: LiveServer) -> None:
    """Let there be something to see."""
    keep(server, "宠物咬人你们赔不赔")
    with server.app.work() as services:
        now = server.app.clock.now()
        services.accounts.create("zong", "admin", PASSWORD)
        conversation = services.unit.conversations.open("web", "v2", now)
        complaint, _ = services.complaints.file(conversation, COMPLAINT, "angry", None)
        services.complaints.add(complaint, "他昨天又没回电话")
        services.unit.ratings.put(HANDOFF, "1", conversation.id, 1, now)
        services.unit.ratings.comment(HANDOFF, "1", "一直不回话")
        services.holds.place(complaint.number, "诉讼", by="zong")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page(chief: Page, size: dict[str, int]) -> None:
    wrong = [fault for name in PAGES for fault in looked_at(chief, name, size)]
    assert wrong == []


def looked_at(page: Page, name: str, size: dict[str, int]) -> list[str]:
    """Open a page; return what is wrong with it."""
    page.set_viewport_size(size)
    page.evaluate(f"location.hash = '#/{name}'")
    expect(page.locator("main.page")).to_be_visible()
    expect(page.locator("main.page .loading")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    wrong = [f"{name}: {fault}" for fault in faults(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append(f"{name}: wider than the window")
    squeezed = [] if name in SPLIT else page.evaluate(NARROW)
    codes = CODE.findall(page.locator("main.page").inner_text())
    return [
        *wrong,
        *(f"{name}: {part} is squeezed" for part in squeezed),
        *(f"{name}: {code} is shown" for code in codes),
    ]


def test_pages_are_reached_by_a_menu_on_a_phone(chief: Page) -> None:
    chief.set_viewport_size(PHONE)
    expect(chief.get_by_test_id("page-holds")).to_be_hidden()
    chief.get_by_test_id("page-menu").click()
    assert faults(chief) == []
    chief.get_by_test_id("page-holds").click()
    expect(chief.get_by_test_id("holds")).to_contain_text("诉讼")
    expect(chief.get_by_test_id("page-holds")).to_be_hidden()


def test_hold_is_placed_and_lifted_with_its_trail(chief: Page) -> None:
    chief.get_by_test_id("page-holds").click()
    expect(chief.get_by_test_id("holds").locator("li")).to_have_count(1)
    chief.get_by_test_id("hold-subject").fill("TS0")
    chief.get_by_test_id("hold-reason").fill("监管调阅")
    chief.get_by_test_id("hold-place").click()
    expect(chief.get_by_text("没有这个编号的案件、投诉或会话")).to_be_visible()
    chief.get_by_test_id("hold-subject").fill("TS202611230001")
    chief.get_by_test_id("hold-scope").select_option("customer")
    chief.get_by_test_id("hold-place").click()
    expect(chief.get_by_test_id("holds").locator("li")).to_have_count(2)
    chief.get_by_test_id("hold-lift").first.click()
    chief.get_by_test_id("lift-reason").fill("监管已结案")
    chief.get_by_test_id("lift-confirm").click()
    expect(chief.get_by_test_id("holds").locator("li")).to_have_count(0)
    expect(chief.get_by_test_id("holds-lifted-list")).to_contain_text("监管已结案")
    expect(chief.get_by_test_id("holds-trail-list").locator("li")).to_have_count(3)


def test_entry_is_written_with_its_places(chief: Page) -> None:
    chief.evaluate("location.hash = '#/supervisor/worklist'")
    expect(chief.get_by_test_id("low-ratings")).to_contain_text("一直不回话")
    chief.get_by_test_id("work-knowledge").click()
    for size in (PHONE, DESKTOP):
        chief.set_viewport_size(size)
        assert faults(chief) == []
        assert chief.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chief.get_by_test_id("entry-topic").select_option("home-travel")
    chief.get_by_test_id("entry-answer").fill("目前没有宠物责任险。")
    chief.get_by_test_id("entry-save").click()
    expect(chief.get_by_text("没有写依据")).to_be_visible()
    chief.get_by_test_id("cite-query").fill("家财险第三者责任")
    chief.get_by_test_id("cite-search").click()
    chief.get_by_test_id("cite-add").first.click()
    chief.get_by_test_id("entry-save").click()
    expect(chief.get_by_test_id("entry")).to_contain_text("自己写的，要由另一位主管审核")
    expect(chief.get_by_test_id("work")).to_have_count(0)


def test_complaint_is_taken_back_in_the_chat_and_its_owner_sees_it(customer: Page, agent: Page) -> None:
    say(customer, COMPLAINT)
    expect(messages(customer, "bot").last).to_contain_text("TS20261123")
    enter(agent, "xiaolan")
    agent.get_by_test_id("queue-item").first.click()
    agent.get_by_test_id("accept").first.click()
    act(agent, "return")
    expect(customer.get_by_text("人工服务已结束")).to_be_visible()
    say(customer, "我要撤诉")
    customer.get_by_role("button", name="确认撤回").click()
    expect(customer.get_by_text("已按您的意思撤回")).to_be_visible()
    with customer.expect_download() as download:
        customer.get_by_test_id("letter").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    expect(agent.get_by_test_id("complaints-news")).to_have_text("1")
