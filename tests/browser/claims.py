"""Claims in the browser: how a customer reports one and how the staff come to it."""

from __future__ import annotations

import io
import random
import re
from typing import Callable

from playwright.sync_api import FilePayload, Page, expect

from assistant.services.samples import PASSWORD
from benchmarks.papers.drawing import Person, draw
from tests.browser.test_pages import LOOKING, messages, say
from tests.serving import LiveServer

LIN = Person(name="林晓梅", city="临江县", number="110101199003070046", day="2026年11月22日")
Enter = Callable[[str], Page]  # opens the desk for one of the staff


def hire(server: LiveServer) -> None:
    """Make the accounts that work claims, beside those of the sample data."""
    with server.app.work() as services:
        for name, role in (("peiling", "claims"), ("shenhe", "auditor")):
            services.accounts.create(name, role, PASSWORD)


def report(customer: Page) -> str:
    """Report a crash as林晓梅 and return the claim's number."""
    say(customer, "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    expect(messages(customer, "bot").last).to_contain_text("车牌")
    for text in ("沪A12345", "林晓梅", "13900000001"):
        before = messages(customer, "bot").count()
        say(customer, text)
        expect(messages(customer, "bot")).to_have_count(before + 1)
    customer.get_by_role("button", name="确认提交").click()
    expect(messages(customer, "bot").last).to_contain_text("驾驶证")
    found = re.search(r"LP\d+", customer.get_by_test_id("log").inner_text())
    assert found
    return found.group()


def photo(name: str, variant: int = 0) -> FilePayload:
    """Return a picture of the customer's driving licence; each ``variant`` is another."""
    content = io.BytesIO()
    draw("driving_licence", LIN, random.Random(variant)).save(content, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": content.getvalue()}


def hand_in(customer: Page, name: str) -> None:
    """Upload a paper whose name says what it is."""
    customer.get_by_test_id("upload").first.set_input_files(photo(f"{name}.png"))
    customer.get_by_test_id("send").click()
    expect(messages(customer, "bot").last).to_contain_text(f"收到“{name}”", timeout=LOOKING)


def enter(page: Page, name: str) -> None:
    """Log in to the desk."""
    page.get_by_test_id("login-name").fill(name)
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("me")).to_contain_text(name)


def open_claim(page: Page, number: str) -> None:
    """Open a claim by its address."""
    page.evaluate(f"location.hash = '#/claims/{number}'")
    expect(page.get_by_test_id("state")).to_be_visible()


def confirm(page: Page, action: str, **fields: str) -> None:
    """Do one of the things the bar above a claim offers."""
    page.get_by_test_id(f"action-{action}").click()
    settle(page, **fields)


def settle(page: Page, **fields: str) -> None:
    """Fill in the dialog that is open, and confirm it."""
    for name, value in fields.items():
        field = page.get_by_test_id(f"field-{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_test_id("command-confirm").click()
    expect(page.get_by_test_id("command")).to_have_count(0)


def assess(page: Page, *items: tuple[str, str, str, str, str], grounds: str) -> None:
    """Write an assessment and hand it in."""
    page.get_by_test_id("action-assess").click()
    for at, item in enumerate(items):
        if at:
            page.get_by_test_id("item-add").click()
        for field, value in zip(("name", "claimed", "approved", "reason", "clause"), item):
            page.get_by_test_id("item").nth(at).get_by_test_id(f"item-{field}").fill(value)
    page.get_by_test_id("assess-grounds").fill(grounds)
    page.get_by_test_id("assess-submit").click()


def in_state(page: Page, state: str) -> None:
    """Check where the open claim stands."""
    expect(page.get_by_test_id("state")).to_have_attribute("data-state", state)
