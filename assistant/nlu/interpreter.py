"""Runs the trained graph's understanding part, outside of any conversation."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from assistant.domain.intents import OUT_OF_SCOPE, group_of
from assistant.domain.understanding import Entity, Understanding
from assistant.errors import NotFoundError
from assistant.nlu.component import DANGER, SENTENCE_VECTOR, TONE, UNSURE, normalised
from assistant.nlu.entities import NOW
from assistant.nlu.runner import StraightGraphRunner
from assistant.text.mash import is_mash

SLASH = "╱"  # looks like a slash, and no folding turns it into one
COMMAND = re.compile(r"\s*[/／]\s*[A-Za-z_]+\s*(\{.*)?", re.DOTALL)  # what Rasa's own channels take for an order
ARCHIVES = "*.tar.gz"


@dataclass(frozen=True, kw_only=True)
class Reading(Understanding):
    """An understanding with what else the model saw."""

    normalised: str = ""
    danger: str | None = None


class Interpreter:
    """Reads messages with a loaded model."""

    def __init__(self, runner: GraphRunner, metadata: ModelMetadata) -> None:
        self._runner = runner
        self._target = metadata.nlu_target

    @classmethod
    def load(cls, models: Path) -> Interpreter:
        """Load the newest model of a folder.

        Raises:
            NotFoundError: when there is none.
        """
        archive = newest_model(models)
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), archive, LocalModelStorage, StraightGraphRunner)
        return cls(runner, metadata)

    def parse(self, text: str, now: datetime) -> Reading:
        """Return what a text means; dates are reckoned from ``now``."""
        message = UserMessage(_neutral(text), metadata={NOW: now.isoformat()})
        results = self._runner.run(inputs={PLACEHOLDER_MESSAGE: [message]}, targets=[self._target])
        reading = _reading(results[self._target][0], text)
        idle = _ordered(text) or is_mash(text)
        return replace(reading, intent=OUT_OF_SCOPE, group=OUT_OF_SCOPE, confidence=1.0) if idle else reading

    def explain(self, text: str, now: datetime) -> dict[str, Any]:
        """Return what a text means, as the contract's ``parse --json`` writes it."""
        return as_dict(self.parse(text, now))


def _neutral(text: str) -> str:
    """Keep Rasa from taking ``/intent{...}`` that somebody typed for a command; the length stays, so do the offsets."""
    head = len(text) - len(text.lstrip("/／ \t\n"))
    return text[:head].replace("/", SLASH).replace("／", SLASH) + text[head:]


def _ordered(text: str) -> bool:
    """Tell whether somebody typed an order to the machine: buttons give those, customers do not."""
    return COMMAND.fullmatch(text) is not None


def newest_model(models: Path) -> Path:
    """Return the newest archive of a folder.

    Raises:
        NotFoundError: when there is none.
    """
    archives = sorted(models.glob(ARCHIVES), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise NotFoundError(f"no trained model in {models}; train one with: assistant train")
    return archives[-1]


def as_dict(reading: Reading) -> dict[str, Any]:
    """Return a reading as the contract's ``parse --json`` writes it."""
    return {
        "text": reading.text,
        "intent": reading.intent,
        "group": reading.group,
        "confidence": round(reading.confidence, 4),
        "entities": [dict(vars(entity)) for entity in reading.entities],
        "tone": reading.tone,
        "unsure": reading.unsure,
    }


def _reading(message: Message, text: str) -> Reading:
    intent = message.get(INTENT) or {}
    name = intent.get("name") or OUT_OF_SCOPE
    ranking = message.get(INTENT_RANKING_KEY) or []
    return Reading(
        text=text,
        intent=name,
        group=group_of(name),
        confidence=float(intent.get("confidence") or 0.0),
        entities=tuple(_entity(item, text) for item in message.get(ENTITIES) or []),
        tone=message.get(TONE),
        ranking=tuple((item["name"], float(item["confidence"])) for item in ranking),
        normalised=normalised(message).text,
        vector=message.get(SENTENCE_VECTOR),
        unsure=bool(message.get(UNSURE)),
        danger=(message.get(DANGER) or {}).get("kind"),
    )


def _entity(item: dict[str, Any], text: str) -> Entity:
    start, end = item["start"], item["end"]
    return Entity(type=item["entity"], value=item["value"], text=text[start:end], start=start, end=end)
