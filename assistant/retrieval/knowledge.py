"""The knowledge base: what was read, checked, and ready to be looked up."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from assistant.errors import NotFoundError
from assistant.retrieval.checks import cross_faults, expired
from assistant.retrieval.citing import Library, fact_id
from assistant.retrieval.entries import build_entries
from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.golden import Golden, read_golden
from assistant.retrieval.model import Article, Document, Entry, Product, Term
from assistant.retrieval.names import Names
from assistant.retrieval.records import Sources
from assistant.retrieval.sources import read_sources


class KnowledgeBase:
    """Products, documents and entries, all consistent with each other."""

    def __init__(
        self, *, entries: Sequence[Entry], products: Mapping[str, Product], documents: Iterable[Document] = (),
        terms: Sequence[Term] = (), company: Mapping[str, Any] | None = None, others: Names | None = None,
        golden: Sequence[Golden] = (),
    ) -> None:  # fmt: skip
        self.entries = tuple(entries)
        self.products = products
        self.terms = tuple(terms)
        self.company: Mapping[str, Any] = company or {}
        self.others = others or Names()
        self.golden = tuple(golden)
        self._library = Library(documents, products)
        self._by_id = {entry.id: entry for entry in self.entries}

    @classmethod
    def load(cls, folder: Path, *, today: date | None = None) -> KnowledgeBase:
        """Read and check a folder; with a day, entries that have expired by then are faults too.

        A server loads without: what lapses overnight is then merely no answer any more.

        Raises:
            KnowledgeError: with every fault, in the order of files and lines.
        """
        sources = read_sources(folder)
        faults = sources.faults + cross_faults(sources) + (expired(sources, today) if today else [])
        if faults:
            raise KnowledgeError(faults)
        knowledge = cls._build(sources)
        knowledge.golden = tuple(read_golden(folder, knowledge._by_id.keys(), faults))
        if faults:
            raise KnowledgeError(faults)
        return knowledge

    @classmethod
    def _build(cls, sources: Sources) -> KnowledgeBase:
        bare = {product.id: product for product, _ in sources.products}
        documents = [document for document, _ in sources.documents]
        library = Library(documents, bare)
        products = {key: _with_citations(product, library) for key, product in bare.items()}
        entries = build_entries(sources, products, library)
        terms = [term for term, _ in sources.terms]
        return cls(entries=entries, products=products, documents=documents, terms=terms, company=sources.company,
                   others=sources.names)  # fmt: skip

    def find(self, key: str, *, as_of: date | None = None) -> Entry | None:
        """Return an entry by its id, or None; its words and citations are those of ``as_of``, or of the newest version."""
        entry = self._by_id.get(key)
        if entry is None or as_of is None:
            return entry
        return self.cited(self._then(entry, as_of), as_of)

    def _then(self, entry: Entry, day: date) -> Entry:
        """Return a fact as it was on a day."""
        if entry.fact is None or entry.product is None or entry.valid_on(day):
            return entry
        earlier = (fact_id(entry.product, entry.fact, document.version) for document in self.versions(entry.product))
        found = [self._by_id[key] for key in earlier if key in self._by_id]
        return next((version for version in found if version.valid_on(day)), entry)

    def entry(self, key: str, *, as_of: date | None = None) -> Entry:
        """Return an entry by its id.

        Raises:
            NotFoundError: there is none.
        """
        entry = self.find(key, as_of=as_of)
        if entry is None:
            raise NotFoundError(f"no entry {key}")
        return entry

    def cited(self, entry: Entry, as_of: date) -> Entry:
        """Return an entry with the citations that apply on a day; there may be none."""
        return replace(entry, citations=self._library.resolve(entry.references, as_of)) if entry.references else entry

    def article(self, product: str, clause: str, as_of: date) -> Article:
        """Return an article of a product's clauses in the version in force on a day.

        Raises:
            NotFoundError: no version is in force then, or it has no such article.
        """
        document = self.clauses(product, as_of)
        if clause not in document.articles:
            raise NotFoundError(f"no {clause} in {document.title} {document.version}")
        return document.articles[clause]

    def clauses(self, product: str, as_of: date) -> Document:
        """Return a product's clauses in the version in force on a day.

        Raises:
            NotFoundError: no version is in force then.
        """
        document = self.find_clauses(product, as_of)
        if document is None:
            raise NotFoundError(f"no clauses of {product} in force on {as_of}")
        return document

    def find_clauses(self, product: str | None, as_of: date) -> Document | None:
        """Return a product's clauses in the version in force on a day, or None."""
        return self._library.find("clause", product, as_of) if product and product in self.products else None

    def laws(self) -> list[Document]:
        """Return the statutes."""
        return [document for document in self._library if document.kind == "law"]

    def versions(self, product: str) -> list[Document]:
        """Return all versions of a product's clauses, the oldest first."""
        return self._library.versions(product)

    def names(self) -> list[str]:
        """Return the names that a word segmenter should know: products, their aliases, terms."""
        products = [name for product in self.products.values() for name in product.names]
        return list(dict.fromkeys([*products, *(term.term for term in self.terms)]))

    def fingerprint(self) -> str:
        """Return a hash of everything that a search depends on."""
        digest = hashlib.sha256(repr((self.others.kinds, self.golden)).encode())
        for entry in self.entries:
            parts = (
                entry.id,
                entry.product,
                entry.title,
                *entry.surfaces,
                "\0",
                *entry.passages,
                *map(str, entry.references),
            )
            digest.update("\1".join(str(part) for part in parts).encode("utf-8", "replace"))
        return digest.hexdigest()


def _with_citations(product: Product, library: Library) -> Product:
    facts = {key: replace(fact, citations=library.resolve(fact.references)) for key, fact in product.facts.items()}
    return replace(product, facts=facts)
