"""Papers as others are shown them: upright, and pixels alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.services.firstlook.opening import open_picture, page_texts, shown_copy
from tests.unit.services.papers import pdf, picture, stream

PLACE = {1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)}


def photo_with_place(orientation: int = 6) -> bytes:
    image = Image.open(io.BytesIO(picture(size=(320, 200))))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825).update(PLACE)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_what_is_shown_says_neither_place_nor_camera() -> None:
    content = photo_with_place()
    assert b"Camera of somebody" in content
    shown = Image.open(io.BytesIO(shown_copy(content, "image/jpeg")))
    assert dict(shown.getexif()) == {}
    assert b"Camera" not in shown_copy(content, "image/jpeg")


def test_a_photo_stands_as_its_camera_was_held() -> None:
    assert open_picture(photo_with_place(6)).size == (200, 320)
    assert Image.open(io.BytesIO(shown_copy(photo_with_place(1), "image/jpeg", turned=90))).size == (200, 320)


def test_a_large_picture_is_shown_smaller() -> None:
    assert max(open_picture(picture(size=(5000, 300))).size) == 2000


def test_a_transparent_picture_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    assert open_picture(out.getvalue()).getpixel((5, 5)) == (255, 255, 255)


def test_a_page_is_drawn_and_one_that_is_not_there_is_told() -> None:
    content = pdf(pages=2)
    assert Image.open(io.BytesIO(shown_copy(content, "application/pdf", page=1))).format == "JPEG"
    with pytest.raises(IndexError):
        shown_copy(content, "application/pdf", page=2)


def test_a_pdf_without_words_has_none() -> None:
    assert page_texts(pdf(stream(b""))) == []
