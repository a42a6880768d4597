"""Faults that only show when the files of the knowledge base are seen together."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Iterable, Iterator

from assistant.retrieval.errors import Fault
from assistant.retrieval.model import Document, Reference
from assistant.retrieval.names import INSURERS
from assistant.retrieval.records import SERVICE_KEY, Question, Sources
from assistant.retrieval.words import fold


def cross_faults(sources: Sources) -> list[Fault]:
    """Return what is wrong between the records: dangling citations, things that stand twice, versions and dates that clash."""
    return [
        *_repeated_ids(sources),
        *_repeated_questions(sources.questions),
        *_dangling(sources),
        *_dangling_offers(sources),
        *_unknown_products(sources),
        *_unknown_versions(sources),
        *_clashing_versions(sources),
        *_clashing_dates(sources),
    ]


def _dangling_offers(sources: Sources) -> Iterator[Fault]:
    known = {f"faq:{question.id}" for question in sources.questions}
    for key in sources.names.insurers.offers:
        if key not in known:
            yield Fault(INSURERS, 0, f"offers {key}, which there is not; name an entry of faq/, or leave it out")


def _repeated_ids(sources: Sources) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    laws = [(document, place) for document, place in sources.documents if document.kind == "law"]
    records = [(f"product {product.id}", place) for product, place in sources.products]
    records += [(f"law {law.key}", place) for law, place in laws]
    records += [(f"law called {name}", place) for law, place in laws for name in dict.fromkeys(map(fold, law.names))]
    records += [(f"entry {question.id}", question.place) for question in sources.questions]
    records += [(f"term {term.term}", place) for term, place in sources.terms]
    for label, place in records:
        if label in seen:
            yield place.fault(
                f"{label} stands twice, first at {seen[label]}; give one of them another name, or remove it"
            )
        seen.setdefault(label, f"{place.file}:{place.line}")


def _wordings(question: Question) -> Iterator[tuple[str, int]]:
    yield question.question, question.place.line
    yield from zip(question.similar, question.similar_lines)


def _repeated_questions(questions: Iterable[Question]) -> Iterator[Fault]:
    """One wording must not lead to two answers on one day; entries of different products may share one."""
    seen: dict[str, list[tuple[Question, int]]] = defaultdict(list)
    for question in questions:
        for wording, line in _wordings(question):
            for other, first in seen[fold(wording)]:
                if _compete(question, other):
                    message = _twice(question, other, wording, f"{other.place.file}:{first}")
                    yield Fault(question.place.file, line, message)
            seen[fold(wording)].append((question, line))


def _compete(one: Question, other: Question) -> bool:
    """Tell whether two entries may answer the same customer on the same day."""
    apart = one.product and other.product and one.product != other.product
    begin = max(one.valid_from or date.min, other.valid_from or date.min)
    return not apart and begin <= min(one.valid_to or date.max, other.valid_to or date.max)


def _twice(question: Question, other: Question, wording: str, first: str) -> str:
    if question is other:
        return f"「{wording}」 stands twice, first at {first}; remove one"
    if fold(question.question) == fold(other.question) == fold(wording):
        return (
            f"{question.id} asks what {other.id} asks at {first}; make one entry of them, or ask two different things"
        )
    return f"「{wording}」 leads to {other.id} too, at {first}; leave it with the one that answers it"


def expired(sources: Sources, today: date) -> list[Fault]:
    """Return the entries that have lapsed and that no other takes over: nobody is answered by them any more."""
    lasting = {fold(question.question) for question in sources.questions if (question.valid_to or date.max) >= today}
    return [
        question.place.fault(
            f"{question.id} has expired on {question.valid_to}; review it and set valid_to later, or remove it"
        )
        for question in sources.questions
        if question.valid_to and question.valid_to < today and fold(question.question) not in lasting
    ]


class _Targets:
    """What can be cited."""

    def __init__(self, sources: Sources) -> None:
        self.facts = {f"{product.id}/{fact}" for product, _ in sources.products for fact in product.facts}
        self.documents: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document, _ in sources.documents:
            self.documents[document.kind, document.key].append(document)
        self.folders = {product.id: product.clauses for product, _ in sources.products}

    def of_kind(self, kind: str) -> set[str]:
        """Return all that can be cited of a kind, in its newest version."""
        if kind == "fact":
            return self.facts
        found = [
            (key, place)
            for (own, key), versions in self.documents.items()
            if own == kind
            for newest in versions[-1:]
            for place in newest.articles
        ]
        return {place if kind == "service" else f"{key}/{place}" for key, place in found}

    def missing(self, reference: Reference) -> bool:
        """Tell whether a place is in none of the versions, or not in all of them."""
        if reference.kind == "fact":
            return reference.target not in self.facts
        if reference.kind == "service":
            key, place = SERVICE_KEY, reference.target
        else:
            key, _, place = reference.target.partition("/")
        key = self.folders.get(key, key) if reference.kind == "clause" else key
        documents = self.documents[reference.kind, key]
        return not documents or any(place not in document.articles for document in documents)


def _dangling(sources: Sources) -> Iterator[Fault]:
    targets = _Targets(sources)
    for cite in sources.cites:
        if targets.missing(cite.reference):
            near = get_close_matches(
                cite.reference.target, targets.of_kind(cite.reference.kind) - {cite.reference.target}, n=1
            )
            remedy = f"did you mean {near[0]}?" if near else "cite a place that there is"
            yield cite.place.fault(
                f"{cite.owner} cites {cite.reference.kind} {cite.reference.target}, which there is not; {remedy}"
            )


def _unknown_products(sources: Sources) -> Iterator[Fault]:
    known = {product.id for product, _ in sources.products}
    folders = {document.key for document, _ in sources.documents if document.kind == "clause"}
    for question in sources.questions:
        if question.product and question.product not in known:
            yield question.place.fault(
                f"{question.id} is about product {question.product}, which there is not; name one of products/, or none"
            )
    for document, place in sources.documents:
        if document.product and document.product not in known:
            yield place.fault(f"belongs to product {document.product}, which there is not; name one of products/")
    for product, place in sources.products:
        if product.clauses not in folders:
            yield place.fault(
                f"product {product.id} has no clauses in clauses/{product.clauses}/; put a version there, or mend the key clauses"
            )


def _unknown_versions(sources: Sources) -> Iterator[Fault]:
    """Name the facts that differ under clauses which there are not."""
    known = {(document.key, document.version) for document, _ in sources.documents if document.kind == "clause"}
    for product, place in sources.products:
        for fact in product.facts.values():
            for version in fact.versions:
                if (product.clauses, version) not in known:
                    yield place.fault(
                        f"fact {fact.id} of version {version}: there are no such clauses; name a version of clauses/{product.clauses}/"
                    )


def _clashing_versions(sources: Sources) -> Iterator[Fault]:
    groups = defaultdict(list)
    for document, place in sources.documents:
        if document.kind == "clause":
            groups[document.key].append((document, place))
    for versions in groups.values():
        versions.sort(key=lambda pair: pair[0].effective_from or date.min)
        for (earlier, _), (later, place) in pairwise(versions):
            if earlier.effective_to is None or (later.effective_from or date.min) <= earlier.effective_to:
                yield place.fault(
                    f"version {later.version} begins before version {earlier.version} of {later.key} has ended; "
                    f"let the effective_to of {earlier.version} be the day before"
                )


def _clashing_dates(sources: Sources) -> Iterator[Fault]:
    for question in sources.questions:
        if question.valid_from and question.valid_to and question.valid_to < question.valid_from:
            yield question.place.fault(f"{question.id} ends before it begins; mend valid_from or valid_to")
    for document, place in sources.documents:
        if document.effective_from and document.effective_to and document.effective_to < document.effective_from:
            yield place.fault(f"version {document.version} ends before it begins; mend effective_from or effective_to")
    for product, place in sources.products:
        if product.sale_from and product.sale_to and product.sale_to < product.sale_from:
            yield place.fault(f"the sale of {product.id} ends before it begins; mend sale")
