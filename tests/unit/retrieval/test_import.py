"""Bringing question lists and clause documents into the knowledge format."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieval.clauses import read_clauses
from assistant.retrieval.errors import Fault, KnowledgeError
from assistant.retrieval.importing.pages import Line, join_lines, strip_margins
from assistant.retrieval.importing.report import Report
from assistant.retrieval.importing.writing import import_files
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.located import Block, read_yaml
from assistant.retrieval.model import Document
from tests.unit.retrieval.office import write_docx, write_pdf, write_xlsx

CONTRACT = [
    "栖云安居家庭财产保险条款", "2025年3月1日起施行", "第一章 总则", "第一条 合同构成", "本合同由保险单、条款组成。", "第二条 投保范围",
    "（一）自有住房；", "（二）租赁住房。", "第二章 保险责任", "第三条 在保险期间内，因火灾造成的损失，保险人按照约定负责赔偿。",
]  # fmt: skip


def run(tmp_path: Path, *paths: Path) -> Report:
    return import_files(paths, tmp_path / "out")


def entries(tmp_path: Path, topic: str) -> list[Block]:
    block = read_yaml(tmp_path / "out" / "faq" / f"{topic}.yml", topic, [])
    assert block is not None
    return list(block["entries"])


def document(tmp_path: Path, product: str, version: str) -> Document:
    faults: list[Fault] = []
    found = read_clauses(tmp_path / "out" / "clauses" / product / f"{version}.md", "f.md", faults)
    assert found is not None
    assert faults == []
    return found


def test_a_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "Motor FAQ.xlsx", [
        ["序号", "标准问", "相似问1", "相似问2", "答案"],
        [1, "怎么报案", "如何报案；报案电话", "出险了打哪个电话", "请打400电话。"],
        [2, "理赔要多久", None, None, "三十天内作出核定。"],
    ])  # fmt: skip
    report = run(tmp_path, path)
    first, second = entries(tmp_path, "motor-faq")
    assert first["similar"] == ["如何报案", "报案电话", "出险了打哪个电话"]
    assert (second["id"], second["question"], second["answer"]) == (
        "motor-faq-002",
        "理赔要多久",
        "三十天内作出核定。\n",
    )
    assert report.failed == []
    assert any("2 entries need citations" in line for line in report.unclear)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("name", "delimiter"), [("list.csv", ","), ("list.csv", ";"), ("list.tsv", "\t")])
def test_text_tables_in_every_encoding(tmp_path: Path, encoding: str, name: str, delimiter: str) -> None:
    rows = [("问题", "答案"), ("怎么报案", "请打电话。"), ("理赔多久", '"先核定，\n再付款。"')]
    (tmp_path / name).write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))
    run(tmp_path, tmp_path / name)
    assert [(entry["question"], entry["answer"]) for entry in entries(tmp_path, "list")] == [
        ("怎么报案", "请打电话。\n"), ("理赔多久", "先核定，\n再付款。\n"),
    ]  # fmt: skip


def test_what_is_unclear_in_a_list_is_reported(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "问题,答案\n怎么报案,打电话。\n如何报案,打电话。\n报案去哪,\n,没有问题的答案\n怎么报案,上网报。\n报案电话,\n",
        encoding="utf-8",
    )
    report = run(tmp_path, tmp_path / "list.csv")
    first, second = entries(tmp_path, "list")
    assert first["similar"] == ["如何报案", "报案去哪"]
    assert (second["question"], second["similar"]) == ("怎么报案", ["报案电话"])
    for expected in (
        "list.csv row 3: has the answer of row 2; taken for another wording of it",
        "list.csv row 4: has no answer; taken for another wording of the row above",
        "list.csv row 5: has no question; left out",
        "list.csv row 6: asks what row 2 asks and answers differently; both are kept, one must go",
    ):
        assert expected in report.unclear


def test_a_list_without_headings(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("怎么报案\t打电话。\n理赔多久\t三十天。\n", encoding="utf-8")
    report = run(tmp_path, tmp_path / "list.tsv")
    assert [entry["question"] for entry in entries(tmp_path, "list")] == ["怎么报案", "理赔多久"]
    assert any("no heading names question and answer" in line for line in report.unclear)


def test_what_only_a_person_can_know_is_named_by_validate(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("问题\t答案\n怎么报案\t打电话。\n", encoding="utf-8")
    run(tmp_path, tmp_path / "list.tsv")
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.load(tmp_path / "out")
    assert {fault.message.split(";")[0] for fault in caught.value.faults} == {"reviewed is missing"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("问题\t答案\n怎么报案\t打电话。\n", encoding="utf-8")
    run(tmp_path, tmp_path / "list.tsv")
    report = run(tmp_path, tmp_path / "list.tsv")
    assert report.written == []
    assert "exists already" in report.failed[0]


def check_contract(found: Document) -> None:
    assert (found.title, found.version, str(found.effective_from)) == (
        "栖云安居家庭财产保险条款",
        "2025-03",
        "2025-03-01",
    )
    assert [(article.place, article.heading, article.chapter) for article in found.articles.values()] == [
        ("第一条", "合同构成", "总则"), ("第二条", "投保范围", "总则"), ("第三条", "在保险期间内", "保险责任"),
    ]  # fmt: skip
    assert found.articles["第二条"].text == "（一）自有住房；\n（二）租赁住房。"
    assert found.articles["第三条"].text == "在保险期间内，因火灾造成的损失，保险人按照约定负责赔偿。"


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "anju-home.txt").write_bytes("\r\n".join(CONTRACT).encode("gb18030"))
    report = run(tmp_path, tmp_path / "anju-home.txt")
    check_contract(document(tmp_path, "anju-home", "2025-03"))
    assert "anju-home.txt line 10: 第三条 has no heading; its first words were taken" in report.unclear


def test_a_word_document_with_a_table(tmp_path: Path) -> None:
    write_docx(tmp_path / "anju-home.docx", CONTRACT, [["责任", "限额"], ["房屋", "100万元"]])
    run(tmp_path, tmp_path / "anju-home.docx")
    found = document(tmp_path, "anju-home", "2025-03")
    assert found.articles["第三条"].text.endswith("| 责任 | 限额 |\n| --- | --- |\n| 房屋 | 100万元 |")


def test_a_pdf_file(tmp_path: Path) -> None:
    pages = [
        ["栖云内部资料", *CONTRACT[:6], "第 1 页"],
        ["栖云内部资料", *CONTRACT[6:8], "第 2 页"],
        ["栖云内部资料", *CONTRACT[8:], "第 3 页"],
    ]
    write_pdf(tmp_path / "anju-home.pdf", pages)
    run(tmp_path, tmp_path / "anju-home.pdf")
    check_contract(document(tmp_path, "anju-home", "2025-03"))


def test_decimal_numbers_become_articles_and_stay_in_the_headings(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(
        "# 某团体保险条款\n\n3.4 保险金给付 本公司在5日内核定。\n再付款。\n\n8.11 现金价值\n计算如下。\n",
        encoding="utf-8",
    )
    report = run(tmp_path, tmp_path / "old.md")
    found = document_without_date(tmp_path)
    assert "## 第一条 3.4 保险金给付\n本公司在5日内核定。\n再付款。\n" in found
    assert "## 第二条 8.11 现金价值\n计算如下。" in found
    assert any("were not numbered" in line for line in report.unclear)
    assert any("no date found" in line for line in report.unclear)


def document_without_date(tmp_path: Path) -> str:
    return (tmp_path / "out" / "clauses" / "old" / "draft.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0 locked",
            "a.xlsx: is encrypted, or in an old format; save it without a password as .xlsx",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0 locked",
            "a.docx: is encrypted, or in an old format; save it without a password as .docx",
        ),
        ("a.xlsx", b"PK\x03\x04 half", "a.xlsx: is broken, or not a .xlsx file"),
        ("a.docx", b"no zip at all", "a.docx: is broken, or not a .docx file"),
        ("a.pdf", b"%PDF-1.4 and no more", "a.pdf: is broken, or not a PDF file"),
        ("a.csv", b"", "a.csv: is empty"),
        ("a.txt", b" \n ", "a.txt: is empty"),
        ("a.txt", b"\x00\x01\xff\xfe\x80", "a.txt: is no text in UTF-8, UTF-16 or GB 18030"),
        ("a.txt", "没有条款的一段话".encode(), "a.txt: holds no article such as 第八条 or 3.4"),
        ("a.tsv", "问题\t答案\n怎么报案\t\n".encode(), "a.tsv: no row has both a question and an answer"),
        ("a.jpg", b"\xff\xd8", "a.jpg: is none of .xlsx .csv .tsv .docx .pdf .md .txt"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    report = run(tmp_path, tmp_path / name)
    assert len(report.failed) == 1
    assert report.failed[0].startswith(message)
    assert "\n" not in report.failed[0]


def test_an_office_package_that_is_something_else(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", CONTRACT).rename(tmp_path / "a.xlsx")
    assert "a.xlsx: is broken, or not a workbook" in run(tmp_path, path).failed[0]


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert run(tmp_path, write_xlsx(tmp_path / "a.xlsx", [])).failed == [
        "a.xlsx: holds no rows; put a question and its answer into each"
    ]


def test_a_locked_pdf(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [CONTRACT], locked=True)
    assert run(tmp_path, path).failed == ["a.pdf: is encrypted; save it without a password"]


def test_a_pdf_without_text(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[]])
    assert run(tmp_path, path).failed == ["a.pdf: holds no text; a scanned document has to be recognised first"]


def test_one_bad_file_stops_none_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("问题\t答案\n怎么报案\t打电话。\n", encoding="utf-8")
    report = run(tmp_path, tmp_path / "missing.pdf", tmp_path / "list.tsv")
    assert (len(report.failed), len(report.written)) == (1, 1)


def test_lines_broken_by_the_pages_width_are_joined() -> None:
    lines = [
        "第一条 保险责任",
        "在保险期间内，被保险人因意外伤害住院治疗的，本公司按照约定给付保",
        "险金。",
        "（一）住院医疗费用；",
        "（二）手术费用。",
    ]
    assert join_lines([Line(text, 10.0 * len(text)) for text in lines]) == [
        lines[0],
        lines[1] + lines[2],
        lines[3],
        lines[4],
    ]


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [[Line(text, 1.0) for text in ("栖云保险", f"第{number}段正文", f"- {number} -")] for number in range(1, 5)]
    assert [line.text for line in strip_margins(pages)] == [f"第{number}段正文" for number in range(1, 5)]
