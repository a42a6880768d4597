"""Whether a sentence asks something."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"[?？]|[吗呢么咋]|什么|怎么|怎样|多久|多长|多少|几天|几号|几个|哪一?[些个份种款家里儿]|为什么|为啥|为何|能不能|可不可以|可以.{0,8}[吗么]|"
    r"是不是|要不要|有没有.{0,12}[吗呢?？]|算不算|会不会|赔不赔|行不行|如何|啥|找谁|归谁|算谁|谁来?(?:出|付|赔|掏|承担|负责|管|给)|该.{1,12}还是|[给退]谁|([\u4e00-\u9fff])不\1"
)

_COVER_ALONE = re.compile(
    r"(?:那|我|这|像|个|种|样|情况|的话|你们|保险|公司|到底|究竟|最后)*(?:能不能|可不可以|会不会|给不给|能|可以|会|给|都|得)*"
    r"(?:赔不赔|报不报|赔付|理赔|报销|赔|报|领)(?:得了|我|钱|的|到|下来|多少)*(?:吗|么|嘛|呢|不|啊|吧|[?？!！。])*"
)
_WORTH = re.compile(
    r"(?:怎么?样|咋样|如何)(?=[啊呀呢吗]?(?:[,，。?？!！]|$))|好不好|好[吗么]|哪[个种款]好|[亮优缺]点|优势|好处|弊端|值不?值?得|靠谱|有坑|坑人|性价比|适合"
)
_CLAIMING = re.compile(
    r"(?:怎么?样?|如何|咋)[^，。,？?]{0,4}(?:理赔|索赔|报案|报(?![名考警废错])|(?<!拒)赔)|(?:理赔|索赔|报案)(?:怎么?|如何|咋)[走办弄]"
)
_CURSES = re.compile(r"(?:这是|这|是)?什么(?=破|烂|垃圾|鬼|狗屁)")
_SENTENCES = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
_STATEMENTS = re.compile(r"[^。！!？?\n]+[。！!？?\n]*")
SHORTEST = 8  # characters; 能赔吗 says nothing without what came before


def gist(text: str) -> str:
    """Return a text's first sentence, which in an answer is the answer, with the second where the first is a word or two.

    >>> gist("能赔。按第五条扣除免赔额后赔。保单另有约定的除外。"), gist("一般三十天内付款；没结果的先付一部分。另见第九条。")
    ('能赔。按第五条扣除免赔额后赔。', '一般三十天内付款；没结果的先付一部分。')
    """
    sentences = _STATEMENTS.findall(text.strip())
    few = 2 if sentences and len(sentences[0]) < SHORTEST else 1
    return "".join(sentences[:few]).strip()


def last_question(text: str) -> str:
    """Return the last sentence that asks something, by itself; "" where there is none that can stand alone.

    >>> last_question("报过警了。对了，几天之内报案有效？")
    '对了，几天之内报案有效？'
    """
    asking = [part.strip() for part in _SENTENCES.findall(text) if is_question(part) and len(part.strip()) >= SHORTEST]
    return asking[-1] if asking else ""


_BREAKS = re.compile(r"(?<=[?？。！!；;\n，,])|[、\s]*(?=另外|还有就是|还有[,，]|顺便|再问|再一个|第二个问题|还想问)")
_PAIR = re.compile(
    r"(?P<one>\w{2,8}?)(?:[和与跟及]|以及|还有)(?P<other>\w{2,8}?)(?P<asked>(?:分别|各自?|都)?(?:是什么意思|是啥意思|什么意思|是什么|是啥|指什么|指的是什么|怎么理解|怎么[办算领赔退])[?？]?)"
)


def split_questions(text: str) -> list[str]:
    """Return the questions of a message, each with the statements before it, and two things that are asked about at once apart.

    >>> split_questions("我妈62了。她能买百万医疗吗？等待期多久"), split_questions("部分领取和保单贷款是什么意思")
    (['我妈62了。她能买百万医疗吗？', '等待期多久'], ['部分领取是什么意思', '保单贷款是什么意思'])
    """
    pair = _PAIR.fullmatch(text.strip())
    if pair:
        return [pair["one"] + pair["asked"], pair["other"] + pair["asked"]]
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


def asks_worth(text: str) -> bool:
    """Tell whether a sentence asks what a thing is worth.

    >>> [asks_worth(text) for text in ("瑞福两全怎么样", "这款有哪些优势", "两款哪个好", "保单丢了怎么办", "怎么样才能退保")]
    [True, True, True, False, False]
    """
    return _WORTH.search(text) is not None


def asks_how_to_claim(text: str) -> bool:
    """Tell whether a sentence asks how one claims.

    >>> [asks_how_to_claim(text) for text in ("我全责，请问该如何理赔", "新车撞了保险怎么报", "理赔怎么走", "拒赔怎么办", "怎么报名")]
    [True, True, True, False, False]
    """
    return _CLAIMING.search(text) is not None


def is_question(text: str) -> bool:
    """Tell whether a sentence asks something.

    >>> [is_question(text) for text in ("等待期多久", "拖车费你们出不出", "该退哪一份", "中山路和人民路路口", "什么破公司", "不知道谁划的")]
    [True, True, True, False, False, False]
    """
    return _MARKS.search(_CURSES.sub("", text)) is not None
