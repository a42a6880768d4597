"""Follow-ups: what is only half said, about the product that was spoken of, is a question about it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.caution import LOOK_UP
from assistant.domain.understanding import Understanding
from assistant.text.clauses import find_clauses
from assistant.text.normalise import normalise
from assistant.text.questions import is_question

LONGEST = 14  # characters; whoever says more says what they mean
CERTAIN = 0.9
VAGUE = frozenset({"knowledge", "advice", "control", "smalltalk", "out_of_scope"})  # what half a question looks like
_HALF = re.compile(r"^(?:那|它|他|这个|这款|这份|该|还有|另外)|呢[?？]?$")


def completed(said: Understanding, product: str | None, form: str | None) -> Understanding:
    """Return a message as a question about ``product`` where it follows up on one; inside a form nothing is taken for that."""
    if product is None or form is not None or said.tapped or not _follows_up(said.text):
        return said
    if said.group in VAGUE or said.confidence < CERTAIN:
        return replace(said, intent=LOOK_UP, group="knowledge", confidence=max(said.confidence, CERTAIN))
    return said


def _follows_up(text: str) -> bool:
    folded = normalise(text).text.strip()
    if len(folded) > LONGEST:
        return False
    return bool(list(find_clauses(folded))) or (_HALF.search(folded) is not None and is_question(folded))
