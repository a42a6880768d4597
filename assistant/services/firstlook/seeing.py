"""See what is on a paper: its words and its measures."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from assistant.services.firstlook.measuring import measure
from assistant.services.firstlook.opening import open_page, open_picture, page_texts
from assistant.services.firstlook.reading import Reader

PRINTED = 20  # characters, from which on a PDF's own words are taken for what it says


class Sight:
    """Sees papers; the reader's models are loaded when they are first needed."""

    @cached_property
    def reader(self) -> Reader:
        """The reader."""
        return Reader()

    def see(self, content: bytes, media_type: str) -> dict[str, Any]:
        """Return the fields of ``domain.paper.Seen``."""
        if media_type != "application/pdf":
            return self._picture(open_picture(content))
        lines = page_texts(content)
        if sum(map(len, lines)) >= PRINTED:
            return {"lines": [[line, 1.0] for line in lines], "printed": True}
        return self._picture(open_page(content, 0))

    def _picture(self, image: Any) -> dict[str, Any]:
        return {"width": image.width, "height": image.height, **measure(image), **self.reader.read(image)}
