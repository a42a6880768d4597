"""What is said of waiting, and of whether a complaint is to go on."""

from __future__ import annotations

import re

from assistant.text.questions import is_question

_ASKS = re.compile(
    r"(?:请问|那)?我?(?:还|大概|大约|那)*(?:要|得|需要|能)?(?:等|排队?)?(?:多久|多长时间|几分钟|多少分钟)"
    r"|(?:我)?前面(?:还)?有?(?:几|多少)(?:个|位)?人?"
    r"|(?:怎么)?(?:还没|什么时候|啥时候|几时)(?:能)?(?:到我|轮到我|接通|有人).{0,3}"
    r"|我?(?:怎么|咋|现在|是不是)?还在?(?:排队?|等)着?"
)
_END = r"(?:撤(?![单什啥不])|取消|收回|注销|销[掉号])"  # what is done to a complaint that is not to go on
_BACK = re.compile(
    rf"撤诉|{_END}[^不别没要想去再]{{0,7}}投诉|投诉[^你]{{0,6}}{_END}(?!.{{0,4}}保)"
    r"|(?<!得)(?<!不[能是])不(?:想|要|用|必|需要|打算|准备|会|再|继续|去)*投诉了"
    r"|投诉[^不别没]{0,4}(?:算了|不要了|作罢|不提了)"
    r"|我(?:又|也|并|真的?)?不是(?:要|想|来|在)*投诉(?![过了的吗部电渠中专热])"
)
_NOT = r"(?:(?<![对能会要])(?<!可(?=不可))不(?!好意思)|(?<![特级差区])别(?!人|的)|没(?!事|关系)|[勿未谁凭逼])"
_STAYS = re.compile(  # a "no" before it in the same breath, which 了 ends too; or that there is no way to it
    rf"{_NOT}(?:(?!了)\w){{0,6}}{_END}|撤不|[撤消回销诉掉]不了|撤[什啥个]|不可能|没门|休想|不同意|不答应"
)
_CONFIRMS = re.compile(
    r"(?:(?:对|是|好|可以|行|嗯)[的呀啊]?|确[认定])?\W*我?(?:要|就|请|想|决定)?(?:帮我|给我)?把?(?:我的|[这那][个件])?"
    r"(?:投诉)?(?:撤[回销掉诉了]?|取消投诉|投诉取消|不(?:想|要|用)?投诉了)(?:我的|[这那][个件])?(?:投诉)?[，。！,.!~\s呀啊哦了嘛吧它]*"
)
_ADDS = re.compile(r"补充|追加|新的?(?:情况|证据|线索|材料)|(?:之前|上次|原来|我的|[这那][个件]).{0,3}投诉")
_BREAKS = re.compile(r"[\s,，.。!！?？;；…]+")
_ENDS = re.compile(r"[\W呀啊呢了吗嘛吧]+$")


def asks_wait(text: str) -> bool:
    """Tell whether somebody who waits asks how long it will take, and nothing else.

    >>> asks_wait("还要多久啊？"), asks_wait("前面还有几个人"), asks_wait("我怎么还在排"), asks_wait("理赔要多久到账")
    (True, True, True, False)
    """
    return _ASKS.fullmatch(_ENDS.sub("", text.strip())) is not None


def takes_back(text: str) -> bool:
    """Tell whether words say that a complaint is not to go on; that there is one must be known otherwise.

    >>> takes_back("算了，投诉取消"), takes_back("我要撤诉"), takes_back("别撤销投诉"), takes_back("我要去消协投诉")
    (True, True, False, False)
    """
    return _BACK.search(text) is not None and not holds_to_it(text)


def plainly_takes_back(text: str) -> bool:
    """Tell whether a statement among the sentences takes a complaint back, whatever is asked beside it.

    >>> plainly_takes_back("我不是投诉 就是问问能不能补"), plainly_takes_back("投诉能撤销吗"), plainly_takes_back("我不是投诉过了吗")
    (True, False, False)
    """
    parts = (text, *_BREAKS.split(text))
    return any(takes_back(part) and not is_question(part) for part in parts)


def holds_to_it(text: str) -> bool:
    """Tell whether words say that a complaint is not to be taken back.

    >>> holds_to_it("我的投诉不撤"), holds_to_it("撤什么撤"), holds_to_it("不投诉了，撤回吧")
    (True, True, False)
    """
    return _STAYS.search(text) is not None


def confirms_it(text: str) -> bool:
    """Tell whether words say, and nothing else, that the complaint which was asked about is to be taken back.

    >>> confirms_it("对，撤掉吧"), confirms_it("撤什么撤"), confirms_it("撤回的话还查吗")
    (True, False, False)
    """
    return _CONFIRMS.fullmatch(text.strip()) is not None


def goes_on(text: str) -> bool:
    """Tell whether words speak of a complaint that was made before, and not of another matter.

    >>> goes_on("补充一下，我有录音"), goes_on("之前的投诉还有一点"), goes_on("我再反映一个情况")
    (True, True, False)
    """
    return _ADDS.search(text) is not None
