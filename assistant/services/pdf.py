"""Chinese PDF documents out of titles, headings, paragraphs, tables and pictures; no font file is needed."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Sequence
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONT = "STSong-Light"  # every PDF reader has a face for it
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
NOTE = colors.HexColor("#46606a")
RULE = colors.HexColor("#80929a")
HEAD = colors.HexColor("#e5f0ef")


def _style(name: str, size: float, **options: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=size * 1.5, wordWrap="CJK", **options)


STYLES = {
    "title": _style("title", 17, spaceAfter=6),
    "heading": _style("heading", 12.5, spaceBefore=10, spaceAfter=4),
    "text": _style("text", 10, spaceAfter=3),
    "note": _style("note", 8.5, textColor=NOTE, spaceAfter=3),
    "cell": _style("cell", 9),
}


class PdfDocument:
    """A document that is written from top to bottom; the same content gives the same bytes."""

    def __init__(self, title: str) -> None:
        registerFont(UnicodeCIDFont(FONT))
        self.title = title
        self._parts: list[Any] = []
        self._add(title, "title")

    def heading(self, text: str) -> None:
        """Add a heading."""
        self._add(text, "heading")

    def paragraph(self, text: str) -> None:
        """Add a paragraph; its line breaks stay."""
        self._add(text, "text")

    def note(self, text: str) -> None:
        """Add a paragraph in small type."""
        self._add(text, "note")

    def table(self, rows: Sequence[Sequence[str]], shares: Sequence[float], *, head: bool = True) -> None:
        """Add a table of texts; ``shares`` are the columns' parts of the width, and the first row is the head."""
        if not rows:
            return
        cells = [[Paragraph(_markup(cell), STYLES["cell"]) for cell in row] for row in rows]
        grid = Table(cells, colWidths=[WIDTH * share / sum(shares) for share in shares], repeatRows=int(head))
        grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, RULE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                                  *([("BACKGROUND", (0, 0), (-1, 0), HEAD)] if head else [])]))  # fmt: skip
        self._parts += [grid, Spacer(0, 3 * mm)]

    def image(self, content: bytes, *, most: float = 1.0) -> None:
        """Add a picture (PNG or JPEG), at most that share of the page's width and half its height."""
        picture = Image(BytesIO(content))
        scale = min(WIDTH * most / picture.imageWidth, A4[1] / 2 / picture.imageHeight, 1.0)
        picture.drawWidth, picture.drawHeight = picture.imageWidth * scale, picture.imageHeight * scale
        self._parts += [picture, Spacer(0, 3 * mm)]

    def build(self) -> bytes:
        """Return the PDF."""
        out = BytesIO()
        margins = {f"{side}Margin": MARGIN for side in ("left", "right", "top", "bottom")}
        SimpleDocTemplate(out, pagesize=A4, title=self.title, invariant=1, **margins).build(
            self._parts, onFirstPage=_number, onLaterPages=_number
        )
        return out.getvalue()

    def _add(self, text: str, style: str) -> None:
        self._parts.append(Paragraph(_markup(text), STYLES[style]))


def _markup(text: str) -> str:
    """Return text as it is written in reportlab's markup; what the font cannot have is shown as a box."""
    plain = "".join(c if c <= "\uffff" else "□" for c in text if c >= " " or c == "\n")
    return escape(plain).replace("\n", "<br/>")


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 8.5)
    canvas.setFillColor(NOTE)
    canvas.drawCentredString(A4[0] / 2, 10 * mm, str(canvas.getPageNumber()))
