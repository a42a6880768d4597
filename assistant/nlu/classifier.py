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
from assistant.nlu import confidence, kernel, ngrams
from assistant.nlu.component import UNSURE, MessageComponent, normalised
from assistant.nlu.confidence import Calibration, calibrate, decide, report
from assistant.nlu.kernel import FloatArray, KernelModel, Settings
from assistant.nlu.sentences import sentence_vector

RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KernelIntentClassifier(MessageComponent, IntentClassifier):
    """Least squares on n-grams and sentence vectors; the confidence is cross-validated: how often such a group is right."""

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage = model_storage
        self._resource = resource
        self._model: Optional[KernelModel] = None
        self._calibration: Optional[Calibration] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that cross-validation chose."""
        return dict(vars(Settings()))

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
        """Train anew when the model's code has changed, which Rasa does not look at."""
        files = (Path(module.__file__ or "") for module in (kernel, ngrams, confidence))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents, and how sure the model may be; write both."""
        texts, vectors, labels = _examples(training_data)
        settings = Settings(**{name: self.config[name] for name in vars(Settings())})
        self._model, scores = KernelModel.fit(texts, vectors, labels, settings)
        names = self._model.labels
        truth = np.array([names.index(label) for label in labels])
        self._calibration = calibrate(names, scores, truth, INTENT_GROUPS)
        about = {
            "calibration": vars(self._calibration),
            "held_out": report(names, scores, truth, self._calibration, INTENT_GROUPS),
        }
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder, about)
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
            classifier._model, about = KernelModel.read(folder)
        classifier._calibration = Calibration(**about["calibration"])
        return classifier

    def read(self, message: Message) -> None:
        """Set the intent, its confidence and the ranking."""
        vector = sentence_vector(message)
        if self._model is None or self._calibration is None or vector is None:
            return
        scores = self._model.score(normalised(message).text, vector)
        ranking, sure = decide(self._model.labels, scores, self._calibration, INTENT_GROUPS)
        listed = [{"name": name, "confidence": value} for name, value in ranking[:RANKING_LENGTH]]
        message.set(INTENT, {"name": ranking[0][0], "confidence": sure}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, listed, add_to_output=True)
        message.set(UNSURE, sure < self._calibration.threshold, add_to_output=True)


def _examples(training_data: TrainingData) -> Tuple[List[str], FloatArray, List[str]]:
    """Return the folded texts, the vectors and the intents of the examples."""
    examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) in INTENT_GROUPS]
    vectors = np.stack([vector for e in examples if (vector := sentence_vector(e)) is not None])
    return [normalised(e).text for e in examples], vectors, [e.get(INTENT) for e in examples]
