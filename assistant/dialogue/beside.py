"""What was taken for a wish may have been a question all the same: what the knowledge base has near it is offered beside."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Callable, Sequence

from assistant.dialogue.payloads import payload
from assistant.domain.message import Button, Reply
from assistant.domain.understanding import Understanding
from assistant.retrieval.model import Entry
from assistant.services.answers import Answer
from assistant.services.phrases import Phrases
from assistant.text.normalise import normalise
from assistant.text.questions import is_question

# how sure a wish must be for nothing to stand beside it; who asks for papers always asks something
PLAIN = {"policy_service": 0.97, "claim_progress": 0.97, "claim_dispute": 0.97, "claim_report": 0.97, "complaint": 0.97,
         "advice": 0.99, "claim_material": 1.01}  # fmt: skip
LIKELY = 0.15  # how probable it must be that what is offered answers: a wish has had its reply already
TITLE_LENGTH = 40
HEADING = 12  # characters of a bare heading (意外险生效日期) that may ask what it names
HEADED = ("policy_service", "claim_progress", "claim_material", "advice")  # of what it may be taken for
_TELLS = re.compile("[我你您咱请帮给要想查改换变修办退报投撤续交领取补催了被太没不]|申请|进度")


def _may_ask(said: Understanding) -> bool:
    """Tell whether what was taken for a wish may be a question, or the heading of one."""
    text = normalise(said.text).text
    heading = said.group in HEADED and len(text) <= HEADING and not _TELLS.search(text)
    return not said.tapped and said.confidence < PLAIN.get(said.group, 0.0) and (heading or is_question(text))


def with_beside(
    said: Understanding, replies: Sequence[Reply], find: Callable[[Understanding], Answer], phrases: Phrases
) -> list[Reply]:
    """Return what a wish got with what else may have been meant; a form's question stays last."""
    near = _entries(find(said)) if replies and _may_ask(said) and not any(map(_answers, replies)) else ()
    if not near:
        return list(replies)
    buttons = tuple(map(entry_button, near))
    place = len(replies) - ("field" in replies[-1].data)
    return [*replies[:place], replace(phrases.reply("utter_beside"), buttons=buttons), *replies[place:]]


def entry_button(entry: Entry) -> Button:
    """Return a button that shows an entry."""
    return Button(title=entry.question[:TITLE_LENGTH], payload=payload("show_entry", entry=entry.id))


def _entries(answer: Answer) -> Sequence[Entry]:
    if answer.chance < LIKELY:
        return ()
    return (answer.entry,) if answer.outcome == "answer" and answer.entry else answer.choices


def _answers(reply: Reply) -> bool:
    """Tell whether a reply answers from the knowledge base, or offers to."""
    return reply.kind == "answer" or any(button.payload.startswith("/show_entry") for button in reply.buttons)
