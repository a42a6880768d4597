"""Answering from the knowledge base: an entry with its citation, a question back, or an honest "I don't know"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Sequence

from assistant.clock import Clock
from assistant.retrieval.encoders import FloatArray
from assistant.retrieval.mentions import without_mentions
from assistant.retrieval.model import Entry, Hit
from assistant.retrieval.places import asked_place
from assistant.retrieval.search import Searcher
from assistant.services.choices import any_right, choices, clear, fact_asked
from assistant.services.editions import Edition, Editions
from assistant.text.questions import asks_worth, last_question, split_questions

SURE = 0.75  # a wrong answer costs more than a tap on the right one of three; of golden questions asked as on the web 95 % above it are right
NAMED = 0.7  # the same, of the answer of the very product that is asked about
ASKED = 0.5  # from here on it is clear enough what is asked to ask back of which product
MAYBE = 0.07  # how probable it must be that one of the choices is right to be worth the time; at .1 as many questions fare better as worse (golden, web)
BESIDE = 0.5  # how probable it must be that a choice for one part of a message holds it to be offered beside the answer to another
OFFERED = 4  # choices beside another insurer's product
REST_LENGTH = 3  # characters beside a product's name
GENERAL = ("faq", "term", "law")  # what may hold for other insurers' policies too
SHORTEST_WORD = 2
_FILLERS = re.compile(r"^(?:那么?|它|还有|换成|我问的?是|是)+|(?:的话|的|呢|吗|吧|啊|[,，?？。!！])+$")
COVERAGE, COVER_ASKED = "coverage", "保障责任有哪些"
TOGETHER = 3  # questions of one message that are answered


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the knowledge base says: answer, product (which?), choice (which of these?), elsewhere (another insurer's) or unknown.

    ``chance`` is how probable it is that what is said or offered holds what was asked for.
    ``insurer`` is the other insurer that the question names, if any, ``stranger`` the product that none of ours is called like;
    ``edition`` the version that the answer is for.
    """

    outcome: str
    question: str
    entry: Entry | None = None
    choices: tuple[Entry, ...] = ()
    products: tuple[str, ...] = ()
    product: str | None = None
    score: float = 0.0
    chance: float = 0.0
    insurer: str | None = None
    stranger: str | None = None
    edition: Edition | None = None


class Answers:
    """Answers questions; knows no conversation but the product it is about, the versions that apply, and the kind of insurance it is ``about``."""

    def __init__(self, searcher: Searcher, clock: Clock, editions: Editions | None = None, about: str = "") -> None:
        self.searcher = searcher
        self.knowledge = searcher.knowledge
        self.clock, self.about = clock, about
        self.editions = editions or Editions(searcher.knowledge, clock.now().date())

    def for_editions(self, editions: Editions, about: str = "") -> Answers:
        """Return the same for a customer whose policies, or the day asked about, are known, or who is reporting a loss of a kind."""
        return Answers(self.searcher, self.clock, editions, about)

    def answer_all(
        self, question: str, *, product: str | None = None, vector: FloatArray | None = None
    ) -> list[Answer]:
        """Answer every question of a message where each has an answer of its own, or choices beside one; else the message as a whole."""
        parts = split_questions(question)
        found: list[Answer] = []
        for part in parts if 1 < len(parts) <= TOGETHER else ():
            found.append(self.answer(part, product=found[-1].product if found and found[-1].product else product))
        answered = [answer.entry.id for answer in found if answer.outcome == "answer" and answer.entry]
        entries = set(answered)
        if len(entries) == len(found) > 1:
            return found
        whole = self.answer(question, product=product, vector=vector)
        one_of_them = whole.outcome != "answer" or (whole.entry is not None and whole.entry.id in entries)
        apart = 0 < len(entries) == len(answered) and all(map(_worth_saying, found))
        return found if apart and one_of_them else [whole]

    def answer(self, question: str, *, product: str | None = None, vector: FloatArray | None = None) -> Answer:
        """Answer a question; ``product`` is the one the conversation is about, unless the question names another.

        ``vector`` is the sentence vector of the question, where it has been made already.
        """
        insurer = self.knowledge.others.insurers.named(question)
        mentions = self.searcher.products_in(question)
        stranger = None if insurer else self.searcher.stranger_in(question, mentions)
        if insurer or stranger:
            return replace(self._elsewhere(question), insurer=insurer, stranger=stranger)
        named = list(dict.fromkeys(mention.product for mention in mentions))
        subject = named[0] if len(named) == 1 else None if named else product
        edition = self.editions.of(subject)
        place = asked_place(self.knowledge, question, subject, mentions, edition.day)
        if place is not None:
            return self._found(question, place, subject, 1.0, edition)
        hits = self.searcher.search(
            question, product=subject, as_of=edition.day, top=10, about=self.about, vector=vector
        )
        return self._judge(question, hits, subject, named, edition)

    def _judge(
        self, question: str, hits: Sequence[Hit], subject: str | None, named: Sequence[str], edition: Edition
    ) -> Answer:
        """Tell whether what was found answers, leaves a choice, or is nothing."""
        best = hits[0].score if hits else 0.0
        sure = bool(hits) and best >= (NAMED if subject and hits[0].entry.product == subject else SURE)
        if not sure and (alone := self._alone(question, subject, named)):
            return alone
        if not sure and clear(hits) < ASKED and any_right(hits) < MAYBE:
            return Answer(outcome="unknown", question=question, product=subject, score=best)
        chance = max(any_right(hits), clear(hits))
        plain = named or subject or (sure and hits[0].entry.product is None)
        rivals = [] if plain or clear(hits) < ASKED else self._rivals(question, hits)
        if len(rivals) == 1 and (self.editions.policies or self.about):
            return self.answer_for(question, rivals[0])
        if len(rivals) > 1:
            return Answer(outcome="product", question=question, products=tuple(rivals), entry=hits[0].entry, score=best,
                          chance=chance)  # fmt: skip
        if sure:
            return self._found(question, hits[0].entry, subject, best, edition)
        return Answer(
            outcome="choice", question=question, choices=choices(hits), product=subject, score=best, chance=chance
        )

    def _found(self, question: str, entry: Entry, subject: str | None, score: float, edition: Edition) -> Answer:
        product = entry.product or subject
        if entry.product and entry.product != subject:  # the question named none, the answer does
            edition = self.editions.of(entry.product)
            entry = self.knowledge.find(entry.id, as_of=edition.day) or entry
        about = edition if entry.product else None
        return Answer(
            outcome="answer", question=question, entry=entry, product=product, score=score, chance=score, edition=about
        )

    def _alone(self, question: str, product: str | None, named: Sequence[str]) -> Answer | None:
        """Return the answer to the last question of a longer message, where that question is clear by itself."""
        asked = last_question(question) if len(named) < 2 else ""
        found = self.answer(asked, product=product) if asked and asked != question.strip() else None
        return found if found and found.outcome == "answer" else None

    def _elsewhere(self, question: str) -> Answer:
        """Answer what is done alike by all insurers, and offer what is near it; of another insurer's products and papers we know nothing."""
        asked = self.knowledge.others.insurers.without(question)
        common = self._general(asked, asked.rpartition("的")[2])  # what is asked of a product stands after its name
        best = common[0].score if common else 0.0
        if best >= SURE and not self._of_ours(common[0].entry):
            return Answer(outcome="answer", question=question, entry=common[0].entry, score=best, chance=best)
        near, chance = choices(common), any_right(common)
        if asks_worth(question) or not near:
            near = tuple({entry.id: entry for entry in (*self._instead(), *near)}.values())[:OFFERED]
        kin = tuple(dict.fromkeys(mention.product for mention in self.searcher.products_in(question)))
        return Answer(outcome="elsewhere", question=question, choices=near, products=kin, chance=chance)

    def _general(self, *wordings: str) -> list[Hit]:
        """Return what is known near the first of some wordings that anything is near, but what speaks of one product."""
        for asked in wordings:
            hits = self.searcher.search(asked, as_of=self.editions.today, kinds=GENERAL)
            common = [hit for hit in hits if hit.entry.product is None]
            if any_right(common) >= MAYBE:
                return common
        return []

    def _of_ours(self, entry: Entry) -> bool:
        """Tell whether an answer of no product speaks of our products or sends to our own hotline all the same."""
        hotline = self.knowledge.company.get("hotline") or ""
        return (hotline and hotline in entry.answer) or any(r.kind in ("clause", "fact") for r in entry.references)

    def _instead(self) -> tuple[Entry, ...]:
        """Return what is offered to who asks of another insurer's product: how one finds its clauses and judges it."""
        found = (self.knowledge.find(key) for key in self.knowledge.others.insurers.offers)
        return tuple(entry for entry in found if entry is not None)

    def cover(self, products: Sequence[str]) -> Answer:
        """Answer whether a loss is covered by one of ``products``: with what the one covers that it can be, else by asking which."""
        likely = [key for key in self.editions.held() if key in products] or list(products)
        if len(likely) == 1 and (covered := self.show(f"fact:{likely[0]}/{COVERAGE}")):
            return covered
        return Answer(outcome="product", question=COVER_ASKED, products=tuple(likely), score=1.0)

    def show(self, key: str) -> Answer | None:
        """Return an entry by its id, as it applies to this customer, or None."""
        entry = self.knowledge.find(key)
        edition = self.editions.of(entry.product) if entry else None
        then = self.knowledge.find(key, as_of=edition.day) if edition else None
        return self._found(then.question, then, then.product, 1.0, edition) if then and edition else None

    def named_alone(self, text: str) -> str | None:
        """Return the product that a text names and hardly anything else, if but by a word that one product alone is called by (重疾)."""
        mentions = self.searcher.products_in(text)
        named, rest = (
            {mention.product for mention in mentions},
            _FILLERS.sub("", without_mentions(text, mentions).strip()),
        )
        if not named and len(rest) >= SHORTEST_WORD:
            named = {p.id for p in self.knowledge.products.values() if any(rest in name for name in p.names)}
            rest = ""
        return named.pop() if len(named) == 1 and len(rest) <= REST_LENGTH else None

    def product_name(self, key: str) -> str:
        """Return a product's name."""
        return self.knowledge.products[key].name

    def further(self, question: str, *, product: str | None = None) -> Answer | None:
        """Return the choices that come next where none of the first was meant; None where hardly one of them can be right."""
        named = {mention.product for mention in self.searcher.products_in(question)}
        subject = product if not named else named.pop() if len(named) == 1 else None
        day = self.editions.of(subject).day
        hits = self.searcher.search(question, product=subject, as_of=day, top=10, about=self.about)
        chance = any_right(hits, page=1)
        if chance < MAYBE / 2:  # there is less time to lose than at first: whoever tapped is still here
            return None
        return Answer(
            outcome="choice", question=question, choices=choices(hits, page=1), product=subject, chance=chance
        )

    def answer_for(self, question: str, product: str) -> Answer:
        """Answer a question that was put back to learn which product it is about: by that product's own fact."""
        hits = self.searcher.search(question, as_of=self.editions.today, top=10, about=self.about)
        edition = self.editions.of(product)
        entry = self.knowledge.find(f"fact:{product}/{fact_asked(hits)}", as_of=edition.day)
        if entry is None:
            asked = without_mentions(question, self.searcher.products_in(question))  # which may name another product
            return self.answer(asked, product=product)
        return self._found(question, entry, product, hits[0].score, edition)

    def _rivals(self, question: str, hits: Sequence[Hit]) -> list[str]:
        """Return the products that all have what is asked about, each its own, when the question names none of them, but maybe their kind.

        A customer who is known means what they hold.
        """
        fact = fact_asked(hits)
        if fact is None:
            return []
        sold = sorted(self.knowledge.products.values(), key=lambda product: product.sale_from or date.max)
        others = self.searcher.of_other_kinds(question, self.about)
        having = [
            product.id for product in sold if fact in product.facts and product.id not in others
        ]  # most customers hold what is sold longest
        return [key for key in self.editions.held() if key in having] or having


def _worth_saying(answer: Answer) -> bool:
    """Tell whether what was found for a part of a message may stand beside what was found for another."""
    return answer.outcome == "answer" or (answer.outcome in ("choice", "product") and answer.chance >= BESIDE)
