"""Open a paper as the picture a person would look at: upright by its own account, of bearable size, nothing but pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from assistant.services.pdfium import opened_pdf

LONGEST = 2000  # pixels of the longer side that the reader is given
DOTS = 150  # an inch, at which a page is drawn
PAGES = 2  # of a PDF that are looked at
QUALITY = 88


def open_picture(content: bytes, longest: int = LONGEST) -> Image.Image:
    """Return a picture, turned as its camera says, no longer than ``longest``."""
    image = Image.open(io.BytesIO(content))
    image.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _on_white(upright)


def open_page(content: bytes, number: int, longest: int = LONGEST) -> Image.Image:
    """Draw a page of a PDF.

    Raises:
        IndexError: when there is no such page.
    """
    with opened_pdf(content) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        page = document[number]
        scale = min(DOTS / 72, longest / max(*page.get_size(), 1))
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return image


def page_texts(content: bytes) -> list[str]:
    """Return the lines of a PDF's own words, on the pages that are looked at."""
    with opened_pdf(content) as document:
        pages = [document[n].get_textpage().get_text_bounded() for n in range(min(PAGES, len(document)))]
    return [line.strip() for page in pages for line in page.splitlines() if line.strip()]


def shown_copy(content: bytes, media_type: str, page: int = 0, turned: int = 0, longest: int = LONGEST) -> bytes:
    """Return a paper as others are shown it: a JPEG drawn anew, without place, camera, scripts or anything else that is no pixel.

    ``turned`` is how far, clockwise, it was found to lie askew.

    Raises:
        IndexError: when a PDF has no such page.
        OSError: when it is no picture that can be shown.
    """
    image = open_page(content, page, longest) if media_type == "application/pdf" else open_picture(content, longest)
    out = io.BytesIO()
    image.rotate(turned, expand=True).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return it in plain colours, on white where it is transparent."""
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")
