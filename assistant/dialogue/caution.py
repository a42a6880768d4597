"""Doubt: nobody is put through to a person or greeted, and no complaint is filed, on a guess; a bare number is no wish."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.understanding import SORROW, Understanding
from assistant.text.mash import is_mash
from assistant.text.questions import is_question

# how sure one must be: a greeting to somebody who did not greet is as odd as a person who was not asked for
NEEDED = {"complaint": 0.6, "claim_dispute": 0.6, "human": 0.6, "smalltalk": 0.6}
VEXED = frozenset({"angry", "threat", "misselling"})
LIGHT = frozenset({"smalltalk", "control", "out_of_scope"})  # nothing light is said to somebody in sorrow or anger
LOOK_UP, ASK_BACK = "ask_knowledge", "not_understood"
MENACE = "menace"


def cautious(said: Understanding) -> Understanding:
    """Return a message as it may be acted on: what is too doubtful is looked up if it is a question, else asked back."""
    if not said.tapped and (is_mash(said.text) or not any(character.isalpha() for character in said.text)):
        return replace(said, intent=ASK_BACK, group="control", confidence=0.0)  # a bare number wants nothing by itself
    if said.tone == MENACE:
        return replace(said, intent=MENACE, group="human", confidence=1.0)
    if said.tone in SORROW and said.group in LIGHT:
        return replace(said, intent="report_claim", group="claim_report")
    if said.tone in VEXED and said.group in LIGHT:
        return replace(said, intent="vexed", group="smalltalk", confidence=1.0)
    if said.tone == "hardship" and said.group in LIGHT:
        return replace(said, intent="troubled", group="smalltalk", confidence=1.0)
    if said.tapped or said.confidence >= NEEDED.get(said.group, 0.0):
        return said
    return replace(said, intent=LOOK_UP if is_question(said.text) else ASK_BACK)
