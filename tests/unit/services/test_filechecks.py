"""Files are taken by what they are; what is broken or could do harm is refused with its reason."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from assistant.errors import CustomerError
from assistant.services.filechecks import check_file
from assistant.services.phrases import Phrases
from assistant.settings import PROJECT, Limits
from tests.unit.services.papers import EVIL, assemble, huge_png, pdf, picture, stream

LIMITS = Limits()


def refusal_of(content: bytes, name: str = "a.jpg", limits: Limits = LIMITS) -> str:
    with pytest.raises(CustomerError) as caught:
        check_file(name, content, limits)
    return caught.value.code


def zipped(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_pictures_are_taken_whatever_their_name(kind: str, media_type: str) -> None:
    assert check_file("contract.exe", picture(kind), LIMITS) == media_type


def test_a_pdf_is_taken() -> None:
    assert (
        check_file("a.pdf", pdf(stream(b"BT (a page that speaks of /JavaScript) Tj ET")), LIMITS) == "application/pdf"
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00" + b"\0" * 200, "file_kind"),
        (b"\x7fELF" + b"\0" * 200, "file_kind"),
        (b"#!/bin/sh\nrm -rf /\n", "file_kind"),
        (b"<html><script>alert(1)</script></html>", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind"),
        (zipped(50_000_000), "file_kind"),
        (huge_png(60_000, 60_000), "file_pixels"),
        (huge_png(20_000, 10), "file_pixels"),
        (huge_png(9_000, 9_000), "file_pixels"),
        (b"\xff\xd8\xff" + b"\0" * 5000, "file_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture(content: bytes, code: str) -> None:
    assert refusal_of(content) == code


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1"])
def test_an_iphones_picture_is_refused_with_a_way_out(brand: bytes) -> None:
    """The first boxes are those that a phone writes: brands, then the picture's description."""
    meta = box(b"meta", bytes(4) + box(b"hdlr", bytes(8) + b"pict" + bytes(13)) + box(b"pitm", bytes(4) + b"\0\x31"))
    picture = box(b"ftyp", brand + bytes(4) + b"mif1MiHEmiafMiHBheic") + meta + box(b"mdat", b"\x26\x01" * 500)
    assert refusal_of(picture, "IMG_0001.HEIC") == "file_heic"
    words = Phrases.load(PROJECT / "domain.yml").reply("utter_error_file_heic", name="IMG_0001.HEIC").text
    assert "截图" in words
    assert "JPG" in words


def test_a_film_is_no_iphones_picture() -> None:
    assert (
        refusal_of(box(b"ftyp", b"isom" + bytes(4) + b"isomavc1") + box(b"mdat", bytes(500)), "a.heic") == "file_kind"
    )


def test_a_picture_above_the_limit() -> None:
    assert refusal_of(picture(), limits=Limits(upload_bytes=1000)) == "file_too_large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_picture_cut_off_in_mid_upload(kind: str, share: float) -> None:
    whole = picture(kind)
    assert refusal_of(whole[: int(len(whole) * share)]) in ("file_cut_off", "file_damaged")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(EVIL), "pdf_active"),
        (pdf(catalog=b"/OpenAction << /S /Java#53cript /J#53 (x) >>"), "pdf_active"),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "pdf_active"),
        (pdf(catalog=b"/Names << /EmbeddedFiles << /Names [] >> >>"), "pdf_active"),
        (pdf(stream(b"9 0 " + EVIL, b"/Type /ObjStm /N 1 /First 4")), "pdf_active"),
        (pdf(stream(b"9 0 <<>>", b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]").replace(b"/Filter /FlateDecode", b"", 1)),
         "file_swollen"),
        (pdf(stream(b"\0" * 140_000_000)), "file_swollen"),
        (pdf(*[stream(b"\0" * 100_000_000)] * 6), "file_swollen"),
        (pdf(pages=51), "pdf_pages"),
        (pdf(pages=0), "file_damaged"),
        (assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], b"/Encrypt << /Filter /Standard >>"),
         "pdf_locked"),
        (pdf()[:-60], "file_cut_off"),
        (b"%PDF-1.7\nnothing\n%%EOF\n", "file_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_pdfs_that_are_refused(content: bytes, code: str) -> None:
    assert refusal_of(content, "a.pdf") == code


def test_a_pdf_made_to_be_slow_is_dealt_with_quickly() -> None:
    started = time.perf_counter()
    assert refusal_of(b"%PDF-1.7\n" + b"<< stream\n" * 500_000 + b"%%EOF", "a.pdf") in ("file_damaged", "file_swollen")
    assert time.perf_counter() - started < 10
