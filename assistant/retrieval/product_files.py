"""Read the files of products: their names, their facts, and what the facts were under earlier clauses."""

from __future__ import annotations

from typing import Mapping

from assistant.retrieval import shapes
from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block
from assistant.retrieval.model import Fact, FactVersion, Product, Reference
from assistant.retrieval.records import Place, Sources

EXEMPLIFIED = ("coverage", "exclusions")  # facts that say what is paid for: a case makes them plain


def read_product(sources: Sources, name: str, block: Block) -> None:
    """Add the product of one file."""
    if not sources.check(block, shapes.PRODUCT, name):
        return
    sale = block.get("sale") or Block(block.line)
    sources.check(sale, shapes.SALE, name)
    sources.check(block["reviewed"], shapes.REVIEWED, name)
    facts: dict[str, Fact] = {}
    for record in block["facts"]:
        fact = _read_fact(sources, name, block["id"], record)
        if fact and fact.id in facts:
            sources.faults.append(Fault(name, record.line, f"fact {fact.id} stands twice"))
        elif fact:
            facts[fact.id] = fact
    if "coverage" not in facts:
        sources.faults.append(
            Fault(name, block.line_of("facts"), "fact coverage is missing; say what the product pays for")
        )
    product = Product(
        id=block["id"], name=block["name"], aliases=tuple(block.get("aliases") or ()), kind=block["kind"], summary=block["summary"],
        suits=tuple(block.get("suits") or ()), not_for=tuple(block.get("not_for") or ()), facts=facts,
        clauses=block.get("clauses") or block["id"], sale_from=sale.get("from"), sale_to=sale.get("to"),
    )  # fmt: skip
    sources.products.append((product, Place(file=name, line=block.line_of("id"))))


def _read_fact(sources: Sources, name: str, product: str, record: Block) -> Fact | None:
    if not sources.check(record, shapes.FACT, name):
        return None
    references = sources.references(record, f"fact {record['id']}", name)
    return Fact(
        id=record["id"],
        name=record["name"],
        value=record["value"],
        text=record["text"],
        ask=tuple(record["ask"]),
        references=references,
        versions=_read_versions(sources, name, record, references),
        example=_example(sources, name, record, f"fact {record['id']}", needed=record["id"] in EXEMPLIFIED),
    )


def _read_versions(
    sources: Sources, name: str, record: Block, references: tuple[Reference, ...]
) -> Mapping[str, FactVersion]:
    """Return what the fact was under earlier versions of the clauses; the places are the same where none are given."""
    found: dict[str, FactVersion] = {}
    for version, earlier in (record.get("versions") or {}).items():
        if not isinstance(earlier, Block):
            sources.faults.append(Fault(name, record.line_of("versions"), f"version {version} must be a mapping"))
        elif sources.check(earlier, shapes.FACT_VERSION, name):
            owner = f"fact {record['id']} of version {version}"
            cited = sources.references(earlier, owner, name) if "cites" in earlier else references
            example = _example(sources, name, earlier, owner, needed="example" in record)
            found[version] = FactVersion(
                value=earlier["value"], text=earlier["text"], references=cited, example=example
            )
    return found


def _example(sources: Sources, name: str, record: Block, owner: str, *, needed: bool) -> str:
    """Return the worked case that goes with answers about cover; where one is needed, none is a fault."""
    example = (record.get("example") or "").strip()
    if needed and not example:
        sources.faults.append(Fault(name, record.line, f"{owner} has no example; write a short worked case of it"))
    return example
