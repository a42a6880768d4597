"""The loop: turns that may not have been understood are kept, reviewed, and learnt from."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterable

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.doubt import Cause, Doubt, DoubtGroup, DoubtState, group_doubts
from assistant.domain.message import Author, Line
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError, StateError
from assistant.services.sentences import Place, TrainingSentences
from assistant.storage.unit import Unit
from assistant.text.anonymise import anonymise

CONTEXT = 2  # lines before the turn
CONTEXT_LENGTH = 120  # characters of each
SETTLED = (DoubtState.LABELLED, DoubtState.DISMISSED, DoubtState.KNOWLEDGE)


class Doubts:
    """Doubtful turns and ratings, in one transaction."""

    def __init__(self, unit: Unit, sentences: TrainingSentences, clock: Clock) -> None:
        self.unit = unit
        self.sentences = sentences
        self.clock = clock

    def note(
        self,
        conversation: Conversation,
        inbox_id: int,
        causes: Iterable[Cause],
        said: Understanding,
        *,
        before: Iterable[Line] = (),
        outcome: Iterable[str] = (),
    ) -> None:
        """Keep a doubtful turn without personal data; a turn that is doubted already gets the new causes."""
        known = self.unit.doubts.of_message(inbox_id)
        new = [cause for cause in causes if known is None or cause not in known.causes]
        if known is None and new:
            said = replace(said, text=anonymise(said.text))
            context = tuple(anonymise(line.reply.text)[:CONTEXT_LENGTH] for line in list(before)[-CONTEXT:])
            now = self.clock.now()
            self.unit.doubts.create(conversation.id, inbox_id, tuple(new), said, context, tuple(outcome), now)
        elif known is not None:
            for cause in new:
                self.unit.doubts.add_cause(known, cause)

    def rate(self, conversation: Conversation, seq: int | None, good: bool) -> Line:
        """Store what a customer thinks of an answer of the bot, the last one where no number is given; return the answer.

        Raises:
            CustomerError: ``rating_unknown`` when the conversation has no such answer.
        """
        line = self._answer(conversation, seq)
        if line is None or line.author is not Author.BOT or not line.shown:
            raise CustomerError("rating_unknown")
        now = self.clock.now()
        self.unit.reply_ratings.rate(conversation.id, line.id, good, now)
        self.unit.audit.note("customer", "reply.rated", conversation.id, now, seq=line.seq, good=good)
        return line

    def _answer(self, conversation: Conversation, seq: int | None) -> Line | None:
        if seq is not None:
            return self.unit.transcript.find_line(conversation.id, seq)
        lines = self.unit.transcript.lines(conversation.id, clear=True)
        return next((line for line in reversed(lines) if line.author is Author.BOT), None)

    def ratings(self, conversation: Conversation) -> dict[int, bool]:
        """Return whether each rated answer was found good, by the line's number."""
        return self.unit.reply_ratings.of_conversation(conversation.id)

    def open(self) -> list[DoubtGroup]:
        """Return what waits for review, near duplicates together, what was said most often first."""
        return group_doubts(self.unit.doubts.in_state(DoubtState.OPEN))

    def settled(self, *states: DoubtState) -> list[Doubt]:
        """Return what was reviewed, the oldest first."""
        return self.unit.doubts.in_state(*(states or SETTLED))

    def label(self, key: int, intent: str, by: str) -> Place:
        """Make a training sentence of a doubt and its near duplicates; return where it stands now.

        Raises:
            NotFoundError, StateError: when it waits for no review, or cannot stand under that intent.
        """
        group = self._group(key)
        place = self.sentences.add(self._of(group, key).text, intent)
        self._settle(group, DoubtState.LABELLED, by, intent)
        return place

    def dismiss(self, key: int, by: str) -> None:
        """Put a doubt and its near duplicates aside: there is nothing to learn from them.

        Raises:
            NotFoundError, StateError: when it waits for no review.
        """
        self._settle(self._group(key), DoubtState.DISMISSED, by)

    def to_knowledge(self, key: int, by: str) -> None:
        """Hand a doubt and its near duplicates on to those who write the knowledge base.

        Raises:
            NotFoundError, StateError: when it waits for no review.
        """
        self._settle(self._group(key), DoubtState.KNOWLEDGE, by)

    def _group(self, key: int) -> DoubtGroup:
        """Return the open doubts that go with one; other reviewers wait until this transaction ends."""
        self.unit.hold("doubts")
        doubt = self.unit.doubts.by_id(key)
        if doubt.state is not DoubtState.OPEN:
            raise StateError(f"{key} has been reviewed: {doubt.state.value} by {doubt.settled_by}")
        return next(group for group in self.open() if doubt in group.doubts)

    @staticmethod
    def _of(group: DoubtGroup, key: int) -> Doubt:
        return next(doubt for doubt in group.doubts if doubt.id == key)

    def _settle(self, group: DoubtGroup, state: DoubtState, by: str, label: str | None = None) -> None:
        now = self.clock.now()
        for doubt in group.doubts:
            self.unit.doubts.settle(doubt.id, state, by, now, label)
            self.unit.audit.note(by, f"doubt.{state.value}", str(doubt.id), now, label=label)
