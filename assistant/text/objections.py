"""Whether a sentence says that something is wrong."""

from __future__ import annotations

import re

_RIGHT = re.compile(r"没有?[什啥]?么?(?:错|问题|不对)|无误|不用改|不需要改|不错")
_WRONG = re.compile(r"错|有误|不对|不是|有问题|改一?下|要改|不准|不符")


def objects(text: str) -> bool:
    """Tell whether a sentence objects to what it answers.

    >>> [objects(text) for text in ("信息有误", "没错", "确认无误", "有问题", "没什么问题，提交", "对的")]
    [True, False, False, True, False, False]
    """
    return _WRONG.search(_RIGHT.sub("", text)) is not None
