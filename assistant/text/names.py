"""Find persons' names after a word that announces one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Collection, Sequence

from assistant.text.identity import PROVINCES
from assistant.text.namewords import COMMON, RELATIVES, ROLES, SURNAMES

# what a name may be told by that was written wrong: 名字登记成了孙力
_WRITTEN = r"(?:名字|姓名)(?:写|打|登记|录入?|填|印|改|更正|变更|弄|搞)(?:错)?(?:成|为)了?:?"
_CUES = {
    True: r"我的?(?:名字|姓名)?[是叫]|本人(?:是|叫|姓名)?|我叫做?|名字[是叫:]|姓名是?:?|我是",
    False: rf"{_WRITTEN}|姓名是?:?|名字[是叫]?:?|联系人(?:是|叫)?:?|投保人(?:是|叫)?:?|被保险?人(?:是|叫)?:?|受益人(?:是|叫|填写?|写)?:?|报案人(?:是|叫)?:?|"
    r"驾驶员(?:是|叫)?:?|患者(?:是|叫)?:?|我叫做?|我(?:这边|这里)?是|本人(?:是|叫)?:?|叫做?|名叫|收款人(?:是|叫)?:?|户名(?:是|叫)?:?|"
    rf"应改为|实际叫|原名|曾用名|就是我,|我本人,|我系|(?:收件|收货|联络)人(?:是|叫)?:?|(?:经办|负责|对接)的|(?:{ROLES})(?:是|叫)?:?|(?:{RELATIVES})",
}
_WEAK = ("我是", "本人", "叫", "叫做", "我系", "就是我", "我本人", "我这边是", "我这里是")
_OF_OTHERS = re.compile(
    rf"(?:{RELATIVES}|被保险人|患者|伤者|病人|逝者|[他她])(?:的?(?:名字|姓名))?(?:是|叫做?)?" + r"[ :,\"'“”]{0,3}"
)
_STOP = re.compile(
    r"[的是我你他她它您在想来去了吗呢吧啊呀哦也都和跟与没不从到把被给说问买报要就又还]|电话|手机|身份|号码|联系|今[天年早晚]|昨[天晚]|前[天晚]|明[天早]|"
    r"上[个周午次]|下[个周午次]|可以|能不|能否|会不|对方|因为|由于|以前|以后|保单|保险|理赔|办理|先生|女士|打电|人[在工]|这[个次边]|那[个边]|于(?=$|[今昨前上]|[一二三四五六七八九十]{1,2}月)|年龄|性别|地址|请|驾[驶车]|同意|授权|签字|什么|打车|身故|确诊|名下|出险|受伤|生[于日病]|先前|目前|麻烦|请问|请帮|住[在址院]"
)
_STRONG_TAIL = re.compile(
    r"$|[她他](?=的)|百分|[^\u4e00-\u9fff]|电话|手机|身份|号码|先生|女士|要|想|的(?:保单|车|电话|手机|家属|老公|老婆|媳妇|丈夫|妻子|爱人|[爸妈父母儿女])|来|报案|住|于|今[年天早]|联系"
)
_HAPPENED = re.compile(
    r"今[天早晚]|昨[天晚]|前[天晚]|上[个周午月]|大前天|\d|在|被|因|于|确诊|住院|摔|去世|过世|病故|突然|突发|走了|出[了车]|受伤|生病"
)
_RARE = re.compile(
    r"(?![我你您他她它这那])[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{1,10}·[\u4e00-\u9fff·]{1,15}|[A-Za-z][A-Za-z .'-]{1,39}"
)
# what is told of others
_TOLD_OF = re.compile(
    r"昨|前[天晚]|上[个周月]|在|被|出[了院车]|摔|撞|走了|去世|过世|骑|开车|说|骗|让|答应|承诺|卖|给我|跟我|不[接回理]|态度|都|也|刚|从|去|得了|有|是|[开买交投签办填写付]的"
)
_TOLD_OF_LONG = re.compile(
    r"怀[孕了]|患|查出|做了|打算|准备|退休|因|体检|报[了销]|投了|买|喝|吃|发[烧病]|下班|上班|交|已|名下|那|这"
)  # of three characters
_NO_SURNAME_HERE = frozenset("和时成常向从连车应于有安关单段计明经易全")  # 我妈和孩子: words far oftener than names
_NO_GIVEN_NAME = frozenset("一二三四五六七八九十几半姐哥总工叔姨嫂某")  # 高二, 王姐
_BESIDE_NUMBER = re.compile(  # 李娜 13800138000
    r"(?:^|(?<=[ ,。;、]))([\u4e00-\u9fff]{2,4})[ ,:、]{0,2}(?=(?:(?:电话|手机|身份证)号?码?[是:]{0,2})?\s?[1-9]\d{10})"
)
_BY_NUMBER = re.compile(  # 孙立国 沪A6M91T, an identity number and 李娜, 孙立国报的案
    rf"(?:^|(?<=[ ,。;、]))(?=([\u4e00-\u9fff]{{2,4}}?)(?:[ ,、]{{1,2}}[{PROVINCES}][A-Za-z][A-Za-z0-9·]|报的案))"
    r"|(?<=\d{17}[\dXx])(?=([\u4e00-\u9fff]{2,4})(?:$|[^\u4e00-\u9fff]))"
)
_TITLED = re.compile(r"(?=([\u4e00-\u9fff]{2,4}?)(?:先生|女士|小姐|太太))")  # 孙立国先生
_OWNER = re.compile(  # 查一下王强的保单
    r"(?:[查问]一?下?|查询|一下|帮忙?|[问给把替是要:,下。 ]|^)"
    r"([\u4e00-\u9fff]{2,4}?)(?=(?:名下)?的(?:保单|保险|理赔|车险|案[子件]|赔案|报案|医药费|身份证|名字)|名下)"
)
_RELATIVE = re.compile(rf"{RELATIVES}|(?:经办|负责|对接)的|(?:{ROLES})(?:是|叫)?")
_SURNAME_FIRST = re.compile(  # 我姓陈,陈立群
    r"(?<!老百)姓([\u4e00-\u9fff]{1,2})[,。 ]{0,2}(?:我?叫|单名一个|名字?叫?)?(\1[\u4e00-\u9fff]{1,2})(?=$|[^\u4e00-\u9fff]|电话|手机|身份证|想|要)"
)
# a name of several parts; 买 and 来 and their like are parts of such names
_PARTS = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[·•∙・‧](?:(?!的|想|要|电话|手机|身份|保单|在|被|昨|今天|前天|我|先生|女士|报案|住院)[\u4e00-\u9fff]){1,8}){1,3}"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


@dataclass(frozen=True)
class NameSpan:
    """A person's name in ``text[start:end]``."""

    start: int
    end: int
    value: str


def find_names(text: str, surnames: Collection[str] = SURNAMES, *, own: bool = True) -> list[NameSpan]:
    """Find names in a normalised text: the speaker's own, or with ``own=False`` anybody's.

    >>> [n.value for n in find_names("我叫王小明,电话13800138000")]
    ['王小明']
    >>> [n.value for n in find_names("给孙立国先生回电,岳父510107196502085532", own=False)]
    ['孙立国']
    >>> find_names("我是周五买的,客服态度很差")
    []
    """
    found = _after_surname(text)
    for told in (_BESIDE_NUMBER,) if own else (_BESIDE_NUMBER, _BY_NUMBER, _TITLED, _OWNER):
        found.extend(_told_plainly(told, text, found))
    for cue in _cues(own).finditer(text):
        span = _read(text, cue, surnames)
        if span and all(span.start >= other.end or span.end <= other.start for other in found):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def find_others_name(text: str, surnames: Collection[str] = SURNAMES) -> str | None:
    """Return the name of a relative or patient that a normalised text tells, the first one.

    >>> [find_others_name(text) for text in ("我老公周建国上周五确诊了", "他叫赵大勇", "我儿子高高兴兴去上学", "我叫王小明")]
    ['周建国', '赵大勇', None, None]
    """
    for cue in _OF_OTHERS.finditer(text):
        span = _read(text, cue, surnames, ahead=_HAPPENED)
        if span:
            return span.value
    return None


def is_name(text: str) -> bool:
    """Tell whether a text is a person's name and nothing else.

    >>> [is_name(text) for text in ("周建国", "欧阳娜", "取消", "周一", "不对")]
    [True, True, False, False, False]
    """
    head = 2 if text[:2] in SURNAMES else 1
    return (
        _HAN.fullmatch(text) is not None
        and text[:head] in SURNAMES
        and head < len(text) <= head + 2
        and _end(text, head) == len(text)
        and not _is_common(text, text)
    )


def may_be_name(text: str) -> bool:
    """Tell whether a text, given for a name, can be one: of a rare surname, of several parts, or in Latin letters.

    >>> [may_be_name(text) for text in ("虞山", "阿依古丽·买买提", "Jane Doe", "他妻子", "虹桥机场", "我老公", "要手术")]
    [True, True, True, False, False, False, False]
    """
    stopped = "·" not in text and _STOP.search(text)
    return _RARE.fullmatch(text) is not None and not (stopped or _RELATIVE.search(text))


def plain_name(text: str) -> str:
    """Return a name as it is compared: without blanks, however its dot and its letters are written.

    >>> plain_name(" 王 小明 "), plain_name("阿依古丽•买买提"), plain_name("JANE Doe")
    ('王小明', '阿依古丽·买买提', 'janedoe')
    """
    return re.sub(r"[•・‧∙.]", "·", re.sub(r"\s", "", text)).casefold()


@lru_cache(maxsize=2)
def _cues(own: bool) -> re.Pattern[str]:
    return re.compile(f"(?:{_CUES[own]})" + r"[ :,\"'“”]{0,3}")


def _read(
    text: str, cue: re.Match[str], surnames: Collection[str], ahead: re.Pattern[str] | None = None
) -> NameSpan | None:
    """Return the name after a cue; ``ahead`` is what may follow one beside what may follow any."""
    parts = _PARTS.match(text, cue.end())
    if parts:
        return NameSpan(parts.start(), parts.end(), parts[0])
    run = _HAN.match(text, cue.end())
    if not run:
        return None
    head = 2 if run[0][:2] in surnames else 1
    if (head == 1 and run[0][0] not in surnames) or _is_common(run[0], text[cue.end() :]):
        return None
    longest = cue.end() + _end(run[0], head)
    for end in range(longest, max(longest - 2, cue.end() + head), -1):
        if _fits(text, cue, end) or (ahead and ahead.match(text, end)):
            return NameSpan(cue.end(), end, text[cue.end() : end])
    return None


def _told_plainly(told: re.Pattern[str], text: str, found: Sequence[NameSpan]) -> list[NameSpan]:
    """Return the names that a pattern's one group has, the first where some overlap, but for those that were found."""
    groups = ((match.start(match.lastindex or 1), match[match.lastindex or 1]) for match in told.finditer(text))
    plain: list[NameSpan] = []
    for at, name in groups:
        clear = all(at >= other.end or at + len(name) <= other.start for other in (*found, *plain))
        if clear and is_name(name):
            plain.append(NameSpan(at, at + len(name), name))
    return plain


def _after_surname(text: str) -> list[NameSpan]:
    """Find names told by the surname first: 我姓陈,陈立群."""
    spans = (NameSpan(m.start(2), m.end(2), m[2]) for m in _SURNAME_FIRST.finditer(text))
    return [span for span in spans if is_name(span.value)]


def _end(run: str, head: int) -> int:
    """Return where the given name ends: after one or two characters, before a word that goes on."""
    end = head
    while end < min(len(run), head + 2) and not _STOP.match(run, end):
        end += 1
    return end


def _is_common(name: str, rest: str) -> bool:
    return any(rest.startswith(word) for word in COMMON if word[0] == name[0])


def _fits(text: str, cue: re.Match[str], end: int) -> bool:
    """After a weak cue such as 我是 a name must stand alone or lead on as names do."""
    word = cue[0].strip(" :,\"'“”")
    if _RELATIVE.fullmatch(word):
        name = text[cue.end() : end]
        if name[0] in _NO_SURNAME_HERE or name[1:] in _NO_GIVEN_NAME:
            return False
        if _STRONG_TAIL.match(text, end) or _TOLD_OF.match(text, end):
            return True
        return len(name) > 2 and _TOLD_OF_LONG.match(text, end) is not None
    if word.endswith("叫") and text.startswith("的", end):
        return True
    return word not in _WEAK or _STRONG_TAIL.match(text, end) is not None
