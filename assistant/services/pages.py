"""Customers' papers as pictures: a page of a PDF or a photo, drawn anew, so that nothing in the file runs and nothing hidden in it leaves."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

from assistant.errors import NotFoundError
from assistant.services.pdfium import PdfiumError, opened_pdf
from assistant.storage.files import FileStore

WIDTH = 1400
MOST_PIXELS = 60_000_000
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


def draw_page(files: FileStore, sha256: str, media_type: str, number: int) -> bytes:
    """Return a page, from 1, as a JPEG of at most ``WIDTH`` pixels.

    Raises:
        NotFoundError: when there is no such page, or it cannot be drawn.
    """
    if not 1 <= number <= count_pages(files, sha256, media_type):
        raise NotFoundError("the file has no such page")
    try:
        picture = _pdf_page(files.get(sha256), number) if media_type == PDF else _photo(files.get(sha256))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, PdfiumError) as error:
        raise NotFoundError(f"the page cannot be drawn: {type(error).__name__}") from error
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _pdf_page(content: bytes, number: int) -> Image.Image:
    with opened_pdf(content) as document:
        page = document[number - 1]
        scale = WIDTH / max(*page.get_size(), 1.0)
        drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").copy()
    return drawn


def _photo(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError("too many pixels")
        image.draft("RGB", (WIDTH, WIDTH))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((WIDTH, WIDTH))
    return upright
