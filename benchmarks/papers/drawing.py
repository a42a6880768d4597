"""Draw papers as customers photograph them: many kinds and layouts, clean, turned, blurred, dark. Everybody on them is invented.

The words are those of the forms in everyday use, not those of ``knowledge/papers.yml``, which this module does not read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/opentype/noto"
SANS, SERIF = f"{FONTS}/NotoSansCJK-Regular.ttc", f"{FONTS}/NotoSerifCJK-Bold.ttc"
SURNAMES, GIVEN = (
    "陈林黄吴郑许何高罗梁宋唐韩曹",
    ["雨桐", "建业", "思齐", "海燕", "国梁", "子墨", "春华", "立新", "若兰", "明远", "秋实", "文博"],
)
CITIES = ["青川市", "临江县", "南屏市", "白石县", "望海市"]
Lines = list[tuple[str, int]]  # a line and its size in pixels


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    name: str
    city: str
    number: str
    day: str


def invent(rng: random.Random) -> Person:
    """Return a person; the number's area belongs to nobody."""
    year, month, day = rng.randint(1950, 2008), rng.randint(1, 12), rng.randint(1, 28)
    number = f"99{rng.randint(1000, 9999)}{year}{month:02d}{day:02d}{rng.randint(100, 999)}{rng.randint(0, 9)}"
    seen = f"2026年{rng.randint(1, 11)}月{rng.randint(1, 28)}日"
    return Person(name=rng.choice(SURNAMES) + rng.choice(GIVEN), city=rng.choice(CITIES), number=number, day=seen)


def _hospital(p: Person, rng: random.Random) -> str:
    return p.city + rng.choice(["第一人民医院", "中医院", "中心医院", "妇幼保健院", "骨科医院"])


def invoice(p: Person, rng: random.Random) -> Lines:
    fees = [
        (f"{rng.choice(['检查费', '西药费', '治疗费', '化验费', '床位费', '手术费'])}", rng.randint(20, 900))
        for _ in range(rng.randint(2, 5))
    ]
    total = sum(fee for _, fee in fees)
    rows = [(f"{name}    1    {fee}.00", 26) for name, fee in fees]
    if rng.random() < 0.5:
        return [(f"{p.city}医疗住院收费票据（电子）", 40), ("票据代码：99060125   票据号码：0031" + str(rng.randint(1000, 9999)), 26),
                (f"交款人：{p.name}   开票日期：{p.day}", 26), ("项目名称   数量   金额（元）", 26), *rows,
                (f"金额合计（小写）{total}.00", 28), ("医保统筹基金支付 50.00  个人现金支付 " + str(total - 50), 26),
                (f"收款单位（章）：{_hospital(p, rng)}   收款人：03", 26)]  # fmt: skip
    return [("电子发票（普通发票）", 40), (f"发票号码：2633200000{rng.randint(1000000, 9999999)}", 26), (f"开票日期：{p.day}", 26),
            (f"购买方信息 名称：{p.name}", 26), (f"销售方信息 名称：{_hospital(p, rng)}", 26), ("统一社会信用代码/纳税人识别号：91990000MA0000000X", 24),
            *rows, (f"价税合计（大写）  （小写）¥{total}.00", 28), ("开票人：王会计", 24)]  # fmt: skip


def id_front(p: Person, rng: random.Random) -> Lines:
    n = p.number
    return [(f"姓名  {p.name}", 40), (f"性别  {rng.choice('男女')}    民族  汉", 34), (f"出生  {n[6:10]} 年 {int(n[10:12])} 月 {int(n[12:14])} 日", 34),
            (f"住址  {p.city}平安路{rng.randint(1, 200)}号", 34), ("", 50), (f"公民身份号码   {n}", 40)]  # fmt: skip


def id_back(p: Person, rng: random.Random) -> Lines:
    return [
        ("中华人民共和国", 60),
        ("居 民 身 份 证", 72),
        ("", 60),
        (f"签发机关   {p.city}公安局", 36),
        (f"有效期限   2018.0{rng.randint(1, 9)}.12-2038.03.12", 36),
    ]


def diagnosis(p: Person, rng: random.Random) -> Lines:
    ill = rng.choice(["右桡骨远端骨折", "急性阑尾炎", "肺部感染", "腰椎间盘突出", "膝关节半月板损伤"])
    return [(_hospital(p, rng), 40), (rng.choice(["诊断证明书", "疾病证明书", "疾病诊断证明"]), 50), (f"姓名：{p.name}  性别：女  年龄：{rng.randint(5, 80)}岁", 28),
            ("科别：骨科   门诊号：0099812", 28), (f"诊断：{ill}", 30), (f"处理意见：建议休息{rng.choice(['两周', '一个月', '三个月'])}，定期复查。", 28),
            ("医师签名：            （医院盖章）", 28), (p.day, 26)]  # fmt: skip


def discharge(p: Person, rng: random.Random) -> Lines:
    return [(_hospital(p, rng), 36), (rng.choice(["出院小结", "出院记录"]), 46), (f"姓名 {p.name}  住院号 20261{rng.randint(100, 999)}  床号 12", 26),
            ("入院日期：2026-05-02   出院日期：2026-05-11   住院天数：9天", 26), ("入院诊断：急性胆囊炎", 26), ("诊疗经过：入院后完善相关检查，行腹腔镜手术，术后恢复好。", 24),
            ("出院诊断：急性胆囊炎", 26), ("出院医嘱：注意休息，低脂饮食，一个月后复查。", 24), ("主治医师：", 26)]  # fmt: skip


def medical_record(p: Person, rng: random.Random) -> Lines:
    return [(_hospital(p, rng), 36), (rng.choice(["门诊病历", "门（急）诊病历记录"]), 44), (f"{p.name}  男  {rng.randint(5, 80)}岁   就诊时间：{p.day}", 26),
            ("主诉：" + rng.choice(["跌倒后右腕疼痛2小时。", "咳嗽发热三天。", "腹痛伴恶心半天。"]), 26), ("现病史：患者于上述时间前出现症状，逐渐加重。", 26),
            ("既往史：体健，否认药物过敏。", 26), ("查体：神志清，精神可，局部压痛明显。", 26), ("初步诊断：" + rng.choice(["腕部扭伤", "上呼吸道感染", "急性胃炎"]), 26),
            ("处理：拍片，口服药物，随诊。", 26)]  # fmt: skip


def exam_report(p: Person, rng: random.Random) -> Lines:
    if rng.random() < 0.5:
        return [(_hospital(p, rng), 36), (rng.choice(["DR检查报告单", "CT诊断报告", "超声检查报告单"]), 44), (f"姓名：{p.name}  检查号：88{rng.randint(1000, 9999)}", 26),
                ("检查部位：右腕关节正侧位", 26), ("影像所见：桡骨远端皮质不连续，断端稍移位。", 26), ("影像诊断：桡骨远端骨折。", 26), ("报告医师：    审核医师：", 26)]  # fmt: skip
    return [(_hospital(p, rng), 36), ("检验报告单", 44), (f"姓名：{p.name}  标本类型：血清", 26), ("检验项目   结果   单位   参考区间", 26),
            ("白细胞  7.2  10^9/L  3.5-9.5", 24), ("血红蛋白  131  g/L  115-150", 24), ("谷丙转氨酶  22  U/L  7-40", 24), ("检验者：   审核者：", 24)]  # fmt: skip


def bank_card(p: Person, rng: random.Random) -> Lines:
    number = " ".join(str(rng.randint(1000, 9999)) for _ in range(3))
    return [(rng.choice(["望海银行", "南屏农村商业银行", "青川银行"]), 46), (rng.choice(["借记卡", "储蓄卡 DEBIT"]), 28), ("", 60), (f"6299 {number} {rng.randint(100, 999)}", 58),
            (f"VALID THRU 0{rng.randint(1, 9)}/3{rng.randint(0, 9)}   ATM", 26), ("UnionPay 银联", 32)]  # fmt: skip


def driving_licence(p: Person, rng: random.Random) -> Lines:
    return [("中华人民共和国机动车驾驶证", 40), ("Driving License of the People's Republic of China", 22), (f"证号 {p.number}", 30), (f"姓名 {p.name}  性别 男  国籍 中国", 30),
            (f"住址 {p.city}建设路{rng.randint(1, 99)}号", 28), (f"出生日期 {p.number[6:10]}-01-02", 28), ("初次领证日期 2012-06-18", 28), (f"准驾车型 {rng.choice(['C1', 'C2', 'B2'])}", 30),
            ("有效期限 2018-06-18至2028-06-18", 28)]  # fmt: skip


def vehicle_licence(p: Person, rng: random.Random) -> Lines:
    return [("中华人民共和国机动车行驶证", 40), ("Vehicle License of the People's Republic of China", 22), (f"号牌号码 青A{rng.randint(10000, 99999)}  车辆类型 小型轿车", 28),
            (f"所有人 {p.name}", 28), (f"住址 {p.city}解放路{rng.randint(1, 99)}号", 28), ("使用性质 非营运  品牌型号 云驰牌YC7150", 28), (f"车辆识别代号 LQY99{rng.randint(100000, 999999)}000001", 26),
            (f"发动机号码 E{rng.randint(100000, 999999)}", 26), ("注册日期 2021-03-15  发证日期 2021-03-16", 26)]  # fmt: skip


def accident_report(p: Person, rng: random.Random) -> Lines:
    return [(f"{p.city}公安局交通警察大队", 34), (rng.choice(["道路交通事故认定书（简易程序）", "道路交通事故认定书"]), 42), (f"事故时间：{p.day}8时20分   天气：晴", 26), (f"事故地点：{p.city}解放路与人民路口", 26),
            (f"当事人：{p.name}  驾驶证号：{p.number}  交通方式：驾驶小型汽车", 24), ("道路交通事故形成原因：未保持安全车距，追尾前车。", 26),
            (f"{p.name}负事故的{rng.choice(['全部', '主要', '同等'])}责任。", 28), ("交通警察：         （印章）", 26)]  # fmt: skip


def death_certificate(p: Person, rng: random.Random) -> Lines:
    return [("居民死亡医学证明（推断）书", 44), (f"死者姓名：{p.name}   性别：男   身份证号：{p.number}", 26), (f"死亡日期：{p.day}   死亡地点：医院", 28), ("直接死亡原因：急性心肌梗死", 28),
            ("家属姓名：      联系电话：", 26), (f"医疗卫生机构盖章：{_hospital(p, rng)}", 26), ("医师签名：", 26)]  # fmt: skip


def claim_form(p: Person, rng: random.Random) -> Lines:
    return [("栖云保险股份有限公司", 30), (rng.choice(["人身保险理赔申请书", "机动车辆保险索赔申请书", "保险金给付申请书"]), 44), (f"保单号：QY{rng.randint(10**9, 10**10 - 1)}   被保险人：{p.name}", 26),
            (f"出险日期：{p.day}   出险地点：{p.city}", 26), ("出险经过：下楼时踩空摔倒，右手着地，随后就医。", 26), ("申请项目：□医疗 □伤残 □身故", 26),
            ("开户银行：望海银行  户名：" + p.name, 26), ("申请人签名：            日期：", 26)]  # fmt: skip


def travel_proof(p: Person, rng: random.Random) -> Lines:
    flight = f"QY{rng.randint(1000, 9999)}"
    if rng.random() < 0.5:
        return [
            ("登机牌  BOARDING PASS", 44),
            (f"姓名 NAME  {p.name}", 28),
            (f"航班 FLIGHT {flight}   日期 DATE 12AUG", 30),
            ("座位 SEAT 23A   登机口 GATE 07", 32),
            ("登机时间 BOARDING TIME 14:20", 28),
            ("青川 - 望海", 34),
        ]
    return [
        ("航班延误证明", 46),
        (f"兹证明旅客{p.name}乘坐的{flight}航班", 28),
        ("计划起飞时间：14:50   实际起飞时间：20:35", 28),
        ("延误原因：天气", 28),
        ("望海机场有限公司（章）", 28),
        (p.day, 26),
    ]


def household(p: Person, rng: random.Random) -> Lines:
    return [("常住人口登记卡", 44), (f"姓名 {p.name}    户主或与户主关系 {rng.choice(['户主', '子', '女', '妻'])}", 28), ("曾用名          性别 女", 28), (f"出生地 {p.city}    民族 汉", 28), (f"籍贯 {p.city}   出生日期 {p.number[6:10]}年", 28),
            (f"公民身份证件编号 {p.number}", 28), ("文化程度 大学   婚姻状况 已婚", 28), ("何时由何地迁来本市（县）", 26), ("承办人签章：      登记日期：", 26)]  # fmt: skip


KINDS: dict[str, Callable[[Person, random.Random], Lines]] = {
    maker.__name__: maker
    for maker in (invoice, id_front, id_back, diagnosis, discharge, medical_record, exam_report, bank_card, driving_licence,
                  vehicle_licence, accident_report, death_certificate, claim_form, travel_proof, household)
}  # fmt: skip


def draw(kind: str, person: Person, rng: random.Random) -> Image.Image:
    """Return a sharp, upright picture of a paper of a kind, on a table; ``photo`` is of a scratched thing."""
    if kind == "photo":
        return _scene(rng)
    lines = KINDS[kind](person, rng)
    size = rng.choice([1.0, 1.15, 1.3])
    font = rng.choice([SANS, SERIF])
    gap = rng.uniform(1.5, 1.9)
    left = rng.randint(60, 120)
    fonts = {px: ImageFont.truetype(font, round(px * size)) for _, px in lines}
    width = round(max(fonts[px].getlength(text) for text, px in lines)) + 2 * left
    height = round(sum(px * size * gap for _, px in lines)) + 160
    paper = Image.new("RGB", (width, height), rng.choice([(255, 255, 255), (250, 247, 238), (238, 244, 250)]))
    pen, y, centred = ImageDraw.Draw(paper), 80.0, rng.random() < 0.5
    for number, (text, px) in enumerate(lines):
        x = (width - fonts[px].getlength(text)) / 2 if centred and number < 2 else left
        pen.text((x, y), text, fill=rng.choice([(20, 20, 20), (40, 40, 70)]), font=fonts[px])
        y += px * size * gap
    table = Image.new("RGB", (width + 160, height + 160), rng.choice([(120, 95, 70), (90, 100, 105), (190, 185, 175)]))
    table.paste(paper, (80, 80))
    return table.rotate(rng.uniform(-2, 2), expand=False, fillcolor=(100, 95, 85), resample=Image.Resampling.BICUBIC)


def _scene(rng: random.Random) -> Image.Image:
    """Return something like a damaged car door: surfaces, lines, no words."""
    image = Image.effect_noise((1200, 900), 60).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = rng.randint(0, 1000), rng.randint(0, 700)
        colour = tuple(rng.randint(30, 220) for _ in range(3))
        pen.rectangle((x, y, x + rng.randint(80, 400), y + rng.randint(60, 300)), fill=colour)
    for _ in range(40):
        pen.line(
            [(rng.randint(0, 1200), rng.randint(0, 900)) for _ in range(3)],
            fill=(230, 230, 230),
            width=rng.randint(1, 5),
        )
    return image


def blur(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return it out of focus beyond reading."""
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(9, 13)))


def darken(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return it as taken with hardly any light."""
    return ImageEnhance.Brightness(image).enhance(rng.uniform(0.08, 0.16))


def turn(image: Image.Image, degrees: int) -> Image.Image:
    """Return it turned clockwise."""
    return image.rotate(-degrees, expand=True)


def dim(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return it as taken in the evening: grey, grainy, a little soft, and still legible."""
    soft = ImageEnhance.Brightness(image).enhance(rng.uniform(0.55, 0.75)).filter(ImageFilter.GaussianBlur(0.8))
    return Image.blend(soft, Image.effect_noise(soft.size, 40).convert("RGB"), 0.12)
