"""Whether a sentence asks something."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"[?？]|[吗呢么咋]|什么|怎么|怎样|多久|多长|多少|几天|几号|几个|哪些|哪个|哪里|哪儿|为什么|为啥|为何|能不能|可不可以|可以.{0,8}[吗么]|"
    r"是不是|要不要|有没有.{0,12}[吗呢?？]|算不算|会不会|赔不赔|行不行|如何|啥|找谁|归谁|算谁|谁来?(?:出|付|赔|掏|承担|负责|管|给)|([\u4e00-\u9fff])不\1"
)

_COVER_ALONE = re.compile(
    r"(?:那|我|这|像|个|种|样|情况|的话|你们|保险|公司|到底|究竟|最后)*(?:能不能|可不可以|会不会|给不给|能|可以|会|给|都|得)*"
    r"(?:赔不赔|报不报|赔付|理赔|报销|赔|报|领)(?:得了|我|钱|的|到|下来|多少)*(?:吗|么|嘛|呢|不|啊|吧|[?？!！。])*"
)
_CURSES = re.compile(r"(?:这是|这|是)?什么(?=破|烂|垃圾|鬼|狗屁)")
_SENTENCES = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
SHORTEST = 8  # characters; 能赔吗 says nothing without what came before


def last_question(text: str) -> str:
    """Return the last sentence that asks something, by itself; "" where there is none that can stand alone.

    >>> last_question("报过警了。对了，几天之内报案有效？")
    '对了，几天之内报案有效？'
    """
    asking = [part.strip() for part in _SENTENCES.findall(text) if is_question(part) and len(part.strip()) >= SHORTEST]
    return asking[-1] if asking else ""


_BREAKS = re.compile(r"(?<=[?？。！!；;\n])|[,，、\s]*(?=另外|还有就是|还有[,，]|顺便|再问|再一个|第二个问题|还想问)")


def split_questions(text: str) -> list[str]:
    """Return the questions of a message, each with the statements before it; what is asked in one breath stays one.

    >>> split_questions("我妈62了。她能买百万医疗吗？等待期多久")
    ['我妈62了。她能买百万医疗吗？', '等待期多久']
    """
    questions: list[str] = []
    before = ""
    for part in filter(None, (part.strip() for part in _BREAKS.split(text))):
        before += part
        if is_question(part):
            questions.append(before)
            before = ""
    return [*questions[:-1], questions[-1] + before] if questions else []


def asks_cover_alone(text: str) -> bool:
    """Tell whether a sentence asks but whether it is paid for; what, was said before.

    >>> [asks_cover_alone(text) for text in ("你们赔不赔", "那这种情况能报吗？", "能赔多少", "打狂犬疫苗能报吗", "理赔")]
    [True, True, True, False, False]
    """
    return is_question(text) and _COVER_ALONE.fullmatch(text.strip()) is not None


def is_question(text: str) -> bool:
    """Tell whether a sentence asks something.

    >>> [is_question(text) for text in ("等待期多久", "拖车费你们出不出", "停车费谁出", "中山路和人民路路口", "什么破公司", "不知道谁划的")]
    [True, True, True, False, False, False]
    """
    return _MARKS.search(_CURSES.sub("", text)) is not None
