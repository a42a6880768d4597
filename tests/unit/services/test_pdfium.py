"""PDFium is used by one thread at a time, whoever wants it."""

from __future__ import annotations

import threading

import pytest

from assistant.services.firstlook.opening import open_page
from assistant.services.pdfchecks import check_pdf
from assistant.services.pdfium import PdfiumError, opened_pdf
from assistant.settings import Limits
from tests.unit.services.papers import pdf, stream

CONTENT = pdf(stream(b""))


@pytest.mark.parametrize("use", [lambda: open_page(CONTENT, 0), lambda: check_pdf("x.pdf", CONTENT, Limits())])
def test_who_wants_a_pdf_waits_until_the_other_is_done(use) -> None:  # type: ignore[no-untyped-def]
    done = threading.Event()

    def wait_for_it() -> None:
        use()
        done.set()

    other = threading.Thread(target=wait_for_it)
    with opened_pdf(CONTENT) as document:
        other.start()
        assert not done.wait(0.1)
        assert len(document) == 1
    other.join(5)
    assert done.is_set()


def test_one_that_cannot_be_opened_keeps_nobody_out() -> None:
    with pytest.raises(PdfiumError), opened_pdf(b"no pdf"):
        pass
    with opened_pdf(CONTENT) as document:
        assert len(document) == 1
