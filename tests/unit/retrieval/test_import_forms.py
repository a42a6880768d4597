"""Documents as they come: merged cells, titles over the headings, formulas, counted styles, tracked changes, ruled tables, bad files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable, Iterator, Sequence

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from assistant.cli import knowledge as commands
from tests.unit.retrieval.test_import import CONTRACT, document, entries, run

Sheet = Sequence[Sequence[object]]


def workbook(path: Path, sheets: dict[str, Sheet], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(path)
    book.close()
    return path


def pdf(path: Path, draw: Callable[[Canvas], None], password: str | None = None) -> Path:
    registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4, encrypt=password)
    canvas.setFont("STSong-Light", 10)
    draw(canvas)
    canvas.save()
    return path


def contract_with_table(canvas: Canvas) -> None:
    for number, line in enumerate(CONTRACT):
        canvas.drawString(60, 780 - 14 * number, line)
    for row, (left, right) in enumerate([("责任", "限额"), ("房屋", "100万元")]):
        for column, text in enumerate((left, right)):
            canvas.rect(60 + 120 * column, 560 - 20 * row, 120, 20)
            canvas.drawString(66 + 120 * column, 566 - 20 * row, text)
    canvas.drawString(60, 500, "第四条 争议处理")
    canvas.drawString(60, 486, "由双方协商解决。")


def scan(canvas: Canvas) -> None:
    canvas.rect(60, 400, 300, 300, fill=1)


def two_pages_one_scanned(canvas: Canvas) -> None:
    contract_with_table(canvas)
    canvas.showPage()
    scan(canvas)


def test_merged_cells_and_a_title_over_the_headings(tmp_path: Path) -> None:
    rows = [
        ["车险常见问答", None, None],
        [None, None, None],
        ["常见问题", "用户问法", "答复"],
        ["怎么报案", "出险找谁", "请打400电话。"],
        [None, "报案电话多少", None],
        [None, None, None],
        ["理赔多久", "几天到账", "三十天内作出核定。"],
    ]
    path = workbook(tmp_path / "list.xlsx", {"车险": rows}, merged=["A1:C1", "A4:A5", "C4:C5"])
    run(tmp_path, path)
    first, second = entries(tmp_path, "list")
    assert (first["question"], first["similar"]) == ("怎么报案", ["出险找谁", "报案电话多少"])
    assert second["question"] == "理赔多久"


def test_two_sheets_are_one_list_and_places_name_the_sheet(tmp_path: Path) -> None:
    rows = [["问题", "答案"], ["怎么报案", "打电话。"]]
    path = workbook(
        tmp_path / "list.xlsx",
        {"车险": rows, "寿险": [["提问", "解答"], ["怎么退保", "请联系我们。"], ["犹豫期", None]]},
    )
    report = run(tmp_path, path)
    assert [entry["question"] for entry in entries(tmp_path, "list")] == ["怎么报案", "怎么退保"]
    assert "list.xlsx 寿险 row 3: has no answer; taken for another wording of the row above" in report.unclear


def test_other_column_names_are_told_with_the_remedy(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"车险": [["知识点", "说明"], ["怎么报案", "打电话。"]]})
    report = run(tmp_path, path)
    assert any("车险" in line and "call the columns 问题 and 答案 and import again" in line for line in report.unclear)


def test_a_formula_without_a_result_is_named_by_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"车险": [["问题", "答案"], ["怎么报案", '="请打"&A1']]})
    report = run(tmp_path, path)
    assert report.failed == [
        "list.xlsx 车险!B2: is a formula without a result; put the text itself there, or save it from Excel"
    ]
    assert not (tmp_path / "out").exists()


NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
"""


def counted(path: Path, lines: Sequence[tuple[int | None, str]]) -> Path:
    """Write a Word document whose numbers stand in the numbering alone; each line with its level, or None."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in lines:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
            )
    document.save(str(path))
    return path


def test_articles_that_word_numbers_by_itself(tmp_path: Path) -> None:
    path = counted(tmp_path / "anju-home.docx", [
        (None, "栖云安居家庭财产保险条款"), (None, "2025年3月1日起施行"), (0, "合同构成"), (None, "由保险单组成。"), (0, "投保范围"),
        (1, "自有住房；"), (1, "租赁住房。"), (0, "保险责任"), (1, "因火灾造成的损失。"),
    ])  # fmt: skip
    report = run(tmp_path, path)
    found = document(tmp_path, "anju-home", "2025-03")
    assert list(found.articles) == ["第一条", "第二条", "第三条"]
    assert found.articles["第二条"].text == "（一） 自有住房；\n（二） 租赁住房。"
    assert found.articles["第三条"].text == "（一） 因火灾造成的损失。"
    assert not any("were not numbered" in line for line in report.unclear)


def test_headings_by_style_and_tracked_changes(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("栖云安居家庭财产保险条款", 0)
    word.add_paragraph("2025年3月1日起施行")
    word.add_heading("第一章 总则", 1)
    word.add_heading("第一条 合同构成", 2)
    changed = word.add_paragraph("由保险单")
    namespace = nsdecls("w")
    changed._p.append(parse_xml(f"<w:del {namespace}><w:r><w:delText>和口头约定</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {namespace}><w:r><w:t>、条款和批单</w:t></w:r></w:ins>"))
    changed.add_run("组成。")
    word.save(str(tmp_path / "anju-home.docx"))
    report = run(tmp_path, tmp_path / "anju-home.docx")
    assert document(tmp_path, "anju-home", "2025-03").articles["第一条"].text == "由保险单、条款和批单组成。"
    assert any("2 tracked changes were taken as accepted" in line for line in report.unclear)


def test_a_pdf_with_a_ruled_table(tmp_path: Path) -> None:
    report = run(tmp_path, pdf(tmp_path / "anju-home.pdf", contract_with_table))
    assert report.failed == []
    found = document(tmp_path, "anju-home", "2025-03")
    assert found.articles["第三条"].text.endswith("| 责任 | 限额 |\n| --- | --- |\n| 房屋 | 100万元 |")
    assert found.articles["第四条"].text == "由双方协商解决。"


def test_a_scanned_page_among_others_is_reported(tmp_path: Path) -> None:
    report = run(tmp_path, pdf(tmp_path / "anju-home.pdf", two_pages_one_scanned))
    assert any(line.startswith("anju-home.pdf page 2: holds no text; if it was scanned") for line in report.unclear)


@pytest.mark.parametrize("mark", ["{}、", "{}. "])
def test_documents_that_call_nothing_an_article(tmp_path: Path, mark: str) -> None:
    labels = "一二三" if mark == "{}、" else "123"
    lines = [
        f"{mark.format(label)}{name}\n{name}如下。\n"
        for label, name in zip(labels, ("投保范围", "保险责任", "责任免除"))
    ]
    (tmp_path / "old.txt").write_text("某团体保险条款\n" + "".join(lines), encoding="utf-8")
    report = run(tmp_path, tmp_path / "old.txt")
    assert report.failed == []
    text = (tmp_path / "out" / "clauses" / "old" / "draft.md").read_text(encoding="utf-8")
    assert f"## 第二条 {labels[1]} 保险责任\n保险责任如下。" in text


def bad_files(folder: Path) -> Iterator[tuple[Path, str]]:
    whole = pdf(folder / "whole.pdf", contract_with_table).read_bytes()
    (folder / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    yield folder / "cut.pdf", "cut.pdf: "
    yield pdf(folder / "scan.pdf", scan), "scan.pdf: holds no text; a scanned document has to be recognised first"
    yield (
        pdf(folder / "locked.pdf", contract_with_table, "geheim"),
        "locked.pdf: is encrypted; save it without a password",
    )
    word = counted(folder / "whole.docx", [(0, "合同构成")]).read_bytes()
    (folder / "cut.docx").write_bytes(word[: len(word) // 2])
    yield folder / "cut.docx", "cut.docx: is broken, or not a .docx file; fetch or save it again"
    book = workbook(folder / "whole.xlsx", {"车险": [["问题", "答案"], ["怎么报案", "打电话。"]]}).read_bytes()
    (folder / "cut.xlsx").write_bytes(book[: len(book) // 2])
    yield folder / "cut.xlsx", "cut.xlsx: is broken, or not a .xlsx file; fetch or save it again"


def test_bad_files_are_named_with_a_remedy_and_leave_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    for path, message in bad_files(tmp_path):
        options = parser.parse_args(["knowledge", "import", str(path), "--to", str(tmp_path / "bad")])
        assert options.func(options) == 1
        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith(f"failed: {message}")
        assert ";" in line
    assert not (tmp_path / "bad").exists()


def test_what_is_written_is_whole(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes("问题,答案\n怎么报案,打电话。\n".encode("gbk"))
    run(tmp_path, tmp_path / "list.csv")
    assert [path.name for path in (tmp_path / "out" / "faq").iterdir()] == ["list.yml"]
