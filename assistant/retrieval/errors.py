"""Faults in what is read: a knowledge base, a document to import, a list to evaluate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from assistant.errors import AssistantError


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where; ``line`` counts from 1, 0 where no line can be named."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class KnowledgeError(AssistantError):
    """A knowledge base that cannot be used; carries every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class DocumentError(AssistantError):
    """A file that cannot be read as a question list or a clause document; its text is one line for the operator."""
