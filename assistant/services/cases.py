"""Everything that claims are worked with, on one transaction."""

from __future__ import annotations

from functools import cached_property

from assistant.clock import Clock
from assistant.services.advances import Advances
from assistant.services.caseclocks import CaseClocks, ClockBook
from assistant.services.casefile import CaseFiles
from assistant.services.casesteps import CaseSteps
from assistant.services.casework import Casework
from assistant.services.claimnews import TOLD, ClaimNews
from assistant.services.closingfile import ClosingFile
from assistant.services.decisions import Decisions
from assistant.services.disputes import Disputes
from assistant.services.forms import Forms
from assistant.services.materials import Materials
from assistant.services.voice import Voice
from assistant.services.whereabouts import Whereabouts
from assistant.storage.files import FileStore
from assistant.storage.unit import Unit

WHOLE = 100_000  # lines: more than any conversation has


class Cases:
    """The services of claims' lives."""

    def __init__(
        self,
        unit: Unit,
        voice: Voice,
        forms: Forms,
        materials: Materials,
        book: ClockBook,
        store: FileStore,
        clock: Clock,
    ) -> None:
        self.unit = unit
        self.voice = voice
        self.materials = materials
        self.store = store
        self.clock = clock
        self.clocks = CaseClocks(unit, book, voice.phrases, clock)
        whereabouts = Whereabouts(unit, clock)
        self.steps = CaseSteps(unit, whereabouts, clock)
        self.news = ClaimNews(unit, voice, forms, materials, self.clocks, whereabouts, clock)

    @cached_property
    def casework(self) -> Casework:
        """What claims handlers do."""
        return Casework(self.steps, self.news)

    @cached_property
    def decisions(self) -> Decisions:
        """Decisions."""
        return Decisions(self.steps, self.casework, self.news)

    @cached_property
    def advances(self) -> Advances:
        """Early payments."""
        return Advances(self.steps, self.news)

    @cached_property
    def disputes(self) -> Disputes:
        """Customers' objections and ratings."""
        return Disputes(self.steps, self.materials, self.clock)

    @cached_property
    def files(self) -> CaseFiles:
        """Claims' whole files."""
        return CaseFiles(self.unit, self.news, self.store)

    def closing_file(self, number: str) -> bytes:
        """Return a claim's closing file, a PDF."""
        file = self.files.read(number)
        rows = [(row["id"], row["sha256"], row["media_type"]) for row in self.unit.uploads.of_claim(file.claim.id)]
        everything = self.unit.transcript.lines(file.claim.conversation_id, shown_only=False, limit=WHOLE)
        lines = [line for line in everything if line.shown or line.reply.kind == TOLD]
        return ClosingFile(self.voice.phrases, self.store).make(file, rows, lines, self.unit.agents.names())
