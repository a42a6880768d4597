"""Read the folder of the knowledge base into records, each known by its file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

from assistant.retrieval import shapes
from assistant.retrieval.clauses import read_clauses
from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, read_yaml
from assistant.retrieval.model import Article, Document, Term
from assistant.retrieval.names import read_names
from assistant.retrieval.product_files import read_product
from assistant.retrieval.records import SERVICE_KEY, Place, Question, Sources


def read_sources(folder: Path) -> Sources:
    """Read every file of the knowledge base; nothing is raised, faults are collected."""
    sources = Sources(folder)
    if not folder.is_dir():
        sources.faults.append(Fault(str(folder), 0, "is not a folder"))
        return sources
    _read_service(sources)
    for name, block in _files(sources, "products/*.yml"):
        read_product(sources, name, block)
    for path in sorted(folder.glob("clauses/*/*.md")):
        name = path.relative_to(folder).as_posix()
        document = read_clauses(path, name, sources.faults)
        if document:
            sources.documents.append((document, Place(file=name, line=1)))
    for name, block in _files(sources, "law/*.yml"):
        _read_law(sources, name, block)
    for name, block in _files(sources, "faq/*.yml"):
        _read_questions(sources, name, block)
    _read_glossary(sources)
    sources.names = read_names(folder, sources.faults)
    _look_at_the_rest(sources)
    return sources


def _look_at_the_rest(sources: Sources) -> None:
    """Files that others read must at least be YAML; a file that nobody reads is a slip in its name."""
    for pattern in ("claims/*.yml", "identity.yml", "needs.yml"):
        list(_files(sources, pattern))
    for path in sorted(sources.folder.glob("**/*")):
        name = path.relative_to(sources.folder)
        known = {"products": ".yml", "law": ".yml", "faq": ".yml", "claims": ".yml", "clauses": ".md"}.get(
            name.parts[0]
        )
        if known and path.is_file() and (path.suffix != known or len(name.parts) != (3 if known == ".md" else 2)):
            sources.faults.append(
                Fault(name.as_posix(), 0, f"is read by nobody; only {known} files one folder down are")
            )


def _files(sources: Sources, pattern: str) -> Iterator[tuple[str, Block]]:
    for path in sorted(sources.folder.glob(pattern)):
        name = path.relative_to(sources.folder).as_posix()
        block = read_yaml(path, name, sources.faults)
        if block is not None:
            yield name, block


def _read_law(sources: Sources, name: str, block: Block) -> None:
    if not sources.check(block, shapes.LAW, name):
        return
    articles: dict[str, Article] = {}
    for record in block["articles"]:
        if not sources.check(record, shapes.LAW_ARTICLE, name):
            continue
        if record["article"] in articles:
            sources.faults.append(Fault(name, record.line, f"{record['article']} stands twice"))
        articles[record["article"]] = _article(record, record["article"], record["says"])
    document = Document(
        kind="law", key=block["id"], title=block["name"], version=block["version"], effective_from=block["effective_from"],
        effective_to=block.get("effective_to"), articles=articles, called=tuple(block.get("called") or ()),
    )  # fmt: skip
    sources.documents.append((document, Place(file=name, line=block.line_of("id"))))


def _article(record: Block, place: str, text: str) -> Article:
    return Article(
        place=place, heading=record["title"], text=text.strip(), ask=tuple(record.get("ask") or ()), line=record.line
    )


def _read_service(sources: Sources) -> None:
    name = "service.yml"
    block = next((found for _, found in _files(sources, name)), None)
    if block is None or not sources.check(block, shapes.SERVICE, name):
        return
    rules = block["document"]
    if not sources.check(block["company"], shapes.COMPANY, name, free=True) or not sources.check(
        rules, shapes.RULES, name
    ):
        return
    sources.company = block["company"]
    articles: dict[str, Article] = {}
    for record in block["sections"]:
        if not sources.check(record, shapes.SECTION, name):
            continue
        if record["id"] in articles:
            sources.faults.append(Fault(name, record.line, f"section {record['id']} stands twice"))
        articles[record["id"]] = _article(record, record["place"], record["text"])
    document = Document(
        kind="service", key=SERVICE_KEY, title=rules["name"], version=rules["version"], effective_from=rules["effective_from"],
        effective_to=rules.get("effective_to"), articles=articles,
    )  # fmt: skip
    sources.documents.append((document, Place(file=name, line=block.line_of("document"))))


def _read_questions(sources: Sources, name: str, block: Block) -> None:
    if not sources.check(block, shapes.FAQ_FILE, name):
        return
    for record in block["entries"]:
        if not sources.check(record, shapes.FAQ, name) or not sources.check(record["reviewed"], shapes.REVIEWED, name):
            continue
        similar = record.get("similar") or []
        question = Question(
            id=record["id"], question=record["question"], similar=tuple(similar), answer=record["answer"].strip(),
            product=record.get("product"), coverage=bool(record.get("coverage")), references=sources.references(record, record["id"], name),
            valid_from=record.get("valid_from"), valid_to=record.get("valid_to"), place=Place(file=name, line=record.line),
            similar_lines=tuple(getattr(similar, "lines", ())), example=(record.get("example") or "").strip(),
        )  # fmt: skip
        sources.questions.append(question)


def _read_glossary(sources: Sources) -> None:
    name = "glossary.yml"
    for _, block in _files(sources, name):
        for record in block["terms"] if sources.check(block, shapes.GLOSSARY, name) else ():
            if not sources.check(record, shapes.TERM, name):
                continue
            term = Term(
                term=record["term"], everyday=tuple(record.get("everyday") or ()), says=record["says"].strip(),
                example=(record.get("example") or "").strip(), references=sources.references(record, record["term"], name),
            )  # fmt: skip
            sources.terms.append((term, Place(file=name, line=record.line)))
