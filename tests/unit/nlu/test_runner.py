"""The straight runner gives what Rasa's own gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from assistant.nlu.interpreter import Interpreter, newest_model
from assistant.nlu.runner import StraightGraphRunner
from tests.conftest import NOW

TEXTS = ["车被追尾了怎么办", "转人工", "🙂", "我叫林晓梅，昨天下午三点在人民路摔伤了"]


@pytest.fixture(scope="module")
def archive(model: Path) -> Path:
    return newest_model(model)


def interpreter(archive: Path, folder: Path, runner: type[GraphRunner]) -> Interpreter:
    folder.mkdir()
    metadata, loaded = load_predict_graph_runner(folder, archive, LocalModelStorage, runner)
    return Interpreter(loaded, metadata)


def test_same_readings(archive: Path, tmp_path: Path) -> None:
    dask = interpreter(archive, tmp_path / "dask", DaskGraphRunner)
    straight = interpreter(archive, tmp_path / "straight", StraightGraphRunner)
    assert [straight.explain(text, NOW) for text in TEXTS] == [dask.explain(text, NOW) for text in TEXTS]
