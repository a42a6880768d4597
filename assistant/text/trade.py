"""Whether a text speaks of insurance at all."""

from __future__ import annotations

import re

_NOT = re.compile(r"保险[柜箱丝杠带套栓起]|安全带|[危冒风惊阴艰抢历探脱遇]险|险些|险恶|险境|险峻|险胜|险要")
_TRADE = re.compile(
    r"险|年金|重疾|[投退续承]保|保单|理赔|保费|医保|社保|农合|合作医疗|保额|受益人|失业金|养老金|退休金|公积金|生育津贴|工伤|定损|交强|免赔"
)


def speaks_of_insurance(text: str) -> bool:
    """Tell whether a text uses a word of the trade.

    >>> [speaks_of_insurance(text) for text in ("新农合怎么入", "失业金去哪领", "鸿盈年金怎么样", "保险柜打不开", "这条路很危险")]
    [True, True, True, False, False]
    """
    return _TRADE.search(_NOT.sub("", text)) is not None
