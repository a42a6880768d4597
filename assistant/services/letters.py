"""What became of a complaint in writing: as text, as PDF, and by a link that only the complainant gets and that expires."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.clock import Clock
from assistant.domain.complaint import Complaint, ComplaintState
from assistant.errors import NotFoundError, StateError
from assistant.services.pdf import PdfDocument
from assistant.services.phrases import Phrases
from assistant.services.wording import day_words
from assistant.storage.cipher import SealError
from assistant.storage.unit import Unit

VALID = timedelta(days=30)  # as long as the complainant may ask for a review of the result

_LETTERS = {ComplaintState.WITHDRAWN: ("utter_letter_withdrawn", "withdraw")}


class Letters:
    """Letters of one transaction."""

    def __init__(self, unit: Unit, phrases: Phrases, clock: Clock) -> None:
        self.unit = unit
        self.phrases = phrases
        self.clock = clock

    def text(self, complaint: Complaint) -> str:
        """Return the letter as text.

        Raises:
            StateError: when there is nothing to tell yet.
        """
        name, step = _LETTERS.get(complaint.state, ("utter_letter", "answer"))
        if not complaint.result and complaint.state not in _LETTERS:
            raise StateError("there is no result yet")
        told = next(row["at"] for row in reversed(self.unit.casefiles.history(complaint)) if row["step"] == step)
        fields = {"received": complaint.received_at, "answered": told}
        days = {name: day_words(self.phrases, at.date()) for name, at in fields.items()}
        demand = complaint.demand or complaint.text
        return self.phrases.reply(name, number=complaint.number, demand=demand, result=complaint.result, **days).text

    def pdf(self, complaint: Complaint) -> bytes:
        """Return the letter as PDF."""
        title, _, words = self.text(complaint).partition("\n")
        document = PdfDocument(title)
        document.paragraph(words)
        return document.build()

    def link(self, complaint: Complaint) -> str:
        """Return the path under which the complainant gets the letter."""
        until = (self.clock.now() + VALID).isoformat()
        return "/letters/" + self.unit.cipher.seal({"letter": complaint.number, "until": until}).decode()

    def find(self, token: str) -> Complaint:
        """Return the complaint of a link.

        Raises:
            NotFoundError: when the link is forged, of something else, or too old.
        """
        try:
            given = self.unit.cipher.open(token.encode())
            good = "letter" in given and self.clock.now() <= datetime.fromisoformat(given["until"])
        except (SealError, ValueError, TypeError, KeyError):
            good = False
        if not good:
            raise NotFoundError("no such letter, or its link is too old")
        return self.unit.complaints.by_number(given["letter"])
