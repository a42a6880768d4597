"""What goes wrong in a claim: clear words, nothing lost, nothing doubled, nothing of anybody else's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.cli.session import Session
from tests.conversation.books import Books
from tests.conversation.conftest import Talk, kinds, text_of
from tests.conversation.test_claims import report_car
from tests.unit.services.papers import EVIL, huge_png, pdf, picture, stream


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"\0" * 20_000_000)
    return out.getvalue()


@pytest.mark.covers("executable", "zip bomb", "PDF with scripts", "cut off")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.jpg", b"MZ\x90\x00" + b"\0" * 200, "不是能识别的图片"),
        ("photo.jpg", bomb(), "不是能识别的图片"),
        ("photo.jpg", huge_png(60_000, 60_000), "尺寸太大"),
        ("report.pdf", pdf(stream(b"\0" * 140_000_000)), "大得异常"),
        ("report.pdf", pdf(EVIL), "脚本"),
        ("photo.jpg", picture()[:5000], "没有传完整"),
        ("IMG_1.HEIC", b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(500), "截图"),
    ],
    ids=["program", "archive", "pixels", "swollen", "script", "cut", "heic"],
)
def test_file_that_cannot_be_taken_is_told_and_the_next_one_taken(
    talk: Talk, books: Books, tmp_path: Path, paper, name: str, content: bytes, words: str
) -> None:
    report_car(talk)
    path = tmp_path / name
    path.write_bytes(content)
    replies = talk.send(path)
    assert kinds(replies) == ["error"]
    assert words in text_of(replies)
    assert books.files(talk) == []
    talk.send(paper("driving_licence"))
    assert books.files(talk) == ["driving_licence"]


@pytest.mark.covers("wrong checksum")
def test_identity_number_with_a_wrong_checksum_is_no_failed_check(talk: Talk, books: Books) -> None:
    talk.say("查一下我的保单")
    replies = talk.say("110101199003070047")
    assert kinds(replies) == ["verify"]
    assert "18位" in text_of(replies)
    here = books.conversation(talk)
    assert (here.customer_id, here.failed_checks) == (None, 0)


@pytest.mark.covers("ten-digit phone")
@pytest.mark.parametrize("phone", ["1390000000", "139000000011", "139-0000-000"])
def test_phone_of_too_few_or_many_digits_is_told_and_not_kept(talk: Talk, books: Books, phone: str) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了，车牌沪A12345，我叫林晓梅")
    assert "11位" in text_of(talk.say(phone))
    assert "phone" not in books.draft(talk).values


@pytest.mark.covers("claim number of somebody else")
def test_claim_of_somebody_else_is_as_one_that_is_not_there(session: Session, books: Books) -> None:
    owner, stranger, other = (Talk(session, sender) for sender in ("c1", "c2", "c3"))
    number = report_car(owner)
    answers = []
    for talk, asked in ((stranger, number), (other, "LP202601010099")):
        talk.say("查理赔进度")
        talk.say(asked)
        answers.append(text_of(talk.say("13911112222")))
    assert answers[0] == answers[1]
    assert number not in answers[0]
    assert books.conversation(stranger).proven_claim is None


@pytest.mark.covers("two tabs")
def test_summary_confirmed_in_two_tabs_files_one_claim(talk: Talk, books: Books) -> None:
    talk.say("我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了")
    for said in ("沪A12345", "林晓梅", "13900000001"):
        talk.say(said)
    summary = dict(talk.last)
    talk.tap("确认提交")
    talk.last = summary
    talk.tap("确认提交")
    assert len(books.claims(talk)) == 1
