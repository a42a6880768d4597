"""The training sentences in ``nlu_data/nlu``, a file an intent: find one, add one."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from assistant.domain.intents import INTENT_GROUPS
from assistant.errors import StateError
from assistant.text.anonymise import anonymise
from assistant.text.likeness import bare

MARKUP = re.compile(r"[\[\]{}]")  # Rasa would read it as an entity
EXAMPLE = "    - "


class SentenceError(StateError):
    """A sentence from which nothing can be learnt under that intent."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a sentence stands."""

    intent: str
    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class TrainingSentences:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, text: str) -> Place | None:
        """Return where a sentence stands, punctuation and case aside, or None."""
        wanted = bare(text)
        return next((place for place, example in self._examples() if bare(example) == wanted), None)

    def add(self, text: str, intent: str) -> Place:
        """Write a sentence under an intent, personal data taken out; one that stands there already is left alone.

        Raises:
            SentenceError: when there is no such intent, when nothing of the sentence can be learnt, or when it stands under another intent.
        """
        if intent not in INTENT_GROUPS:
            raise SentenceError(f"no intent {intent}; there are {' '.join(sorted(INTENT_GROUPS))}")
        sentence = " ".join(MARKUP.sub("", anonymise(text)).split())
        if not bare(sentence):
            raise SentenceError("the sentence has no words")
        known = self.find(sentence)
        if known is None:
            return self._append(sentence, intent)
        if known.intent != intent:
            raise SentenceError(f"stands already under {known.intent}: {known}")
        return known

    def _append(self, sentence: str, intent: str) -> Place:
        file = self.folder / f"{intent}.yml"
        text = file.read_text(encoding="utf-8").rstrip("\n")
        scratch = file.with_name(f".{file.name}.tmp")
        scratch.write_text(f"{text}\n{EXAMPLE}{sentence}\n", encoding="utf-8")
        os.replace(scratch, file)  # a reader sees the old file or the new one
        return Place(intent=intent, file=file, line=text.count("\n") + 2)

    def _examples(self) -> Iterator[tuple[Place, str]]:
        for file in sorted(self.folder.glob("*.yml")):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if line.startswith(EXAMPLE):
                    yield Place(intent=file.stem, file=file, line=number), line.removeprefix(EXAMPLE)
