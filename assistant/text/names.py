"""Find persons' names after a word that announces one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Collection

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹"
    "孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
    "符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席"
    "卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
) | frozenset(
    re.findall(
        r"\S+",
        "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 长孙 宇文 轩辕 "
        "南宫 独孤 百里 呼延 申屠 太史 闻人 赫连 ",
    )
)

_RELATIVES = "|".join(
    sorted(
        re.findall(
            r"\S+",
            "儿子 女儿 闺女 老公 老婆 媳妇 丈夫 妻子 爱人 配偶 爸 爸爸 妈 妈妈 父亲 母亲 岳父 岳母 公公 婆婆 爷爷 "
            "奶奶 外公 外婆 姥姥 姥爷 哥 哥哥 弟 弟弟 姐 姐姐 妹 妹妹 孙子 孙女 侄子 侄女 外甥 外甥女 外孙 外孙女 "
            "舅舅 舅妈 叔叔 婶婶 姑姑 姑父 姑妈 伯伯 伯父 伯母 姨妈 姨父 小姨 大姨 嫂子 姐夫 妹夫 弟媳 女婿 儿媳 "
            "儿媳妇 老伴 老伴儿 表哥 表弟 表姐 表妹 堂哥 堂弟 堂姐 堂妹 孩子 小孩 宝宝 娃 员工 同事 工友 朋友 "
            "闺蜜 同学 室友 邻居 男朋友 女朋友 太太 我先生 老妈 老爸 老母亲 老父亲 阿妈 阿爸 祖父 祖母 丈母娘 老丈人 继父 继母 养父 养母 "
            "大哥 二哥 大姐 二姐 大伯 二叔 三叔 大舅 二舅 大姑 二姑 阿姨 堂叔 表叔 徒弟 合伙人 ",
        ),
        key=len,
        reverse=True,
    )
)
_ROLES = (
    "车主|司机|持卡人|户主|伤者|死者|逝者|病人|法人|老板|经办人|业务员|业务经理|代理人|经纪人|查勘员|定损员|理赔员|客户经理|保险顾问|顾问|专员|对方|乘客|行人|驾驶人|借款人|"
    "申请人|委托人|被委托人|监护人|继承人|债务人|紧急联系人|家属|开户人|持有人|签字人|肇事者|肇事司机"
)
# what a name may be told by that was written wrong: 名字登记成了孙力
_WRITTEN = r"(?:名字|姓名)(?:写|打|登记|录入?|填|印|改|更正|变更|弄|搞)(?:错)?(?:成|为)了?:?"
_CUES = {
    True: r"我的?(?:名字|姓名)?[是叫]|本人(?:是|叫|姓名)?|我叫做?|名字[是叫:]|姓名是?:?|我是",
    False: rf"{_WRITTEN}|姓名是?:?|名字[是叫]?:?|联系人(?:是|叫)?:?|投保人(?:是|叫)?:?|被保险?人(?:是|叫)?:?|受益人(?:是|叫)?:?|报案人(?:是|叫)?:?|"
    r"驾驶员(?:是|叫)?:?|患者(?:是|叫)?:?|我叫做?|我(?:这边|这里)?是|本人(?:是|叫)?:?|叫做?|名叫|收款人(?:是|叫)?:?|户名(?:是|叫)?:?|"
    rf"应改为|实际叫|原名|曾用名|就是我,|我本人,|(?:经办|负责|对接)的|(?:{_ROLES})(?:是|叫)?:?|(?:{_RELATIVES})",
}
_WEAK = ("我是", "本人", "叫", "叫做", "就是我", "我本人", "我这边是", "我这里是")
_OF_OTHERS = re.compile(
    rf"(?:{_RELATIVES}|被保险人|患者|伤者|病人|逝者|[他她])(?:的?(?:名字|姓名))?(?:是|叫做?)?" + r"[ :,\"'“”]{0,3}"
)
_STOP = re.compile(
    r"[的是我你他她它您在想来去了吗呢吧啊呀哦也都和跟与没不从到把被给说问买报要就又还]|电话|手机|身份|号码|联系|今[天年早晚]|昨[天晚]|前[天晚]|明[天早]|"
    r"上[个周午次]|下[个周午次]|可以|能不|能否|会不|对方|因为|由于|以前|以后|保单|保险|理赔|办理|先生|女士|打电|人[在工]|这[个次边]|那[个边]|于(?=$|[今昨前上]|[一二三四五六七八九十]{1,2}月)|年龄|性别|地址|请|驾[驶车]|同意|授权|签字|什么|打车|身故|确诊|名下|出险|受伤|生[于日病]|先前|目前|麻烦|请问|请帮|住[在址院]"
)
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "高血压 高血糖 周一 周二 周三 周四 周五 周六 周日 周末 何时 何况 白天 白血病 金额 方便 方法 方案 安全 安心 "
        "安康 康宁 万一 时候 时间 全责 全款 全损 应该 应当 明天 明年 包括 包含 文明 高速 高铁 高级 黄色 黄牌 "
        "石头 程序员 司机 师傅 老师 连续 成年 常常 向左 向右 车主 车险 车祸 车牌 车辆 农民 农村 关于 关系 管理 "
        "于是 马上 毛病 华为 解除 解释 单位 单身 路上 路人 路过 温州 徐州 郑州 杭州 常州 苏州 江苏 江西 江南 "
        "陕西 山东 安徽 宁波 宁夏 吉林 贵州 贵阳 金华 余额 祝福 明确 明白 易怒 全部 全职 项目 严重 左右 代理 "
        "商业 商量 游客 边上 麻烦 麻醉 高烧 高空 高龄 高原 高考 高中 白内障 黄疸 石膏 曾经 路边 路口 马路 "
        "江边 田里 田埂 池塘 沙发 "
        "沙滩 卫生间 毕业 游泳 游戏 冷库 车间 车上 包间 任何 任意 任务 方面 方向 方才 方式 查出 查到 查体 "
        "查了 查询 车子 车门 车损 车辆 游乐 项链 金锁 金项链 金戒指 "
        "金手镯 温度 温水 麻疹 全身 全家 全程 通过 明显 时常 巩膜 任性 任由 任凭 路怒 付钱 付款 危重 成绩 "
        "高坠 高处 高位 盛怒 舒服 舒适 满意 顾客 宁愿 祝您 祝你 "
        "庄稼 苗木 包皮 包扎 汤水 汤锅 古董 牛奶 牛肉 花盆 花瓶 花生 花粉 龙虾 龙头 马桶 马蜂 白细胞 白菜 "
        "黄金 毛孩 毛发 石材 施工 水管 "
        "路面 路障 路政 路况 路灯 党员 党费 宫外孕 宫颈 宫缩 左手 左脚 左腿 左眼 左侧 左边 右手 余下 孔雀 "
        "雷击 雷电 雷雨 桑拿 谷物 耿直 甘油 麦田 "
        "司法 司仪 司乘 房子 房东 房屋 房间 房贷 房产 解决 解约 解释 屈光 柏油 柴油 管子 管道 管家 管制 席位 "
        "符合 关门 路段 和解 常规 连环 连带 "
        "和 从小 从来 从未 应为 应由 应该 关掉 关了 房东 申请 高德 白纸 曾患 曾有 曾因 时年 安装 平均 万分 侯诊 候诊 鲍鱼 商场 "
        "商店 商铺 申请 申报 申诉 温泉 文件 文书 武术 向后 华人 平时 平常 平台 平安 齐全 应急 应聘 应酬 单车 "
        "单独 单方 岳父 岳母 岳家 祖父 祖母 公婆 ",
    )
)
_STRONG_TAIL = re.compile(
    r"$|[^\u4e00-\u9fff]|电话|手机|身份|号码|先生|女士|要|想|的(?:保单|车|电话|手机|家属|老公|老婆|媳妇|丈夫|妻子|爱人|[爸妈父母儿女])|来|报案|住|于|今[年天早]|联系"
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
_TITLED = re.compile(  # 何志远先生
    r"(?:^|(?<=[是叫找给替问与和跟向由为系])|(?<=[^\u4e00-\u9fff]))([\u4e00-\u9fff]{2,4})(?=先生|女士|小姐|太太)"
)
_OWNER = re.compile(  # 查一下王强的保单
    r"(?:[查问]一?下?|查询|一下|帮忙?|[问给把替是要:,下。 ]|^)"
    r"([\u4e00-\u9fff]{2,4}?)(?=(?:名下)?的(?:保单|保险|理赔|车险|案[子件]|赔案|报案|医药费|身份证|名字)|名下)"
)
_RELATIVE = re.compile(rf"{_RELATIVES}|(?:经办|负责|对接)的|(?:{_ROLES})(?:是|叫)?")
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
    >>> [n.value for n in find_names("联系何志远先生,岳父510107196502085532", own=False)]
    ['何志远']
    >>> find_names("我是周五买的,客服态度很差")
    []
    """
    found = _after_surname(text)
    for told in (_BESIDE_NUMBER,) if own else (_BESIDE_NUMBER, _TITLED, _OWNER):
        found.extend(NameSpan(m.start(1), m.end(1), m[1]) for m in told.finditer(text) if is_name(m[1]))
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
    return any(rest.startswith(word) for word in _COMMON if word[0] == name[0])


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
