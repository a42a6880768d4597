"""Cut a message where it turns to something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TURN = (
    r"另外|顺便|顺带|顺道|对了|还有就是|还有一?个?(?:问题|事)|还有(?=[,，、 问帮查我想要就])|再就是|再一个|再(?:问|帮|给|麻烦|请教|咨询|说)|第二[个件,，]|"
    r"还想(?:问|知道|了解|咨询|查)|还要(?:问|查|投诉|报)|也(?:想问|帮我|给我|麻烦)|同时(?:想|我|帮|请|也)"
)
_BREAKS = re.compile(rf"(?P<end>[。！!？?；;\n]+)|(?P<turn>[,，、\s]*(?={_TURN})|[,，、\s]+(?=还有))")
_LEAD = re.compile(rf"^(?:{_TURN}|还有|[,，、\s]|一下|下(?!午|周|个|月|雨|车|班))+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a message; ``turned`` tells that it begins with words that turn to something else, which ``text`` leaves out."""

    text: str
    turned: bool


def split_matters(text: str) -> list[Piece]:
    """Return the stretches of a message, cut at the ends of sentences and before words such as 另外.

    >>> [piece.text for piece in split_matters("我要投诉你们，顺便问下犹豫期多久")]
    ['我要投诉你们', '问下犹豫期多久']
    """
    pieces: list[Piece] = []
    start, turned = 0, False
    for match in _BREAKS.finditer(text):
        if match["turn"] is not None and match.end() == start:
            turned = turned or match.start() > 0
            continue
        cut = match.end() if match["end"] else match.start()
        pieces.append(_piece(text[start:cut], turned))
        start, turned = match.end(), match["turn"] is not None
    pieces.append(_piece(text[start:], turned))
    return [piece for piece in pieces if any(character.isalnum() for character in piece.text)]


def _piece(raw: str, turned: bool) -> Piece:
    text = raw.strip(" ,，、\n")
    return Piece(_LEAD.sub("", text) if turned else text, turned)
