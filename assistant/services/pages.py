"""Customers' papers as pictures: a page of a PDF or a photo, drawn anew, so that nothing in the file runs and nothing hidden in it leaves."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image

from assistant.errors import NotFoundError
from assistant.services.firstlook.opening import shown_copy
from assistant.services.pdfium import PdfiumError, opened_pdf
from assistant.storage.files import FileStore

LONGEST = 1400
PDF = "application/pdf"
DRAWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
MOST_PAGES = 200


@lru_cache(maxsize=2048)
def count_pages(files: FileStore, sha256: str, media_type: str) -> int:
    """Return how many pages of a file can be drawn: none where it is no picture or is broken."""
    if media_type in DRAWN:
        return 1
    if media_type != PDF:
        return 0
    try:
        with opened_pdf(files.get(sha256)) as document:
            return min(len(document), MOST_PAGES)
    except (OSError, PdfiumError):
        return 0


def draw_page(files: FileStore, sha256: str, media_type: str, number: int, *, turned: int = 0) -> bytes:
    """Return a page, from 1, as a JPEG of at most ``LONGEST`` pixels; ``turned`` is how far it was found to lie askew.

    Raises:
        NotFoundError: when there is no such page, or it cannot be drawn.
    """
    if not 1 <= number <= count_pages(files, sha256, media_type):
        raise NotFoundError("the file has no such page")
    try:
        return shown_copy(files.get(sha256), media_type, number - 1, turned, LONGEST)
    except (OSError, Image.DecompressionBombError, PdfiumError) as error:
        raise NotFoundError(f"the page cannot be drawn: {type(error).__name__}") from error
