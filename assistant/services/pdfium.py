"""PDFium, which opens and draws PDFs. It breaks when two threads use it at once, so everybody comes to it through here."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import Iterator

import pypdfium2

PdfiumError = pypdfium2.PdfiumError
_ONE = Lock()


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF, for this thread alone; nothing of it may be used afterwards.

    Raises:
        PdfiumError: when it cannot be opened.
    """
    with _ONE, pypdfium2.PdfDocument(content) as document:
        yield document
