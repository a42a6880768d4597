"""Turn scores into probabilities that mean what they say, by what the model said of examples it had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from assistant.nlu.kernel import FloatArray

FloatArray64 = NDArray[np.float64]
TINY = 1e-6
SHARPNESS_BOUNDS = (1.0, 60.0)


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """``sharpness`` makes scores probabilities; ``slope`` and ``offset`` mend that of the group chosen.

    Below ``threshold`` a group is as often wrong as right.
    """

    sharpness: float
    slope: float = 1.0
    offset: float = 0.0
    threshold: float = 0.5

    def probabilities(self, scores: FloatArray) -> FloatArray64:
        """Return probabilities along the last axis."""
        return softmax(scores * self.sharpness)

    def mend(self, probability: FloatArray64) -> FloatArray64:
        """Return how often a group of this probability is right."""
        return np.asarray(np.exp(-np.logaddexp(0, -(self.slope * _log_odds(probability) + self.offset))))


def decide(
    names: Sequence[str],
    scores: FloatArray,
    calibration: Calibration,
    groups: Mapping[str, str],
    *,
    weights: Mapping[str, float] = MappingProxyType({}),
) -> tuple[list[tuple[str, float]], float]:
    """Choose the likeliest group, and in it the likeliest intent; a group counts as often as ``weights`` says, else once.

    Returns the intents with their probabilities, the one chosen first, and the mended probability of its group.
    """
    likely = calibration.probabilities(scores)
    membership = group_matrix(names, groups)
    shares = likely @ membership
    kinds = sorted({groups[name] for name in names})
    group = int((shares * [weights.get(kind, 1.0) for kind in kinds]).argmax())
    chosen = int((likely * membership[:, group]).argmax())
    order = [chosen, *(int(i) for i in np.argsort(-likely) if i != chosen)]
    return [(names[i], float(likely[i])) for i in order], float(calibration.mend(shares[group]))


def group_matrix(names: Sequence[str], groups: Mapping[str, str]) -> FloatArray64:
    """Return which intent belongs to which group, shape (intents, groups)."""
    kinds = sorted({groups[name] for name in names})
    return np.array([[groups[name] == kind for kind in kinds] for name in names], dtype=np.float64)


def softmax(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return the normalised exponentials along the last axis."""
    raised = np.exp((values - values.max(axis=-1, keepdims=True)).astype(np.float64))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def calibrate(
    names: Sequence[str], scores: FloatArray, truth: NDArray[np.int64], groups: Mapping[str, str]
) -> Calibration:
    """Fit the calibration to held-out scores."""
    rows = np.arange(len(truth))

    def surprise(sharpness: float) -> float:
        return float(-np.log(softmax(scores * sharpness)[rows, truth] + TINY).mean())

    sharpness = float(minimize_scalar(surprise, bounds=SHARPNESS_BOUNDS, method="bounded").x)
    membership = group_matrix(names, groups)
    shares = softmax(scores * sharpness) @ membership
    right = shares.argmax(axis=1) == (membership[truth]).argmax(axis=1)
    slope, offset = _fit_mending(shares.max(axis=1), right)
    mended = Calibration(sharpness=sharpness, slope=slope, offset=offset).mend(shares.max(axis=1))
    return Calibration(sharpness=sharpness, slope=slope, offset=offset, threshold=_threshold(mended, right))


def _fit_mending(probability: FloatArray64, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit a logistic curve from log odds to being right (Platt 1999)."""
    odds = _log_odds(probability)

    def surprise(values: FloatArray64) -> float:
        margin = np.where(right, 1, -1) * (values[0] * odds + values[1])
        return float(np.logaddexp(0, -margin).mean())

    slope, offset = minimize(surprise, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def _threshold(confidence: FloatArray64, right: NDArray[np.bool_]) -> float:
    """Return where taking the surer ones gains most, a right one counting one and a wrong one minus one."""
    order = np.argsort(-confidence)
    gain = np.cumsum(np.where(right[order], 1, -1))
    return float(confidence[order][int(gain.argmax())])


def _log_odds(probability: FloatArray64) -> FloatArray64:
    held = np.clip(probability, TINY, 1 - TINY)
    return np.asarray(np.log(held / (1 - held)))
