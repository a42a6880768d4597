"""What kind of message it is that comes while a report is open: an answer, more facts, a question, a request of its own."""

from __future__ import annotations

import re

from assistant.domain.reading import TOLD_LENGTH
from assistant.domain.understanding import Understanding
from assistant.text.objections import objects
from assistant.text.pausing import takes_up
from assistant.text.questions import is_question

HAN = re.compile(r"[\u4e00-\u9fff]")
DIGRESSIONS = frozenset({"knowledge", "advice", "claim_material", "claim_progress", "policy_service", "smalltalk"})
# what ends the asking, and how sure one must be: a street's name may look a little like anything
INTERRUPTIONS = {"human": 0.7, "complaint": 0.9, "emergency": 0.8, "claim_dispute": 0.9}
REPORTS = ("报案", "报险", "报个案", "出险了")
ASSENT = re.compile(
    r"(?:好的?|对的?|是的?|嗯+|行|可以|ok|没问题|没错|无误)?[了吧啊呀，, ]*"
    r"(?:确认|提交|没问题|没错|无误|报吧|发吧)(?:提交)?[了吧啊。.!！ ]*",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(r"\s*(?:有|没|是|对|嗯|恩|不|否|无|要|行|好|可以|ok)", re.IGNORECASE)
HOURS = re.compile(r"凌晨|清早|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|左右|大概|大约|的时候|吧")
SURE = 0.5
CERTAIN = 0.8
FREE = ("text", "place", "name", "person")  # taken at its word: anything might be one


def digresses(said: Understanding) -> bool:
    """Tell whether a message is a question or request of its own and not the answer to ours; of small talk one must be sure."""
    chats = said.group == "smalltalk"
    sure = said.confidence >= CERTAIN
    return said.group in DIGRESSIONS and (sure if chats else is_question(said.text))


def is_no_answer(said: Understanding, kind: str) -> bool:
    """Tell whether a message, taken at its word, would be a question, a request or a story put down as a place or a name.

    One must be sure: a bare name of a street looks a little like anything.
    """
    another = said.group in DIGRESSIONS or said.group in INTERRUPTIONS or said.intent in ("affirm", "deny")
    another = another or (kind != "text" and said.group == "claim_report")
    ordered = said.text.lstrip().startswith(("/", "／"))
    moved = said.tone is not None and kind != "text"  # grief or anger names no place
    return (
        ordered
        or moved
        or is_question(said.text)
        or (another and said.confidence >= CERTAIN)
        or (kind == "place" and _only_when(said))
    )


def says_yes_or_no(text: str) -> bool:
    """Tell whether a message begins with a bare yes or no."""
    return YES_OR_NO.match(text) is not None


def _only_when(said: Understanding) -> bool:
    """Tell whether a message says nothing but a day or an hour."""
    rest = said.text
    for entity in said.entities:
        if entity.type in ("date", "time"):
            rest = rest.replace(entity.text, "")
    return rest != said.text and HAN.search(HOURS.sub("", rest)) is None


def agrees(said: Understanding) -> bool:
    """Tell whether a message says yes to the summary, and nothing against it."""
    plainly = ASSENT.fullmatch(said.text.strip()) is not None
    surely = said.intent == "affirm" and said.confidence >= CERTAIN and not objects(said.text)
    return plainly or surely or (said.tapped and said.intent == "affirm")


def names_facts(said: Understanding) -> bool:
    """Tell whether a message names what a report may note: whom a question is about is no fact of it."""
    return bool(said.entities) and not is_question(said.text)


def tells_on(said: Understanding) -> bool:
    """Tell whether a message, neither a yes nor a no to the offer, goes on telling of the loss."""
    if said.tapped or is_question(said.text) or said.intent in ("deny", "cancel"):
        return False
    return said.group == "claim_report" or said.confidence < SURE


def only_asks(said: Understanding) -> bool:
    """Tell whether a message about a loss asks how it is handled and does not yet ask to report it."""
    return not said.tapped and is_question(said.text) and not any(word in said.text for word in REPORTS)


def tells(said: Understanding) -> bool:
    """Tell whether a first message is long enough, in words, to say what happened."""
    return not said.tapped and len(HAN.findall(said.text)) >= TOLD_LENGTH and not takes_up(said.text)
