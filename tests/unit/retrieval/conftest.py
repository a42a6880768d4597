"""What the tests of retrieval share."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from tests.unit.retrieval.samples import CountingEncoder, write_knowledge


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return KnowledgeBase.load(write_knowledge(tmp_path_factory.mktemp("knowledge")))


@pytest.fixture(scope="session")
def searcher(knowledge: KnowledgeBase) -> Searcher:
    return Searcher(knowledge, encoders=[CountingEncoder("quick"), CountingEncoder("careful")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_knowledge(tmp_path / "knowledge")
