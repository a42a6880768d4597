"""Hear a product's name that the knowledge base has never heard (鸿盈年金怎么样, 锦瑞2.0是什么保险): it must be another insurer's."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Sequence

from assistant.retrieval.model import Entry
from assistant.retrieval.words import Segmenter, fold
from assistant.text.courtesy import without_courtesies

_SAID = (  # what may stand before a name, word by word
    "了解一?下|了解|打算|我想|我要|想买|要买|买了|买过|买|投保|购买|办理|我的|我有|我在|我家|我|在|介绍|最新|推出|"
    "谁知道|有谁|有人|听说|大家|觉得|这个|那个|这款|那款|一款|一份|一个|有款|有个|份|款|给|帮|孩子|小孩|宝宝|老公|老婆|妈妈|爸爸|爸妈|父母|老人|自己|"
    "朋友|业务员|代理人|销售|银行|推销|推荐|让|叫|说|有|想|要|今年|去年|前年|[0-9]+年|的|了|过"
)
_KIND = (  # the kind of insurance that ends a name
    "(?:增额|少儿|老年|户外|旅游|高端|团体)?(?:两全保?险?|终身寿险?|定期寿险?|定寿|增额寿|寿险|重疾险?|重大疾病保?险?|大病险|"
    "养老年金|年金保?险?|万能保?险?|分红保?险?|投连险?|理财险|医疗保?险|百万医疗|意外伤?害?保?险|运动险|教育金|婚嫁金|防癌险|健康保?险|养老保?险|少儿保?险|"
    "旅[游行]保?险|户外保?险|境外保?险|护理保?险|定期保?险|终身保?险|保险计划|保障计划|保险)"
)
_MARK = "(?:[一二三四五六七八九十0-9]{1,2}号|[a-f]款|[0-9]0|旗舰版|尊享版|至尊版|庆典版|典藏版|臻享版|升级版|经典版|优享版|pro|plus|max)"
_ASKED = (  # what is asked of a product, as of no illness and no loss
    "$|怎么?样|咋样|好不好|好吗|好么|是什么|是啥|可?靠谱?吗|如何|值得|真的|是真|有坑|这款|这个|产品|的?(?:优势|亮点|特点|优点|缺点|优缺点|收益|条款|保费|价格|介绍|现金价值)|"
    "多少钱|有哪些|有什么|有何|属于|和|与|跟|"
    "保障(?:什么|哪|范围|内容|责任|些|好|怎)|保哪|保什么|保些|(?:包括|包含)(?:什么|哪|些)|怎么买|哪里买|在哪买|"
    "可以买|能买|能不能买|能退|可以退|怎么退|想退|退保|退了|交了|到期|满期|每年|现在|适合"
)
_ALONE = "怎么?样|咋样|好不好|好吗$|靠谱吗|可靠吗|值得买|是什么保险|是啥保险|这款产品|这款保险|这个产品"
_LEFT_OUT = "〇"  # stands for a character of a name that was starred out
_LEADS = re.compile(f"^(?:{_SAID})+")
_NAMED = re.compile(f"^(.{{2,7}}?)(?:{_KIND}{_MARK}?|{_MARK}(?:{_KIND})?)(?={_ASKED})")
_NAMED_ALONE = re.compile(f"^(.{{3,5}}?)(?={_ALONE})")
_SENTENCE = re.compile("[的了吗不在是有给个我你他她要能会没和跟与就都也还哪几多被把让说求想赔报交买卖退保险年月岁]")
_ONLY_NAMES = re.compile(f"[鑫鸿佑禧玺禄瑞臻{_LEFT_OUT}]")
_RARE = 5e-6  # a word's share of the language at large; what is oftener says something


class Strangers:
    """Knows all that the entries say, and so what none of them has ever named."""

    def __init__(self, entries: Sequence[Entry], segmenter: Segmenter) -> None:
        self._entries, self._segmenter = entries, segmenter

    @cached_property
    def _known(self) -> str:
        said = (text for entry in self._entries for text in (entry.question, entry.answer, *entry.surfaces))
        return "\n".join(map(fold, said))

    def named(self, text: str, ours: Sequence[str] = ()) -> str | None:
        """Return the name of what must be a product by the words around it, and is called so nowhere in the knowledge base; or None.

        ``ours`` are the stretches of the text that name a product of ours, if but by a slip.
        """
        asked = _LEADS.sub("", fold(without_courtesies(text).replace("*", _LEFT_OUT)))
        found = _NAMED.match(asked) or _NAMED_ALONE.match(asked)
        if (
            found is None
            or _SENTENCE.search(found[1])
            or found[1] in self._known
            or any(_meets(found[1], fold(name)) for name in ours)
        ):
            return None
        strange = _ONLY_NAMES.search(found[1]) or any(self._rare(word) for word in self._segmenter.cut(found[1]))
        return found[1].replace(_LEFT_OUT, "*") if strange else None

    def _rare(self, word: str) -> bool:
        return len(word) > 1 and self._segmenter.frequency(word) < _RARE and word not in self._known


def _meets(name: str, called: str) -> bool:
    return name in called or called in name
