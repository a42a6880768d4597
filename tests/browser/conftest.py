"""A real Chromium on a real server."""

from __future__ import annotations

import shutil
from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.claims import Enter, enter, hire

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    assert path, "no Chromium: run tools/browser.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def customer(browser: Browser, server) -> Iterator[Page]:
    """The chat page on a phone; an error in its console fails the test."""
    yield from _page(browser, server.url, PHONE)


@pytest.fixture
def agent(browser: Browser, server) -> Iterator[Page]:
    """The desk on a desktop."""
    yield from _page(browser, server.url + "/desk/", DESKTOP)


@pytest.fixture
def staff(browser: Browser, server) -> Iterator[Enter]:
    """Opens the desk for one of the staff, each in a browser of their own."""
    hire(server)
    opened: list[Iterator[Page]] = []

    def log_in(name: str) -> Page:
        opened.append(_page(browser, server.url + "/desk/", DESKTOP))
        page = next(opened[-1])
        enter(page, name)
        return page

    yield log_in
    for pages in opened:
        assert next(pages, None) is None


def _page(browser: Browser, url: str, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_default_timeout(15_000)
    page.goto(url)
    yield page
    context.close()
    assert not faults
