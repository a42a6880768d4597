"""The courtesies around a question, which ask nothing: 你好我想咨询一下…, …谢谢."""

from __future__ import annotations

import re

SHORTEST = 2  # characters that must remain
TAIL = 40  # characters at the end that thanks are looked for in
_PAUSE = r"[\s,，.。!！~～、:：;；?？]"
_GREETING = r"(?:您好|你好|哈喽|hello)(?:[呀啊哈])?"
_ASIDE = rf"(?:对了|还有|另外|顺便){_PAUSE}+"
_CALL = rf"(?:亲|客服|老师|大家好?|各位|美女|帅哥|小姐姐|hi|嗨|在吗|在不在|有人吗|求助|求问){_PAUSE}+"
_ONCE = r"(?:一?下子?|一声|一?个问题|一?个事儿?|件事)"
_WISH = (
    r"(?:那个|就是|是这样的)?(?:麻烦|请)?(?:我|俺|本人)?(?:就是|就|只是|是)?(?:"
    rf"请问{_ONCE}?|想要?(?:请教|咨询|打听|问){_ONCE}?|(?:请教|咨询|打听|问){_ONCE})(?:哈|您|你们?|各位)?(?:就是)?"
)
_OPENING = re.compile(f"^(?:(?:{_CALL}|{_ASIDE}|{_GREETING}|{_WISH}|关于){_PAUSE}*)+", re.IGNORECASE)
_THANKS = r"(?:谢谢(?:您|你|啦|了)?|多谢|感谢|麻烦(?:您|你)?了|在线等|求解答?|求指教|请解答|请指教|请告知)"
_CLOSING = re.compile(f"(?:{_PAUSE}*{_THANKS})*{_PAUSE}*(?:急{{2,}}{_PAUSE}*)?$")


def without_courtesies(text: str) -> str:
    """Return a text without what is only polite at both its ends; the text itself where little would remain.

    >>> [without_courtesies(text) for text in ("你好，我想咨询一下误工费怎么赔，谢谢", "亲，在吗？请问等待期多久", "对了，关于误工费的赔偿")]
    ['误工费怎么赔', '等待期多久', '误工费的赔偿']
    >>> [without_courtesies(text) for text in ("我想买重疾险", "问题车能投保吗", "你好", "要问我身体情况吗", "咨询电话多少", "亲人去世了")]
    ['我想买重疾险', '问题车能投保吗', '你好', '要问我身体情况吗', '咨询电话多少', '亲人去世了']
    """
    rest = _OPENING.sub("", text)
    rest = rest[:-TAIL] + _CLOSING.sub("", rest[-TAIL:])
    return rest if len(rest.strip()) >= SHORTEST else text
