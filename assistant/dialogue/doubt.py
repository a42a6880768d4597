"""Notice turns that may not have been understood, and hand them to the loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Sequence

import numpy as np

from assistant.bootstrap import Services
from assistant.dialogue.caution import ASK_BACK, LOOK_UP, NEEDED
from assistant.domain.conversation import Conversation
from assistant.domain.doubt import Cause
from assistant.domain.message import Author, Line, Reply
from assistant.domain.understanding import Understanding
from assistant.text.likeness import bare, likeness

LINES = 12  # looked back on
NO_ANSWER = frozenset({"unknown", "clarify", "smalltalk", "error"})
ALIKE, MEANS_THE_SAME = 0.6, 0.75  # by characters; by the quick encoder's vectors
SHORTEST = 3  # characters; 好的 said twice is no rephrasing
DECLINED = frozenset({"out_of_scope", "vexed", "troubled"})  # told unknown on purpose

Read = Callable[[str], Understanding]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What happened: the message as read, as acted on, in which form, and the kinds of the replies."""

    inbox_id: int
    read: Understanding
    acted: Understanding
    form: str | None
    replies: Sequence[Reply]

    @property
    def outcome(self) -> tuple[str, ...]:
        """Return the kinds of the replies."""
        return tuple(reply.kind for reply in self.replies)


def causes_of(turn: Turn) -> tuple[Cause, ...]:
    """Return what casts doubt on a turn.

    An answer to a form's question, and what is noted for a person, is doubted only where it was told unknown; a tapped button and a bare
    number are no sentences to learn from.
    """
    read, acted = turn.read, turn.acted
    if read.tapped or not any(character.isalpha() for character in read.text):
        return ()
    doubted = turn.form is None and acted.intent != "note_while_waiting"
    found = {
        Cause.UNSURE: doubted and read.unsure,
        Cause.REJECTED: doubted and _rejected(read, acted),
        Cause.UNKNOWN: "unknown" in turn.outcome and (read.unsure or acted.intent not in DECLINED),
    }
    return tuple(cause for cause, holds in found.items() if holds)


def _rejected(read: Understanding, acted: Understanding) -> bool:
    return acted.intent in (ASK_BACK, LOOK_UP) and read.confidence < NEEDED.get(read.group, 0.0)


def keep_doubts(services: Services, conversation: Conversation, turn: Turn, read: Read) -> None:
    """Keep a turn that may not have been understood, and the one before it where this one says the same in other words."""
    if turn.read.tapped:
        return
    lines = services.unit.transcript.lines(conversation.id, limit=LINES, clear=True)
    before = [line for line in lines if line.seq < _seq_of(lines, turn.inbox_id)]
    causes = causes_of(turn)
    if causes:
        services.doubts.note(conversation, turn.inbox_id, causes, turn.read, before=before, outcome=turn.outcome)
    earlier = _unanswered(before)
    if earlier is not None and earlier.inbox_id is not None:
        first = read(earlier.reply.text)
        if says_again(turn.read, first):
            past = [line for line in before if line.seq < earlier.seq]
            replies = [line.reply.kind for line in before if line.seq > earlier.seq]
            services.doubts.note(conversation, earlier.inbox_id, [Cause.REPHRASED], first, before=past, outcome=replies)


def keep_bad_rating(services: Services, conversation: Conversation, answer: Line, read: Read) -> None:
    """Keep the turn whose answer a customer found bad."""
    if answer.inbox_id is None:
        return
    lines = services.unit.transcript.lines(conversation.id, limit=500, clear=True)
    asked = next((line for line in lines if line.inbox_id == answer.inbox_id and line.author is Author.CUSTOMER), None)
    if asked is not None:
        before = [line for line in lines if line.seq < asked.seq]
        kinds = [line.reply.kind for line in lines if line.inbox_id == answer.inbox_id and line.author is Author.BOT]
        said = read(asked.reply.text)
        services.doubts.note(conversation, answer.inbox_id, [Cause.RATED], said, before=before, outcome=kinds)


def says_again(said: Understanding, earlier: Understanding) -> bool:
    """Tell whether a message says in other words what an earlier one said: by its characters or by its meaning."""
    one, other = bare(said.text), bare(earlier.text)
    if min(len(one), len(other)) < SHORTEST:
        return False
    if likeness(one, other) >= ALIKE:
        return True
    if said.vector is None or earlier.vector is None:
        return False
    return float(np.dot(said.vector, earlier.vector)) >= MEANS_THE_SAME * float(
        np.linalg.norm(said.vector) * np.linalg.norm(earlier.vector)
    )


def _seq_of(lines: Sequence[Line], inbox_id: int) -> int:
    return next((line.seq for line in lines if line.inbox_id == inbox_id), 0)


def _unanswered(before: Sequence[Line]) -> Line | None:
    """Return the customer's last line where nothing but "I don't know" or a question back followed it."""
    place = next((i for i in reversed(range(len(before))) if before[i].author is Author.CUSTOMER), None)
    if place is None:
        return None
    kinds = {line.reply.kind for line in before[place + 1 :]}
    return before[place] if kinds and kinds <= NO_ANSWER else None
