"""What a file must be to be taken: by its content, never by its name; nothing is decoded before its size is known to be bearable."""

from __future__ import annotations

import io
from pathlib import Path

import filetype
from PIL import Image, UnidentifiedImageError

from assistant.errors import CustomerError
from assistant.services.pdfchecks import check_pdf
from assistant.settings import Limits

# what can be a photo or a scan of a paper
DECODED = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
PDF = "application/pdf"
ACCEPTED = DECODED | {PDF}
# brands of iPhones' pictures, which nothing here opens: docs/decisions/0011-the-first-look-stands-apart.md
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
DRAFT = 8  # a JPEG is decoded at an eighth of its size: enough to see that it is whole


def shown_name(name: str) -> str:
    """Return a file's name as it may be said to the customer."""
    return Path(name).name[:80] or "-"


def check_file(name: str, content: bytes, limits: Limits) -> str:
    """Return the media type of a file that can be taken.

    Raises:
        CustomerError: ``file_empty``, ``file_too_large``, ``file_heic``, ``file_kind``, ``file_pixels``, ``file_cut_off``, ``file_damaged``, or one
            of those of a PDF.
    """
    shown = shown_name(name)
    if not content:
        raise CustomerError("file_empty", name=shown)
    if len(content) > limits.upload_bytes:
        raise CustomerError("file_too_large", name=shown, limit=limits.upload_bytes // (1024 * 1024))
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise CustomerError("file_heic", name=shown)
    kind = filetype.guess(content)
    if kind is None or kind.mime not in ACCEPTED:
        raise CustomerError("file_kind", name=shown)
    if kind.mime == PDF:
        check_pdf(shown, content, limits)
    elif kind.mime in DECODED:
        _check_image(shown, content, limits)
    media_type: str = kind.mime
    return media_type


def _check_image(name: str, content: bytes, limits: Limits) -> None:
    try:
        image = Image.open(io.BytesIO(content))  # reads the head alone
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise CustomerError("file_pixels", name=name) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise CustomerError("file_damaged", name=name) from None
    with image:
        if image.width * image.height > limits.image_pixels or max(image.size) > limits.image_side:
            raise CustomerError("file_pixels", name=name)
        _decode(name, image)


def _decode(name: str, image: Image.Image) -> None:
    try:
        image.draft("RGB", (image.width // DRAFT, image.height // DRAFT))
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        cut = isinstance(error, EOFError) or "truncated" in str(error).lower()
        raise CustomerError("file_cut_off" if cut else "file_damaged", name=name) from None
