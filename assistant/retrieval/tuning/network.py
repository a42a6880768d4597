"""The careful encoder as a network whose scales, biases and norms can be learnt, and whose 4-bit weights stay as they are.

Only such little is learnt (Zaken, Goldberg and Ravfogel 2022; Kim et al. 2023) because it is what the engine's file keeps in full: nothing is
rounded anew, and what was learnt is small enough to be kept beside the code.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from assistant.retrieval.tuning.packed import BLOCK, SCALES, Packed

FloatArray = NDArray[np.float32]
MATRICES = (
    "q",
    "k",
    "v",
    "ao",
    "fi",
    "fo",
)  # queries, keys, values, attention's output, and both halves of the feed-forward part
NORMS = ("aln", "oln")
UNSEEN = -1e9  # the score of what attention must not look at


class Network:
    """Layers from ``first`` on can be learnt; what comes out of those below never changes."""

    def __init__(self, packed: Packed, *, first: int) -> None:
        self._packed, self._first = packed, first
        self._weights: dict[str, Any] = {}
        self.learnt: dict[str, Any] = {}  # by the file's names
        for layer in range(packed.layers):
            self._read(layer)
        self._below = tf.function(self._layers_below, reduce_retracing=True)
        self.above = tf.function(self._layers_above, reduce_retracing=True)

    def below(self, pieces: NDArray[np.int64], seen: FloatArray) -> FloatArray:
        """Return what the layers below make of texts' pieces, shape (texts, longest): shape (texts, longest, width).

        ``seen``, of the shape of ``pieces``, is 1 where there is a piece, 0 beyond a text's end.
        """
        return np.asarray(self._below(self._embed(pieces), seen))

    def values(self) -> dict[str, FloatArray]:
        """Return what was learnt, by the file's names."""
        return {name: value.numpy() for name, value in self.learnt.items()}

    def _read(self, layer: int) -> None:
        kept = tf.Variable if layer >= self._first else tf.constant
        own: dict[str, Any] = {}
        for name in (f"l{layer}.{matrix}" for matrix in MATRICES):
            weights, scales, bias = (
                self._packed.weights(f"{name}.w"),
                self._packed.plain(f"{name}.w{SCALES}"),
                self._packed.plain(f"{name}.b"),
            )
            self._weights[name] = tf.constant(weights.reshape(len(bias), -1, BLOCK))
            own |= {f"{name}.w{SCALES}": kept(scales.reshape(len(bias), -1)), f"{name}.b": kept(bias)}
        for name in (f"l{layer}.{norm}.{part}" for norm in NORMS for part in "wb"):
            own[name] = kept(self._packed.plain(name))
        (self.learnt if layer >= self._first else self._weights).update(own)

    def _value(self, name: str) -> Any:
        return self.learnt[name] if name in self.learnt else self._weights[name]

    def _embed(self, pieces: NDArray[np.int64]) -> FloatArray:
        packed = self._packed
        words = packed.rows("emb.word", pieces)
        places = packed.plain("emb.pos").reshape(-1, packed.width)[: pieces.shape[1]]
        found = words + places + packed.plain("emb.type")[: packed.width]
        spread = np.sqrt(found.var(axis=-1, keepdims=True) + packed.epsilon)
        found = (found - found.mean(axis=-1, keepdims=True)) / spread
        return np.asarray(found * packed.plain("emb.ln.w") + packed.plain("emb.ln.b"), dtype=np.float32)

    def _layers_below(self, found: Any, seen: Any) -> Any:
        for layer in range(self._first):
            found = self._layer(found, seen, layer)
        return found

    def _layers_above(self, found: Any, seen: Any) -> Any:
        """Return texts' vectors, shape (texts, width), of length one: the mean over their pieces."""
        for layer in range(self._first, self._packed.layers):
            found = self._layer(found, seen, layer)
        total = tf.reduce_sum(found * seen[..., None], axis=1)
        return tf.math.l2_normalize(total / tf.reduce_sum(seen, axis=1, keepdims=True), axis=-1)

    def _layer(self, found: Any, seen: Any, layer: int) -> Any:
        name = f"l{layer}"
        found = self._norm(found + self._linear(self._attend(found, seen, name), f"{name}.ao"), f"{name}.aln")
        inner = tf.nn.gelu(self._linear(found, f"{name}.fi"))
        return self._norm(found + self._linear(inner, f"{name}.fo"), f"{name}.oln")

    def _attend(self, found: Any, seen: Any, name: str) -> Any:
        heads, shape = self._packed.heads, tf.shape(found)
        size = self._packed.width // heads
        queries, keys, values = (
            tf.transpose(tf.reshape(self._linear(found, f"{name}.{part}"), (shape[0], shape[1], heads, size)), (0, 2, 1, 3))
            for part in "qkv"
        )  # fmt: skip
        scores = tf.matmul(queries, keys, transpose_b=True) / np.sqrt(size) + (1 - seen[:, None, None, :]) * UNSEEN
        return tf.reshape(tf.transpose(tf.matmul(tf.nn.softmax(scores), values), (0, 2, 1, 3)), shape)

    def _linear(self, found: Any, name: str) -> Any:
        weights = self._weights[name] * self._value(f"{name}.w{SCALES}")[..., None]
        matrix = tf.reshape(weights, (weights.shape[0], -1))
        return tf.tensordot(found, tf.transpose(matrix), 1) + self._value(f"{name}.b")

    def _norm(self, found: Any, name: str) -> Any:
        mean, spread = tf.nn.moments(found, -1, keepdims=True)
        scaled = (found - mean) * tf.math.rsqrt(spread + self._packed.epsilon)
        return scaled * self._value(f"{name}.w") + self._value(f"{name}.b")
