"""Our lines as the messages that WeChat's customer-service interface takes. Pure."""

from __future__ import annotations

import re
from typing import Any, Mapping

from assistant.domain.message import Button, Line

TEXT_BYTES = 2048
HEAD_BYTES = 1024  # this and the next two: as WeChat documents menus for its customer-service accounts
TITLE_BYTES = 128
MENU_BUTTONS = 10

_BUTTON_ID = re.compile(r"([0-9]{1,18})([0-9]{2})")
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+[”’」』）)]*|$)")


def messages_of(line: Line) -> list[dict[str, Any]]:
    """Return the messages that show a line; they count towards WeChat's quota, so they are as few as possible."""
    text, buttons = line.reply.text.strip(), line.reply.buttons
    if not buttons:
        return [_text(part) for part in split_text(text, TEXT_BYTES)]
    before, head = split_tail(text, HEAD_BYTES)
    last = split_text(head, HEAD_BYTES, greedy=False)[-1] if head else ""  # the question, said again over more buttons
    menus = [
        _menu(head if start == 0 else last, line.id, start, buttons[start : start + MENU_BUTTONS])
        for start in range(0, len(buttons), MENU_BUTTONS)
    ]
    return [*(_text(part) for part in split_text(before, TEXT_BYTES)), *menus]


def _text(content: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": content}}


def _menu(head: str, line_id: int, start: int, buttons: tuple[Button, ...]) -> dict[str, Any]:
    entries = [
        {"id": f"{line_id}{start + offset:02d}", "content": _cut(button.title, TITLE_BYTES)[0]}
        for offset, button in enumerate(buttons)
    ]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": head, "list": entries, "tail_content": ""}}


def without_buttons(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a menu as a text, for accounts that may not send menus."""
    return _text(message["msgmenu"]["head_content"])


def read_button(button: str) -> tuple[int, int] | None:
    """Return the line's id and the button's place that a menu entry's id stands for, or None for any other id.

    Digits alone, because that is all that WeChat's own examples show.

    >>> read_button("123402")
    (1234, 2)
    """
    match = _BUTTON_ID.fullmatch(button)
    return (int(match[1]), int(match[2])) if match else None


def split_text(text: str, limit: int, *, greedy: bool = True) -> list[str]:
    """Return a text in parts of at most ``limit`` bytes of UTF-8, cut at ends of sentences where there are any.

    >>> split_text("一二三。四五！六", 18)
    ['一二三。', '四五！六']
    """
    parts = [""]
    for piece in _pieces(text, limit):
        if greedy and _size(parts[-1] + piece) <= limit:
            parts[-1] += piece
        else:
            parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def split_tail(text: str, limit: int) -> tuple[str, str]:
    """Return a text as what comes first and a tail of whole sentences with at most ``limit`` bytes, never empty.

    >>> split_tail("一二三。四五！六", 12)
    ('一二三。', '四五！六')
    """
    pieces = _pieces(text, limit)
    tail = ""
    while pieces and _size(pieces[-1] + tail) <= limit:
        tail = pieces.pop() + tail
    return "".join(pieces).strip(), tail.strip()


def _pieces(text: str, limit: int) -> list[str]:
    """Return the sentences of a text; one that is longer than the limit is cut into several."""
    pieces: list[str] = []
    for sentence in _SENTENCE.findall(text):
        while sentence:
            piece, sentence = _cut(sentence, limit)
            pieces.append(piece)
    return pieces


def _cut(text: str, limit: int) -> tuple[str, str]:
    """Return the longest beginning of at most ``limit`` bytes, and the rest; no character is cut in two."""
    head = text.encode()[:limit].decode("utf-8", "ignore")
    return head, text[len(head) :]


def _size(text: str) -> int:
    return len(text.encode())
