"""Customer, agents and supervisor in real browsers: the queue, the talk, transfer, silence, the way back, the night, a server that goes away."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.services.samples import PASSWORD
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_pages import messages, say
from tests.serving import LiveServer

pytestmark = pytest.mark.browser
REPORT = "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了"
expect.set_options(timeout=20_000)  # of a machine that others use too
Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, server: LiveServer) -> Iterator[Opener]:
    """Opens the chat page, or the desk as somebody; an error in a page's console fails the test."""
    contexts, faults = [], list[str]()

    def open_page(name: str | None = None, size: dict[str, int] | None = None) -> Page:
        shape = size or (DESKTOP if name else PHONE)
        contexts.append(browser.new_context(viewport=shape, locale="zh-CN", timezone_id="Asia/Shanghai"))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.set_default_timeout(20_000)
        page.goto(server.url + ("/desk/" if name else "/"))
        if name:
            page.get_by_test_id("login-name").fill(name)
            page.get_by_test_id("login-password").fill(PASSWORD)
            page.get_by_test_id("login-submit").click()
            page.get_by_test_id("seat-state").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def take(agent: Page) -> None:
    """Take the first who waits, by keyboard."""
    agent.get_by_test_id("queue-item").first.wait_for()
    agent.keyboard.press("j")
    agent.get_by_test_id("accept").wait_for()
    agent.keyboard.press("Enter")
    agent.get_by_test_id("reply-input").wait_for()


def answer(agent: Page, text: str) -> None:
    agent.get_by_test_id("reply-input").fill(text)
    agent.keyboard.press("Control+Enter")


def act(agent: Page, action: str, text: str = "", **picks: str) -> None:
    agent.get_by_test_id(action).click()
    for test_id, value in picks.items():
        agent.get_by_test_id(test_id).select_option(value)
    agent.get_by_test_id("dialog-text").fill(text)
    agent.get_by_test_id("dialog-confirm").click()


def test_hand_off_talk_files_marks_and_a_canned_reply(opened: Opener, tmp_path: Path) -> None:
    from PIL import Image

    photo = tmp_path / "单据.png"
    Image.new("RGB", (60, 40), (20, 120, 90)).save(photo)
    agent, customer = opened("xiaolan"), opened()
    say(customer, "转人工")
    expect(customer.get_by_test_id("queue-banner")).to_contain_text("预计等待约")
    take(agent)
    answer(agent, "您好，<b>我在</b>。")
    expect(messages(customer, "agent").last).to_contain_text("您好，<b>我在</b>。")
    expect(agent.get_by_test_id("mark").last).to_have_text("已读")
    say(customer, "<img src=x onerror=document.title='hacked'>我想查理赔")
    expect(customer.get_by_test_id("read-mark")).to_be_visible()
    assert "hacked" not in agent.title()
    agent.get_by_test_id("reply-input").fill("/")
    expect(agent.get_by_test_id("canned")).to_have_count(4)
    agent.keyboard.type("wait")
    expect(agent.get_by_test_id("canned")).to_have_count(1)
    agent.keyboard.press("Enter")
    expect(agent.get_by_test_id("reply-input")).to_have_value("我正在为您查，请稍等两分钟，不用一直看着屏幕。")
    agent.keyboard.press("Control+Enter")
    expect(messages(customer, "agent").last).to_contain_text("请稍等两分钟")
    agent.get_by_test_id("agent-upload").set_input_files(photo)
    expect(customer.get_by_test_id("picture")).to_be_visible()
    customer.get_by_test_id("upload").first.set_input_files(photo)
    customer.get_by_test_id("send").click()
    expect(agent.locator('[data-from="customer"] [data-testid="file"] img')).to_be_visible()


def test_transfer_watch_whisper_and_take_over(opened: Opener, server: LiveServer) -> None:
    with server.app.work() as services:
        services.accounts.create("xiaomei", "agent", PASSWORD)
    first, second, chief, customer = opened("xiaolan"), opened("xiaomei"), opened("anning"), opened()
    say(customer, "转人工")
    take(first)
    second.get_by_test_id("seat-automatic").check()
    agent_id = next(value for value, words in _targets(first) if "xiaomei" in words)
    act(first, "transfer", "客户要退保，先核实身份", **{"transfer-target": agent_id})
    expect(customer.get_by_text("客服xiaomei已接入")).to_be_visible()
    second.get_by_test_id("queue-item").first.click()
    expect(second.get_by_text("客户要退保，先核实身份").first).to_be_visible()
    expect(customer.get_by_text("客户要退保，先核实身份")).to_have_count(0)
    chief.get_by_test_id("active-item").click()
    chief.get_by_test_id("whisper-input").fill("先安抚")
    chief.get_by_test_id("whisper-send").click()
    expect(second.get_by_text("先安抚")).to_be_visible()
    answer(second, "您好，我来处理。")
    expect(chief.get_by_text("您好，我来处理。")).to_be_visible()
    second.get_by_test_id("reply-input").fill("写到一半")
    chief.get_by_test_id("takeover").click()
    expect(customer.get_by_text("客服anning已接入")).to_be_visible()
    expect(second.get_by_test_id("reply-input")).to_have_count(0)
    expect(customer.get_by_text("先安抚")).to_have_count(0)
    expect(customer.get_by_text("写到一半")).to_have_count(0)


def _targets(agent: Page) -> list[tuple[str, str]]:
    agent.get_by_test_id("transfer").click()
    options = agent.get_by_test_id("transfer-target").locator("option")
    expect(options.filter(has_text="xiaomei")).to_have_count(1)
    found = [(o.get_attribute("value") or "", o.inner_text()) for o in options.all()]
    agent.get_by_role("button", name="取消").click()
    return found


def test_silent_agent_loses_the_customer(opened: Opener, server: LiveServer) -> None:
    silent, other, customer = opened("xiaolan"), opened("anning"), opened()
    say(customer, "转人工")
    take(silent)
    say(customer, "我的保单什么时候生效？")
    expect(messages(silent, "customer").last).to_contain_text("什么时候生效")
    server.settings.clock.advance(301)
    expect(customer.get_by_text("正在为您换一位客服")).to_be_visible()
    expect(silent.get_by_test_id("accept")).to_be_visible()
    take(other)
    expect(customer.get_by_text("客服anning已接入")).to_be_visible()


def test_back_to_the_form_and_a_second_hand_off_that_is_closed_and_rated(opened: Opener) -> None:
    agent, customer = opened("xiaolan"), opened()
    say(customer, REPORT)
    expect(messages(customer, "bot").last).to_contain_text("车牌")
    say(customer, "帮我转人工")
    take(agent)
    act(agent, "return")
    expect(customer.get_by_text("我继续为您服务")).to_be_visible()
    expect(messages(customer, "bot").last).to_contain_text("车牌")
    say(customer, "沪A12345")
    expect(messages(customer, "bot").last).to_contain_text("姓名")
    say(customer, "转人工")
    take(agent)
    act(agent, "close", "报案信息已核对", **{"closing-code": "solved"})
    customer.get_by_role("button", name="很满意").click()
    expect(messages(customer, "bot").last).to_contain_text("谢谢您的评价")
    expect(customer.get_by_test_id("agent-banner")).to_have_count(0)


def test_message_left_at_night_is_on_the_list_of_calls_back(opened: Opener, server: LiveServer) -> None:
    server.settings.clock.advance(13 * 3600)
    customer = opened()
    say(customer, "转人工")
    expect(messages(customer, "bot").last).to_contain_text("2026年11月24日09:00前给您回电，请留一个方便接听的电话")
    say(customer, "13900000001")
    expect(messages(customer, "bot").last).to_contain_text("139****0001")
    agent = opened("xiaolan")
    agent.get_by_test_id("page-callbacks").click()
    expect(agent.get_by_test_id("callback")).to_contain_text("139****0001")
    agent.get_by_test_id("callback-result").fill("已回电，改天再办")
    agent.get_by_test_id("callback-finish").click()
    expect(agent.get_by_test_id("callback")).to_have_count(0)


def test_nothing_is_lost_or_doubled_while_the_server_is_away(opened: Opener, server: LiveServer) -> None:
    agent, customer = opened("xiaolan"), opened()
    say(customer, "转人工")
    take(agent)
    answer(agent, "请说。")
    expect(messages(customer, "agent")).to_have_count(1)
    server.stop()
    say(customer, "这句话说的时候服务器不在")
    answer(agent, "这句也是")
    expect(agent.locator(".toast--bad").first).to_be_visible()
    server.start()
    agent.reload()  # the page goes as well: what was being written is kept
    agent.get_by_test_id("queue-item").first.click()
    expect(agent.get_by_test_id("reply-input")).to_have_value("这句也是")
    agent.get_by_test_id("reply-send").click()
    expect(messages(customer, "agent")).to_have_count(2)
    expect(agent.get_by_text("这句话说的时候服务器不在").first).to_be_visible()
    for page in (customer, agent):
        expect(messages(page, "agent").filter(has_text="这句也是")).to_have_count(1)
        expect(messages(page, "customer").filter(has_text="服务器不在")).to_have_count(1)


def test_line_lost_in_the_middle_of_a_sentence_and_a_second_browser(opened: Opener) -> None:
    first, second, customer = opened("xiaolan"), opened("xiaolan"), opened()
    say(customer, "转人工")
    take(first)
    first.get_by_test_id("reply-input").fill("我查到了，今天就")
    first.context.set_offline(True)
    first.get_by_test_id("reply-input").press_sequentially("给您回电")
    answer(first, "我查到了，今天就给您回电")
    expect(first.locator(".toast--bad").first).to_be_visible()
    second.get_by_test_id("queue-item").first.click()
    answer(second, "稍等，我换了台电脑")
    expect(messages(customer, "agent")).to_have_count(1)
    first.context.set_offline(False)
    expect(first.get_by_test_id("reply-input")).to_have_value("我查到了，今天就给您回电")
    first.get_by_test_id("reply-send").click()
    for page in (customer, first, second):
        expect(messages(page, "agent")).to_have_count(2)
        expect(messages(page, "agent").last).to_contain_text("今天就给您回电")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_pages_fit_and_have_names(opened: Opener, size: dict[str, int]) -> None:
    agent = opened("anning", size)
    for page in ("talk", "callbacks", "canned", "search"):
        agent.goto(agent.url.partition("#")[0] + f"#/{page}")
        expect(agent.locator(f'[aria-current="page"][data-testid="page-{page}"]')).to_have_count(1)
        wide = agent.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, page
        unnamed = agent.evaluate(
            "[...document.querySelectorAll('button, input, select, textarea')].filter(e => !(e.ariaLabel || e.innerText.trim()"
            " || e.title || e.labels?.length)).map(e => e.outerHTML)"
        )
        assert unnamed == [], page
