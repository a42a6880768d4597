"""Learn from wordings what a question is about: ``python -m assistant.retrieval.tuning.learning``, two hours on two cores.

``--further`` goes on, for one round at half the rate, from what was learnt before: an hour, for what has been written since.

Each pair, a question and another wording of it, must find each other among the pairs of its batch (InfoNCE, both ways). A batch holds whole
families of ``nlu_data/paraphrases.tsv``, or crowds of entries of the knowledge base that lie near each other by what has been learnt so far: what
differs from a question in one respect only is what it must be told from. An entry is asked by its own wordings, and as customers would ask it
(``nlu_data/asked.tsv``). The pairs are seen through a map as in ``metric.py``, which is learnt anew afterwards.
"""

from __future__ import annotations

import argparse
from typing import Any, Iterator, Mapping, Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from assistant.retrieval.files import write_npz
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.metric import Paraphrases, learn_map, source
from assistant.retrieval.tuned import LEARNT, shipped, tuned_model
from assistant.retrieval.tuning.corpora import BATCH, Corpus, Texts, asked, centres, crowds, families, wordings
from assistant.retrieval.tuning.network import FloatArray, Network
from assistant.retrieval.tuning.packed import Packed
from assistant.retrieval.tuning.pieces import Splitter
from assistant.retrieval.words import clean
from assistant.settings import PROJECT

FIRST = 3  # the lowest layer that is learnt
EPOCHS, RATE, WARM = 4, 2e-3, 20
FAMILIES, WORDINGS, ASKED = 2, 6, 6  # passes a round
PARTS = 4  # of a batch, short texts with short ones: less is computed where nothing stands
TEMPERATURE = 0.1
STEP = 4  # lengths are rounded up to a multiple, so that few shapes are compiled
Hidden = NDArray[np.float16]
Part = tuple[NDArray[Any], FloatArray]


class Learner:
    """Adam on what the network can learn and on the map, each by steps in proportion to its own size."""

    def __init__(self, network: Network, mean: FloatArray, turn: FloatArray, steps: int, rate: float) -> None:
        self._network, self._mean, self._steps, self._rate, self._done = network, mean, steps, rate, 0
        self._turn = tf.Variable(turn)
        self._values = [*network.learnt.values(), self._turn]
        self._sizes = [tf.reduce_mean(tf.abs(value)) + 1e-6 for value in self._values[:-1]] + [tf.constant(1.0)]
        self._moments = [
            (tf.Variable(tf.zeros_like(value)), tf.Variable(tf.zeros_like(value))) for value in self._values
        ]
        self._slope = tf.function(self._slopes, reduce_retracing=True)

    def step(self, batch: Sequence[Hidden]) -> None:
        """Learn from one batch."""
        slopes = self._slope(*_parts(batch))
        self._done += 1
        rate = self._rate * min(1.0, self._done / WARM) * max(0.05, 1 - self._done / self._steps)
        for value, size, slope, (mean, spread) in zip(self._values, self._sizes, slopes, self._moments):
            slope = slope * size
            mean.assign(0.9 * mean + 0.1 * slope)
            spread.assign(0.999 * spread + 0.001 * slope**2)
            direction = (mean / (1 - 0.9**self._done)) / (tf.sqrt(spread / (1 - 0.999**self._done)) + 1e-8)
            value.assign_sub(rate * size * direction)

    def _slopes(self, parts: Sequence[Part], places: Any) -> Any:
        with tf.GradientTape() as tape:
            found = tf.gather(tf.concat([self._network.above(*part) for part in parts], 0), places)
            one, other = tf.split(tf.math.l2_normalize((found - self._mean) @ self._turn, -1), 2)
            likeness = one @ tf.transpose(other) / TEMPERATURE
            own = tf.range(tf.shape(likeness)[0])
            losses = [
                tf.nn.sparse_softmax_cross_entropy_with_logits(own, side) for side in (likeness, tf.transpose(likeness))
            ]
            loss = tf.reduce_mean(losses)
        return tape.gradient(loss, self._values)


def _parts(batch: Sequence[Hidden]) -> tuple[list[Part], NDArray[Any]]:
    """Return a batch in parts of texts of like length, and where each of its texts stands in the parts together."""
    order = np.argsort([len(text) for text in batch], kind="stable")
    return [stack([batch[at] for at in part]) for part in np.array_split(order, PARTS)], np.argsort(order)


def stack(texts: Sequence[NDArray[Any]]) -> Part:
    """Return texts of different lengths as one array, shape (texts, longest, ...), and where each has something, shape (texts, longest)."""
    longest = -(-max(map(len, texts)) // STEP) * STEP
    found = np.zeros((len(texts), longest, *texts[0].shape[1:]), dtype=np.float32 if texts[0].ndim > 1 else np.int64)
    seen = np.zeros(found.shape[:2], dtype=np.float32)
    for row, text in enumerate(texts):
        found[row, : len(text)], seen[row, : len(text)] = text, 1
    return found, seen


def encode(network: Network, texts: Sequence[Hidden]) -> FloatArray:
    """Return texts' vectors, shape (texts, width); texts of like length go together."""
    order = np.argsort([len(text) for text in texts], kind="stable")
    parts = [[texts[at] for at in order[start : start + BATCH]] for start in range(0, len(order), BATCH)]
    vectors = np.vstack([np.asarray(network.above(*stack(part))) for part in parts])
    return np.asarray(vectors[np.argsort(order)])


def hidden(network: Network, texts: Sequence[list[int]]) -> list[Hidden]:
    """Return what the layers that never change make of texts' pieces, in half precision; texts of like length go together."""
    found: dict[int, Hidden] = {}
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        made = network.below(*stack([np.array(texts[at]) for at in part])).astype(np.float16)
        found |= {at: made[row, : len(texts[at])] for row, at in enumerate(part)}
    return [found[at] for at in range(len(texts))]


class Tuning:
    """A network, and all texts of some corpora as they come out of the layers that never change."""

    def __init__(self, packed: Packed, paraphrases: Paraphrases, corpora: Sequence[Corpus]) -> None:
        self.network = Network(packed, first=FIRST)
        self._families, self._family = families(paraphrases, FAMILIES)
        self._corpora = corpora
        all_texts = dict.fromkeys(
            text
            for corpus in (self._families, *corpora)
            for rows in (corpus.asked, corpus.known)
            for row in rows
            for text in row
        )
        split = Splitter(packed.vocabulary)
        self._hidden = dict(zip(all_texts, hidden(self.network, [split(clean(text)) for text in all_texts])))

    def learn(self, rounds: int, rate: float) -> None:
        """Learn in rounds, each with crowds by what the rounds before have taught; the steps are ``rate`` of what is changed, less and less."""
        random, columns = np.random.default_rng(0), [self.encode(column) for column in zip(*self._families.known)]
        mean = columns[0].mean(axis=0)
        turn = learn_map(columns[0] - mean, [column - mean for column in columns[1:]])
        learner: Learner | None = None
        for _ in range(rounds):
            batches = list(self._round(random))
            learner = learner or Learner(self.network, mean, turn, rounds * len(batches), rate)
            for at in random.permutation(len(batches)):
                learner.step([self._hidden[text] for text in batches[at]])

    def encode(self, texts: Texts) -> FloatArray:
        """Return the vectors of texts, shape (texts, width), by what has been learnt so far."""
        return encode(self.network, [self._hidden[text] for text in texts])

    def _round(self, random: np.random.Generator) -> Iterator[list[str]]:
        for _ in range(self._families.passes):
            yield from self._families.pairs(self._family, random)
        for corpus in self._corpora:
            near = centres(corpus, self.encode)
            for _ in range(corpus.passes):
                yield from corpus.pairs(crowds(near, random), random)


def learn(
    packed: Packed, paraphrases: Paraphrases, knowledge: KnowledgeBase, *, rounds: int = EPOCHS, rate: float = RATE
) -> Mapping[str, FloatArray]:
    """Learn from all there is; return the values that are put in place of the engine's own."""
    tuning = Tuning(packed, paraphrases, [wordings(knowledge, WORDINGS), asked(knowledge, ASKED)])
    tuning.learn(rounds, rate)
    return tuning.network.values()


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, and write what was learnt beside the code, in half precision, with what it was learnt from."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--further", action="store_true", help="go on from what was learnt before")
    further = parser.parse_args(arguments).further
    packed, rounds, rate = (tuned_model(), 1, RATE / 2) if further else (shipped(), EPOCHS, RATE)
    knowledge = KnowledgeBase.load(PROJECT / "knowledge")
    values = learn(Packed.read(packed), Paraphrases.read(), knowledge, rounds=rounds, rate=rate)
    write_npz(LEARNT, source=source(), **{name: value.astype(np.float16) for name, value in values.items()})


if __name__ == "__main__":
    main()
