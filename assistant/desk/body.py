"""What a call of the desk's pages brings, read with care: it may come from anybody."""

from __future__ import annotations

from typing import Any

from assistant.errors import CustomerError

LONGEST = 4000


class Body:
    """A JSON object; what is missing is empty, what is of another kind than it should be is refused."""

    def __init__(self, raw: Any) -> None:
        if not isinstance(raw, dict):
            raise CustomerError("bad_request")
        self._raw = raw

    @property
    def version(self) -> int | None:
        """The version of the case that the page showed, where it gives one."""
        return self.number("version")

    def raw(self, name: str) -> Any:
        """Return a value as it came."""
        return self._raw.get(name)

    def text(self, name: str, longest: int = LONGEST) -> str:
        """Return a text.

        Raises:
            CustomerError: ``bad_request`` when it is none, ``text_long`` when it is too long.
        """
        value = self._raw.get(name)
        if value is not None and not isinstance(value, str):
            raise CustomerError("bad_request")
        if len(value or "") > longest:
            raise CustomerError("text_long", limit=longest)
        return (value or "").replace("\0", "")  # which PostgreSQL does not keep

    def number(self, name: str) -> int | None:
        """Return a whole number, or None where it is not given."""
        value = self._raw.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise CustomerError("bad_request")
        return value

    def bodies(self, name: str, most: int) -> list[Body]:
        """Return a list of objects."""
        value = self._raw.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise CustomerError("bad_request")
        return [Body(each) for each in value]
