"""What each kind of record must and may have, and the faults of one that has not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Callable, Mapping

from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, Items

PRODUCT_KINDS = (
    "critical_illness",
    "medical",
    "accident",
    "motor_commercial",
    "motor_compulsory",
    "home",
    "term_life",
    "whole_life",
    "endowment",
    "annuity",
    "travel",
    "liability",
)
REFERENCE_KINDS = ("clause", "fact", "law", "service")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KIND_ID = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]+)*")
FACT_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]+条")

Check = Callable[[Any], "str | None"]


@dataclass(frozen=True)
class Key:
    """A key of a record: how its value is checked, whether it must be there."""

    check: Check
    required: bool = True
    remedy: str = ""


def text(value: Any) -> str | None:
    """Accept a text that is not empty."""
    return None if isinstance(value, str) and value.strip() else "must be a text"


def loose(value: Any) -> str | None:
    """Accept anything: the value is checked elsewhere, or free."""
    return None


def day(value: Any) -> str | None:
    """Accept an ISO date."""
    return None if isinstance(value, date) else f"must be a date such as 2025-01-31, not {value}"


def flag(value: Any) -> str | None:
    """Accept true or false."""
    return None if isinstance(value, bool) else "must be true or false"


def texts(value: Any) -> str | None:
    """Accept a list of texts."""
    good = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    return None if good else "must be a list of texts"


def block(value: Any) -> str | None:
    """Accept a mapping."""
    return None if isinstance(value, Block) else "must be a mapping"


def blocks(value: Any) -> str | None:
    """Accept a list of mappings."""
    good = isinstance(value, Items) and all(isinstance(item, Block) for item in value)
    return None if good else "must be a list of mappings"


def matching(pattern: re.Pattern[str], what: str) -> Check:
    """Accept a text of a form."""

    def check(value: Any) -> str | None:
        return None if isinstance(value, str) and pattern.fullmatch(value) else f"must be {what}, not {value}"

    return check


def one_of(choices: tuple[str, ...]) -> Check:
    """Accept one of a few words."""

    def check(value: Any) -> str | None:
        return None if value in choices else f"must be one of {' '.join(choices)}, not {value}"

    return check


identifier = matching(ID, "an id of lower-case letters, digits and hyphens")
fact_identifier = matching(FACT_ID, "a fact id of lower-case letters, digits and underscores")
kind_identifier = matching(KIND_ID, "a kind such as motor or motor.compulsory")
article = matching(ARTICLE, "an article such as 第八条")

Shape = Mapping[str, Key]
BY_WHOM = "have it reviewed and add reviewed: {by: department and name, on: day}"
PRODUCT: Shape = {
    "id": Key(identifier), "name": Key(text), "aliases": Key(texts, False), "kind": Key(one_of(PRODUCT_KINDS)),
    "clauses": Key(identifier, False), "sale": Key(block, False), "summary": Key(text), "suits": Key(texts, False),
    "not_for": Key(texts, False), "reviewed": Key(block, remedy=BY_WHOM), "facts": Key(blocks),
}  # fmt: skip
SALE: Shape = {"from": Key(day, False), "to": Key(day, False)}
FACT: Shape = {
    "id": Key(fact_identifier), "name": Key(text), "value": Key(text), "text": Key(text), "ask": Key(texts), "cites": Key(blocks),
    "example": Key(text, False), "versions": Key(block, False),
}  # fmt: skip
FACT_VERSION: Shape = {
    "value": Key(text), "text": Key(text), "example": Key(text, False), "cites": Key(blocks, False),
}  # fmt: skip
FAQ_FILE: Shape = {"topic": Key(text), "entries": Key(blocks)}
FAQ: Shape = {
    "id": Key(identifier), "question": Key(text), "similar": Key(texts, False), "answer": Key(text), "product": Key(identifier, False),
    "coverage": Key(flag, False), "example": Key(text, False), "cites": Key(blocks), "valid_from": Key(day, False), "valid_to": Key(day, False),
    "reviewed": Key(block, remedy=BY_WHOM),
}  # fmt: skip
REVIEWED: Shape = {
    "by": Key(text, remedy="name the department and person who reviewed it"), "on": Key(day, remedy="give the day of the review"),
}  # fmt: skip
LAW: Shape = {
    "id": Key(identifier), "name": Key(text), "called": Key(texts, False), "version": Key(text), "effective_from": Key(day),
    "effective_to": Key(day, False), "source": Key(text, False), "articles": Key(blocks),
}  # fmt: skip
LAW_ARTICLE: Shape = {
    "article": Key(article),
    "title": Key(text),
    "says": Key(text),
    "ask": Key(texts, False),
    "source": Key(text, False),
}
SERVICE: Shape = {"company": Key(block), "document": Key(block), "sections": Key(blocks)}
COMPANY: Shape = {"name": Key(text), "short": Key(text), "hotline": Key(text)}
RULES: Shape = {"name": Key(text), "version": Key(text), "effective_from": Key(day), "effective_to": Key(day, False)}
SECTION: Shape = {
    "id": Key(identifier),
    "place": Key(text),
    "title": Key(text),
    "text": Key(text),
    "ask": Key(texts, False),
}
GLOSSARY: Shape = {"terms": Key(blocks)}
TERM: Shape = {
    "term": Key(text), "everyday": Key(texts, False), "says": Key(text), "example": Key(text, False), "cites": Key(blocks),
}  # fmt: skip
# the files of names, and their records
FILES: Mapping[str, Shape] = {
    "kinds.yml": {"kinds": Key(blocks)},
    "insurers.yml": {"endings": Key(texts), "offers": Key(texts, False), "insurers": Key(blocks)},
}
RECORDS: Mapping[str, Shape] = {
    "kinds.yml": {"id": Key(kind_identifier), "words": Key(texts)},
    "insurers.yml": {"name": Key(text), "words": Key(texts), "stems": Key(texts, False), "brands": Key(texts, False)},
}
FRONT_MATTER: Shape = {
    "product": Key(identifier), "title": Key(text), "version": Key(text), "effective_from": Key(day), "effective_to": Key(day, False),
}  # fmt: skip


def check(record: Block, shape: Shape, name: str, faults: list[Fault], *, free: bool = False) -> bool:
    """Add what is wrong with a record to ``faults``; tell whether it can be used. ``free`` lets further keys stand."""
    before = len(faults)
    for key, rule in shape.items():
        value = record.get(key)
        if value is None:
            if rule.required:
                faults.append(Fault(name, record.line_of(key), f"{key} is missing; {rule.remedy or 'add it'}"))
            continue
        wrong = rule.check(value)
        if wrong:
            faults.append(Fault(name, record.line_of(key), f"{key} {wrong}"))
    for key in () if free else record.keys() - shape.keys():
        faults.append(
            Fault(name, record.line_of(key), f"unknown key {key}; remove it, or write one of {' '.join(shape)}")
        )
    return len(faults) == before
