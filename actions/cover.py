"""What goes with an answer about cover: the clause in its own words, and the exclusion and waiting period that bear on it."""

from __future__ import annotations

from typing import List, Tuple

from actions.saying import words
from assistant.dialogue.context import current_turn
from assistant.retrieval.citing import shorten
from assistant.retrieval.model import Citation, Entry
from assistant.services.editions import Edition

BEARING = ("waiting_period", "exclusions")
LONGEST = 90  # characters of the clause that are quoted in the text; the citation has more


def cover_notes(entry: Entry, edition: Edition | None) -> Tuple[List[str], List[Citation]]:
    """Return what is said beside an answer about one product's cover, with its places; nothing where it is about several."""
    clauses = [citation for citation in entry.citations if citation.entry.startswith("clause:")]
    products = {_product(citation) for citation in clauses}
    if len(products) != 1:
        return [], []
    quoted = clauses[0]
    notes = [words("utter_cover_quote", clause=quoted.clause, quote=shorten(quoted.quote.replace("\n", ""), LONGEST))]
    limits = _limits(products.pop(), entry, edition)
    told = "；".join(words("utter_cover_limit", name=name, value=value) for name, _, value in limits)
    if told:
        notes.append(words("utter_cover_limits", limits=told))
    return notes, [citation for _, fact, _ in limits for citation in fact.citations]


def _limits(product: str, entry: Entry, edition: Edition | None) -> List[Tuple[str, Entry, str]]:
    """Return the facts that bear on cover, as they applied, each with its name and short value; the one that answers is not repeated."""
    knowledge, today = current_turn().services.answers.knowledge, current_turn().services.clock.now().date()
    day = edition.day if edition else today
    found: List[Tuple[str, Entry, str]] = []
    for name in BEARING:
        fact = knowledge.products[product].facts.get(name)
        if fact is None or entry.fact == name:
            continue
        then = knowledge.entry(f"fact:{product}/{name}", as_of=day)
        earlier = fact.versions.get(then.id.rpartition("@")[2])
        found.append((fact.name, then, earlier.value if earlier else fact.value))
    return found


def _product(citation: Citation) -> str:
    return citation.entry.removeprefix("clause:").partition("/")[0]
