"""A small knowledge base, written file by file, and an encoder that costs nothing."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Sequence

import numpy as np

from assistant.retrieval.encoders import FloatArray, unit

PRODUCT = """\
id: anxin-medical
name: 栖云安心百万医疗保险
aliases: [安心百万医疗, 安心医疗]
kind: medical
sale: {from: 2025-01-01, to: }
summary: 报销住院费用。
suits: [担心大额医疗费]
not_for: [不保门诊]
facts:
  - id: waiting_period
    name: 等待期
    value: 30天
    text: 首次投保的，疾病医疗责任等待期为30天。
    ask: [等待期多久, 买了多久才管用, 要等几天]
    cites: [{clause: anxin-medical/第二条}]
  - id: deductible
    name: 免赔额
    value: 1万元
    text: 每年免赔额1万元。
    ask: [免赔额是多少, 门槛费多少, 自己先掏多少]
    cites: [{clause: anxin-medical/第三条}]
  - id: coverage
    name: 保什么
    value: 住院费用
    text: 报销合理且必要的住院费用。
    ask: [都报销哪些, 保障内容, 哪些钱能报]
    cites: [{clause: anxin-medical/第二条}]
    example: 住院花3万元，扣免赔额1万元后按2万元计算。
reviewed: {by: 理赔部 郑岚, on: 2026-11-20}
"""
HOME = """\
id: jiahe-home
name: 栖云家和家庭财产保险
aliases: [家财险]
kind: home
summary: 保房屋和家里的东西。
facts:
  - id: deductible
    name: 免赔额
    value: 200元
    text: 每次事故免赔额200元。
    ask: [免赔额是多少, 自己要出多少, 起赔多少]
    cites: [{clause: jiahe-home/第一条}]
  - id: coverage
    name: 保什么
    value: 房屋和财产
    text: 保房屋和室内财产的直接损失。
    ask: [保障内容, 房子坏了管不管, 都保什么]
    cites: [{clause: jiahe-home/第一条}]
    example: 失火烧坏家具，属于直接损失。
reviewed: {by: 理赔部 郑岚, on: 2026-11-20}
"""
CLAUSES = """\
---
product: anxin-medical
title: 栖云安心百万医疗保险条款
version: 2025-01
effective_from: 2025-01-01
effective_to: 2025-12-31
---
# 第一章 总则

## 第一条 合同构成
本合同由保险单组成。

## 第二条 等待期
自生效日起30日为等待期。

## 第三条 免赔额
年度免赔额为1万元。
"""
HOME_CLAUSES = """\
---
product: jiahe-home
title: 栖云家和家庭财产保险条款
version: 2025-01
effective_from: 2025-01-01
effective_to:
---
# 第一章 总则

## 第一条 免赔额
每次事故免赔额200元。
"""
LAW = """\
id: insurance-law
name: 中华人民共和国保险法
called: [保险法]
version: "2015"
effective_from: 2015-04-24
articles:
  - article: 第二十一条
    title: 及时通知
    says: 知道保险事故发生后，应当及时通知保险公司。
    ask: [出险后多久要通知, 报案晚了怎么办]
"""
SERVICE = """\
company: {name: 栖云保险股份有限公司, short: 栖云保险, hotline: 400-000-0186, founded: "2001"}
document: {name: 栖云保险客户服务规范, version: 2026-01, effective_from: 2024-01-01}
sections:
  - id: claims-hours
    place: 第三节
    title: 报案时间
    text: 报案电话全天24小时受理。
    ask: [几点能报案, 晚上出险怎么办]
"""
GLOSSARY = """\
terms:
  - term: 免赔额
    everyday: [起付线]
    says: 由您自己承担的那一部分金额。
    cites: [{clause: anxin-medical/第三条}]
"""
FAQ = """\
topic: motor
entries:
  - id: motor-report-deadline
    question: 车险出险后多久要报案
    similar:
      - 撞车了几天内报保险有效
      - 事故过去一周还能报案吗
      - 出了车祸什么时候通知保险公司
    answer: |
      发生事故后请及时报案。
    cites: [{law: insurance-law/第二十一条}, {service: claims-hours}]
    valid_from: 2025-01-01
    valid_to:
    reviewed: {by: 车险理赔部 周敏, on: 2026-11-10}
  - id: medical-deductible
    question: 百万医疗为什么有一万免赔额
    similar: [一万以下的医药费报不报, 小病住院能报吗]
    answer: 免赔额以内由您自己承担。
    product: anxin-medical
    coverage: true
    cites: [{fact: anxin-medical/deductible}]
    reviewed: {by: 健康险部 林晓, on: 2026-11-10}
"""
FILES = {
    "products/anxin-medical.yml": PRODUCT,
    "products/jiahe-home.yml": HOME,
    "clauses/anxin-medical/2025-01.md": CLAUSES,
    "clauses/anxin-medical/2026-01.md": CLAUSES.replace("2025-01-01", "2026-01-01")
    .replace("2025-12-31", "")
    .replace("version: 2025-01", "version: 2026-01")
    .replace("30日", "60日"),
    "clauses/jiahe-home/2025-01.md": HOME_CLAUSES,
    "law/insurance-law.yml": LAW,
    "service.yml": SERVICE,
    "glossary.yml": GLOSSARY,
    "faq/motor.yml": FAQ,
}


def write_knowledge(folder: Path, **changes: str) -> Path:
    """Write the sample files, some of them changed: ``faq__motor="..."`` stands for ``faq/motor.yml``."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        key = name.rsplit(".", 1)[0].replace("/", "__").replace("-", "_")
        path.write_text(changes.get(key, text), encoding="utf-8")
    return folder


class CountingEncoder:
    """Hashes characters and bigrams; counts what it was asked to encode."""

    dimension = 96

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.queries: list[str] = []
        self.passages: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> FloatArray:
        self.queries += texts
        return self._encode(texts)

    def encode_passage(self, texts: Sequence[str]) -> FloatArray:
        self.passages += texts
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for gram in [*text, *(text[at : at + 2] for at in range(len(text) - 1))]:
                vectors[row, zlib.crc32(gram.encode("utf-8", "replace")) % self.dimension] += 1
        return unit(vectors)
