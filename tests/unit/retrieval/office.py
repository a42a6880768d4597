"""Office files for the import's tests, made on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import docx
import openpyxl


def write_xlsx(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    book.close()
    return path


def write_docx(path: Path, paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table):
            for cell, text in zip(row.cells, cells):
                cell.text = text
    document.save(str(path))
    return path


def write_pdf(path: Path, pages: Sequence[Sequence[str]], *, locked: bool = False) -> Path:
    """Write a PDF file with Chinese text, a line of the page each; ``locked`` asks for a password."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages))).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count " + str(len(pages)).encode() + b" >>",
        font, descendant, descriptor,
    ]  # fmt: skip
    for number, lines in enumerate(pages):
        content = b"BT /F1 10 Tf 12 TL 50 780 Td " + b" ".join(
            b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*" for line in lines
        ) + b" ET"  # fmt: skip
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        objects += [page.encode(), b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"]
    path.write_bytes(_assemble(objects, locked))
    return path


def _assemble(objects: Sequence[bytes], locked: bool) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        b"11" * 32,
        b"22" * 32,
    )
    out += b"trailer\n<< /Size %d /Root 1 0 R " % (len(objects) + 1) + (lock if locked else b"") + b" >>\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
