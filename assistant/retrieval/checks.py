"""Faults that only show when the files of the knowledge base are seen together."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Iterable, Iterator

from assistant.retrieval.errors import Fault
from assistant.retrieval.model import Document, Reference
from assistant.retrieval.records import SERVICE_KEY, Question, Sources
from assistant.retrieval.words import fold


def cross_faults(sources: Sources) -> list[Fault]:
    """Return what is wrong between the records: dangling citations, things that stand twice, versions and dates that clash."""
    return [
        *_repeated_ids(sources),
        *_repeated_questions(sources.questions),
        *_dangling(sources),
        *_unknown_products(sources),
        *_unknown_versions(sources),
        *_clashing_versions(sources),
        *_clashing_dates(sources),
    ]


def _repeated_ids(sources: Sources) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    records = [(f"product {product.id}", place) for product, place in sources.products]
    records += [(f"law {document.key}", place) for document, place in sources.documents if document.kind == "law"]
    records += [(f"entry {question.id}", question.place) for question in sources.questions]
    records += [(f"term {term.term}", place) for term, place in sources.terms]
    for label, place in records:
        if label in seen:
            yield place.fault(f"{label} stands twice, first at {seen[label]}")
        seen.setdefault(label, f"{place.file}:{place.line}")


def _wordings(question: Question) -> Iterator[tuple[str, int]]:
    yield question.question, question.place.line
    yield from zip(question.similar, question.similar_lines)


def _repeated_questions(questions: Iterable[Question]) -> Iterator[Fault]:
    """One wording must not lead to two answers; entries of different products may share one."""
    seen: dict[str, list[tuple[Question, int]]] = defaultdict(list)
    for question in questions:
        for wording, line in _wordings(question):
            for other, first in seen[fold(wording)]:
                if other.product == question.product or not (other.product and question.product):
                    yield Fault(
                        question.place.file, line, f"「{wording}」 stands twice, first at {other.place.file}:{first}"
                    )
            seen[fold(wording)].append((question, line))


class _Targets:
    """What can be cited."""

    def __init__(self, sources: Sources) -> None:
        self.facts = {f"{product.id}/{fact}" for product, _ in sources.products for fact in product.facts}
        self.documents: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document, _ in sources.documents:
            self.documents[document.kind, document.key].append(document)
        self.folders = {product.id: product.clauses for product, _ in sources.products}

    def missing(self, reference: Reference) -> bool:
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
            yield cite.place.fault(
                f"{cite.owner} cites {cite.reference.kind} {cite.reference.target}, which there is not"
            )


def _unknown_products(sources: Sources) -> Iterator[Fault]:
    known = {product.id for product, _ in sources.products}
    folders = {document.key for document, _ in sources.documents if document.kind == "clause"}
    for question in sources.questions:
        if question.product and question.product not in known:
            yield question.place.fault(f"{question.id} is about product {question.product}, which there is not")
    for document, place in sources.documents:
        if document.product and document.product not in known:
            yield place.fault(f"belongs to product {document.product}, which there is not")
    for product, place in sources.products:
        if product.clauses not in folders:
            yield place.fault(f"product {product.id} has no clauses in clauses/{product.clauses}/")


def _unknown_versions(sources: Sources) -> Iterator[Fault]:
    """Name the facts that differ under clauses which there are not."""
    known = {(document.key, document.version) for document, _ in sources.documents if document.kind == "clause"}
    for product, place in sources.products:
        for fact in product.facts.values():
            for version in fact.versions:
                if (product.clauses, version) not in known:
                    yield place.fault(f"fact {fact.id} of version {version}: there are no such clauses")


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
                    f"version {later.version} begins before version {earlier.version} of {later.key} has ended"
                )


def _clashing_dates(sources: Sources) -> Iterator[Fault]:
    for question in sources.questions:
        if question.valid_from and question.valid_to and question.valid_to < question.valid_from:
            yield question.place.fault(f"{question.id} ends before it begins")
    for document, place in sources.documents:
        if document.effective_from and document.effective_to and document.effective_to < document.effective_from:
            yield place.fault(f"version {document.version} ends before it begins")
    for product, place in sources.products:
        if product.sale_from and product.sale_to and product.sale_to < product.sale_from:
            yield place.fault(f"the sale of {product.id} ends before it begins")
