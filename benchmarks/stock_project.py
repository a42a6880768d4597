"""The stock bot's project: its files, and the very sentences that ours learns, in Rasa's own layout."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import yaml

from assistant.settings import PROJECT

SOURCE = PROJECT / "benchmarks" / "stock"
SENTENCES = PROJECT / "nlu_data" / "nlu"
QUESTIONS = PROJECT / "knowledge" / "faq"


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much the stock bot learns from, how long, without which policies, with which further options of Rasa."""

    epochs: int
    every: int = 1  # of an intent's sentences and of the listed questions, each so-manieth
    wordings: int | None = None  # of a listed question; None: all
    without: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Words for a report."""
        whole = self.every == 1 and self.wordings is None
        share = "all sentences" if whole else f"every {self.every}th sentence"
        less = "".join(f", without {name}" for name in self.without)
        return f"{self.epochs} epoch{'s' if self.epochs > 1 else ''} on {share}{less}"


FULL = Size(epochs=100)  # what Rasa's documentation suggests for each of the trained parts
# The layers, rules and stories are the full bot's, so that a turn costs about the same; rather less, for the vocabulary is
# smaller, fewer forms are begun and one of the two networks that choose the next action is left out. What a ratio says of
# turns is on the safe side then.
REDUCED = Size(
    epochs=1,
    every=8,
    wordings=2,
    without=("UnexpecTEDIntentPolicy",),
    options=("--skip-validation", "--augmentation", "0"),
)


@dataclass(frozen=True, kw_only=True)
class StockProject:
    """A folder that ``rasa train`` and ``rasa run`` work in."""

    folder: Path
    size: Size

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "models" / "stock.tar.gz"

    @property
    def stamp(self) -> Path:
        """Where the seconds of training are kept; there only when training has come to its end."""
        return self.folder / "trained.json"

    @property
    def trained(self) -> bool:
        """Whether it can be served."""
        return self.stamp.exists() and self.model.exists()


def locate_project(folder: Path, size: Size) -> StockProject:
    """Return where below ``folder`` the stock bot of the present sources belongs, whether it is there or not."""
    return StockProject(folder=folder / f"stock-{_digest(size)}", size=size)


def lay_out(project: StockProject) -> None:
    """Write the stock bot's files, unless they are there."""
    if project.folder.exists():
        return
    draft = project.folder.with_suffix(".draft")  # renamed when complete, so that a folder that is there is whole
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(SOURCE, draft, ignore=shutil.ignore_patterns("__pycache__"))
    _write(draft / "config.yml", _config(project.size))
    _write(draft / "data" / "sentences.yml", {"version": "3.1", "nlu": _sentences(project.size)})
    _write(draft / "data" / "faq.yml", _questions(project.size))
    draft.rename(project.folder)


def _digest(size: Size) -> str:
    """Return what tells one state of the stock bot's sources from another."""
    total = hashlib.sha256(repr(size).encode())
    for path in _sources():
        total.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for folder, pattern in ((SOURCE, "**/*.*"), (SENTENCES, "*.yml"), (QUESTIONS, "*.yml")):
        yield from sorted(path for path in folder.glob(pattern) if path.is_file() and path.suffix != ".pyc")
    yield PROJECT / "requirements.lock"


def _config(size: Size) -> dict[str, Any]:
    config = _read(SOURCE / "config.yml")
    config["policies"] = [policy for policy in config["policies"] if policy["name"] not in size.without]
    for part in (*config["pipeline"], *config["policies"]):
        if "epochs" in part:
            part["epochs"] = size.epochs
    return config


def _sentences(size: Size) -> list[dict[str, str]]:
    """Return each intent with its sentences, of our own training data."""
    blocks = [block for file in sorted(SENTENCES.glob("*.yml")) for block in _read(file)["nlu"] if "intent" in block]
    return [
        {"intent": block["intent"], "examples": "".join(block["examples"].splitlines(keepends=True)[:: size.every])}
        for block in blocks
    ]


def _questions(size: Size) -> dict[str, Any]:
    """Return the knowledge base's questions as one retrieval intent, ``faq/<entry>``, with their answers."""
    entries = [entry for file in sorted(QUESTIONS.glob("*.yml")) for entry in _read(file)["entries"]][:: size.every]
    return {
        "version": "3.1",
        "nlu": [{"intent": f"faq/{entry['id']}", "examples": _examples(entry, size)} for entry in entries],
        "responses": {f"utter_faq/{entry['id']}": [{"text": entry["answer"].strip()}] for entry in entries},
    }


def _examples(entry: dict[str, Any], size: Size) -> str:
    wordings = [entry["question"], *(entry.get("similar") or [])][: size.wordings]
    return "".join(f"- {str(wording).strip()}\n" for wording in wordings)


def _read(file: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")))


def _write(file: Path, data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(text, encoding="utf-8")
