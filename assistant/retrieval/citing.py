"""Turn what an author cites into what a customer is shown: the words of the place, in the version that applies."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Iterable, Iterator, Mapping

from assistant.retrieval.model import Article, Citation, Document, Product, Reference
from assistant.retrieval.records import SERVICE_KEY

QUOTE_LENGTH = 200
_SENTENCE_ENDS = "。；！？\n"


def shorten(text: str, limit: int = QUOTE_LENGTH) -> str:
    """Return a text whole, or its beginning up to a sentence's end within ``limit`` characters, with an ellipsis.

    >>> shorten("甲。乙丙丁。戊", 6)
    '甲。乙丙丁。……'
    """
    text = text.strip()
    if len(text) <= limit:
        return text
    end = max(text.rfind(mark, 0, limit) for mark in _SENTENCE_ENDS)
    return (text[: end + 1].rstrip() if end > 0 else text[:limit]) + "……"


def entry_id(document: Document, place: str) -> str:
    """Return the id under which a place of a document is searched and cited."""
    if document.kind == "clause":
        return f"clause:{document.product}/{document.version}/{place}"
    return f"service:{place}" if document.kind == "service" else f"law:{document.key}/{place}"


def fact_id(product: str, fact: str, version: str = "") -> str:
    """Return the id of a product's fact, as it is now or as it was under an earlier version of the clauses."""
    return f"fact:{product}/{fact}" + (f"@{version}" if version else "")


class Library:
    """All documents, by what they are cited as, and the versions of each."""

    def __init__(self, documents: Iterable[Document], products: Mapping[str, Product]) -> None:
        self._products = products
        self._versions: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in documents:
            self._versions[document.kind, document.key].append(document)
        for versions in self._versions.values():
            versions.sort(key=lambda version: version.effective_from or date.min)

    def __iter__(self) -> Iterator[Document]:
        return (document for versions in self._versions.values() for document in versions)

    def versions(self, product: str) -> list[Document]:
        """Return all versions of a product's clauses, the oldest first."""
        return self._versions.get(("clause", self._products[product].clauses), [])

    def find(self, kind: str, key: str, day: date | None) -> Document | None:
        """Return the version in force on a day, the newest without a day, None where there is none."""
        if kind == "clause" and key in self._products:
            key = self._products[key].clauses
        versions = self._versions.get((kind, key), [])
        fitting = versions if day is None else [version for version in versions if version.in_force(day)]
        return fitting[-1] if fitting else None

    def resolve(self, references: Iterable[Reference], day: date | None = None) -> tuple[Citation, ...]:
        """Return the citations that references stand for on a day, each once; a fact stands for what it cites itself."""
        found: dict[str, Citation] = {}
        for reference in self._spread(references):
            key, _, place = reference.target.rpartition("/")
            document = self.find(reference.kind, key or SERVICE_KEY, day)
            article = document.articles.get(place) if document else None
            if document and article:
                citation = cite(document, place, article)
                found.setdefault(citation.entry, citation)
        return tuple(found.values())

    def _spread(self, references: Iterable[Reference]) -> Iterator[Reference]:
        for reference in references:
            product, _, fact = reference.target.partition("/")
            if reference.kind != "fact":
                yield reference
            elif product in self._products and fact in self._products[product].facts:
                yield from self._products[product].facts[fact].references


def cite(document: Document, place: str, article: Article) -> Citation:
    """Return a place of a document as a citation."""
    return Citation(
        entry=entry_id(document, place),
        document=document.title,
        clause=article.place,
        version=document.version,
        effective_from=document.effective_from,
        quote=shorten(article.text),
    )
