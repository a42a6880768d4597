"""Whether a sentence says that something is wrong."""

from __future__ import annotations

import re

_RIGHT = re.compile(r"没有?[什啥]?么?(?:错|问题|不对)|无误|不用改|不需要改|不错")
_WRONG = re.compile(r"错|有误|不对|不是|有问题|改一?下|要改|不准|不符")
_AMENDS = re.compile(r"[改换][成为]|[说写填打弄]错了?|应该是")
_NOTHING = re.compile(r"(?:没有?|无)(?:了|啦|其他的?|别的|补充|要改的|什么要改|需要改的)+[。.!！]?")


def amends(text: str) -> bool:
    """Tell whether a sentence puts something else in the place of what was said.

    >>> [amends(text) for text in ("受伤的人改成我爸", "车牌写错了", "改一下")]
    [True, True, False]
    """
    return _AMENDS.search(text) is not None


def nothing_more(text: str) -> bool:
    """Tell whether a sentence says that there is nothing to add or to change.

    >>> [nothing_more(text) for text in ("没有了", "没了", "没有要改的", "没有")]
    [True, True, True, False]
    """
    return _NOTHING.fullmatch(text.strip()) is not None


def objects(text: str) -> bool:
    """Tell whether a sentence objects to what it answers.

    >>> [objects(text) for text in ("信息有误", "没错", "确认无误", "有问题", "没什么问题，提交", "对的")]
    [True, False, False, True, False, False]
    """
    return _WRONG.search(_RIGHT.sub("", text)) is not None
