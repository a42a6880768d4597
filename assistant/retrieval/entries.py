"""Make entries, which are searched, out of what was read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator, Mapping

from assistant.retrieval.citing import Library, cite, entry_id, fact_id
from assistant.retrieval.model import Article, Document, Entry, Fact, Product, Term
from assistant.retrieval.records import Question, Sources

WINDOW = 300  # characters of a passage that are encoded together; the encoders lose the thread in longer ones
TERM_QUESTIONS = ("什么是{}", "{}是什么意思")

_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")


def build_entries(sources: Sources, products: Mapping[str, Product], library: Library) -> list[Entry]:
    """Return all entries: questions first, then facts, terms, and the places of all documents."""
    entries = [*_faq_entries(sources.questions), *_fact_entries(products, library), *_term_entries(sources)]
    cited = [replace(entry, citations=library.resolve(entry.references)) for entry in entries]
    return cited + [_article_entry(document, place) for document in library for place in document.articles]


def windows(text: str, heading: str = "", limit: int = WINDOW) -> tuple[str, ...]:
    """Cut a text at sentence ends into pieces of at most ``limit`` characters, each with the heading before it.

    >>> windows("甲乙。丙丁。", "题", limit=4)
    ('题 甲乙。', '题 丙丁。')
    """
    pieces = [""]
    for sentence in _SENTENCE.findall(text):
        for start in range(0, len(sentence), limit):
            part = sentence[start : start + limit]
            pieces = [*pieces, part] if len(pieces[-1]) + len(part) > limit else [*pieces[:-1], pieces[-1] + part]
    prefix = f"{heading} " if heading else ""
    return tuple(prefix + piece.strip() for piece in pieces if piece.strip()) or ((heading,) if heading else ())


def _faq_entries(questions: list[Question]) -> Iterator[Entry]:
    for question in questions:
        yield Entry(
            id=f"faq:{question.id}", kind="faq", question=question.question, answer=question.answer,
            surfaces=(question.question, *question.similar), product=question.product, coverage=question.coverage,
            valid_from=question.valid_from, valid_to=question.valid_to, references=question.references,
            passages=windows(question.answer, question.question), example=question.example,
        )  # fmt: skip


def _fact_entries(products: Mapping[str, Product], library: Library) -> Iterator[Entry]:
    for product in products.values():
        for fact in product.facts.values():
            yield _fact_entry(product, fact, library)
            yield from _earlier_facts(product, fact, library)


def _fact_entry(product: Product, fact: Fact, library: Library) -> Entry:
    since = [
        document.effective_from for document in library.versions(product.id) if document.version not in fact.versions
    ]
    return Entry(
        id=fact_id(product.id, fact.id), kind="fact", question=f"{product.name}：{fact.name}", answer=fact.text,
        surfaces=(fact.name, *fact.ask), product=product.id, fact=fact.id, references=fact.references,
        passages=windows(fact.text, fact.name), title=product.name, example=fact.example,
        valid_from=min(filter(None, since), default=None) if fact.versions else None,
    )  # fmt: skip


def _earlier_facts(product: Product, fact: Fact, library: Library) -> Iterator[Entry]:
    """Return what the fact was under earlier clauses, each found while those were in force."""
    base = _fact_entry(product, fact, library)
    for document in library.versions(product.id):
        earlier = fact.versions.get(document.version)
        if earlier:
            yield replace(
                base, id=fact_id(product.id, fact.id, document.version), answer=earlier.text, references=earlier.references, example=earlier.example,
                passages=windows(earlier.text, fact.name), valid_from=document.effective_from, valid_to=document.effective_to,
            )  # fmt: skip


def _term_entries(sources: Sources) -> Iterator[Entry]:
    for term, _ in sources.terms:
        yield _term_entry(term)


def _term_entry(term: Term) -> Entry:
    asked = [pattern.format(term.term) for pattern in TERM_QUESTIONS]
    asked += [TERM_QUESTIONS[0].format(word) for word in term.everyday]
    answer = "\n".join(part for part in (term.says, term.example) if part)
    return Entry(
        id=f"term:{term.term}", kind="term", question=asked[0], answer=answer, surfaces=tuple(asked),
        references=term.references, passages=windows(answer, term.term),
    )  # fmt: skip


def _article_entry(document: Document, place: str) -> Entry:
    article = document.articles[place]
    label = article.heading if document.kind == "service" else f"{article.place} {article.heading}".strip()
    return Entry(
        id=entry_id(document, place), kind=document.kind, question=f"{document.title} {label}", answer=article.text,
        surfaces=_asked(article), product=document.product, citations=(cite(document, place, article),),
        valid_from=document.effective_from, valid_to=document.effective_to, passages=windows(article.text, article.heading),
        title=document.title,
    )  # fmt: skip


def _asked(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in (article.heading, *article.ask) if text))
