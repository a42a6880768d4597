"""Find the entities of a message: names that are known, and what follows a grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Iterable, Iterator, Sequence

from spacy.pipeline import EntityRuler

from assistant.domain.understanding import Entity
from assistant.nlu.language import build_ruler, character_language
from assistant.nlu.lookups import read_product_names, read_words
from assistant.text.clauses import find_clauses
from assistant.text.dates import find_dates
from assistant.text.identity import find_numbers
from assistant.text.money import find_amounts
from assistant.text.names import find_names
from assistant.text.normalise import Normalised
from assistant.text.places import BLOT, Gazetteer
from assistant.text.segmentation import cut, shared_tokenizer

LONGEST = 2000  # characters that are read for entities
_PLACE_END = "省市区县镇路站园街桥港湾边场"  # 朝阳区, 苏州工业园区, 郑州东站
_PROVINCES = frozenset(
    re.findall(
        r"\S+",
        "北京 上海 天津 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 "
        "河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆",
    )
)
_TITLES = ("先生", "太太")
_LEADS_ON = ("区", "县", "市", "镇", "站", "边", "畔")
_TOGETHER = frozenset({frozenset({"date", "time"})})  # 刚才 is both


@dataclass(frozen=True)
class Span:
    """An entity of ``type`` in the folded text."""

    type: str
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Recogniser:
    """The names and word lists, ready to use."""

    ruler: EntityRuler
    gazetteer: Gazetteer

    @classmethod
    def load(cls, lookups: Path, products: Path) -> Recogniser:
        """Read the lists; ``products`` is the folder of product files."""
        relations, regions = read_words(lookups / "relation.txt"), read_words(lookups / "region.txt")
        for word in (*regions, *relations):
            shared_tokenizer().add_word(word)
        names = [("product", name.lower(), product) for name, product in read_product_names(products)]
        names += [("relation", f"{whose}{word}", word) for word in relations for whose in ("", "我")]
        # towns are no new words: how a message is cut, and so what it is taken for, stays as learnt
        towns = read_words(lookups / "town.txt")
        names += [("region", region, region) for region in regions if region not in towns]
        names += [("town", town, town) for town in towns]
        suffixes, hospitals = read_words(lookups / "place_suffix.txt"), read_words(lookups / "hospital_suffix.txt")
        short = read_words(lookups / "hospital_short.txt")
        return cls(build_ruler(names), Gazetteer(suffixes, hospitals, short))

    def find(
        self, message: Normalised, now: datetime, words: Sequence[tuple[int, int]] | None = None
    ) -> tuple[Entity, ...]:
        """Return the entities of a message, in order, placed in the text as given; ``words`` is where its words stand."""
        text = message.text[:LONGEST]
        spans = self._spans(text, now, cut(text) if words is None else words)
        return tuple(_entity(span, message) for span in sorted(spans, key=_place))

    def _spans(self, text: str, now: datetime, words: Sequence[tuple[int, int]]) -> list[Span]:
        named = self._named(text, words)
        taken: list[Span] = []
        _take(taken, (Span(n.type, n.start, n.end, n.value) for n in find_numbers(text)))
        _take(taken, named["product"])
        _take(taken, (Span(d.kind, d.start, d.end, d.value) for d in find_dates(text, now)))
        _take(taken, (Span("amount", a.start, a.end, a.value) for a in find_amounts(text)))
        _take(taken, _clauses(text))
        hospitals = self.gazetteer.find_hospitals(_blot(text, taken))
        _take(taken, (Span("hospital", h.start, h.end, h.value) for h in hospitals))
        _take(taken, (Span("name", n.start, n.end, n.value) for n in find_names(text, own=False)))
        titled = {span.end for span in taken if span.type == "name"}  # 孙立国先生 is nobody's husband, 我先生 is
        _take(taken, (word for word in named["relation"] if word.value not in _TITLES or word.start not in titled))
        places = self.gazetteer.find_places(_blot(text, taken), _joined(named["region"]))
        _take(taken, (Span("place", p.start, p.end, p.value) for p in places))
        return taken

    def _named(self, text: str, words: Sequence[tuple[int, int]]) -> dict[str, list[Span]]:
        """Return the known names by type; a relation begins a word, a region is one or begins that of a place (大理石 names no city)."""
        starts, ends = {start for start, _ in words}, {end for _, end in words}
        ends |= {ahead for start, end in words if text[end - 1] in _PLACE_END for ahead in range(start + 2, end)}
        named: dict[str, list[Span]] = {"product": [], "relation": [], "region": []}
        for ent in self.ruler(character_language().make_doc(text)).ents:
            begins = ent.start_char in starts
            ends_word = ent.end_char in ends or text.startswith(_LEADS_ON, ent.end_char)
            if ent.label_ == "relation" and begins:
                named["relation"].append(_relation(text, ent.start_char, ent.end_char))
            elif ent.label_ == "product" or (begins and ends_word):
                kind = "product" if ent.label_ == "product" else "region"
                named[kind].append(Span(ent.label_, ent.start_char, ent.end_char, ent.ent_id_))
        return named


def _joined(regions: Sequence[Span]) -> list[tuple[int, int]]:
    """Return where the regions stand; a province and its city, or a city and its district, are one."""
    joined: list[tuple[int, int]] = []
    before: Span | None = None
    for region in sorted(regions, key=_place):
        inner = region.type == "town" or (before and before.value in _PROVINCES and region.value not in _PROVINCES)
        if before and inner and before.end == region.start:
            joined[-1] = (joined[-1][0], region.end)
        else:
            joined.append((region.start, region.end))
        before = region
    return joined


def _relation(text: str, start: int, end: int) -> Span:
    """Return the word for the relative, without whose it is."""
    bare = start + 1 if end - start > 1 and text[start] in "我俺咱" else start
    return Span("relation", bare, end, text[bare:end])


def _place(span: Span) -> tuple[int, str]:
    return span.start, span.type


def _take(taken: list[Span], found: Iterable[Span]) -> None:
    """Add what does not overlap what was found before."""
    for span in found:
        clashes = (other for other in taken if span.start < other.end and other.start < span.end)
        if all(frozenset({span.type, other.type}) in _TOGETHER for other in clashes):
            taken.append(span)


def _clauses(text: str) -> Iterator[Span]:
    return (Span("clause", found.start, found.end, found.value) for found in find_clauses(text))


def _blot(text: str, taken: Sequence[Span]) -> str:
    characters = list(text)
    for span in taken:
        characters[span.start : span.end] = BLOT * (span.end - span.start)
    return "".join(characters)


def _entity(span: Span, message: Normalised) -> Entity:
    start, end = message.span(span.start, span.end)
    return Entity(type=span.type, value=span.value, text=message.raw[start:end], start=start, end=end)
