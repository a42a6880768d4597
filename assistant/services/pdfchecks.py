"""What a PDF must not have: a password, scripts, programs, files inside, streams that swell without end.

Names are looked for in the file's own bytes, outside the pages' contents and within compressed objects, so that nothing of the
file is run or rendered to find out. PDFium, which shows the pages later, must be able to open it.
"""

from __future__ import annotations

import re
import zlib
from typing import Iterator

from assistant.errors import CustomerError
from assistant.services.pdfium import PdfiumError, opened_pdf
from assistant.settings import Limits

TAIL = 2048  # bytes at the end, in which a whole file says that it ends
SWOLLEN = (
    128 * 1024 * 1024
)  # bytes of one stream once decompressed: a page scanned in colour at 600 dots an inch has 100 MB
SWOLLEN_IN_ALL = 512 * 1024 * 1024
CHUNK = 1024 * 1024
OBJECTS = 16 * 1024 * 1024  # bytes of all compressed objects, which alone are kept to be looked through
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition)(?![A-Za-z0-9])"
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(name: str, content: bytes, limits: Limits) -> None:
    """Refuse a PDF that cannot be taken.

    Raises:
        CustomerError: ``file_cut_off``, ``pdf_locked``, ``pdf_active``, ``pdf_pages``, ``file_swollen`` or ``file_damaged``.
    """
    if b"%%EOF" not in content[-TAIL:]:
        raise CustomerError("file_cut_off", name=name)
    if re.search(rb"/Encrypt(?![A-Za-z])", content):
        raise CustomerError("pdf_locked", name=name)
    for part in _structure(name, content):
        if ACTIVE.search(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)):
            raise CustomerError("pdf_active", name=name)
    pages = _count_pages(name, content)
    if pages > limits.pdf_pages:
        raise CustomerError("pdf_pages", name=name, limit=limits.pdf_pages)


def _structure(name: str, content: bytes) -> Iterator[bytes]:
    """Give the parts that say what a file is made of: all outside the streams, then the objects that are compressed in streams."""
    end, swollen, objects = 0, 0, 0
    for found in _STREAM.finditer(content):
        if found.start() < end:
            continue
        head = content[end : found.start()]
        yield head
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        own = head[head.rfind(b" obj") :]
        listed = _OBJECT_STREAM.search(own) is not None
        size, unpacked = _unpack(content[found.end() : end], own, keep=listed)
        swollen, objects = swollen + size, objects + len(unpacked)
        if size > SWOLLEN or swollen > SWOLLEN_IN_ALL or objects > OBJECTS or (listed and not _plainly_packed(own)):
            raise CustomerError("file_swollen", name=name)
        yield unpacked
    yield content[end:]


def _plainly_packed(head: bytes) -> bool:
    """Tell whether an object stream is packed as writers pack them: not at all, or by Flate alone."""
    filters = _FILTER.search(head)
    return filters is None or re.findall(rb"/(\w+)", filters[1]) == [b"FlateDecode"]


def _unpack(body: bytes, head: bytes, *, keep: bool) -> tuple[int, bytes]:
    """Return how large a stream is once decompressed, as far as is bearable, and its content where it is to be kept."""
    if b"FlateDecode" not in head:
        return len(body), body if keep else b""
    unpacker, size, kept = zlib.decompressobj(), 0, bytearray()
    try:
        while body and not unpacker.eof and size <= SWOLLEN:
            chunk = unpacker.decompress(body, CHUNK)
            size, body = size + len(chunk), unpacker.unconsumed_tail
            if keep and len(kept) <= OBJECTS:
                kept += chunk
    except zlib.error:
        pass  # what no reader can open does nothing
    return size, bytes(kept)


def _count_pages(name: str, content: bytes) -> int:
    try:
        with opened_pdf(content) as document:
            pages = len(document)
    except PdfiumError as error:
        code = "pdf_locked" if "password" in str(error).lower() else "file_damaged"
        raise CustomerError(code, name=name) from None
    if pages == 0:
        raise CustomerError("file_damaged", name=name)
    return pages
