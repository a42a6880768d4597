"""The training sentences: each said once, enough for each intent, none that quality is measured on."""

import unicodedata
from collections import Counter
from pathlib import Path
from typing import Iterator

import pytest
import yaml

from assistant.domain.intents import INTENT_GROUPS
from assistant.retrieval.files import read_tsv
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases
from assistant.retrieval.tuning.corpora import asked_by_entry
from assistant.settings import PROJECT

SENTENCES = PROJECT / "nlu_data" / "nlu"
MEASURED = (PROJECT / "tests" / "data" / "nlu", PROJECT.parent / "shared" / "data")  # the latter where it is at hand
TEXT_COLUMNS = {"text", "question", "query", "sentence", "message"}
FEWEST = 40


def bare(text: str) -> str:
    """Return the letters and digits alone: width, case, blanks and punctuation make no other sentence."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def load_examples(file: Path) -> Iterator[tuple[str, str]]:
    for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            assert line.startswith("- "), f"{file.name}: {line}"
            yield block["intent"], line[2:]


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, str]]:
    """Every intent and sentence."""
    return [example for file in sorted(SENTENCES.rglob("*.yml")) for example in load_examples(file)]


@pytest.fixture(scope="module")
def paraphrases() -> Paraphrases:
    """What search learns from."""
    return Paraphrases.read()


def sayings(paraphrases: Paraphrases) -> list[str]:
    """Return all questions and their other wordings."""
    return [text for texts in (paraphrases.questions, *paraphrases.others) for text in texts]


def asked() -> list[str]:
    """Return what customers would ask of the entries."""
    return [question for questions in asked_by_entry().values() for question in questions]


def measured_files() -> list[Path]:
    return [file for folder in MEASURED for file in sorted(folder.rglob("*.tsv"))]


def measured_sentences(file: Path) -> set[str]:
    rows = read_tsv(file)
    columns = TEXT_COLUMNS & rows[0].keys()
    assert columns, f"which column of {file.name} has the sentences? {rows[0].keys()}"
    return {bare(row[column] or "") for row in rows for column in columns} - {""}


def test_every_sentence_has_words_and_no_markup(examples: list[tuple[str, str]]) -> None:
    assert [text for _, text in examples if not bare(text) or text != text.strip() or set(text) & set("[]{}")] == []


def test_no_sentence_stands_twice(examples: list[tuple[str, str]]) -> None:
    times = Counter(bare(text) for _, text in examples)
    assert [(intent, text) for intent, text in examples if times[bare(text)] > 1] == []


def test_every_intent_has_enough(examples: list[tuple[str, str]]) -> None:
    counts = Counter(intent for intent, _ in examples)
    assert set(counts) == set(INTENT_GROUPS)
    assert {intent: count for intent, count in counts.items() if count < FEWEST} == {}


@pytest.mark.parametrize("file", measured_files(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_sentence_is_one_that_quality_is_measured_on(
    examples: list[tuple[str, str]], paraphrases: Paraphrases, file: Path
) -> None:
    measured = measured_sentences(file)
    assert [(intent, text) for intent, text in examples if bare(text) in measured] == []
    assert [text for text in [*sayings(paraphrases), *asked()] if bare(text) in measured] == []


def test_nothing_that_customers_would_ask_is_a_golden_question() -> None:
    golden = {bare(one.ask) for one in KnowledgeBase.load(PROJECT / "knowledge").golden}
    assert [text for text in asked() if bare(text) in golden] == []
    assert len(asked()) == len(set(map(bare, asked()))) > 4000


def test_paraphrases_come_in_families_and_none_is_said_twice(paraphrases: Paraphrases) -> None:
    times = Counter(map(bare, sayings(paraphrases)))
    assert [text for text in sayings(paraphrases) if not bare(text) or times[bare(text)] > 1] == []
    sizes = Counter(paraphrases.families).values()
    assert len(sizes) > 1000
    assert max(sizes) <= 4
    assert sum(size >= 3 for size in sizes) > 0.97 * len(sizes)
