"""A question that was taken for a wish, none too surely, is looked up where the knowledge base has something on it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Callable

from assistant.dialogue.caution import LIGHT, LOOK_UP, VEXED
from assistant.domain.intents import OUT_OF_SCOPE
from assistant.domain.understanding import Understanding
from assistant.services.answers import Answer
from assistant.text.normalise import normalise
from assistant.text.questions import is_question

# how sure a wish must be to stand against a good answer to it as a question; what was understood instead is offered beside the answer
SURE = {"policy_service": 0.85, "claim_progress": 0.85, "claim_dispute": 0.8, "claim_report": 0.8, "claim_material": 0.8,
        "complaint": 0.75, "advice": 0.75}  # fmt: skip
# how sure one must be of what is told, and of what is asked, to file a complaint, call the claims department or begin a report: it is not undone
# by a tap, while whoever wanted it taps once
GRAVE = {"complaint": (0.9, 0.9), "claim_dispute": (0.9, 0.9), "claim_report": (0.7, 0.9)}
IN_SO_MANY_WORDS = re.compile(
    r"投诉|举报|检举|12378|(?<![转警报被])告(?:你|恁|栖云)|异议|(?<!水土)不服(?![务从])|复核|复议|重新[核定算评审鉴]|不认可|申诉|"
    r"(?<![没未])报案|报个案|登记一下"
)
OUTSTANDING = re.compile("还[差缺]|没交[齐全]")  # what is still wanted is wanted of one's own claim
IDLE = 0.9  # how sure one must be that a message is none of ours where the knowledge base has something on it
PROMISING = 0.5  # how probable it must be at least that the knowledge base has it
IN_GENERAL = 0.3  # the same, where nobody's own policy is spoken of, or where a guess would be acted on
MINE = ("我", "俺", "咱", "本人", "帮", "查", "号")
OURS = ("你们", "栖云", "贵公司", "您们")
EVEN = (None, "angry", "misselling", "hardship")  # neither grief nor a threat is met with a list of questions
ELSEWHERE = frozenset(
    {"complaint", "claim_dispute", "policy_service", "claim_progress", "human"}
)  # asked of the wrong company


def rather_asked(
    said: Understanding,
    find: Callable[[Understanding], Answer],
    insurer_in: Callable[[str], str | None],
    sold: Callable[[str], bool],
) -> Understanding:
    """Return a message as the question that it rather is, with the intent that it was taken for as its ``doubted``; else as it is.

    ``find`` answers it from the knowledge base, ``insurer_in`` names the other insurer that a text speaks of, ``sold`` tells whether there is
    a product of what it speaks of: of what we do not sell nothing can be recommended.
    """
    if said.tapped:
        return said
    elsewhere = said.group in ELSEWHERE and not any(word in said.text for word in OURS)
    unsold = said.group == "advice" and is_question(said.text) and not sold(said.text)
    if (elsewhere and insurer_in(said.text)) or unsold or (_may_ask(said) and _known(said, find(said))):
        return replace(said, intent=LOOK_UP, group="knowledge", doubted=said.intent)
    return said


def _known(said: Understanding, answer: Answer) -> bool:
    """Tell whether the knowledge base is surer of an answer than the message was of its wish."""
    enough = IN_GENERAL if _in_general(said) or _a_guess(said) else max(PROMISING, said.confidence)
    return answer.chance >= enough


def _a_guess(said: Understanding) -> bool:
    """Tell whether a message was taken, on a guess, for what weighs heavily, or for nothing of ours."""
    if said.group == OUT_OF_SCOPE:
        return said.confidence < IDLE and (said.tone is None or is_question(said.text))
    told, asked = GRAVE.get(said.group, (0.0, 0.0))
    guessed = said.confidence < (asked if is_question(said.text) else told)
    return guessed and said.tone in EVEN and IN_SO_MANY_WORDS.search(normalise(said.text).text) is None


def _in_general(said: Understanding) -> bool:
    """Tell whether a message about policies speaks of nobody's own: who asks how one surrenders need not say who they are."""
    return said.group == "policy_service" and not any(word in said.text for word in MINE)


def _may_ask(said: Understanding) -> bool:
    """Tell whether a message may be a question: one in an even tone, or one that was taken for nothing that an insurer sees to."""
    if _a_guess(said):
        return True
    if said.group in ("claim_material", "claim_progress") and OUTSTANDING.search(said.text):
        return False
    idle = said.group == OUT_OF_SCOPE or (said.group in LIGHT and said.tone in (*VEXED, "hardship"))
    doubtful = said.tone is None and (said.confidence < SURE.get(said.group, 0.0) or _in_general(said))
    return (idle or doubtful) and is_question(said.text)
