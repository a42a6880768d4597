"""The trained model, as the assistant uses it."""

from __future__ import annotations

import io
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.cli import parse
from assistant.clock import SHANGHAI
from assistant.domain.intents import INTENT_GROUPS
from assistant.errors import NotFoundError
from assistant.nlu.interpreter import Interpreter, newest_model
from tests.unit.text.strategies import ANY_TEXT

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def interpreter(brain) -> Interpreter:
    return brain.interpreter


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("犹豫期是多久", "knowledge"),
        ("怎么退保", "knowledge"),
        ("我要退保", "policy_service"),
        ("我的车昨天被撞了怎么办", "claim_report"),
        ("我的理赔到哪一步了", "claim_progress"),
        ("我要投诉你们客服", "complaint"),
        ("转人工", "human"),
        ("家里着火了快来人", "emergency"),
        ("你好", "smalltalk"),
        ("今天天气怎么样", "out_of_scope"),
    ],
)
def test_plain_messages(interpreter: Interpreter, text: str, group: str) -> None:
    assert interpreter.parse(text, NOW).group == group


def test_a_reading_hands_the_vector_on(interpreter: Interpreter) -> None:
    reading = interpreter.parse("我想問理賠進度", NOW)
    assert reading.vector is not None
    assert reading.vector.shape == (512,)
    assert reading.normalised == "我想问理赔进度"
    assert reading.ranking[0][0] == reading.intent


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(text=ANY_TEXT)
def test_anything_is_read(interpreter: Interpreter, text: str) -> None:
    found = interpreter.explain(text, NOW)
    assert found["text"] == text
    assert INTENT_GROUPS[found["intent"]] == found["group"]
    assert 0 <= found["confidence"] <= 1
    assert all(text[e["start"] : e["end"]] == e["text"] for e in found["entities"])


def test_several_threads_read_as_one_does(interpreter: Interpreter) -> None:
    texts = [f"我叫王小明，{day}号在上海被撞了，修车花了{day}00元，百万医疗险管吗" for day in range(1, 21)] * 2
    alone = [interpreter.explain(text, NOW) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: interpreter.explain(text, NOW), texts)) == alone


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no trained model"):
        newest_model(tmp_path)


def test_parse_writes_one_object_a_line(interpreter: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    class Streams:
        def __init__(self, data: bytes = b"") -> None:
            self.buffer = io.BytesIO(data)

    out = Streams()
    monkeypatch.setenv("ASSISTANT_NOW", NOW.isoformat())
    monkeypatch.setattr(Interpreter, "load", classmethod(lambda cls, models: interpreter))
    monkeypatch.setattr(sys, "stdin", Streams("昨天被撞了\n\n坏".encode() + b"\xff\r\n"))
    monkeypatch.setattr(sys, "stdout", out)
    assert parse.run(type("Options", (), {"json": True})()) == 0  # type: ignore[arg-type]
    lines = [json.loads(line) for line in out.buffer.getvalue().splitlines()]
    assert [line["text"] for line in lines] == ["昨天被撞了", "", "坏\udcff"]
    assert lines[0]["entities"] == [{"type": "date", "value": "2026-11-22", "text": "昨天", "start": 0, "end": 2}]
