"""A quick model's opinion of what a message wants, and a careful model's where the first is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Callable, List, Mapping, Tuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.intents import INTENT_GROUPS
from assistant.nlu.confidence import Calibration, calibrate, decide
from assistant.nlu.kernel import FloatArray, KernelModel, Settings

QUICK, CAREFUL = "quick", "careful"  # the models' folders

SURE = 0.9  # where the quick model is less sure, the careful one is asked
# How often a group counts against the others: turning a wish away, a false alarm, and a complaint registered too many cost less than a joke
# taken for a wish, a danger missed, and a complaint not heard.
WEIGHTS: Mapping[str, float] = MappingProxyType({"out_of_scope": 4.0, "emergency": 1.5, "complaint": 1.3})

Ranking = List[Tuple[str, float]]


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """A model with its calibration."""

    model: KernelModel
    calibration: Calibration

    def of(self, text: str, vectors: List[FloatArray], weights: Mapping[str, float]) -> Tuple[Ranking, float]:
        """Return the intents with their probabilities, the one chosen first, and how sure its group is."""
        scores = self.model.score(text, vectors)
        return decide(self.model.labels, scores, self.calibration, INTENT_GROUPS, weights=weights)

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""
        self.model.save(folder, {"calibration": vars(self.calibration)})

    @classmethod
    def read(cls, folder: Path) -> Opinion:
        """Read what was saved."""
        model, about = KernelModel.read(folder)
        return cls(model=model, calibration=Calibration(**about["calibration"]))


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """Both models; each ``of`` a message asks the careful one only where the quick one is less than ``sure``."""

    quick: Opinion
    careful: Opinion

    @classmethod
    def learn(
        cls, texts: List[str], quick: FloatArray, careful: FloatArray, labels: List[str], settings: Settings
    ) -> Opinions:
        """Learn from folded texts, their vectors by both encoders, and their intents."""
        fitted = KernelModel.fit(texts, [quick, careful], labels, settings)
        first, second = (_opinion(model, scores, sample, labels) for model, scores, sample in fitted)
        return cls(quick=first, careful=second)

    def of(
        self,
        text: str,
        vector: FloatArray,
        careful: Callable[[], FloatArray],
        *,
        sure: float,
        weights: Mapping[str, float],
    ) -> Tuple[Ranking, float, bool]:
        """Return the ranking, the intent chosen first, how sure its group is, and whether that is too little to act on."""
        opinion = self.quick
        ranking, confidence = opinion.of(text, [vector], weights)
        if confidence < sure:
            opinion = self.careful
            ranking, confidence = opinion.of(text, [vector, careful()], weights)
        return ranking, confidence, confidence < opinion.calibration.threshold

    def save(self, folder: Path) -> None:
        """Write both."""
        self.quick.save(folder / QUICK)
        self.careful.save(folder / CAREFUL)

    @classmethod
    def read(cls, folder: Path) -> Opinions:
        """Read what was saved."""
        return cls(quick=Opinion.read(folder / QUICK), careful=Opinion.read(folder / CAREFUL))


def _opinion(model: KernelModel, scores: FloatArray, sample: NDArray[np.int64], labels: List[str]) -> Opinion:
    """Return a model with how sure it may be, by the scores of a sample that it has not seen."""
    truth = np.array([model.labels.index(labels[place]) for place in sample])
    return Opinion(model=model, calibration=calibrate(model.labels, scores, truth, INTENT_GROUPS))
