"""A claim worked to its end in the browser: by a handler, by somebody else who audits, and before the customer's eyes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.claims import (
    Enter,
    assess,
    confirm,
    hand_in,
    in_state,
    open_claim,
    photo,
    report,
    settle,
)
from tests.browser.test_pages import LOOKING, messages

pytestmark = pytest.mark.browser


def test_claim_to_its_end(customer: Page, staff: Enter) -> None:
    number = report(customer)
    hand_in(customer, "驾驶证")
    handler = staff("peiling")
    handler.get_by_test_id("filter-q").fill("林晓梅")
    expect(handler.get_by_test_id("claim-row").filter(has_text=number)).to_have_count(1)
    handler.get_by_test_id("filter-q").fill(number)
    expect(handler.get_by_test_id("claim-row")).to_have_count(1)
    handler.get_by_test_id("claims-total").click()
    handler.keyboard.press("j")
    handler.keyboard.press("Enter")
    expect(handler.get_by_test_id("report")).to_contain_text("人民路")
    handler.get_by_test_id("take").click()
    handler.get_by_test_id("withheld").locator("summary").click()
    expect(handler.get_by_test_id("withheld")).to_contain_text("先审核后付款")
    handler.get_by_test_id("withheld").locator("summary").click()
    confirm(handler, "accept")
    in_state(handler, "accepted")
    expect(messages(customer, "system").last).to_contain_text("已受理")

    _ask_again(customer, handler)
    confirm(handler, "investigate")
    _assess_wrongly_then_well(handler)
    in_state(handler, "assessed")
    expect(handler.get_by_test_id("audit-withheld")).to_be_visible()

    auditor = staff("shenhe")
    open_claim(auditor, number)
    auditor.get_by_test_id("action-audit").click()
    expect(auditor.get_by_test_id("approved-total")).to_have_text("4,300.10 元")
    auditor.get_by_test_id("audit-approve").click()
    settle(auditor, note="单据相符")
    in_state(handler, "audited")
    result = customer.get_by_test_id("result").last
    expect(result).to_contain_text("4,300.10 元")
    expect(result).to_contain_text("第七条")

    confirm(handler, "pay", reference="2026112300001", paid_on="2026-11-23")
    expect(messages(customer, "system").last).to_contain_text("已付款4,300.10元")
    confirm(handler, "close")
    in_state(handler, "closed")
    customer.locator('[data-kind="survey"]').get_by_role("button", name="5分").click()
    expect(messages(customer, "bot").last).to_contain_text("谢谢您的评分")
    handler.get_by_test_id("tab-timeline").click()
    expect(handler.get_by_text("5 分")).to_be_visible()
    with handler.expect_download() as download:
        handler.get_by_test_id("closing-file").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    handler.get_by_test_id("tab-talk").click()
    expect(handler.get_by_test_id("case-talk")).to_contain_text("追尾了前面的车")
    handler.get_by_test_id("back").click()
    handler.get_by_test_id("calls-link").click()
    expect(handler.get_by_test_id("call-row")).to_have_count(3)


def _ask_again(customer: Page, handler: Page) -> None:
    """The one paper handed in will not do; one notice names it with all the rest; handed in again, the desk sees it by itself."""
    paper = handler.locator('[data-testid="paper"]', has_text="驾驶证").first
    expect(handler.get_by_test_id("sheet")).not_to_have_js_property("naturalWidth", 0)
    handler.get_by_test_id("turn").click()
    expect(handler.get_by_test_id("sheet")).to_have_css("transform", re.compile(r"matrix\(0, 1, -1, 0, "))
    paper.get_by_test_id("reject-paper").click()
    handler.get_by_text("照片模糊").click()
    settle(handler)
    expect(paper).to_have_attribute("data-state", "rejected")
    confirm(handler, "notice", note="周五前交齐最好")
    notice = customer.locator('[data-testid="message"][data-kind="material"]').last
    expect(notice).to_contain_text("照片模糊")
    expect(notice).to_contain_text("周五前交齐最好")
    customer.get_by_test_id("upload").first.set_input_files(photo("驾驶证（重拍）.png", variant=1))
    customer.get_by_test_id("send").click()
    expect(paper).to_have_attribute("data-state", "received", timeout=LOOKING)
    while (
        waiting := handler.locator('[data-testid="paper"]:not([data-state="received"]) [data-testid="accept-paper"]')
    ).count():
        left = waiting.count()
        waiting.first.click()
        expect(waiting).to_have_count(left - 1)


def _assess_wrongly_then_well(handler: Page) -> None:
    assess(handler, ("前保险杠", "3200.10", "3300", "", ""), grounds="按定损单")
    expect(handler.get_by_test_id("assess-fault")).to_contain_text("核定不能多于申请")
    handler.get_by_test_id("item-approved").fill("3200.10")
    handler.get_by_test_id("item-add").click()
    second = handler.get_by_test_id("item").nth(1)
    for field, value in {
        "name": "喷漆",
        "claimed": "1,500",
        "approved": "1100",
        "reason": "旧伤不赔",
        "clause": "第七条",
    }.items():
        second.get_by_test_id(f"item-{field}").fill(value)
    expect(handler.get_by_test_id("assess-totals")).to_contain_text("4,700.10 元")
    handler.get_by_test_id("assess-submit").click()


def test_refusal_is_disputed_and_decided_by_somebody_else(customer: Page, staff: Enter) -> None:
    number = report(customer)
    chief, auditor = staff("anning"), staff("shenhe")
    open_claim(chief, number)
    confirm(chief, "accept")
    confirm(chief, "investigate")
    chief.get_by_test_id("action-refuse").click()
    chief.get_by_test_id("assess-grounds").fill("驾驶证已过有效期")
    chief.get_by_test_id("assess-submit").click()
    expect(chief.get_by_test_id("assess-fault")).to_contain_text("条款")
    chief.get_by_test_id("assess-clause").fill("第八条")
    chief.get_by_test_id("assess-submit").click()
    open_claim(auditor, number)
    auditor.get_by_test_id("action-audit").click()
    auditor.get_by_test_id("audit-approve").click()
    settle(auditor)
    in_state(chief, "refused")
    expect(customer.get_by_test_id("result").last).to_contain_text("第八条")

    customer.get_by_role("button", name="对结果有异议").last.click()
    in_state(chief, "disputed")
    expect(chief.get_by_test_id("action-decide")).to_have_count(0)
    chief.get_by_test_id("withheld").locator("summary").click()
    expect(chief.get_by_test_id("withheld")).to_contain_text("不能审核或复核自己")
    confirm(auditor, "decide", outcome="upheld", text="经复核，事发时驾驶证确已过期。")
    expect(messages(customer, "system").filter(has_text="事发时驾驶证确已过期")).to_be_visible()
    in_state(auditor, "closed")


def test_two_handlers_cannot_do_the_same_twice(customer: Page, staff: Enter) -> None:
    number = report(customer)
    first, second = staff("peiling"), staff("anning")
    for page in (first, second):
        open_claim(page, number)
    first.get_by_test_id("action-accept").click()
    first.route(re.compile(r"/claims/LP\d+$"), lambda route: route.abort())  # the first does not hear of it
    confirm(second, "accept")
    first.get_by_test_id("command-confirm").click()
    expect(first.get_by_test_id("toasts")).to_contain_text("案件")
    first.unroute(re.compile(r"/claims/LP\d+$"))
    second.get_by_test_id("tab-notes").click()
    second.get_by_test_id("note-text").fill("客户希望下午联系")
    second.get_by_test_id("note-save").dblclick()
    in_state(first, "accepted")
    expect(first.get_by_test_id("command-against")).not_to_be_empty()
    expect(first.get_by_test_id("command-confirm")).to_be_disabled()
    first.keyboard.press("Escape")
    first.get_by_test_id("tab-notes").click()
    expect(first.get_by_test_id("notes").locator("li")).to_have_count(1)
    assert messages(customer, "system").filter(has_text="已受理").count() == 1


def test_who_may_only_read_is_told_so(customer: Page, staff: Enter) -> None:
    number = report(customer)
    agent = staff("xiaolan")
    open_claim(agent, number)
    expect(agent.get_by_test_id("report")).to_contain_text("139****0001")
    assert "13900000001" not in agent.content()
    assert agent.locator('[data-testid^="action-"]').count() == 0
    agent.get_by_test_id("withheld").locator("summary").click()
    expect(agent.get_by_test_id("withheld")).to_contain_text("您的岗位不能做这一步")
    agent.evaluate("location.hash = '#/claims/LP209901010001'")
    expect(agent.get_by_role("main")).to_contain_text("没有")
    expect(agent.get_by_test_id("state")).to_have_count(0)
