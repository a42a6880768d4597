"""Read a question as it is searched: slips mended, products found, and what is asked apart from what it is about."""

from __future__ import annotations

from typing import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.definitions import Definitions
from assistant.retrieval.heldout import LIFT
from assistant.retrieval.index import Index
from assistant.retrieval.kinds import Kinds
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.mentions import SHORTEST_REST, ProductFinder, without_mentions
from assistant.retrieval.model import ProductMention
from assistant.retrieval.slips import Slips
from assistant.retrieval.subjects import Subjects
from assistant.retrieval.surfaces import Query
from assistant.retrieval.topics import Topics
from assistant.retrieval.words import LONGEST_QUERY, Segmenter, clean
from assistant.text.courtesy import without_courtesies

SHORTEST_NAME = 4  # characters; a shorter one is an everyday word
EVERYDAY_LIFT = 0.2


class Reader:
    """Knows the names and the words of a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, index: Index, finder: ProductFinder, segmenter: Segmenter) -> None:
        self._index, self._finder, self._entries = index, finder, knowledge.entries
        wordings = [wording for entry in knowledge.entries for wording in entry.surfaces]
        self._slips = Slips(knowledge.names(), wordings, segmenter)
        names = {product.id: product.name for product in knowledge.products.values()}
        self._topics = Topics([*knowledge.names(), *(word for own in knowledge.others.kinds.values() for word in own)])
        self._subjects = Subjects(_names(knowledge), knowledge.entries)
        self._definitions = Definitions(knowledge.entries, self._topics)
        self._insurances = Kinds(knowledge.others.kinds, knowledge.entries, names)

    def mentions(self, text: str) -> list[ProductMention]:
        """Return the products a text names, by name, by alias or by a slip, in the order of the text."""
        return self._finder.find(self._slips.mend(text))

    def of_other_kinds(self, text: str, about: str = "") -> frozenset[str]:
        """Return the products of other kinds than a text names, or than ``about`` where it names none; none where neither does."""
        alien = self._insurances.others(self._slips.mend(text), about)
        return frozenset(
            entry.product for entry, other in zip(self._entries, alien) if other and entry.fact and entry.product
        )

    def sold(self, text: str) -> bool:
        """Tell whether there is a product of a kind that a text names, or it names none."""
        return self._insurances.sold(self._slips.mend(text))

    def read(self, text: str, product: str | None, about: str = "") -> tuple[Query, set[str]] | None:
        """Return what is asked and the products it is about, ``product`` alone if given; None where nothing is asked.

        ``about`` names the kind of insurance that is spoken of, where the text names none.
        """
        text = self._slips.mend(without_courtesies(text))
        mentions = self._finder.find(text)
        wanted = {product} if product else {mention.product for mention in mentions}
        mentions = [mention for mention in mentions if mention.product in wanted]
        texts = _texts(text, mentions)
        own = self._index.of_products(wanted)
        return (self._query(texts, text, own, _lift(mentions), about), wanted) if texts else None

    def wording(self, text: str, product: str | None) -> Query:
        """Return a wording of a product's entry as it is asked by whoever has named the product."""
        return self._query((text,), text, self._index.of_products({product} if product else ()), LIFT)

    def _query(self, texts: tuple[str, ...], text: str, own: NDArray[np.bool_], lift: float, about: str = "") -> Query:
        return Query(
            texts=texts,
            own=own,
            lift=lift,
            rest=self._topics.rest(text),
            alien=self._insurances.others(text, about),
            beside=self._definitions.beside(text),
            spoken_of=self._subjects.spoken_of(text),
        )


def _names(knowledge: KnowledgeBase) -> dict[str, str]:
    """Return what names mean: a term itself, a product its id, a word for a kind of insurance that kind."""
    terms = {term.term: term.term for term in knowledge.terms}
    products = {name: product.id for product in knowledge.products.values() for name in product.names}
    return {**terms, **products, **{word: kind for kind, words in knowledge.others.kinds.items() for word in words}}


def _lift(mentions: Sequence[ProductMention]) -> float:
    """Return how far the product's own entries come first: less where only a word such as 意外险 names it, which may mean the kind."""
    everyday = bool(mentions) and all(len(mention.text) < SHORTEST_NAME for mention in mentions)
    return EVERYDAY_LIFT if everyday else LIFT


def _texts(text: str, named: Sequence[ProductMention]) -> tuple[str, ...]:
    """Return the text, and the text without the products' names where enough is left of it."""
    whole = clean(text, limit=LONGEST_QUERY)
    rest = clean(without_mentions(text, named), limit=LONGEST_QUERY) if named else ""
    if not whole:
        return ()
    return (whole, rest) if len(rest) >= SHORTEST_REST else (whole,)
