"""What a claim report is at: the things it may wait for beside a field, and what a message did to it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.claim import Claim
from assistant.domain.form import Draft, Field
from assistant.domain.intake import Finding
from assistant.domain.reading import Invalid
from assistant.services.forms import ClaimType
from assistant.storage.drafts import Unfinished

START = "start"  # awaited: does the customer want to report at all
FOUND = "found"  # awaited: to go on with a report begun in another conversation
TYPE = "type"  # awaited: which kind of loss
CONFIRM = "confirm"  # awaited: is the summary right
CANCEL = "cancel"  # awaited: really stop
# asides: for whoever loses patience, asks how it goes on, would hand in too early
HURRIED, HOW, EARLY = "hurried", "how", "early"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a message did to a report, and what comes next.

    ``outcome`` is offer (a question about a loss: report it?), found (``unfinished`` elsewhere: go on with it?), asking (``field``),
    problem (with ``invalid``), type, summary (with ``findings``), edit, filed (with ``claim``), cancel, cancelled, declined, paused,
    or digression (the message was about something else) and question (the same, to be looked up whatever it was taken for).
    ``noted`` names the fields filled, unless it is just the one that was asked for; ``resumed`` tells that the report was taken up again,
    ``again`` that the kind of loss was asked for before, ``aside`` names what is said before the question: a kind word or how it goes on.
    """

    outcome: str
    draft: Draft
    type: ClaimType | None = None
    field: Field | None = None
    noted: tuple[str, ...] = ()
    invalid: Invalid | None = None
    claim: Claim | None = None
    findings: tuple[Finding, ...] = ()
    unfinished: Unfinished | None = None
    resumed: bool = False
    again: bool = False
    aside: str = ""

    @property
    def place(self) -> int:
        """The number of the field that is awaited, among those asked in this case, from 1."""
        return 1 + sum(f.id in self.draft.values for f in self._asked())

    @property
    def left(self) -> int:
        """How many questions there are still, as far as it is known."""
        return sum(f.id not in self.draft.values for f in self._asked())

    def _asked(self) -> list[Field]:
        return [f for f in self.type.fields if f.ask and f.applies(self.draft.values)] if self.type else []
