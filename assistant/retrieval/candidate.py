"""An entry that was found for a question, with all that the lists say of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.retrieval.surfaces import WORD_FOR_WORD


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An entry with its score, and what the lists say of its best wording and of its answer.

    ``worded`` is how much of what is asked all its wordings have together, ``spoken`` how much they and its answer; ``likely`` how likely the
    entry makes what is asked (``likelihood.py``).
    ``exact`` tells that this wording is the very text that was asked; ``rest`` is how much of what is asked, topics aside, its words cover;
    ``spoken_of`` the share of what is named that the entry speaks of; ``several`` how near its nearest wordings are on average. ``own`` tells
    an entry of the product that is asked about, ``elsewhere`` one of another product; ``alien`` and ``beside`` are as in ``Query``.
    """

    entry: int
    surface: str
    fused: float
    coverage: float
    worded: float
    spoken: float
    likely: float
    quick: float | None
    careful: float | None
    exact: bool
    rest: float
    spoken_of: float
    answer_coverage: float
    answer_careful: float
    several: float
    kind: str
    own: bool
    elsewhere: bool
    alien: bool
    beside: bool

    @property
    def stage(self) -> str:
        """By what it was found: words, quick or careful."""
        return "words" if self.quick is None else "quick" if self.careful is None else "careful"

    def share_asked(self, text: str) -> float:
        """Return how much of its wording a text asks, by length: a wording that says more is about something more special."""
        return min(1.0, len(text) / max(len(self.surface), 1))

    @property
    def plain(self) -> float:
        """The score without what being asked word for word gains."""
        return self.fused - (WORD_FOR_WORD if self.exact else 0.0)
