"""The intent model: least squares on a kernel that joins wordings and sentence vectors.

A linear kernel on n-grams, sounds and signs learns wordings, a Gaussian kernel on the sentence vectors learns meanings, near ones only.
Trained in closed form (Saunders, Gammerman and Vovk 1998): one matrix factored for all intents, which also tells what an example would be
taken for by a model that has not seen it (leave-one-out; Rasmussen and Williams 2006, section 5.4.2).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from assistant.nlu.wordings import Products, Wordings

FloatArray = NDArray[np.float32]
SAMPLE = 1500  # texts that are held out; calibration needs no more
ROWS = 1024  # compared with the others at a time


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Chosen by cross-validation.

    How much meanings count, as each encoder sees them, how near they must be, how smooth the fit is, in how many dimensions they are
    compared, how far an example of a small intent outweighs one of a large (0 not at all, 1 until all intents weigh the same),
    how much sounds and signs count beside characters, and of which share of the examples the model learns that is not the last.
    """

    meaning: float = 1.0
    careful_meaning: float = 2.0
    sharpness: float = 1.0
    ridge: float = 0.3
    dimensions: int = 160
    balance: float = 0.5
    sound: float = 0.3
    sign: float = 0.5
    quick_share: float = 0.6

    @property
    def meanings(self) -> tuple[float, float]:
        """What each encoder's view counts, the quick one's first."""
        return self.meaning, self.careful_meaning


@dataclass(frozen=True, kw_only=True)
class View:
    """How one encoder sees the examples: their vectors in the ``basis`` of the principal components, which is quicker and no worse."""

    weight: float
    mean: FloatArray
    basis: FloatArray
    points: FloatArray

    @classmethod
    def fit(cls, vectors: FloatArray, weight: float, settings: Settings) -> View:
        """Learn the basis from the examples' vectors, shape (texts, d)."""
        mean = vectors.mean(axis=0)
        basis = _principal(vectors - mean, settings.dimensions)
        return cls(weight=weight, mean=mean, basis=basis, points=_direct((vectors - mean) @ basis))

    def of(self, rows: slice) -> View:
        """Return the view of some of the examples."""
        return replace(self, points=self.points[rows])

    def near(self, vectors: FloatArray, settings: Settings) -> FloatArray:
        """Return how near vectors, shape (n, d), are to the examples, shape (n, texts)."""
        return self.weight * _gaussian(_direct((vectors - self.mean) @ self.basis), self.points, settings)

    def among(self, rows: slice, settings: Settings) -> FloatArray:
        """Return how near some examples are to themselves and all that come after, shape (rows, texts from there on)."""
        return self.weight * _gaussian(self.points[rows], self.points[rows.start :], settings)


class KernelModel:
    """Scores every label for a text and its vectors; scores are near 1 for what surely is, near 0 for what is not."""

    def __init__(
        self,
        labels: Sequence[str],
        wordings: Wordings,
        settings: Settings,
        views: Sequence[View],
        *,
        weights: FloatArray,
        duals: FloatArray,
        prior: FloatArray,
    ) -> None:
        self.labels = tuple(labels)
        self.wordings = wordings
        self.settings = settings
        self.views = tuple(views)
        self._weights, self._duals, self._prior = weights, duals, prior

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: Sequence[FloatArray], labels: Sequence[str], settings: Settings
    ) -> Iterator[tuple[KernelModel, FloatArray, NDArray[np.int64]]]:
        """Learn from folded ``texts``, their ``vectors`` by one or two encoders, each of shape (texts, d), and their labels.

        Yields a model that sees by the first encoder, learnt from a share of the texts, then one that sees by both, learnt from all; each with a
        sample's scores by models without the text that is scored, shape (sample, labels), and the sample's places.
        """
        names = sorted(set(labels))
        order = np.random.default_rng(7).permutation(len(texts))
        sample = order[-SAMPLE:]  # last, where the factor tells most cheaply of them
        texts, vectors = [texts[place] for place in order], [seen[order] for seen in vectors]
        target = np.array([[labels[place] == name for name in names] for place in order], dtype=np.float64)
        weight = _weights(target, settings.balance)
        prior = weight @ target / weight.sum()
        ridge, wanted = settings.ridge / weight, target - prior
        wordings = Wordings.fit(texts, sound=settings.sound, sign=settings.sign)
        matrix = wordings.matrix(texts)
        likeness = np.zeros((len(texts), len(texts)), dtype=np.float32)
        _add_upper(likeness, Products(matrix).among)
        views: list[View] = []
        for seen, meaning in zip(vectors, settings.meanings):
            views.append(View.fit(seen, meaning, settings))
            _add_upper(likeness, partial(views[-1].among, settings=settings))
            last = len(views) == len(vectors)
            share = 1.0 if last else settings.quick_share  # where the first is unsure the last decides
            rows = slice(len(texts) - max(len(sample), round(share * len(texts))), None)
            system = likeness if last else likeness[rows, rows].copy()  # it is written over
            duals, spread = _solve(system, ridge[rows], wanted[rows], len(sample))
            held_out = _single(target[-len(sample) :] - duals[-len(sample) :] / spread[:, None])
            single = {"weights": matrix[rows].T @ duals, "duals": duals, "prior": prior}
            arrays = {name: _single(array) for name, array in single.items()}
            yield cls(names, wordings, settings, [view.of(rows) for view in views], **arrays), held_out, sample

    def score(self, text: str, vectors: Sequence[FloatArray]) -> FloatArray:
        """Return the labels' scores, shape (labels,); ``vectors`` are the text's by the same encoders, each of shape (d,)."""
        columns, values = self.wordings.weigh(text)
        scores = self._prior + values @ self._weights[columns]
        for view, vector in zip(self.views, vectors):
            scores = scores + view.near(vector[None, :], self.settings)[0] @ self._duals
        return _single(scores)

    def save(self, folder: Path, about: dict[str, Any]) -> None:
        """Write the model as JSON and plain arrays; nothing of it is code."""
        folder.mkdir(exist_ok=True)
        header = {
            "labels": self.labels,
            "settings": vars(self.settings),
            "about": about,
            "weights": [view.weight for view in self.views],
            "wordings": self.wordings.header(),
        }
        (folder / "model.json").write_text(json.dumps(header, ensure_ascii=False), encoding="utf-8")
        arrays = {"weights": self._weights, "duals": self._duals}
        for number, view in enumerate(self.views):
            arrays |= {f"mean{number}": view.mean, f"basis{number}": view.basis, f"points{number}": view.points}
        small = {name: array.astype(np.float16) for name, array in arrays.items()}
        np.savez_compressed(folder / "model.npz", prior=self._prior, **self.wordings.arrays(), **small)

    @classmethod
    def read(cls, folder: Path) -> tuple[KernelModel, dict[str, Any]]:
        """Read a model and what was written about it."""
        header = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
        wordings = Wordings.read(header["wordings"], arrays)
        parts = ("mean", "basis", "points")
        views = [
            View(weight=weight, **{part: arrays.pop(f"{part}{number}") for part in parts})
            for number, weight in enumerate(header["weights"])
        ]
        return cls(header["labels"], wordings, Settings(**header["settings"]), views, **arrays), header["about"]


def _single(array: NDArray[Any]) -> FloatArray:
    return np.asarray(array, dtype=np.float32)


def _weights(target: NDArray[np.float64], balance: float) -> NDArray[np.float64]:
    """Return what each example weighs, by the size of its label; 1 on average over equal labels."""
    sizes = target.sum(axis=0)
    return np.asarray((len(target) / len(sizes) / (target @ sizes)) ** balance)


def _add_upper(likeness: FloatArray, of_rows: Callable[[slice], FloatArray]) -> None:
    """Add to the upper triangle, rows by rows, what ``of_rows`` says of some rows and the columns from the first of them on."""
    for start in range(0, len(likeness), ROWS):
        rows = slice(start, start + ROWS)
        likeness[rows, start:] += of_rows(rows)


def _solve(
    system: FloatArray, ridge: NDArray[np.float64], target: NDArray[np.float64], last: int
) -> tuple[FloatArray, FloatArray]:
    """Solve ``(system + diag(ridge)) duals = target``; with it goes, of the ``last`` rows, the diagonal of that matrix's inverse.

    Of ``system`` only the upper triangle is looked at, and it is written over.
    """
    system[np.diag_indices_from(system)] += ridge.astype(np.float32)
    factor, _ = cho_factor(
        system.T, lower=True, overwrite_a=True, check_finite=False
    )  # in columns: LAPACK works in place
    duals = cho_solve((factor, True), _single(target), check_finite=False)
    corner = solve_triangular(factor[-last:, -last:], np.eye(last, dtype=np.float32), lower=True, check_finite=False)
    return duals, _single((corner**2).sum(axis=0))


def _principal(centred: FloatArray, dimensions: int) -> FloatArray:
    """Return the directions of most variance, shape (d, dimensions)."""
    values, directions = np.linalg.eigh(centred.T.astype(np.float64) @ centred)
    return np.asarray(directions[:, np.argsort(-values)[:dimensions]], dtype=np.float32)


def _direct(vectors: FloatArray) -> FloatArray:
    """Scale rows to length one."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _gaussian(one: FloatArray, other: FloatArray, settings: Settings) -> FloatArray:
    near = one @ other.T
    near -= 1
    near *= 2 * settings.sharpness
    return np.exp(near, out=near)
