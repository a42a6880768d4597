"""``assistant train``: trains the Rasa model, when what it depends on has changed."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Iterator

from assistant.errors import AssistantError
from assistant.settings import PROJECT

STAMP = "trained.json"
DEPENDS = ("config.yml", "domain.yml", "nlu_data/**/*", "knowledge/**/*", "assistant/nlu/**/*.py",
           "assistant/text/**/*.py", "assistant/domain/intents.py", "assistant/dialogue/policy.py", "assistant/retrieval/**/*.py",
           "requirements.lock")  # fmt: skip


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="train into models/; skips when nothing it depends on has changed")
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Train if need be."""
    models = PROJECT / "models"
    digest = _digest(PROJECT)
    if not options.force and _is_fresh(models, digest):
        print("the model is up to date")
        return 0
    train(models)
    _index()
    (models / STAMP).write_text(json.dumps({"digest": digest}))
    return 0


def _index() -> None:
    """Encode the knowledge base's wordings, once, so that the first start does not have to."""
    from assistant.bootstrap import load_searcher
    from assistant.settings import Settings

    load_searcher(Settings(database_url=""), progress=_progress)


def _progress(done: int, total: int) -> None:
    if done == total or done % 1024 == 0:
        print(f"indexing the knowledge base: {done} of {total}", flush=True)


def train(models: Path) -> Path:
    """Train and return the model's path.

    Raises:
        AssistantError: when Rasa refuses the data.
    """
    os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")  # Rasa's cache of training steps costs more here than it saves
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa draws bars otherwise, which a log shows as one endless line
    from rasa.model_training import train as rasa_train

    result = rasa_train(
        domain=str(PROJECT / "domain.yml"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(PROJECT / "nlu_data" / "nlu"), str(PROJECT / "nlu_data" / "rules")],
        output=str(models),
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise AssistantError(f"training failed with code {result.code}")
    for old in sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-2]:
        old.unlink()
    return Path(result.model)


def _is_fresh(models: Path, digest: str) -> bool:
    stamp = models / STAMP
    if not stamp.exists() or not any(models.glob("*.tar.gz")):
        return False
    try:
        return bool(json.loads(stamp.read_text()).get("digest") == digest)
    except ValueError:
        return False


def _digest(home: Path) -> str:
    """Return a digest of everything a model depends on."""
    total = hashlib.sha256()
    for path in _sources(home):
        total.update(str(path.relative_to(home)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _sources(home: Path) -> Iterator[Path]:
    for pattern in DEPENDS:
        yield from sorted(path for path in home.glob(pattern) if path.is_file())
