"""The graph components, trained on a small set through Rasa's own storage."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu import sentences
from assistant.nlu.classifier import KernelIntentClassifier
from assistant.nlu.component import SENTENCE_VECTOR, normalised
from assistant.nlu.entities import EntityRecogniser
from assistant.nlu.normaliser import TextNormaliser
from assistant.nlu.safety import SafetyRules
from assistant.nlu.sentences import SentenceEncoder, sentence_vector
from assistant.nlu.tokenizer import WordTokenizer

EXAMPLES = {
    "report_claim": [
        "我的车被撞了",
        "昨天追尾了要报案",
        "摔伤了想报案",
        "家里被水淹了报案",
        "我要报案车刮了",
        "报个案",
        "出险了要报案",
        "撞车了怎么报案",
    ],
    "query_claim": [
        "理赔到哪一步了",
        "查一下理赔进度",
        "我的理赔款到账没",
        "案子审核完没有",
        "理赔进度怎么样了",
        "赔款什么时候到",
        "进度查询",
        "查理赔",
    ],
    "report_emergency": [
        "救命啊",
        "着火了快来人",
        "有人被困",
        "快叫救护车",
        "我不想活了",
        "孩子不呼吸了",
        "快不行了救命",
        "起火了救命",
    ],
    "out_of_scope": ["今天天气", "讲个笑话", "火车票", "明天下雨吗", "股票", "翻译一下", "做菜", "放首歌"],
}


class LetterEncoder:
    """A stand-in that counts characters."""

    name, dimension = "letters", 64

    def encode_query(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts):
            for character in text:
                row[ord(character) % self.dimension] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)

    encode_passage = encode_query


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage(tmp_path_factory.mktemp("storage"))


@pytest.fixture(scope="module", autouse=True)
def _letters() -> object:
    patch = pytest.MonkeyPatch()
    patch.setattr(sentences, "shared_encoder", LetterEncoder)
    yield
    patch.undo()


CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def pipeline(storage: LocalModelStorage, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """All components, the classifier trained and loaded again."""
    parts = [
        part(part.get_default_config())
        for part in (TextNormaliser, WordTokenizer, EntityRecogniser, SentenceEncoder, SafetyRules)
    ]
    parts[3] = SentenceEncoder({"cache": str(tmp_path_factory.mktemp("vectors"))})
    data = TrainingData([Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts])
    parts[3].process_training_data(data)
    config, resource = KernelIntentClassifier.get_default_config(), Resource("classifier")
    KernelIntentClassifier.create(config, storage, resource, CONTEXT).train(data)
    classifier = KernelIntentClassifier.load(config, storage, resource, CONTEXT)
    return [*parts[:4], classifier, parts[4]]


def run(pipeline: list[object], text: str, now: str = "2026-11-23T10:00:00+08:00") -> Message:
    message = Message({"text": text, "metadata": {"now": now}})
    for part in pipeline:
        part.process([message])  # type: ignore[attr-defined]
    return message


def test_a_message_goes_all_the_way(pipeline: list[object]) -> None:
    message = run(pipeline, "我的車昨天被撞了，報案")
    assert message.get("intent")["name"] == "report_claim"
    assert [(e["entity"], e["value"]) for e in message.get("entities")] == [("date", "2026-11-22")]
    assert message.get(SENTENCE_VECTOR).shape == (64,)
    assert normalised(message).text == "我的车昨天被撞了,报案"
    assert message.get("text") == "我的車昨天被撞了，報案"


@pytest.mark.parametrize("examples", [True, False])
def test_examples_are_cut_into_words_for_who_learns_from_them(examples: bool) -> None:
    data = TrainingData([Message.build("我要报案", "report_claim")])
    WordTokenizer({**WordTokenizer.get_default_config(), "examples": examples}).process_training_data(data)
    assert bool(data.training_examples[0].get("text_tokens")) is examples


def test_tokens_stand_in_the_text_as_given(pipeline: list[object]) -> None:
    message = run(pipeline, "理\u200b賠　進度")
    for token in message.get("text_tokens"):
        assert message.get("text")[token.start : token.end] == token.text
    assert "\u200b" in message.get("text_tokens")[0].text


def test_the_moment_comes_from_the_metadata(pipeline: list[object]) -> None:
    assert run(pipeline, "昨天", now="2020-03-01T00:30:00+08:00").get("entities")[0]["value"] == "2020-02-29"


def test_danger_goes_first_and_is_accounted_for(pipeline: list[object]) -> None:
    message = run(pipeline, "查一下理赔进度，我不想活了")
    assert message.get("intent") == {"name": "report_emergency", "confidence": 0.99}
    assert message.get("intent_ranking")[0]["name"] == "report_emergency"
    assert message.get("danger") == {"kind": "cry", "word": "不想活"}


def test_words_of_despair_are_danger_whatever_is_asked_beside_them(pipeline: list[object]) -> None:
    message = run(pipeline, "我要上吊，赔不赔我都不管了")
    assert message.get("intent") == {"name": "report_emergency", "confidence": 0.99}
    assert message.get("tone") == "despair"


def test_danger_that_is_past_is_taken_back(pipeline: list[object]) -> None:
    message = run(pipeline, "上个月起火了，人被困，已经救出来了")
    assert message.get("intent")["name"] != "report_emergency"
    assert message.get("danger") is None


def test_the_vector_is_found_in_training_and_in_use(tmp_path: Path) -> None:
    example = Message.build("报案", "report_claim")
    SentenceEncoder({"cache": str(tmp_path)}).process_training_data(TrainingData([example]))
    assert [file.name for file in tmp_path.iterdir()] == ["vectors-letters.npz"]
    said = Message({"text": "报案"})
    SentenceEncoder({}).process([said])
    np.testing.assert_allclose(sentence_vector(example), sentence_vector(said), atol=0.001)  # kept in half precision
    assert sentence_vector(Message({"text": "报案"})) is None


BAD_INPUT = [
    "",
    " ",
    "🙂🙂",
    "？？？",
    "\ud83d坏",
    "\u202e我要报案",
    "a" * 10_000,
    "我" * 10_000,
    "mix한국어العربية中文",
    "\x00",
]


@pytest.mark.parametrize("text", BAD_INPUT, ids=[ascii(text[:6]) for text in BAD_INPUT])
def test_bad_input_is_read_without_a_fault(pipeline: list[object], text: str) -> None:
    message = run(pipeline, text)
    assert message.get("intent")["name"] in EXAMPLES
    assert 0 <= message.get("intent")["confidence"] <= 1


def test_no_component_has_the_name_of_one_of_rasas(pipeline: list[object]) -> None:
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    for part in pipeline:
        registered = DefaultV1Recipe._registered_components[type(part).__name__]
        assert registered.clazz is type(part)
        assert registered.clazz.__module__.startswith("assistant.nlu")
