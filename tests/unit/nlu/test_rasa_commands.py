"""Rasa's own commands work on our files: ``rasa train nlu`` and ``rasa test nlu``."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import yaml

from assistant.nlu.interpreter import Interpreter, newest_model
from assistant.settings import PROJECT
from tests.conftest import NOW

CHECKED = {
    "ask_knowledge": ["犹豫期一般多少天", "免赔额是什么意思"],
    "report_claim": ["我的车昨天被撞了要报案"],
    "request_human": ["转人工"],
}
TAUGHT = {
    "report_claim": ["我要报案", "车撞了报案", "摔伤了报案", "家里进水报案", "报个案", "出险了"],
    "request_human": ["转人工", "人工客服", "找真人", "接人工", "人工", "我要人工服务"],
    "out_of_scope": ["今天天气", "讲个笑话", "买火车票", "放首歌", "股票行情", "翻译一句话"],
}


def write(path: Path, sentences: dict[str, list[str]]) -> str:
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in sentences.items()
    ]
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")
    return str(path)


def test_rasa_test_nlu_reports_on_our_model(model: Path, tmp_path: Path) -> None:
    from rasa.model_testing import test_nlu

    data = write(tmp_path / "few.yml", CHECKED)
    options = {"errors": True, "disable_plotting": True}
    asyncio.run(test_nlu(str(newest_model(model)), data, str(tmp_path / "results"), options))
    report = json.loads((tmp_path / "results" / "intent_report.json").read_text(encoding="utf-8"))
    assert report["accuracy"] == 1.0
    assert report["macro avg"]["support"] == 4


@pytest.mark.slow
def test_rasa_train_nlu_makes_a_model_that_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.model_training import train_nlu

    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    data = write(tmp_path / "few.yml", TAUGHT)
    made = train_nlu(str(PROJECT / "config.yml"), data, str(tmp_path / "models"), domain=str(PROJECT / "domain.yml"))
    assert made
    reading = Interpreter.load(Path(made).parent).parse("车撞了要报案", NOW)
    assert reading.intent == "report_claim"
