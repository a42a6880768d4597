"""Find places and hospitals by what their names end in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Iterable, Iterator, Mapping

from assistant.text.landmarks import ENDINGS, is_landmark, is_no_name

NAME_LIMIT = 24
ANNOUNCED, AFTER, LOOSE = "announced", "after", "loose"
BLOT = "□"  # stands for what is already known to be something else

_PART = r"A-Za-z0-9\u4e00-\u9fff\-"
_CUE = re.compile(
    r"(?:停|位|处|坐落|行驶|开|骑|走|送|赶|拉|住)?(?<![现正存实])[在于到](?:老家(?!门口|附近|楼下))?|住(?![院进宿址户房在到了的满客所处持民宅着过一几三两])|(?:掉|翻|冲|走|开|闯|跌|摔|栽|滚|撞|钻|躲|拐)进|进入|停(?![车放着运了工电水止下产业牌保缴留靠泊])|(?:出险|事故|事发)?(?:地点|地址|位置)(?:改成|改为|换成|应该是|[是在为:]){0,2}|路过|经过|途经|过(?=[\u4e00-\u9fff]{2,6}(?:桥|路口|隧道))|事发地|出事地|从(?![来没业])|去(?![年世了掉])"
)
_STOP = re.compile(
    rf"[^{_PART}+]|{BLOT}|[我你您他她它咱俺们被把了吗呢吧着是有没不说撞刮蹭摔碰追倒修买看偷砸淹漏烧骑走想要能就还也改换很太哪什怎谁啥去到坐么爬逛]|(?<!高)等|(?<![成首名丽新花])都|(?<![路街道巷弄线])跟|过(?!街)|(?<![委工协商])会(?![展所])|回(?!龙|民|族|澜)|[上下]课|体育课|课间|的路|时候|当时|发生|出险|出事|出的|受伤|着火|停放|停着|"
    r"上班|下班|上学|放学|回家|住院|报案|因为|所以|但是|然后|结果|突然|准备|理赔|保险|赔偿|事故|投保|客服|正在|现在|已经|目前|开车|的时"
)
_STOP_AFTER_REGION = re.compile(f"的|{_STOP.pattern}")
_HOSPITAL_STOP = re.compile(
    rf"[^{_PART}]|{BLOT}|[的在去到送进住转从往了是我你您他她它咱俺们被由就诊看这那哪家个所有没不能会要时后前拉抬找选换叫说着过吗于给]|现在|目前|今天|昨天|应该|当地|附近|医生|建议|属于|一般|指定|定点|认可"
)
_NOT_A_HOSPITAL = re.compile(
    r"(?:(?:三级|二级|一级)?(?:三甲|二甲|一甲|甲等|乙等)?|公立|私立|私人|民营|定点|指定|大|小|当地|附近|别|其他|其它|外地|异地|普通|正规|专科|社区|医保|宠物|县级|市级|省级|国外|海外|什么|任何|多|两|"
    r"另外一|军队|合作|公办|国内|老家|本地|网络|互联网)?(?:医院|总院|分院|诊所|门诊部|医务室|附院|专科医院|卫生院|卫生所|卫生室)"
)
_ON_THE_WAY = re.compile(r"[路途][上中]")  # 回襄阳路上 names no road
_THIS_ROAD = re.compile(r"[这那哪](?:[段条](?:路|街|高速)|个地方)")
_KNOWN = re.compile(rf"{BLOT}(?:左右|前后|许|多)?[,，\s]?")  # a day, an hour, a relative: 昨晚8点人民路被追尾
_SHORT_BEFORE = r"(?:(?<=[在到去送转进往住])|(?<=[到去送转进往]了))"  # words before and after a hospital's short name
_SHORT_AFTER = r"(?=$|[^\u4e00-\u9fffA-Za-z0-9]|[住看做检治抢手开缝拍生救急门挂骨妇儿的了呢吧也就打躺拿出])"
# a road named after a hospital, or what lies by it
BESIDE = ("路", "街", "巷", "门口", "大门", "对面", "附近", "旁边", "停车")
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
        "旁边",
        "马路",
        "农村",
        "乡镇",
        "乡村",
        "入口",
        "出口",
        "拐角",
        "院子",
        "大门",
        "大门口",
        "号院",
        "东站",
        "西站",
        "南站",
        "北站",
        "十字",
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
        return re.compile(f"{ENDINGS}|{_alternatives(word for word in self.suffixes if word != '里').pattern}")

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
        starts = _starts(text, known)
        found: list[PlaceSpan] = []
        for start, kind in sorted(starts.items()):
            if found and start < found[-1].end:
                continue
            end = self._end(text, start, known.get(start, start))
            if kind != ANNOUNCED and self._has_another(text, start, end, starts):
                continue
            if _is_place(text, start, end, kind):
                found.append(PlaceSpan(start, end, _squeeze(text[start:end])))
        return found

    def _has_another(self, text: str, start: int, end: int, starts: Mapping[int, str]) -> bool:
        """Tell whether a place that is announced begins within the stretch, other than one that its road leads on to."""
        return any(
            starts.get(inner) == ANNOUNCED and not self._joins(text, start, inner) for inner in range(start + 1, end)
        )

    def _hospitals(self, text: str) -> Iterator[PlaceSpan]:
        floor = 0
        for match in self._hospital.finditer(text):
            start = _left(text, max(floor, match.start() - NAME_LIMIT), match.start())
            floor = match.end()
            if not (_NOT_A_HOSPITAL.fullmatch(text, start, match.end()) or text.startswith(BESIDE, match.end())):
                yield PlaceSpan(start, match.end(), _squeeze(text[start : match.end()]))

    def _end(self, text: str, start: int, known: int) -> int:
        """Return where the place that begins at ``start`` ends; up to ``known`` it is a region's name, whatever stands in it."""
        stop = (_STOP_AFTER_REGION if known > start else _STOP).search(text, known, start + NAME_LIMIT)
        limit = stop.start() if stop else min(len(text), start + NAME_LIMIT)
        if known > start and _ON_THE_WAY.match(text, known) and text[start - 1 : start] in tuple("回去来往到"):
            return known
        ends = [match.end() for match in self._ending.finditer(text, start, limit)]
        return max(ends, default=known)

    def _joins(self, text: str, start: int, region: int) -> bool:
        """Tell whether a road leads on to the region named right after it: G60沪昆高速 金华服务区."""
        return (
            self._end(text, start, start) > region > start and self._ending.search(text, region - 2, region) is not None
        )


def _starts(text: str, regions: Iterable[int]) -> dict[int, str]:
    """Return where places may begin, and how: announced, after what is known, or loose."""
    starts = dict.fromkeys((0, *(match.end() for match in _STOP.finditer(text))), LOOSE)
    starts.update((match.end(), AFTER) for match in _KNOWN.finditer(text))
    starts.update((match.end(), ANNOUNCED) for match in _CUE.finditer(text))
    starts.update((region, ANNOUNCED) for region in regions)
    return starts


def _is_place(text: str, start: int, end: int, kind: str) -> bool:
    words = text[start:end]
    if kind == ANNOUNCED and _is_enough(words, least=2):
        return True
    if kind == AFTER and (is_no_name(words) or _is_enough(words, least=3)):
        return not is_no_name(words)
    return is_landmark(text, start, end)


def _is_enough(words: str, *, least: int) -> bool:
    """Tell whether words that something announces are a place, and not a kind of place alone."""
    return len(words) >= least and words not in _TOO_LITTLE and _THIS_ROAD.fullmatch(words) is None


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
