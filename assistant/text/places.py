"""Find places and hospitals by what their names end in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Iterable, Iterator

NAME_LIMIT = 24
SURE = 4  # characters of a road's name that nothing announces
BLOT = "□"  # stands for what is already known to be something else

_PART = r"A-Za-z0-9\u4e00-\u9fff\-"
_CUE = re.compile(
    r"(?:停|位|处|坐落|行驶|开|骑|走|送|赶|拉|住)?[在于到]|家住|我住|停(?=楼下|路边|门口|小区)|(?:出险|事故|事发)?(?:地点|地址|位置)(?:改成|改为|换成|应该是|[是在为:]){0,2}|路过|经过|途经|从|去"
)
_STOP = re.compile(
    rf"[^{_PART}]|{BLOT}|[我你您他她它咱俺们被把跟了吗呢吧着是有没不说撞刮蹭摔碰追倒修买看偷砸淹漏烧骑走想要能会就还也都改换很太哪什怎谁啥去]|时候|当时|发生|出险|出事|出的|受伤|着火|停放|停着|"
    r"上班|下班|上学|放学|回家|住院|报案|因为|所以|但是|然后|结果|突然|准备|理赔|保险|赔偿|事故|投保|客服|正在|现在|已经|目前|开车|的时"
)
_HOSPITAL_STOP = re.compile(
    rf"[^{_PART}]|{BLOT}|[的在去到送进住转从往了是我你您他她它咱俺们被由就诊看这那哪家个所有没不能会要时后前拉抬找选换叫说着过吗于给]|现在|目前|今天|昨天|应该|当地|附近|医生|建议|属于|一般|指定|定点|认可"
)
_NOT_A_HOSPITAL = re.compile(
    r"(?:(?:三级|二级|一级)?(?:三甲|二甲|一甲|甲等|乙等)?|公立|私立|私人|民营|定点|指定|大|小|当地|附近|别|其他|其它|外地|异地|普通|正规|专科|社区|医保|宠物|县级|市级|省级|国外|海外|什么|任何|多|两|"
    r"另外一|军队|合作|公办|国内|老家|本地|网络|互联网)?(?:医院|总院|分院|诊所|门诊部|医务室|附院|专科医院|卫生院|卫生所|卫生室)"
)
_KNOWN = re.compile(rf"{BLOT}(?:左右|前后|许)?[,，]?")  # a day, an hour, a relative: 昨晚8点人民路被追尾
_SHORT_BEFORE = r"(?:(?<=[在到去送转进往住])|(?<=[到去送转进往]了))"  # words before and after a hospital's short name
_SHORT_AFTER = r"(?=$|[^\u4e00-\u9fffA-Za-z0-9]|[住看做检治抢手开缝拍生救急门挂骨妇儿的了呢吧也就打躺拿出])"
_NAMED_ROAD = re.compile(r"[\u4e00-\u9fff]{2,6}(?:路|街|大道|大桥|巷)")
_NO_NAMED_ROAD = re.compile(
    r".*(?:的.*|[走思套门线电油水气管公马道铁出赶带迷网回短断弯老半后退销财活死一同领修上下过让挡问认岔山土小大车通近里段条步种份十高速]路|[逛上扫大条步行业食]街)|[这那哪每整两几].*"
)
_AFTER_ROAD = re.compile(r"$|[^\u4e00-\u9fff]|[被撞追刮蹭剐碰摔上口那这附等左右直发出停转往拐]")
_ROAD = re.compile(r"[GSgs]\d{1,4}|停车场|车库|高速|高架|国道|大道|路口|立交|隧道|[路街巷弄]\d+号")
ROADS = ("路", "街", "巷")  # a road named after a hospital
_TOO_LITTLE = frozenset(
    [
        "附近",
        "对面",
        "门口",
        "自治区",
        "街道",
        "号楼",
        "单元",
        "大街",
        "大路",
        "大道",
        "花园",
        "家园",
        "新区",
        "大桥",
        "环线",
        "省道",
        "县道",
    ]
)


@dataclass(frozen=True)
class PlaceSpan:
    """A place in ``text[start:end]``."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Gazetteer:
    """The words that places and hospitals end in.

    >>> names = Gazetteer(suffixes=("路口", "路", "高速"), hospital_suffixes=("医院", "人民医院"))
    >>> [p.value for p in names.find_places("我在中山北路路口被撞了")]
    ['中山北路路口']
    >>> [p.value for p in names.find_hospitals("送到市第一人民医院了,哪家医院都行")]
    ['市第一人民医院']
    """

    suffixes: Iterable[str] = ()
    hospital_suffixes: Iterable[str] = ()
    short_hospitals: Iterable[str] = ()

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return _alternatives(self.suffixes)

    @cached_property
    def _hospital(self) -> re.Pattern[str]:
        return _alternatives(self.hospital_suffixes)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return re.compile(f"{_SHORT_BEFORE}(?:{_alternatives(self.short_hospitals).pattern}){_SHORT_AFTER}")

    def find_hospitals(self, text: str) -> list[PlaceSpan]:
        """Find hospitals that are named; 医院 or 三甲医院 alone names none."""
        found = list(self._hospitals(text))
        short = (PlaceSpan(m.start(), m.end(), m[0]) for m in self._short.finditer(text))
        return [*found, *(s for s in short if not any(f.start < s.end and s.start < f.end for f in found))]

    def find_places(self, text: str, regions: Iterable[tuple[int, int]] = ()) -> list[PlaceSpan]:
        """Find places after a word such as 在, or right after a day or an hour, roads, and the provinces and cities at ``regions`` with what follows them."""
        known = dict(regions)
        announced = {match.end() for match in _CUE.finditer(text)} | known.keys()
        after = {match.end() for match in _KNOWN.finditer(text)} - announced
        loose = {0, *(match.end() for match in _STOP.finditer(text))} - announced - after
        found: list[PlaceSpan] = []
        for start in sorted(announced | after | loose):
            if found and start < found[-1].end:
                continue
            end = self._end(text, start, known.get(start, start))
            if start not in announced and any(start < other < end for other in announced):
                continue
            least = 2 if start in announced else 3 if start in after else SURE
            if _is_enough(text[start:end], least=least) or _is_named_road(text, start, end):
                found.append(PlaceSpan(start, end, _squeeze(text[start:end])))
        return found

    def _hospitals(self, text: str) -> Iterator[PlaceSpan]:
        floor = 0
        for match in self._hospital.finditer(text):
            start = _left(text, max(floor, match.start() - NAME_LIMIT), match.start())
            floor = match.end()
            if not (_NOT_A_HOSPITAL.fullmatch(text, start, match.end()) or text.startswith(ROADS, match.end())):
                yield PlaceSpan(start, match.end(), _squeeze(text[start : match.end()]))

    def _end(self, text: str, start: int, known: int) -> int:
        """Return where the place that begins at ``start`` ends; up to ``known`` it is a region's name, whatever stands in it."""
        stop = _STOP.search(text, known, start + NAME_LIMIT)
        limit = stop.start() if stop else min(len(text), start + NAME_LIMIT)
        return max((match.end() for match in self._ending.finditer(text, start, limit)), default=known)


def _is_enough(words: str, *, least: int) -> bool:
    """Tell whether the words are a place: without a word in front such as 在, or a day and hour, only roads are sure."""
    if least < SURE:
        return len(words) >= least and words not in _TOO_LITTLE
    return len(words) >= least and _ROAD.search(words) is not None


def _is_named_road(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch without a word such as 在 before it names a road: 人民路被追尾, not 一路 or 思路."""
    words = text[start:end]
    return (
        _NAMED_ROAD.fullmatch(words) is not None
        and _NO_NAMED_ROAD.fullmatch(words) is None
        and _AFTER_ROAD.match(text, end) is not None
    )


def _left(text: str, floor: int, end: int) -> int:
    """Return where a hospital's name begins: after the last word before it that is no part of one."""
    start = floor
    for stop in _HOSPITAL_STOP.finditer(text, floor, end):
        start = stop.end()
    return start


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in ordered) if ordered else r"(?!)")


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
