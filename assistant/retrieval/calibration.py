"""How probable it is that a found entry answers: a choice among all that was found and nothing, learnt from questions whose answer is known."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.retrieval.candidate import Candidate

FloatMatrix = NDArray[np.float64]
RIDGE = 5.0
LONG = 30  # characters; a longer question is not clearer
STAGES = ("words", "quick", "careful")
FEATURES, DOUBTS = 20, 4  # how many there are of each


def features(candidate: Candidate, text: str) -> list[float]:
    """Return what speaks for a candidate or against it, and what kind of entry it is; ``text`` is what is asked."""
    wording = [candidate.quick or 0.0, candidate.careful or 0.0, candidate.coverage, min(candidate.rest, 1.0)]
    whole = [candidate.worded, candidate.spoken, candidate.likely]
    answer = [candidate.answer_coverage, candidate.answer_careful, candidate.spoken_of]
    kind = [float(candidate.kind in names) for names in (("clause", "law"), ("fact",), ("term",))]
    about = [float(told) for told in (candidate.own, candidate.elsewhere, candidate.alien, candidate.beside)]
    return [candidate.plain, *wording, *whole, *answer, candidate.several, candidate.share_asked(text), *kind, *about]


def doubts(found: Sequence[Candidate], text: str) -> list[float]:
    """Return what tells whether anything that was found answers at all: who says more can be understood better."""
    plain, near = zip(*((candidate.plain, candidate.careful or candidate.quick or 0.0) for candidate in found))
    return [1.0, min(len(text) / LONG, 1.0), max(plain), max(near)]


@dataclass(frozen=True)
class Trial:
    """A question that was asked: its candidates' features, shape (candidates, features), its doubts, which are right, and what it counts for."""

    found: FloatMatrix
    doubts: Sequence[float]
    right: NDArray[np.bool_]
    weight: float = 1.0


@dataclass(frozen=True)
class Choice:
    """A conditional logit model (McFadden 1974): a weight a feature, and a weight a doubt, which speaks for nothing."""

    weights: tuple[float, ...]
    doubts: tuple[float, ...]

    def probabilities(self, found: FloatMatrix, doubts: Sequence[float]) -> FloatMatrix:
        """Return how probable it is of each candidate that it is the one, shape (candidates,); what is left over is for none."""
        odds = np.append(found @ np.array(self.weights), np.dot(doubts, self.doubts))
        raised = np.exp(odds - odds.max())
        chances: FloatMatrix = (raised / raised.sum())[:-1]
        return chances


def fit(trials: Sequence[Trial]) -> Choice:
    """Fit by maximum likelihood: that of a trial is what its right candidates have together, or nothing has where none is right.

    A ridge on the standardised weights keeps what was seen seldom from counting much.
    """
    rows, asked = np.vstack([trial.found for trial in trials]), np.array([trial.doubts for trial in trials])
    mean, spread = _scale(rows)
    middle, width = _scale(asked[:, 1:])
    design = _Design.of(trials, mean, spread, middle, width)
    start = np.zeros(rows.shape[1] + asked.shape[1])
    solved = minimize(design.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights, own = solved[: rows.shape[1]] / spread, solved[rows.shape[1] :]
    slopes = own[1:] / width
    constant = own[0] - middle @ slopes + mean @ weights
    return Choice(tuple(map(float, weights)), (float(constant), *map(float, slopes)))


def _scale(rows: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
    spread = rows.std(axis=0)
    return rows.mean(axis=0), np.where(spread > 1e-9, spread, 1.0)


@dataclass(frozen=True)
class _Design:
    """All trials in arrays: ``found`` (trials, most, features), ``right`` (trials, most + 1) the last of which is nothing, ``missing`` likewise."""

    found: FloatMatrix
    asked: FloatMatrix
    right: NDArray[np.bool_]
    missing: NDArray[np.bool_]
    weight: FloatMatrix

    @classmethod
    def of(cls, trials: Sequence[Trial], mean: FloatMatrix, spread: FloatMatrix, middle: FloatMatrix, width: FloatMatrix) -> _Design:  # fmt: skip
        most = max(len(trial.found) for trial in trials)
        found = np.zeros((len(trials), most, len(mean)))
        right, missing = np.zeros((len(trials), most + 1), dtype=bool), np.ones((len(trials), most + 1), dtype=bool)
        for at, trial in enumerate(trials):
            count = len(trial.found)
            found[at, :count], right[at, :count] = (trial.found - mean) / spread, trial.right
            missing[at, :count], missing[at, -1], right[at, -1] = False, False, not trial.right.any()
        asked = np.array([[1.0, *(np.array(trial.doubts[1:]) - middle) / width] for trial in trials])
        return cls(found, asked, right, missing, np.array([trial.weight for trial in trials]))

    def loss(self, solved: FloatMatrix) -> tuple[float, FloatMatrix]:
        """Return the weighted negative log likelihood with the ridge, and its gradient."""
        weights, own = solved[: self.found.shape[2]], solved[self.found.shape[2] :]
        odds = np.concatenate([self.found @ weights, (self.asked @ own)[:, None]], axis=1)
        odds = np.where(self.missing, -np.inf, odds)
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
        likely = np.maximum((chances * self.right).sum(axis=1, keepdims=True), 1e-12)
        slope = (chances - chances * self.right / likely) * self.weight[:, None]
        gradient = np.concatenate([np.einsum("ij,ijk->k", slope[:, :-1], self.found), slope[:, -1] @ self.asked])
        held = np.where(np.arange(len(solved)) == len(weights), 0.0, solved)  # the constant is free
        return -float(self.weight @ np.log(likely[:, 0])) + RIDGE / 2 * float(held @ held), gradient + RIDGE * held


@dataclass(frozen=True)
class Calibration:
    """A model a stage: of the words alone, with the quick encoder, and of all lists."""

    words: Choice
    quick: Choice
    careful: Choice

    def of(self, stage: str) -> Choice:
        """Return the model of a stage."""
        model: Choice = getattr(self, stage)
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
            return cls(*(Choice(tuple(stored[key]["weights"]), tuple(stored[key]["doubts"])) for key in STAGES))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _plain(sharpness: float, bar: float) -> Choice:
    """Return the choice by the score alone; what has no more than ``bar`` is as likely as nothing."""
    return Choice((sharpness, *[0.0] * (FEATURES - 1)), (sharpness * bar, *[0.0] * (DOUBTS - 1)))


DEFAULT = Calibration(
    words=_plain(3.0, 1.5), quick=_plain(4.0, 1.2), careful=_plain(4.0, 1.8)
)  # for a knowledge base too small to learn from
