"""Whether a sentence says that it takes too long, and nothing else."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\s,，.。!！?？~、;；…]+")
_WHO = r"(?:喂|哎呀?|唉|拜托|求求?|麻烦|请|客服|机器人|你们?|咱们?|倒是|就|都|真的?|真是)*"
_TAIL = r"(?:行不行|好不好|可不可以|成不成|可以吗?|行吗?|好吗?|成吗?|不行吗|不|啊|呀|吧|嘛|呢|了|啦|好)*"
_HURRY = re.compile(
    rf"{_WHO}(?:"
    rf"(?:能不能|可不可以|能否|可以|能|要)?(?:再|搞|弄|办|问)?(?:快|赶紧|赶快|抓紧|麻利|利索)(?:一?[点些]儿?|着点)?(?:办|弄|问|填|处理|时间)?"
    r"|(?:烦|急|等)死(?:人|我)?|烦不烦|烦人|好烦|太烦|别磨[叽蹭]|别墨迹|磨[叽蹭]|墨迹"
    r"|(?:怎么|咋)?还(?:没|不|没有)(?:好|完|弄好|弄完|填完|报完|问完|结束)"
    r"|(?:怎么|咋|问题?|要)?(?:这么|那么|太|好|真)(?:多(?:问题|事|步骤)?|慢|麻烦|啰嗦|罗嗦|磨叽|墨迹|费劲)"
    r"|(?:还|到底|还到底)(?:要|有|得|需要)(?:问|填|答|等)?(?:多少|几个?|多久|多长时间)(?:问题|项|步)?"
    r"|(?:怎么|咋|干嘛|干吗|为什么|为啥)?(?:还|又)(?:要|得|在)?(?:问|填)(?:这|个没完|东问西)*"
    r"|(?:别(?:再)?|少)(?:啰嗦|废话|问)(?:了|那么多|这么多|来问去)*|(?:快|就)?(?:直接)(?:说|讲|推荐|告诉我)(?:就行|就好|得了)?"
    r"|有完没完|没完没了|等不及|(?:我|很|特别|挺|正|赶)?(?:着急|赶时间)"
    rf"){_TAIL}"
)

LEAST = 4  # characters of a message's beginning: 快速路上 is no impatience


def only_hurries(text: str) -> bool:
    """Tell whether a message is impatience alone: a short kind word and the same question are the answer to it.

    >>> [only_hurries(text) for text in ("能不能快点", "快点行不行！！", "烦死了，怎么还没好", "还要填多少啊", "怎么还要问", "别问那么多 直接推荐")]
    [True, True, True, True, True, True]
    >>> [only_hurries(text) for text in ("你倒是快点啊", "少废话", "倒是有个证人")]
    [True, True, False]
    >>> [only_hurries(text) for text in ("快速路上", "理赔能不能快点到账", "人民路", "不报了，烦死了")]
    [False, False, False, False]
    """
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    return bool(pieces) and all(_HURRY.fullmatch(piece) for piece in pieces)


_HANDS_IN = re.compile(
    rf"(?:算了|行了|好了|就这样|就这些|直接|现在|马上|先|赶紧|快|帮我|给我)*(?:提交|报上去|交上去){_TAIL}"
)


def hands_in(text: str) -> bool:
    """Tell whether a message says that what was told is to be handed in as it is, and nothing else.

    >>> hands_in("算了 提交吧"), hands_in("直接提交行不行"), hands_in("提交了什么")
    (True, True, False)
    """
    return _HANDS_IN.fullmatch(_BREAKS.sub("", text)) is not None


_HOW = re.compile(
    r"(?:那|那么|我|要|该|应该|接下来|下面)*(?:怎么|咋|如何)(?:理赔|索赔|办理?|弄|走|走流程|申请|操作)(?:啊|呢|呀|吗|才好)*"
)
LONGEST = 24  # characters: whoever writes more tells something


def hurries(text: str) -> bool:
    """Tell whether a message begins or ends with impatience, whatever reason it gives.

    >>> [hurries(text) for text in ("能不能快点啊我还要照顾孩子", "我赶着上班，快点", "快速路上", "昨天被人追尾，烦死了，车头烂了，你们快点")]
    [True, True, False, True]
    """
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    first = _HURRY.match(pieces[0]) if pieces else None
    begins = first is not None and first.end() >= LEAST and len(text) <= LONGEST
    return bool(pieces) and (begins or _HURRY.fullmatch(pieces[-1]) is not None)


def only_asks_how(text: str) -> bool:
    """Tell whether a message asks how it goes on, and nothing else.

    >>> [only_asks_how(text) for text in ("怎么理赔", "那要怎么弄啊？", "人伤怎么理赔")]
    [True, True, False]
    """
    return _HOW.fullmatch(_BREAKS.sub("", text)) is not None
