"""What our graph components have in common."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.text.normalise import Normalised, normalise

NORMALISED = "normalised"
SENTENCE_VECTOR = "sentence_vector"
TONE = "tone"
DANGER = "danger"
UNSURE = "unsure"


class MessageComponent(GraphComponent):
    """A component that reads each message and adds to it."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageComponent:
        """Make the component from its settings in ``config.yml``."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add to each message that has a text."""
        for message in messages:
            if message.get(TEXT) is not None:
                self.read(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: Rasa takes a fingerprint of what is added to them, which costs more than to make it where it is needed."""
        return training_data

    def read(self, message: Message) -> None:
        """Add to one message."""
        raise NotImplementedError


def normalised(message: Message) -> Normalised:
    """Return the message's folded text; made here if no normaliser came before."""
    found = message.get(NORMALISED)
    return found if isinstance(found, Normalised) else normalise(message.get(TEXT) or "")
