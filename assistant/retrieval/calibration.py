"""How probable it is that a found entry answers, learnt from the knowledge base's own wordings."""

from __future__ import annotations

import json
import math
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.retrieval.index import Candidate

FloatMatrix = NDArray[np.float64]
RIDGE = 1.0
LONG = 30  # characters; a longer question is not clearer
STAGES = ("words", "quick", "careful")


def features(candidate: Candidate, margin: float, odds: float, length: int, share: float) -> list[float]:
    """Return what the probability is judged by, each the more the better.

    ``margin`` is the lead over the best rival, ``odds`` the logarithm of those against all of them, ``length`` the characters of what is
    asked: who says more can be understood better; ``share`` that of the wording that is asked, by length: one that says more is about more.
    """
    wording = [candidate.quick or 0.0, candidate.careful or 0.0, candidate.coverage, min(candidate.rest, 1.0)]
    answer = [candidate.answer_coverage, candidate.answer_careful, candidate.spoken_of]
    return [candidate.plain, math.tanh(margin), *wording, *answer, odds, min(length / LONG, 1.0), share]


@dataclass(frozen=True)
class Logistic:
    """A logistic model: ``bias`` and a weight a feature."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, values: Sequence[float]) -> float:
        """Return the probability, within 0.001 to 0.999."""
        total = self.bias + sum(weight * value for weight, value in zip(self.weights, values))
        return min(max(1 / (1 + math.exp(-max(min(total, 30.0), -30.0))), 0.001), 0.999)


def fit(rows: FloatMatrix, labels: FloatMatrix, importance: FloatMatrix) -> Logistic:
    """Fit by maximum likelihood; rows (n, features), labels (n,) of 0 and 1, both of which occur, and what each row counts for (n,).

    A ridge on the standardised weights keeps what was seen seldom from counting much, and no weight is
    negative: the features are alike, and without that bound one is traded for another.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    design = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
    bounds = [(None, None)] + [(0.0, None)] * rows.shape[1]
    start = np.zeros(design.shape[1])
    found = minimize(_loss, start, args=(design, labels, importance), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = found.x[1:] / spread
    return Logistic(float(found.x[0] - weights @ mean), tuple(float(weight) for weight in weights))


def _loss(
    beta: FloatMatrix, design: FloatMatrix, labels: FloatMatrix, importance: FloatMatrix
) -> tuple[float, FloatMatrix]:
    """Return the weighted negative log likelihood with the ridge, and its gradient."""
    logits = design @ beta
    chance = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    ridge = np.concatenate([[0.0], RIDGE * beta[1:]])
    loss = float(np.sum(importance * (np.logaddexp(0, logits) - labels * logits)) + ridge @ beta / 2)
    return loss, design.T @ (importance * (chance - labels)) + ridge


@dataclass(frozen=True)
class Calibration:
    """A model a stage: of the words alone, with the quick encoder, and of all lists."""

    words: Logistic
    quick: Logistic
    careful: Logistic

    def of(self, candidate: Candidate) -> Logistic:
        """Return the model of the stage at which a candidate was found."""
        model: Logistic = getattr(self, candidate.stage)
        return model

    def save(self, path: Path) -> None:
        """Write it as JSON; a reader sees the old file or the new one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(asdict(self)), encoding="utf-8")
        os.replace(temporary, path)

    @classmethod
    def load(cls, path: Path) -> Calibration | None:
        """Read what was saved; None where there is nothing that can be used."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(*(Logistic(stored[key]["bias"], tuple(stored[key]["weights"])) for key in STAGES))
        except (OSError, ValueError, KeyError, TypeError):
            return None


DEFAULT = Calibration(
    words=Logistic(-3.5, (0.0, 4.0, 0.0, 0.0, 5.0, 0.5, 1.0, 0.0, 0.5, 0.2, 0.0, 0.0)),
    quick=Logistic(-4.5, (0.5, 3.0, 4.0, 0.0, 1.0, 0.5, 1.0, 0.0, 0.5, 0.2, 0.0, 0.0)),
    careful=Logistic(-4.5, (0.5, 3.0, 2.0, 3.0, 1.0, 0.5, 1.0, 1.0, 0.5, 0.2, 0.0, 0.0)),
)  # for a knowledge base too small to learn from
