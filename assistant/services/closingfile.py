"""A claim's closing file as one PDF: report, decision, payments, timeline, transcript, papers as pictures; personal data masked."""

from __future__ import annotations

import io
from typing import Any, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from PIL import Image as Picture
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Image, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from assistant.domain.message import Line
from assistant.errors import NotFoundError
from assistant.services.casefile import CaseFile, caller, event_words
from assistant.services.claimnews import money
from assistant.services.pages import draw_page
from assistant.services.phrases import Phrases
from assistant.storage.files import FileStore
from assistant.text.masking import mask

FONT = "STSong-Light"  # one of the standard Chinese fonts that every PDF reader brings along: nothing is embedded
WIDTH = A4[0] - 36 * mm
PICTURE = (WIDTH, A4[1] - 70 * mm)
HEAD = ParagraphStyle(
    "head", fontName=FONT, fontSize=13, leading=20, spaceBefore=10, textColor=colors.HexColor("#1f4e5f")
)
TITLE = ParagraphStyle("title", parent=HEAD, fontSize=18, leading=26)
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=9.5, leading=14, wordWrap="CJK")
GRID = TableStyle([
    ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#c7d0d4")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef3f4")),
])  # fmt: skip


class ClosingFile:
    """Makes closing files."""

    def __init__(self, phrases: Phrases, files: FileStore) -> None:
        self.phrases = phrases
        self.files = files
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))

    def make(
        self, file: CaseFile, sources: Sequence[tuple[int, str, str]], lines: Sequence[Line], agents: dict[int, str]
    ) -> bytes:
        """Return the PDF; ``sources`` are (id, SHA-256, media type) of the claim's files, ``lines`` the transcript as it is shown."""
        out = io.BytesIO()
        title = self._words("utter_file_title", number=file.claim.number)
        document = SimpleDocTemplate(out, pagesize=A4, title=title, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm,
                                     bottomMargin=18 * mm, invariant=1)  # fmt: skip
        story = [
            Paragraph(escape(title), TITLE),
            *self._report(file),
            *self._papers(file),
            *self._decisions(file, agents),
        ]
        story += [*self._timeline(file), *self._transcript(lines), *self._pictures(file, sources)]
        document.build(story, onFirstPage=_number, onLaterPages=_number)
        return out.getvalue()

    def _report(self, file: CaseFile) -> Iterator[Flowable]:
        name, phone = caller(file.claim)
        yield self._head("report")
        rows = [("kind", file.kind), ("state", file.state_text), ("reported", f"{file.claim.reported_at:%Y-%m-%d %H:%M}"),
                ("caller", f"{name} {phone}".strip())]  # fmt: skip
        labels = [(self._words(f"utter_file_{label}"), value) for label, value in rows]
        yield _table([*labels, *((label, value) for _, label, value in file.report)], (0.25, 0.75))

    def _papers(self, file: CaseFile) -> Iterator[Flowable]:
        yield self._head("papers")
        for paper in file.papers:
            state = self._words(f"utter_paper_state_{paper.material.state.value}")
            names = "、".join(each["name"] for each in paper.files)
            yield _line(f"{paper.material.rule.name}：{state} {mask(paper.material.reason)} {names}")

    def _decisions(self, file: CaseFile, agents: dict[int, str]) -> Iterator[Flowable]:
        yield self._head("decisions")
        columns = [self._words(f"utter_file_column_{name}") for name in ("item", "claimed", "approved", "reason")]
        for each in file.assessments:
            verdict = self._words(f"utter_file_verdict_{each.verdict or 'open'}")
            who = f"{agents.get(each.assessed_by, '')} / {agents.get(each.audited_by or 0, '')}"
            yield _line(
                f"{each.assessed_at:%Y-%m-%d %H:%M} {self._words(f'utter_file_outcome_{each.outcome.value}')}（{verdict}） {who}"
            )
            rows = [
                (item.name, money(item.claimed), money(item.approved), f"{item.reason} {item.clause}")
                for item in each.items
            ]
            total = (self._words("utter_file_total"), money(each.claimed), money(each.approved), each.clause)
            if rows:
                yield _table([columns, *rows, total], (0.3, 0.15, 0.15, 0.4))
            yield _line(self._words("utter_file_grounds", clause=each.clause, grounds=mask(each.grounds)))
        for paid in file.payments:
            yield _line(
                self._words(
                    "utter_file_payment",
                    amount=money(paid.amount),
                    day=paid.paid_on.isoformat(),
                    reference=mask(paid.reference),
                )
            )
        for dispute in file.disputes:
            way, outcome = f"utter_claim_way_{dispute.way}", f"utter_claim_outcome_{dispute.outcome}"
            result = self._words(outcome) if dispute.outcome else ""
            yield _line(self._words("utter_file_dispute", way=self._words(way), reason=mask(dispute.reason), outcome=result,
                                    decision=mask(dispute.decision or "")))  # fmt: skip

    def _timeline(self, file: CaseFile) -> Iterator[Flowable]:
        yield self._head("timeline")
        yield _line(f"{file.claim.reported_at:%Y-%m-%d %H:%M} {self._words('utter_claim_event_reported')}")
        for event in file.events:
            said = event_words(self.phrases, event)
            yield _line(f"{event.at:%Y-%m-%d %H:%M} {self._words(f'utter_claim_event_{event.kind}')} {said}")

    def _transcript(self, lines: Iterable[Line]) -> Iterator[Flowable]:
        yield self._head("transcript")
        for line in lines:
            who = self._words(f"utter_file_from_{line.author.value}")
            yield _line(f"{line.at:%Y-%m-%d %H:%M} {who}：{line.reply.text}")

    def _pictures(self, file: CaseFile, sources: Sequence[tuple[int, str, str]]) -> Iterator[Flowable]:
        titles = {each["id"]: (paper.material.rule.name, each) for paper in file.papers for each in paper.files}
        loose = self._words("utter_file_loose")
        titles |= {each["id"]: (loose, each) for each in file.loose_files}
        for key, sha256, media_type in sources:
            paper, record = titles[key]
            yield PageBreak()
            yield _line(f"{paper}：{record['name']}")
            yield from self._pages(sha256, media_type, record["pages"])

    def _pages(self, sha256: str, media_type: str, pages: int) -> Iterator[Flowable]:
        if not pages:
            yield _line(self._words("utter_file_not_drawn", sha256=sha256))
        for number in range(1, pages + 1):
            try:
                yield _picture(draw_page(self.files, sha256, media_type, number))
            except NotFoundError:
                yield _line(self._words("utter_file_not_drawn", sha256=sha256))

    def _head(self, part: str) -> Flowable:
        return Paragraph(escape(self._words(f"utter_file_part_{part}")), HEAD)

    def _words(self, response: str, /, **fields: Any) -> str:
        return self.phrases.reply(response, **fields).text


def _line(words: str) -> Flowable:
    return Paragraph(escape(words.strip()).replace("\n", "<br/>"), TEXT)


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Flowable:
    cells = [[_line(cell) for cell in row] for row in rows]
    return Table(cells, colWidths=[share * WIDTH for share in widths], style=GRID, spaceBefore=4, spaceAfter=4)


def _picture(content: bytes) -> Flowable:
    with Picture.open(io.BytesIO(content)) as image:
        scale = min(PICTURE[0] / image.width, PICTURE[1] / image.height)
        size = (image.width * scale, image.height * scale)
    return Image(io.BytesIO(content), *size, hAlign="LEFT")


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, str(document.page))
