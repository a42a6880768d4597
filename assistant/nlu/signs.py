"""Signs of what a message wants that stand in no single n-gram: its tone, danger, and whether it asks."""

from __future__ import annotations

from functools import lru_cache

from assistant.nlu.danger import DangerRules, Judgement, ToneRules, Verdict
from assistant.nlu.lookups import project_path, read_rules
from assistant.text.questions import is_question

FILES = ("nlu_data/lookups/danger.yml", "nlu_data/lookups/tone.yml")
TONES = ("despair", "menace", "grief", "threat", "misselling", "hardship", "angry")
SIGNS = (*TONES, "question", Verdict.NOW.value, Verdict.SPARED.value)
REMEMBERED = 64  # texts; each is asked about by both models, and by the rules of safety


def signs_of(folded: str) -> list[int]:
    """Return the places in ``SIGNS`` of what a folded text shows."""
    judgement, tone = judged(folded)
    shown = {tone, judgement.verdict.value, "question" if is_question(folded) else None}
    return [place for place, sign in enumerate(SIGNS) if sign in shown]


@lru_cache(maxsize=REMEMBERED)
def judged(folded: str) -> tuple[Judgement, str | None]:
    """Return what the words of a folded text say of danger, and its tone."""
    danger, tones = _rules()
    return danger.judge(folded), tones.tone_of(folded)


@lru_cache(maxsize=1)
def _rules() -> tuple[DangerRules, ToneRules]:
    danger, tones = (read_rules(project_path(file)) for file in FILES)
    return DangerRules(danger), ToneRules(tones)
