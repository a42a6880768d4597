"""Find the products a text names: by name, by alias, and by a slip in a long name."""

from __future__ import annotations

import re
from typing import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from assistant.retrieval.model import Product, ProductMention
from assistant.text.normalise import normalise

SHORTEST_SLIP = 5  # characters; in a shorter name one wrong character makes another word
SHORTEST_REST = 3  # characters; less than that is no question once the product's name is taken out
SHORT_NAME = 2  # characters; such a name may be a place's or a hospital's too
_PLACE = "(?![东西南北]?(?:大?[路街巷县]|小区|花园|医院|门诊|诊所|酒店|宾馆|大厦|广场|中学|小学|学校|车站))"
LONG_NAME = 8  # from here on two wrong characters are a slip


class ProductFinder:
    """Knows all products' names; the longest name wins where several overlap."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self._owners: dict[str, list[str]] = {}
        for product in products.values():
            for name in product.names:
                self._owners.setdefault(_key(name), []).append(product.id)
        names = sorted(filter(None, self._owners), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_written, names))) if names else None
        self._long = {name: frozenset(name) for name in names if len(name) >= SHORTEST_SLIP}

    def find(self, text: str) -> list[ProductMention]:
        """Return the products named, in the order of the text; slips count only where no name stands as it is.

        A name that several products share gives a mention of each.
        """
        folded = normalise(text)
        lowered = folded.text.lower() if len(folded.text.lower()) == len(folded.text) else folded.text
        spans = self._exact(lowered) or self._slips(lowered)
        found = []
        for name, start, end in spans:
            first, last = folded.span(start, end)
            found += [
                ProductMention(product=p, text=text[first:last], start=first, end=last) for p in self._owners[name]
            ]
        return found

    def bare(self, text: str, product: str | None) -> str:
        """Return a wording of a product's own entry without the product's names, which would make all its entries alike."""
        folded = normalise(text)
        if product is None or self._pattern is None or len(folded.text) != len(text):
            return text
        spans = [(start, end) for name, start, end in self._exact(folded.text.lower()) if product in self._owners[name]]
        mentions = [ProductMention(product=product, text=text[start:end], start=start, end=end) for start, end in spans]
        rest = without_mentions(text, mentions).strip()
        return rest if len(rest) >= SHORTEST_REST else text

    def _exact(self, text: str) -> list[tuple[str, int, int]]:
        if self._pattern is None:
            return []
        return [(match[0], match.start(), match.end()) for match in self._pattern.finditer(text)]

    def _slips(self, text: str) -> list[tuple[str, int, int]]:
        """Return stretches as long as a name that differ from it in a character or two; the nearest name wins, a tie is none."""
        there = frozenset(text)
        hopeful = [name for name, written in self._long.items() if len(written - there) <= _allowed(name)]
        found = [hit for name in hopeful for hit in _near(name, text)]
        best = min((distance / len(name) for distance, name, _ in found), default=None)
        nearest = [(name, start) for distance, name, start in found if distance / len(name) == best]
        owners = {owner for name, _ in nearest for owner in self._owners[name]}
        return [(name, start, start + len(name)) for name, start in nearest[:1]] if len(owners) == 1 else []


def _key(name: str) -> str:
    return normalise(name).text.lower().strip()


def _written(name: str) -> str:
    return re.escape(name) + (_PLACE if len(name) <= SHORT_NAME else "")


def _allowed(name: str) -> int:
    return 2 if len(name) >= LONG_NAME else 1


def _near(name: str, text: str) -> Iterable[tuple[int, str, int]]:
    allowed = _allowed(name)
    for start in range(len(text) - len(name) + 1):
        distance = OSA.distance(name, text[start : start + len(name)], score_cutoff=allowed)
        if distance <= allowed:
            yield distance, name, start


def without_mentions(text: str, mentions: Sequence[ProductMention]) -> str:
    """Return a text with the products' names taken out.

    >>> without_mentions("安心医疗等待期多久", [ProductMention(product="p", text="安心医疗", start=0, end=4)])
    '等待期多久'
    """
    kept, position = [], 0
    for mention in sorted(mentions, key=lambda m: m.start):
        kept.append(text[position : mention.start])
        position = max(position, mention.end)
    return "".join([*kept, text[position:]])
