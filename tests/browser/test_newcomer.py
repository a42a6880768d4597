"""A newcomer on a phone: reports a crash, hands in papers, one of them wrong, learns what is missing, and sees where the claim stands."""

from __future__ import annotations

import io
import random

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from assistant.domain.material import MaterialState
from benchmarks.papers.drawing import draw
from tests.browser.claims import LIN, report
from tests.browser.test_pages import LOOKING, messages, say
from tests.serving import LiveServer

pytestmark = pytest.mark.browser
PHONE = "13900000001"
# what is handed in one by one from the list on the page, the last one last
LATER = {
    "vehicle_licence": "vehicle_licence",
    "bank": "bank_card",
    "claim_form": "claim_form",
    "repair_invoice": "invoice",
    "damage_photos": "photo",
}


def paper(kind: str, name: str) -> FilePayload:
    """Return a paper as a phone sends it."""
    content = io.BytesIO()
    draw(kind, LIN, random.Random(kind)).save(content, "JPEG", quality=80)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


def item(customer: Page, name: str) -> Locator:
    """Return an item of the list as it stands now."""
    return customer.locator(f'[data-testid="checklist-item"][data-item="{name}"]').last


def received(customer: Page, name: str) -> None:
    expect(item(customer, name)).to_have_attribute("data-state", "received", timeout=LOOKING)


def test_from_the_crash_to_the_progress_card(customer: Page, server: LiveServer) -> None:
    number = report(customer)
    _hand_in_three_one_wrong(customer)
    _learn_what_is_missing(customer)
    for name, kind in LATER.items():
        item(customer, name).get_by_test_id("checklist-upload").set_input_files(paper(kind, f"IMG_{name}.jpg"))
        customer.get_by_test_id("send").click()
        received(customer, name)
    expect(messages(customer, "bot").last).to_contain_text("材料都齐了")
    _see_where_it_stands(customer, number)
    with server.app.look() as services:
        claim = services.unit.claims.by_number(number)
        assert {paper.state for paper in services.materials.items(claim)} == {MaterialState.RECEIVED}
    assert customer.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _hand_in_three_one_wrong(customer: Page) -> None:
    papers = [
        paper("driving_licence", "驾驶证.jpg"),
        paper("id_front", "行驶证.jpg"),
        paper("accident_report", "事故认定书.jpg"),
    ]
    customer.get_by_test_id("upload").first.set_input_files(papers)
    customer.get_by_test_id("send").click()
    doubt = messages(customer, "bot").filter(has_text="不是行驶证")
    expect(doubt).to_have_count(1, timeout=LOOKING)
    received(customer, "driving_licence")
    received(customer, "accident_report")
    expect(item(customer, "vehicle_licence")).to_have_attribute("data-state", "missing")
    customer.get_by_role("button", name="归到被保险人身份证").last.click()
    received(customer, "identity")


def _learn_what_is_missing(customer: Page) -> None:
    say(customer, "还差哪些材料？")
    notice = messages(customer, "bot").last
    expect(notice).to_contain_text("已收3样")
    expect(notice).to_contain_text("行驶证")
    expect(notice).to_contain_text("一次性告知")


def _see_where_it_stands(customer: Page, number: str) -> None:
    say(customer, "我的理赔到哪一步了")
    expect(messages(customer, "bot").last).to_contain_text("报案号")
    say(customer, number)
    expect(messages(customer, "bot").last).to_contain_text("手机号")
    say(customer, PHONE)
    progress = customer.get_by_test_id("progress-item").last
    expect(progress).to_contain_text(number)
    expect(customer.get_by_test_id("progress-next").last).to_contain_text("材料已齐")
