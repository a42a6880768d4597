"""Both pages open at once: what the customer does, what the agent sees, and the other way round."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.services.samples import PASSWORD
from benchmarks.papers.drawing import draw, invent
from tests.serving import LiveServer
from tests.unit.services.papers import picture

pytestmark = pytest.mark.browser
LOOKING = 90_000  # milliseconds in which papers are looked at, on a machine that has much else to do
COMPLAINT = "我要投诉你们的理赔员，说好三天回电话，一个星期了没人理我"


def say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("send").click()


def messages(page: Page, author: str) -> Locator:
    return page.locator(f'[data-testid="message"][data-from="{author}"]')


def log_in(page: Page) -> None:
    page.get_by_test_id("login-name").fill("xiaolan")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()


def test_question_is_answered_with_its_clause(customer: Page) -> None:
    say(customer, "百万医疗的等待期是多久")
    answer = messages(customer, "bot").last
    expect(answer).to_contain_text("30天")
    expect(answer).to_contain_text("第八条")


def test_history_is_there_after_a_reload(customer: Page) -> None:
    say(customer, "你好")
    expect(messages(customer, "bot")).to_have_count(1)
    customer.reload()
    expect(messages(customer, "customer")).to_have_count(1)
    expect(messages(customer, "bot")).to_have_count(1)


def test_claim_with_buttons_and_an_upload(customer: Page, tmp_path: Path) -> None:
    say(customer, "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    expect(messages(customer, "bot").last).to_contain_text("车牌")
    for text in ("沪A12345", "林晓梅", "13900000001"):
        before = messages(customer, "bot").count()
        say(customer, text)
        expect(messages(customer, "bot")).to_have_count(before + 1)
    customer.get_by_role("button", name="确认提交").click()
    expect(messages(customer, "bot").last).to_contain_text("驾驶证")
    rng = random.Random(4)
    papers = {"驾驶证.png": "driving_licence", "行驶证.png": "id_back", "IMG_3.png": "vehicle_licence"}
    for name, kind in papers.items():
        draw(kind, invent(rng), rng).save(tmp_path / name)
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    customer.get_by_test_id("upload").first.set_input_files([tmp_path / name for name in (*papers, "setup.exe")])
    expect(customer.get_by_test_id("tray-refused")).to_contain_text("暂不支持")
    expect(customer.get_by_test_id("tray-remove")).to_have_count(3)
    customer.get_by_test_id("send").click()
    answers = messages(customer, "bot")
    expect(answers.filter(has_text="收到“驾驶证”")).to_have_count(1, timeout=LOOKING)
    expect(answers.filter(has_text="看着像是身份证国徽面，不是行驶证")).to_have_count(1, timeout=LOOKING)
    expect(answers.filter(has_text="已归到“行驶证”")).to_have_count(1, timeout=LOOKING)


def test_an_upload_can_be_taken_back(customer: Page, tmp_path: Path) -> None:
    say(customer, "你好")
    expect(messages(customer, "bot")).to_have_count(1)
    (tmp_path / "a.png").write_bytes(picture("PNG", (1500, 1500)))
    customer.route("**/api/chat/files", lambda route: None)  # a network that swallows what it is given
    customer.get_by_test_id("upload").first.set_input_files(tmp_path / "a.png")
    customer.get_by_test_id("send").click()
    customer.get_by_test_id("cancel-upload").click()
    expect(customer.get_by_test_id("cancel-upload")).to_have_count(0)
    expect(messages(customer, "customer")).to_have_count(1)


def test_customer_and_agent_talk(customer: Page, agent: Page, server: LiveServer) -> None:
    say(customer, COMPLAINT)
    expect(messages(customer, "bot").last).to_contain_text("TS20261123")
    log_in(agent)
    agent.get_by_test_id("queue-item").first.click()
    agent.get_by_test_id("accept").first.click()
    expect(agent.get_by_test_id("packet").first).to_contain_text("投诉")
    expect(customer.get_by_text("客服xiaolan已接入")).to_be_visible()
    agent.get_by_test_id("reply-input").fill("您好，我马上为您查。")
    agent.get_by_test_id("reply-send").click()
    expect(messages(customer, "agent").last).to_contain_text("我马上为您查")
    say(customer, "好的，麻烦快一点")
    expect(agent.get_by_text("麻烦快一点").first).to_be_visible()
    bots = messages(customer, "bot").count()
    agent.get_by_test_id("return").first.click()
    agent.get_by_test_id("dialog-confirm").click()
    expect(customer.get_by_text("我继续为您服务")).to_be_visible()
    say(customer, "百万医疗的等待期是多久")
    expect(messages(customer, "bot")).to_have_count(bots + 1)


def test_html_is_only_text(customer: Page) -> None:
    say(customer, "<img src=x onerror=document.title='hacked'><b>粗</b>")
    expect(messages(customer, "customer").last).to_contain_text("<b>粗</b>")
    assert customer.title() != "hacked"
