"""Signs of what a message wants that stand in no single n-gram: its tone, and whether it asks."""

from __future__ import annotations

from functools import lru_cache

from assistant.nlu.danger import ToneRules
from assistant.nlu.lookups import project_path, read_rules
from assistant.text.questions import is_question

FILE = "nlu_data/lookups/tone.yml"
TONES = ("despair", "menace", "grief", "illness", "threat", "misselling", "hardship", "angry")
SIGNS = (*TONES, "question")
REMEMBERED = 64  # texts; each is asked about by both models and by the rules of safety


def signs_of(folded: str) -> list[int]:
    """Return the places in ``SIGNS`` of what a folded text shows."""
    shown = {tone_of(folded), "question" if is_question(folded) else None}
    return [place for place, sign in enumerate(SIGNS) if sign in shown]


@lru_cache(maxsize=REMEMBERED)
def tone_of(folded: str) -> str | None:
    """Return the tone of a folded text, None for an even one."""
    return _rules().tone_of(folded)


@lru_cache(maxsize=1)
def _rules() -> ToneRules:
    return ToneRules(read_rules(project_path(FILE)))
