"""What is said of waiting, and of a complaint that is not to go on."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"(?:请问|那)?我?(?:还|大概|大约|那)*(?:要|得|需要|能)?(?:等|排队?)?(?:多久|多长时间|几分钟|多少分钟)"
    r"|(?:我)?前面(?:还)?有?(?:几|多少)(?:个|位)?人?"
    r"|(?:怎么)?(?:还没|什么时候|啥时候|几时)(?:能)?(?:到我|轮到我|接通|有人).{0,3}"
)
_BACK = re.compile(r"撤诉|[撤销消].{0,6}投诉|投诉.{0,6}[撤销消]|不.{0,3}投诉了|投诉.{0,4}(?:算了|不要了|作罢|不提了)")
_ENDS = re.compile(r"[\W呀啊呢了吗嘛吧]+$")


def asks_wait(text: str) -> bool:
    """Tell whether somebody who waits asks how long it will take, and nothing else.

    >>> asks_wait("还要多久啊？"), asks_wait("前面还有几个人"), asks_wait("理赔要多久到账")
    (True, True, False)
    """
    return _ASKS.fullmatch(_ENDS.sub("", text.strip())) is not None


def takes_back(text: str) -> bool:
    """Tell whether words say that a complaint is not to go on; that there is one must be known otherwise.

    >>> takes_back("算了，投诉取消"), takes_back("我要撤诉"), takes_back("我要投诉")
    (True, True, False)
    """
    return _BACK.search(text) is not None
