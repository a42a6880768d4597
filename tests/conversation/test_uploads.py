"""Papers handed in: taken, doubted, insisted on, told of once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from assistant.cli.session import Session
from assistant.dialogue.brain import Brain
from assistant.retrieval.search import Searcher
from assistant.services.firstlook.eyes import Eyes
from assistant.settings import Limits, Settings
from assistant.storage.tables import audit
from benchmarks.papers.drawing import blur
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_claims import report_car
from tests.unit.services.papers import EVIL, pdf, picture


def states(replies: list[dict[str, Any]]) -> dict[str, str]:
    return {item["id"]: item["state"] for item in replies[-1]["data"]["checklist"]}


def report_verified(talk: Talk, first: str) -> list[dict[str, Any]]:
    """Report a car accident as a customer whose policies are known; return what is said once it is filed."""
    talk.say(first)
    answers = iter(("沪A12345", "林晓梅", "13900000001"))
    for _ in range(8):
        titles = [button["title"] for reply in talk.last["replies"] for button in reply["buttons"]]
        if "确认提交" in titles:
            return talk.tap("确认提交")
        policy = next((title for title in titles if "机动车商业保险" in title), None)
        talk.tap(policy) if policy else talk.say(next(answers))
    raise AssertionError("nothing to confirm")


def looks(talk: Talk) -> list[tuple[str | None, str | None, bool]]:
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender("terminal", talk.sender)
        rows = services.unit.uploads.of_conversation(conversation.id)
        found = [(row["item"], services.unit.looks.of_upload(row["id"])) for row in rows]
    return [(item, record.look.kind if record.look else None, record.insisted) for item, record in found]


def test_a_paper_is_put_to_the_item_it_looks_to_be_for(talk: Talk, paper) -> None:
    report_car(talk)
    replies = talk.send(paper("driving_licence"))
    assert kinds(replies) == ["material"]
    assert "已归到“驾驶证”" in text_of(replies)
    assert states(replies)["driving_licence"] == "received"
    assert looks(talk) == [("driving_licence", "driving_licence", False)]


def test_a_guess_is_mended_by_a_tap(talk: Talk, paper) -> None:
    report_car(talk)
    talk.send(paper("vehicle_licence"))
    replies = talk.tap("现场和车损照片")
    assert kinds(replies) == ["material"]
    assert "不是" in text_of(replies)  # a licence is no picture of the damage: said, and left to the customer
    assert states(talk.tap("就是这份"))["damage_photos"] == "received"


def test_a_wrong_paper_is_told_and_can_be_put_where_it_belongs(talk: Talk, paper) -> None:
    report_car(talk)
    replies = talk.send(paper("vehicle_licence"), "驾驶证")
    assert "看着像是行驶证，不是驾驶证" in text_of(replies)
    assert states(replies)["driving_licence"] == "missing"
    after = states(talk.tap("归到行驶证"))
    assert (after["driving_licence"], after["vehicle_licence"]) == ("missing", "received")


def test_the_customer_insists_and_staff_can_see_it(talk: Talk, paper) -> None:
    number = report_car(talk)
    replies = talk.send(paper("id_front", spoil=blur), "身份证")
    assert "模糊" in text_of(replies)
    assert states(replies)["identity"] == "missing"
    replies = talk.tap("就是这份")
    assert "理赔人员会再核对" in text_of(replies)
    assert states(replies)["identity"] == "received"
    assert [(item, insisted) for item, _, insisted in looks(talk)] == [("identity", True)]
    with talk.session.app.look() as services:
        rows = [row for row in services.unit.audit.all(audit.select()) if row["action"] == "material.received"]
    assert [(row["subject"], row["detail"]) for row in rows] == [(number, {"item": "identity", "insisted": "blurred"})]


def test_the_same_file_twice_is_noticed(talk: Talk, paper) -> None:
    report_car(talk)
    path = paper("driving_licence")
    talk.send(path)
    replies = talk.send(path, "驾驶证")
    assert "已经交过" in text_of(replies)
    assert len(looks(talk)) == 1


@pytest.mark.covers("told once")
def test_what_is_missing_is_told_once_with_day_and_law(talk: Talk, books: Books, paper) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.say("沪A12345")
    talk.say("林晓梅")
    talk.say("13900000001")
    replies = talk.tap("确认提交")
    told = replies[-1]["text"]
    assert "2026年11月23日按《保险法》第二十二条一次性告知" in told.replace("今天", "2026年11月23日")
    number = replies[0]["data"]["claim_number"]
    with talk.session.app.look() as services:
        claim = services.unit.claims.by_number(number)
        notice = services.unit.claims.notice(claim.id)
        wanted = [item.rule.id for item in services.materials.items(claim)]
    assert (notice["items"], notice["source"]) == (wanted, "《保险法》第二十二条")
    talk.session.advance(3 * 86400)
    after = talk.send(paper("driving_licence"))[-1]["text"]
    assert "一次性告知" not in after
    assert "没有新增项目" in text_of(talk.say("理赔还差什么材料"))
    assert books.papers(talk)["driving_licence"] == "received"


@pytest.mark.covers("reused")
def test_a_paper_of_another_claim_is_taken_over_by_one_tap(session: Session, books: Books, paper) -> None:
    talk = Talk(session)
    talk.say("查一下我的保单")
    talk.say("110101199003070046")
    talk.say("13900000001")
    report_verified(talk, "我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    talk.send(paper("id_front"))
    replies = report_verified(talk, "我要报案，前天上午十点在解放路追尾了前面的车，没人受伤，交警来过了")
    titles = [b["title"] for b in replies[-1]["buttons"]]
    offered = next(title for title in titles if "被保险人身份证" in title)
    after = talk.tap(offered)
    assert "沿用" in text_of(after)
    assert books.papers(talk)["identity"] == "received"
    assert books.files(talk) == ["identity"]  # one file, for two claims


def test_a_stranger_cannot_take_over_or_assign_what_is_not_theirs(session: Session, paper) -> None:
    talk = Talk(session)
    report_car(talk)
    talk.send(paper("driving_licence"))
    other = Talk(session, "c2")
    report_car(other)
    for name in ("assign_upload", "insist_upload", "reuse_upload"):
        result = session.customer("c2", payload=f'/{name}{{"upload": 1, "item": "driving_licence"}}')
        assert kinds(result["replies"]) == ["error"]
    assert looks(other) == []


def test_the_look_s_word_is_not_taken_from_outside(session: Session) -> None:
    assert kinds(session.customer("c1", payload='/looked{"upload": 1}')["replies"]) == ["error"]


def test_papers_sent_before_the_report_find_their_place(talk: Talk, paper) -> None:
    assert "已为您保存" in text_of(talk.send(paper("driving_licence")))
    report_car(talk)
    assert states(talk.last["replies"])["driving_licence"] == "received"


def test_a_paper_in_mid_report_does_not_disturb_it(talk: Talk, paper) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    replies = talk.send(paper("vehicle_licence"))
    assert "报案完成后" in text_of(replies)
    assert "车牌" in text_of(replies)
    assert "林晓梅" not in text_of(replies)
    assert "称呼" in text_of(talk.say("沪A12345"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", pdf(EVIL), "脚本"),
        ("photo.jpg", b"MZ\x90\x00" + b"\0" * 100, "不是能识别的图片"),
        ("cut.jpg", picture()[:5000], "没有传完整"),
    ],
)
def test_what_cannot_be_taken_is_told_in_clear_words(
    talk: Talk, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in text_of(talk.send(path))


def test_too_many_files_in_a_day(
    settings: Settings, brain: Brain, searcher: Searcher, eyes: Eyes, tmp_path: Path
) -> None:
    session = Session(replace(settings, limits=Limits(uploads_per_day=3)), searcher, brain, eyes)
    talk = Talk(session)
    path = tmp_path / "a.png"
    Image.new("RGB", (300, 300)).save(path)
    answers = Counter(kinds(talk.send(path))[0] for _ in range(5))
    assert answers == {"material": 3, "error": 2}
    session.advance(86400)
    assert kinds(talk.send(path)) == ["material"]
    session.close()
