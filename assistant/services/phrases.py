"""What the assistant says: the responses of ``domain.yml``, filled in."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, Mapping

from assistant.domain.message import Button, Reply
from assistant.errors import NotFoundError
from assistant.yamlfiles import read_yaml


class Phrases:
    """The responses by name; a response's ``custom.kind`` is the reply's kind."""

    def __init__(self, responses: Mapping[str, list[dict[str, Any]]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, path: Path) -> Phrases:
        """Read the responses of a Rasa domain file."""
        return cls(read_yaml(path)["responses"])

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def reply(self, name: str, /, salt: str = "", **fields: Any) -> Reply:
        """Return a response as a reply; ``salt`` picks among its wordings, always the same for the same salt.

        Raises:
            NotFoundError: when the domain has no such response.
        """
        wordings = self._responses.get(name)
        if not wordings:
            raise NotFoundError(f"domain.yml has no response {name}")
        return _reply(wordings[zlib.crc32(salt.encode()) % len(wordings)], fields)

    def wordings(self, name: str, /) -> tuple[Reply, ...]:
        """Return every wording of a response, in order; none where there is no such response."""
        return tuple(_reply(wording, {}) for wording in self._responses.get(name, ()))


def _reply(wording: Mapping[str, Any], fields: Mapping[str, Any]) -> Reply:
    buttons = tuple(Button(title=_fill(b["title"], fields), payload=b["payload"]) for b in wording.get("buttons") or ())
    return Reply(
        kind=(wording.get("custom") or {}).get("kind", "smalltalk"),
        text=_fill(wording.get("text", ""), fields).strip(),
        buttons=buttons,
    )


def _fill(text: str, fields: Mapping[str, Any]) -> str:
    for name, value in fields.items():
        text = text.replace("{" + name + "}", str(value))
    return text
