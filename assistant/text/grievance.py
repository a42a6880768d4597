"""Whether a complaint says what it is about, or only that there is one."""

from __future__ import annotations

import re

LEAST = 2  # characters that must remain to say anything
BARE = frozenset({"服务", "态度", "理赔", "业务", "产品", "销售", "定损", "质量"})  # a subject, and nothing said of it
_WISH = r"(?:我|俺|咱|本人|想|要|就是|必须|一定|得|能|可以|请|帮|给我|叫|找|麻烦|现在|今天|马上|实名|正式|再|也|还|有|是|对|好|行|嗯)+?"
_ACT = r"投诉电话|投诉|举报|告|反映|反馈|补充|追加|说明|登记|问题|情况|意见|事情|件事|一?下子?|一?个|一件|一点|建议"
_WHOM = (
    r"你们?的?|贵司|您们?|他们?|她们?|这[个家位些]?|那[个家位些]?|某个?|公司|保险|平台|客服|坐席|业务员|代理人|经理|理赔员|查勘员|定损员|调解员"
    r"|工作人员|员工|人工|机器人|电话|到(?=[银保消法])|去|来|向|银保监会?|金融监管总局|监管[部门局]*|12378|12315|消协|总局|总部|领导|法院|律师"
)
_HEAT = (
    r"(?:真是|真的?|简直|实在|太|好|很|特别|非常)+(?:过分|差劲|垃圾|坑人?|黑心?|恶心|气人|离谱|生气|愤怒|失望|无语|不满意?|可恶)"
    r"|气死|受够|骗子|垃圾|无语|忍无可忍|不满意?|生气"
)
_SAYS_NOTHING = re.compile(rf"{_ACT}|{_HEAT}|{_WHOM}|{_WISH}|[\W_了的吧呢啊呀吗嘛]+")


def says_what(text: str) -> bool:
    """Tell whether a text says more than who complains, of whom, and how angrily.

    >>> [says_what(text) for text in ("我要投诉你们客服态度差", "投诉理赔太慢", "业务员骗我买保险", "乱扣费")]
    [True, True, True, True]
    >>> [says_what(text) for text in ("我要投诉", "是", "你们太过分了我要投诉！", "我想投诉一个业务员", "我要去银保监会投诉你们", "？？")]
    [False, False, False, False, False, False]
    """
    rest = _SAYS_NOTHING.sub("", text)
    return len(rest) >= LEAST and rest not in BARE
