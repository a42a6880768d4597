"""What goes with an answer about cover: the clause in its own words, a worked case, the exclusion and waiting period that bear on it."""

from __future__ import annotations

from typing import List, Set, Tuple

from actions.saying import words
from assistant.dialogue.context import current_turn
from assistant.retrieval.citing import shorten
from assistant.retrieval.model import Citation, Entry, Fact
from assistant.services.editions import Edition

BEARING = ("waiting_period", "exclusions")
LONGEST = 90  # characters of the clause that are quoted in the text; the citation has more


def cover_notes(entry: Entry, edition: Edition | None, asked: str | None) -> Tuple[List[str], List[Citation]]:
    """Return what is said beside an answer about one product's cover, with its places; little where it is about several.

    Of several products, the one that was ``asked`` about counts.
    """
    clauses = [citation for citation in entry.citations if citation.entry.startswith("clause:")]
    product = entry.product or _meant({_product(citation) for citation in clauses}, asked)
    if product is None or not clauses:
        return [words("utter_cover_example", example=entry.example)] if entry.example else [], []
    quoted = next((citation for citation in clauses if _product(citation) == product), clauses[0])
    facts = _facts(product, edition)
    notes = [
        words("utter_cover_quote", clause=quoted.clause, quote=shorten(quoted.quote.replace("\n", ""), LONGEST)),
        words("utter_cover_example", example=_example(entry, [then for _, then, _ in facts])),
    ]
    limits = [(fact, then, value) for fact, then, value in facts if fact.id in BEARING and fact.id != entry.fact]
    told = "；".join(words("utter_cover_limit", name=fact.name, value=value) for fact, _, value in limits)
    if told:
        notes.append(words("utter_cover_limits", limits=told))
    return notes, [citation for _, then, _ in limits for citation in then.citations]


def _facts(product: str, edition: Edition | None) -> List[Tuple[Fact, Entry, str]]:
    """Return a product's facts as they applied, each with its entry and short value."""
    knowledge, today = current_turn().services.answers.knowledge, current_turn().services.clock.now().date()
    day = edition.day if edition else today
    found: List[Tuple[Fact, Entry, str]] = []
    for fact in knowledge.products[product].facts.values():
        then = knowledge.entry(f"fact:{product}/{fact.id}", as_of=day)
        earlier = fact.versions.get(then.id.rpartition("@")[2])
        found.append((fact, then, earlier.value if earlier else fact.value))
    return found


def _example(entry: Entry, facts: List[Entry]) -> str:
    """Return the worked case of an answer: its own, else that of the fact on the same articles, else that of what is covered."""
    if entry.example:
        return entry.example
    cases = sorted((fact for fact in facts if fact.example), key=lambda fact: fact.fact != "coverage")
    for citation in entry.citations:
        for fact in cases:
            if citation in fact.citations:
                return fact.example
    return cases[0].example


def _meant(products: Set[str], asked: str | None) -> str | None:
    return asked if asked in products else next(iter(products)) if len(products) == 1 else None


def _product(citation: Citation) -> str:
    return citation.entry.removeprefix("clause:").partition("/")[0]
