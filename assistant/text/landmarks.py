"""Tell which stretches of a text are places though no word such as 在 announces them: roads and premises."""

from __future__ import annotations

import re

_HAN = r"\u4e00-\u9fff"
# what a place may end in beside the words of the list: 350公里处, K12+300, 5号院, 地铁站B口, 301室, 洪泽湖
ENDINGS = (
    r"(?<=[速路道线环桥段])\s?(?:\d{1,4}(?:\.\d)?(?:公里|千米|km)(?:加?\d{1,3}米?)?|[Kk]\d{1,4}(?:\+\d{1,3}|公里)?)(?:处|路段)?|\d+号(?:[院库厅]|门(?![前口]))|(?:\d{1,2}|[一二三四五六七八九十]{1,2})号线|(?:国道|省道|县道|乡道)\d{1,4}线?|"
    rf"\d{{3}}(?:国道|省道|县道)|(?<=[站门])[A-Ka-k]\d?出?口|(?<=[{_HAN}])\d{{1,3}}[栋幢座](?:\d{{3,4}}室?)?|(?:(?<=单元)|(?<=[栋幢座楼]))\d{{3,4}}室?|"
    rf"(?<=[{_HAN}]{{2}})(?:(?<![爬登上下进出开靠搬])山(?![东西南腰])|湖[边畔]?(?![南北州])|岛(?!国|民)|湾|寺|沟(?!通)|屿|峡谷|草原|瀑布|沙漠|古道)|"
    r"(?<=[苑园庭府城湾区轩])[一二三四五六七八九\d]期|(?<=[库场])[Bb]\d|(?<=[\u4e00-\u9fff]{2})馆|[东西南北]站|(?<=停在)4[sS]店|[东西南北正侧后大]门口?|(?<=[速路道线街][东西南北中])段|(?<=[州京海沙汉都安阳宁江港昌庆波兴通岛泉])段(?!时)|桥[头洞底面]|(?<!红)十字(?![绣路]|会)|(?<=[家店厂村镇县院校屋田山沟])里|(?<=[东西南北一二三四五福庆])里(?![面头])|肯德基|麦当劳|星巴克|海底捞|必胜客|沃尔玛|大润发|盒马|永辉"
)
_NAMED_ROAD = re.compile(
    rf"[{_HAN}]{{2,6}}(?:路|街|大道|大桥|巷)(?:[东西南北中]段)?(?:出口|入口|附近|对面|旁边|辅路|辅道|桥下)?"
)
_UNDER_DISTRICT = re.compile(rf"(?:[{_HAN}]{{1,6}}[省市区县镇乡]){{1,3}}[{_HAN}]{{1,8}}(?:路|街|大道|大桥|巷|村)")
_NO_NAMED_ROAD = re.compile(
    r".*(?:的.*|[跑走思套门线电油水气管公马道铁出赶带迷网回短断弯老半后退销财活死一同领修上下过让挡问认岔山土小大车通近里段条步种份十高速]路|[逛上扫大条步行业食]街)|[这那哪每整两几].*|.*[一两几][张个条种份次].*"
    r"|.*(?:保单|手机|身份|证件?|账|帐|卡|车牌|报案|赔案|案件|投诉|订单|流水|编|型|工|学|发动机|车架|电话)号"
)
_AFTER_ROAD = re.compile(rf"$|[^{_HAN}]|[被撞追刮蹭剐碰摔上口那这附等左右直发出停转往拐]")
_ROAD = re.compile(
    r"[GSgs]\d{1,4}|停车场|车库|地库|高速|高架|[国省县]道|大道|路口|立交|隧道|交叉口|[路街巷弄]\d+号|[\u4e00-\u9fff]{2}\d{1,3}(?:[栋幢座]|号楼)"
)
_ALONE = re.compile(r"(?:村|校门|巷|弄堂|胡同|小区|地铁|家门|店门|厂门|隧道)口|地铁\w{1,3}号线")
_INSIDE = re.compile(  # 操场上摔的
    r"(?:学校|校园|操场|教室|食堂|宿舍|走廊|车间|工地|楼道|电梯|地库|停车场|小区|公园|商场|超市|幼儿园|酒店|饭店|宾馆|市场|菜市场|服务区|景区|健身房)(?=[上里内]?(?:[摔滑被撞磕碰跌刮扭砸烫]|停着|停车被))"
)
_ONLY_KINDS = re.compile(
    r"(?:(?:普通|城市|高速)?(?:国道|省道|县道|高速|高速公路|高架|隧道|路口|车库|停车场|城市道路)[和或与跟、]?){2,}"
)
_PREMISES = re.compile(
    rf"[{_HAN}A-Za-z0-9]{{0,12}}(?:小区|学校|校|公司|单位|幼儿园|超市|商场|饭店|酒店|宾馆|银行|菜场|市场|广场|车站|地铁站|公交站|4[sS]店|便利店|餐厅|工地|厂|公园|家|店|大厦|花园|家园|公寓|村|大学|中学|小学|医院|ktv|KTV|网吧|沃尔玛|大润发|永辉|盒马|万达|银泰|肯德基|麦当劳|星巴克|海底捞|宜家|中石化|中石油|驿站|[馆院站场楼房厅所行吧城园厂司社局堂棚库店]|[村居]委会)"
    r"(?:[东西南北正侧后大]?门口?|门前|楼下|对面|附近|旁边|停车场|停车位|地库|地下车库|车库|[东西南北]门)"
)
_NAMED_PREMISES = re.compile(
    rf"[{_HAN}]{{2,10}}(?:机场|火车站|高铁站|汽车站|客运站|地铁站|[东西南北]站|服务区|收费站|加油站|充电站|航站楼|小区|花园|家园|公寓|广场|大厦|商场|购物中心|公园|景区|风景区|度假区|动物园|植物园|游乐园|工业园|产业园|开发区|立交桥|大桥|古镇|古城|"
    rf"菜市场|农贸市场|批发市场|码头|体育馆|体育场|新村|小学|中学|幼儿园)(?:[东西南北]?门口?|[A-Ka-k]\d?出?口|[{_HAN}\d]{{0,4}}(?:附近|对面|楼下|旁边|门口|停车场|停车位|车库|号楼|单元|出口|入口))?"
)
_NO_PREMISES = re.compile(
    r".*(?:的|哪|每|所有|任何|附近.+|一[个家所]|几|前面|后面|这边|那边|某|老旧|普通|指定|合作|各)"
)
_AFTER_PREMISES = re.compile(
    rf"$|[^{_HAN}]|[被撞追刮蹭剐碰摔滑那出停倒骑丢着起漏发下上里内行]|(?:因|为)(?!什么)|(?:我|车|对方|电动|突然|一辆|有辆|有人|高空)"
)
_ASKED_OF = re.compile(r"[的能可算允有要不让是]")
SURE = 4  # characters of what nothing announces


def is_landmark(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch that nothing announces is a place.

    >>> [is_landmark(t, 0, len(t)) for t in ("人民路", "小区门口", "禄口机场", "思路", "机场", "门口")]
    [True, True, True, False, False, False]
    """
    words = text[start:end]
    if len(words) >= SURE and _ROAD.search(words):
        return _ONLY_KINDS.fullmatch(words) is None
    if _ALONE.fullmatch(words) or _is_inside(text, start, end) or _is_named_road(text, start, end):
        return True
    return _is_premises(words) and (
        _AFTER_PREMISES.match(text, end) is not None
        or (words.endswith(("门口", "楼下")) and _ASKED_OF.match(text, end) is None)
    )


def _is_inside(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch is where something happened, said without a word before it: 操场上摔了."""
    match = _INSIDE.match(text, start)
    return match is not None and match.end() == end


def _is_premises(words: str) -> bool:
    """Tell whether the words are what lies before some premises, or premises with a name."""
    return _NO_PREMISES.match(words) is None and (
        _PREMISES.fullmatch(words) is not None or _NAMED_PREMISES.fullmatch(words) is not None
    )


def _is_named_road(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch names a road: 人民路被追尾, not 一路 or 思路."""
    words = text[start:end]
    named = _NAMED_ROAD.fullmatch(words) or _UNDER_DISTRICT.fullmatch(words)
    return named is not None and not is_no_name(words) and _AFTER_ROAD.match(text, end) is not None


def is_no_name(words: str) -> bool:
    """Tell whether words that end as a place's name does are none: 跑路, 两种路, 保单号."""
    return _NO_NAMED_ROAD.fullmatch(words) is not None
