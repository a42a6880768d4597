"""Answering from the knowledge base: an entry with its citation, a question back, or an honest "I don't know"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from assistant.clock import Clock
from assistant.retrieval.model import Entry, Hit
from assistant.retrieval.search import Searcher

SURE = 0.45  # calibrated: at least this share of such answers is right
MAYBE = 0.25  # below it not even a "did you mean" is worth the customer's time
CHOICES = 3
REST_LENGTH = 3  # characters beside a product's name
NEAR = 0.15  # products whose scores lie closer than this are not told apart by the question


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the knowledge base says: answer, product (which?), choice (which of these?) or unknown."""

    outcome: str
    question: str
    entry: Entry | None = None
    choices: tuple[Entry, ...] = ()
    products: tuple[str, ...] = ()
    product: str | None = None
    score: float = 0.0


class Answers:
    """Answers questions; knows no conversation but the product it is about."""

    def __init__(self, searcher: Searcher, clock: Clock) -> None:
        self.searcher = searcher
        self.knowledge = searcher.knowledge
        self.clock = clock

    def answer(self, question: str, *, product: str | None = None) -> Answer:
        """Answer a question; ``product`` is the one the conversation is about, unless the question names another."""
        named = list(dict.fromkeys(mention.product for mention in self.searcher.products_in(question)))
        subject = named[0] if len(named) == 1 else None if named else product
        hits = self.searcher.search(question, product=subject, as_of=self.clock.now().date(), top=10)
        if not hits or hits[0].score < MAYBE:
            return Answer(outcome="unknown", question=question, product=subject, score=hits[0].score if hits else 0.0)
        rivals = [] if named or subject else self._rivals(hits)
        if len(rivals) > 1:
            return Answer(
                outcome="product", question=question, products=tuple(rivals), entry=hits[0].entry, score=hits[0].score
            )
        if hits[0].score >= SURE:
            return Answer(
                outcome="answer",
                question=question,
                entry=hits[0].entry,
                product=hits[0].entry.product or subject,
                score=hits[0].score,
            )
        return Answer(outcome="choice", question=question, choices=_choices(hits), product=subject, score=hits[0].score)

    def entry(self, key: str) -> Entry | None:
        """Return an entry by its id, or None."""
        return self.knowledge.find(key)

    def named_alone(self, text: str) -> str | None:
        """Return the product that a text names and hardly anything else: the answer to "which product?"."""
        mentions = self.searcher.products_in(text)
        named = {mention.product for mention in mentions}
        rest = len(text) - sum(mention.end - mention.start for mention in mentions)
        return named.pop() if len(named) == 1 and rest <= REST_LENGTH else None

    def product_name(self, key: str) -> str:
        """Return a product's name."""
        return self.knowledge.products[key].name

    def answer_for(self, question: str, product: str) -> Answer:
        """Answer a question that was put back to learn which product it is about: by that product's own fact."""
        hits = self.searcher.search(question, as_of=self.clock.now().date(), top=10)
        entry = self.knowledge.find(f"fact:{product}/{_fact(hits)}", as_of=self.clock.now().date())
        if entry is None:
            return self.answer(question, product=product)
        return Answer(outcome="answer", question=question, entry=entry, product=product, score=hits[0].score)

    def _rivals(self, hits: Sequence[Hit]) -> list[str]:
        """Return the products that all have what is asked about, each its own, when the question names none of them."""
        fact = _fact(hits)
        if fact is None:
            return []
        return [product.id for product in self.knowledge.products.values() if fact in product.facts]


def _fact(hits: Sequence[Hit]) -> str | None:
    """Return what is asked about, where the best answers are facts that products have each of their own."""
    return next((h.entry.fact for h in hits if h.entry.fact and hits[0].score - h.score < NEAR), None)


def _choices(hits: Sequence[Hit]) -> tuple[Entry, ...]:
    questions: dict[str, Entry] = {}
    for hit in hits:
        questions.setdefault(hit.entry.question, hit.entry)
    return tuple(list(questions.values())[:CHOICES])
