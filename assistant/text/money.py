"""Find amounts of money in yuan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.text.numerals import UNITS, parse_number, plain

_NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_NOT_A_PART = r"(?![一二两三四五六七八九][者责共次天年个人月份辆直起样些般定旦岁期家名点半下])"  # 三万|一共, 100万|三者
_ROUGHLY = r"(?<=[\d十百千])[多来几余](?=[万千百亿])"  # 十几万, 二十多万: read as 十万, 二十万
_CANDIDATE = re.compile(
    rf"(?<![\da-zA-Z.])(?<!\d,)(?!一[共直起样般定旦下])[\d{_NUMERAL}](?:{_NOT_A_PART}[\d,.点{_NUMERAL}]|{_ROUGHLY}){{0,23}}"
)
_ABOUT = re.compile(rf"(?<![\d{_NUMERAL}几])([百千万])(?:把|来)\s?(?:块|元)钱?")
_YUAN = re.compile(r"\s?[多余来几]?\s?(?:元(?![桥旦宵])|块(?!儿)|圆|人民币|rmb)(?:钱|整)?", re.IGNORECASE)
_JIAO = re.compile(
    r"([\d一二两三四五六七八九])(?![a-zA-Z年月天周次个人份斤瓶盒张辆台件位名晚])(?:[毛角](?:钱)?([\d一二三四五六七八九])?分?|(?![\d万千百十]))"
)
_SHORT_UNIT = re.compile(r"\s?([wWkK])(\d)?(?![a-zA-Z0-9])")  # 2w, 2w5
_COUNTED = re.compile(
    r"\s?[多余来]?(?:公里|千米|里|人|名|次|个|天|年|岁|步|平|米|辆|种|家|项|条|份|度|倍|分|点|月|号|日|时|小|周|星|字|医疗|台|枚|张|本|羽|株|粒|桶|袋|户|件|只|页|%|"
    r"km|cc|转|斤|公斤|吨|克|颗|根|张|笔|针|片|盒|瓶|箱|头|棵|亩|句|遍|趟|回|轮|成|折|级|期|路|弄|幢|栋|层|楼|室|位|股|美|欧|港|日元|英|卢|险|保障|/\d)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:¥|rmb|人民币|花了?|用了|赔了?|付了?|交了?|扣了?|费用?|金额|一共|总共|共计|合计|损失|价值|大概|大约|保额|报销了?|给了?|"
    r"修了?|修车|要|才|只|定损|保费|赔偿|值|押金|欠|收了?|垫付?了?|掏了?|转了?|每年|到账|[退亏少罚补]了?|罚款|花费|多[扣收]了?|[报开估核]价|自费|自付|开销|误工费?|定了|核了|预付|先交|付款)(?:我们?|他们?|她|您|人家|对方)?[是为约:共]{0,2}\s?$",
    re.IGNORECASE,
)
_CUE_REACH = 8
_SCALE = {"w": 10**4, "k": 10**3}


@dataclass(frozen=True)
class AmountSpan:
    """An amount in ``text[start:end]``; ``value`` is decimal yuan without idle zeros."""

    start: int
    end: int
    value: str


def find_amounts(text: str) -> list[AmountSpan]:
    """Find the amounts in a normalised text: with a unit, in 万/千, or after a word that speaks of money.

    >>> [a.value for a in find_amounts("修了3千五,医药费1.2万,还有三百二十块")]
    ['3500', '12000', '320']
    >>> [a.value for a in find_amounts("药费一共518.6元,二百八十块一年,自己掏了96.5")]
    ['518.6', '280', '96.5']
    >>> find_amounts("开了2万公里,万一出事有一百种重疾")
    []
    """
    found: list[AmountSpan] = []
    position = 0
    while match := _CANDIDATE.search(text, position):
        span = _read(text, match)
        found.extend([span] if span else [])
        position = max(match.end(), span.end if span else 0)
    about = (AmountSpan(m.start(), m.end(), plain(Decimal(UNITS[m[1]]))) for m in _ABOUT.finditer(text))
    found.extend([span for span in about if all(span.end <= o.start or o.end <= span.start for o in found)])
    return sorted(found, key=lambda span: span.start)


def _read(text: str, match: re.Match[str]) -> AmountSpan | None:
    written = match[0].rstrip(",.点")
    end = match.start() + len(written)
    number = parse_number(_first_guess(written))
    if number is None:
        return None
    yuan = _YUAN.match(text, end)
    if yuan:
        return _with_jiao(text, match.start(), yuan.end(), number)
    short = _SHORT_UNIT.match(text, end)
    if short:
        value = (number + Decimal(short[2] or 0) / 10) * _SCALE[short[1].lower()]
        return AmountSpan(_left(text, match.start()), short.end(), plain(value))
    if _COUNTED.match(text, end) or not _speaks_of_money(text, match.start(), written):
        return None
    return AmountSpan(_left(text, match.start()), end, plain(number))


def _first_guess(written: str) -> str:
    """Read 两三千 as 两千, 一万五六 as 一万五 and 十几万 as 十万: the lower of the two."""
    written = re.sub(_ROUGHLY, "", written)
    guess = re.match(r"(.*[十百千万])?([一二两三四五六七八九])[二三四五六七八九]([十百千万]*)$", written)
    return (guess[1] or "") + guess[2] + guess[3] if guess and (guess[1] or guess[3]) else written


def _with_jiao(text: str, start: int, end: int, number: Decimal) -> AmountSpan:
    jiao = _JIAO.match(text, end)
    if jiao and text[end - 1] in "元块":
        number += (parse_number(jiao[1]) or Decimal(0)) / 10 + (parse_number(jiao[2] or "零") or Decimal(0)) / 100
        end = jiao.end()
    return AmountSpan(_left(text, start), end, plain(number))


def _left(text: str, start: int) -> int:
    """Take the sign in front along."""
    return start - 1 if start and text[start - 1] == "¥" else start


def _speaks_of_money(text: str, start: int, written: str) -> bool:
    before = text[max(0, start - _CUE_REACH) : start]
    if _CUE.search(before):
        return True
    return len(written) > 1 and any(unit in written for unit in "万千百仟佰亿") and not before.endswith("第")
