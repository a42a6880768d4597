"""Whether a sentence puts something off, takes it up again, or leaves it out."""

from __future__ import annotations

import re

_OFF = re.compile(
    r"(?:等会|等一会|等一?下|待会|一会儿?|晚点|晚些|回头|改天|过会|过一会|明天|有空)[^，。？?]{0,6}再[填说弄报来写办搞]"
    r"|先(?:停|放|存|到这|这样|不填|搁)|(?:我|现在)(?:先|得先|要先)?(?:忙|去忙|开会|开车|上班|去医院|下线)(?:了|去|一下)?$"
)
_ON = re.compile(
    r"(?:继续|接着)(?:上次|昨天|刚才|之前|前面|填|报案|报险|报|办|弄)"
    r"|(?:上次|之前|昨天|前天|那天)[^，。？?]{0,8}(?:(?:没|还没)(?:填|报|弄|写)完|(?:填|报|弄)(?:到|了)一半|接着|继续)"
)


_SKIP = re.compile(r"跳过|略过|先不[填说写]|不[想便方]{1,2}[填说写]|下一[个题项]|以后再补")


def skips(text: str) -> bool:
    """Tell whether a sentence leaves a question out.

    >>> [skips(text) for text in ("跳过", "这个不想说", "不方便填", "填好了")]
    [True, True, True, False]
    """
    return _SKIP.search(text) is not None


def puts_off(text: str) -> bool:
    """Tell whether a sentence says that it goes on later.

    >>> [puts_off(text) for text in ("等会再填", "我先忙了", "先存着吧", "等会儿交警来", "明天下午")]
    [True, True, True, False, False]
    """
    return _OFF.search(text) is not None


def takes_up(text: str) -> bool:
    """Tell whether a sentence asks to go on with what was begun.

    >>> [takes_up(text) for text in ("继续上次的报案", "接着填", "昨天报案填到一半", "昨天报的接着弄", "我要报案")]
    [True, True, True, True, False]
    """
    return _ON.search(text) is not None
