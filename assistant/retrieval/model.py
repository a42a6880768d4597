"""What the knowledge base holds, and what a search finds in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Mapping

COUNTRY = "中华人民共和国"  # how a statute's title begins, and nobody says


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A place as an author cites it: ``kind`` is clause, fact, law or service; ``target`` is what follows the colon."""

    kind: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The place an answer rests on, in the version that applies."""

    entry: str
    document: str
    clause: str
    version: str
    effective_from: date | None
    quote: str

    def as_dict(self) -> dict[str, str | None]:
        """Return it as the contract writes it."""
        return {
            "entry": self.entry,
            "document": self.document,
            "clause": self.clause,
            "version": self.version,
            "effective_from": self.effective_from.isoformat() if self.effective_from else None,
            "quote": self.quote,
        }


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An answer with the wordings that lead to it.

    ``kind`` is faq, fact, clause, term, law or service; ``fact`` is the fact's id within its product; ``citations`` are those of
    the newest version unless the knowledge base was asked for a date; ``example`` is a short worked case.
    """

    id: str
    kind: str
    question: str
    answer: str
    surfaces: tuple[str, ...]
    product: str | None = None
    citations: tuple[Citation, ...] = ()
    coverage: bool = False
    fact: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    passages: tuple[str, ...] = ()
    title: str = ""
    references: tuple[Reference, ...] = ()
    example: str = ""

    def valid_on(self, day: date) -> bool:
        """Tell whether the entry holds on a day; both ends of its validity count."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class FactVersion:
    """What a fact was under an earlier version of the clauses."""

    value: str
    text: str
    references: tuple[Reference, ...]
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing about a product; the same ``id`` means the same matter in every product.

    ``versions`` has what differed under earlier versions of the clauses, by version.
    """

    id: str
    name: str
    value: str
    text: str
    ask: tuple[str, ...]
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...] = ()
    versions: Mapping[str, FactVersion] = field(default_factory=dict)
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product as customers are told of it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    summary: str
    suits: tuple[str, ...]
    not_for: tuple[str, ...]
    facts: Mapping[str, Fact]
    clauses: str
    sale_from: date | None = None
    sale_to: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of a document: 第八条, its heading, its text without the heading."""

    place: str
    heading: str
    text: str
    chapter: str = ""
    ask: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text that answers cite: one version of a product's clauses, a statute, the service rules.

    ``kind`` is clause, law or service; ``key`` the folder, the statute's id, or "service"; ``product`` the product it belongs to;
    ``called`` what people call it for short.
    """

    kind: str
    key: str
    title: str
    version: str
    effective_from: date | None
    effective_to: date | None
    articles: Mapping[str, Article]
    product: str | None = None
    called: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The title, the title as it is said, and what it is called for short."""
        return tuple(dict.fromkeys((self.title, self.title.removeprefix(COUNTRY), *self.called)))

    def in_force(self, day: date) -> bool:
        """Tell whether this version applies on a day; both ends count."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of insurance and its everyday words."""

    term: str
    everyday: tuple[str, ...]
    says: str
    example: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that was found; ``score`` is the calibrated probability that it answers, ``surface`` the wording it was found by.

    ``share`` leaves out what else speaks of the same matter, but for the same fact of other products: the shares of all matters that were found
    add up to at most 1.
    ``stage`` tells what settled the search: words alone, the quick encoder or the careful one.
    """

    entry: Entry
    score: float
    share: float
    surface: str
    stage: str = "words"


@dataclass(frozen=True, kw_only=True)
class ProductMention:
    """A product named in a text; ``start`` and ``end`` count in the text as given."""

    product: str
    text: str
    start: int
    end: int
