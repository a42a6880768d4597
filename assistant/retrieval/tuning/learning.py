"""Learn from paraphrases what a question is about: ``python -m assistant.retrieval.tuning.learning``, half an hour on two cores.

Each pair, a question and another wording of it, must find each other among the pairs of its batch (InfoNCE, both ways). A batch holds whole
families of ``nlu_data/paraphrases.tsv``, or entries of the knowledge base that stand next to each other: what differs from a question in one respect
only is what it must be told from. The pairs are seen through a map as in ``metric.py``, which is learnt anew afterwards.
"""

from __future__ import annotations

from typing import Any, Iterator, Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from assistant.retrieval.files import write_npz
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases, learn_map, source
from assistant.retrieval.tuned import LEARNT, shipped
from assistant.retrieval.tuning.network import FloatArray, Network
from assistant.retrieval.tuning.packed import Packed
from assistant.retrieval.tuning.pieces import Splitter
from assistant.retrieval.words import clean
from assistant.settings import PROJECT

FIRST = 3  # the lowest layer that is learnt
EPOCHS, BATCH, RATE, WARM = 4, 256, 2e-3, 20
NEIGHBOURS = 8  # entries next to each other that stay together
TEMPERATURE = 0.1
STEP = 4  # lengths are rounded up to a multiple, so that few shapes are compiled
KINDS = ("faq", "term", "law", "service")
Wordings = Sequence[Sequence[str]]
Hidden = NDArray[np.float16]


class Corpus:
    """Wordings of the same, in their order, as they come out of the layers that never change."""

    def __init__(self, network: Network, splitter: Splitter, wordings: Wordings) -> None:
        texts = [clean(text) for same in wordings for text in same]
        made = iter(hidden(network, [splitter(text) for text in texts]))
        self.same = [[next(made) for _ in same] for same in wordings]

    def pairs(self, together: Sequence[range], random: np.random.Generator) -> Iterator[list[Hidden]]:
        """Yield batches: one wording of each, then another of each; those of ``together`` in one batch."""
        order = random.permutation(len(together))
        rows: list[int] = []
        for at, place in enumerate(order):
            rows += together[place]
            if len(rows) >= BATCH or at == len(order) - 1:
                yield self._batch(rows, random)
                rows = []

    def _batch(self, rows: Sequence[int], random: np.random.Generator) -> list[Hidden]:
        chosen = [random.choice(len(self.same[row]), 2, replace=False) for row in rows]
        return [self.same[row][two[side]] for side in (0, 1) for row, two in zip(rows, chosen)]


class Learner:
    """Adam on what the network can learn and on the map, each by steps in proportion to its own size."""

    def __init__(self, network: Network, mean: FloatArray, turn: FloatArray, steps: int) -> None:
        self._network, self._mean, self._steps, self._done = network, mean, steps, 0
        self._turn = tf.Variable(turn)
        self._values = [*network.learnt.values(), self._turn]
        self._sizes = [tf.reduce_mean(tf.abs(value)) + 1e-6 for value in self._values[:-1]] + [tf.constant(1.0)]
        self._moments = [
            (tf.Variable(tf.zeros_like(value)), tf.Variable(tf.zeros_like(value))) for value in self._values
        ]
        self._slope = tf.function(self._slopes, reduce_retracing=True)

    def step(self, batch: Sequence[Hidden]) -> None:
        """Learn from one batch."""
        slopes = self._slope(*stack(batch))
        self._done += 1
        rate = RATE * min(1.0, self._done / WARM) * max(0.05, 1 - self._done / self._steps)
        for value, size, slope, (mean, spread) in zip(self._values, self._sizes, slopes, self._moments):
            slope = slope * size
            mean.assign(0.9 * mean + 0.1 * slope)
            spread.assign(0.999 * spread + 0.001 * slope**2)
            direction = (mean / (1 - 0.9**self._done)) / (tf.sqrt(spread / (1 - 0.999**self._done)) + 1e-8)
            value.assign_sub(rate * size * direction)

    def _slopes(self, found: Any, seen: Any) -> Any:
        with tf.GradientTape() as tape:
            vectors = tf.math.l2_normalize((self._network.above(found, seen) - self._mean) @ self._turn, -1)
            one, other = tf.split(vectors, 2)
            likeness = one @ tf.transpose(other) / TEMPERATURE
            own = tf.range(tf.shape(likeness)[0])
            losses = [
                tf.nn.sparse_softmax_cross_entropy_with_logits(own, side) for side in (likeness, tf.transpose(likeness))
            ]
            loss = tf.reduce_mean(losses)
        return tape.gradient(loss, self._values)


def stack(texts: Sequence[NDArray[Any]]) -> tuple[NDArray[Any], FloatArray]:
    """Return texts of different lengths as one array, shape (texts, longest, ...), and where each has something, shape (texts, longest)."""
    longest = -(-max(map(len, texts)) // STEP) * STEP
    found = np.zeros((len(texts), longest, *texts[0].shape[1:]), dtype=np.float32 if texts[0].ndim > 1 else np.int64)
    seen = np.zeros(found.shape[:2], dtype=np.float32)
    for row, text in enumerate(texts):
        found[row, : len(text)], seen[row, : len(text)] = text, 1
    return found, seen


def encode(network: Network, texts: Sequence[Hidden]) -> FloatArray:
    """Return texts' vectors, shape (texts, width)."""
    parts = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    return np.vstack([np.asarray(network.above(*stack(part))) for part in parts])


def hidden(network: Network, texts: Sequence[list[int]]) -> list[Hidden]:
    """Return what the layers that never change make of texts' pieces, in half precision; texts of like length go together."""
    found: dict[int, Hidden] = {}
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        made = network.below(*stack([np.array(texts[at]) for at in part])).astype(np.float16)
        found |= {at: made[row, : len(texts[at])] for row, at in enumerate(part)}
    return [found[at] for at in range(len(texts))]


def _families(paraphrases: Paraphrases) -> tuple[Wordings, list[range]]:
    """Return the questions with their wordings, and which of them are a family."""
    families = paraphrases.families
    starts = [at for at in range(len(families)) if not at or families[at] != families[at - 1]]
    together = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(families)])]
    return list(zip(paraphrases.questions, *paraphrases.others)), together


def _entries(knowledge: KnowledgeBase) -> tuple[Wordings, list[range]]:
    """Return the wordings of the knowledge base's entries, and which entries stand next to each other."""
    wordings = [entry.surfaces for entry in knowledge.entries if entry.kind in KINDS and len(entry.surfaces) > 2]
    starts = range(0, len(wordings), NEIGHBOURS)
    return wordings, [range(at, min(at + NEIGHBOURS, len(wordings))) for at in starts]


def learn(packed: Packed, sources: Sequence[tuple[Wordings, list[range]]]) -> dict[str, FloatArray]:
    """Learn from wordings of the same, the paraphrases first; return the values that are put in place of the engine's own."""
    network, random = Network(packed, first=FIRST), np.random.default_rng(0)
    corpora = [(Corpus(network, Splitter(packed.vocabulary), wordings), together) for wordings, together in sources]
    columns = [encode(network, column) for column in zip(*corpora[0][0].same)]
    mean = columns[0].mean(axis=0)
    turn = learn_map(columns[0] - mean, [column - mean for column in columns[1:]])
    rounds = [
        [batch for _ in range(2) for corpus, together in corpora for batch in corpus.pairs(together, random)]
        for _ in range(EPOCHS)
    ]
    learner = Learner(network, mean, turn, sum(map(len, rounds)))
    for batches in rounds:
        for at in random.permutation(len(batches)):
            learner.step(batches[at])
    return network.values()


def main() -> None:
    """Learn, and write what was learnt beside the code, in half precision, with what it was learnt from."""
    packed, paraphrases = Packed.read(shipped()), Paraphrases.read()
    values = learn(packed, [_families(paraphrases), _entries(KnowledgeBase.load(PROJECT / "knowledge"))])
    write_npz(LEARNT, source=source(), **{name: value.astype(np.float16) for name, value in values.items()})


if __name__ == "__main__":
    main()
