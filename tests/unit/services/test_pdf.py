"""PDF documents: Chinese that can be read again, whatever is put in."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
from PIL import Image

from assistant.services.pdf import PdfDocument


def read(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as document:
        return [page.extract_text() or "" for page in document.pages]


def make(*, rows: int = 2) -> bytes:
    picture = BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(picture, "PNG")
    document = PdfDocument("会话记录")
    document.heading("一、经过")
    document.paragraph("第一行\n第二行 <b>不是标记</b> & 😀\x00")
    document.note("个人信息已部分隐藏。")
    document.table(
        [["时间", "内容"], *(["10:00", f"第{number}条，" + "很长的话" * 30] for number in range(rows))], (1, 4)
    )
    document.image(picture.getvalue())
    return document.build()


def test_what_is_written_can_be_read() -> None:
    (page, *_) = read(make())
    for words in ("会话记录", "一、经过", "第一行", "第二行 <b>不是标记</b> & □", "时间", "第1条"):
        assert words in page


def test_long_table_goes_over_pages_with_its_head() -> None:
    pages = read(make(rows=60))
    assert len(pages) > 2
    assert all("时间" in page for page in pages[:-1])


def test_same_content_gives_the_same_bytes() -> None:
    assert make() == make()


def test_no_rows_make_no_table() -> None:
    document = PdfDocument("空")
    document.table([], (1,))
    assert "空" in read(document.build())[0]
