"""What became of the files of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Report:
    """Files written, things a reviewer has to look at, and files that could not be read."""

    written: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def doubt(self, source: Path, place: str, message: str) -> None:
        """Note what was unclear at a place of a file."""
        self.unclear.append(f"{source.name} {place}: {message}" if place else f"{source.name}: {message}")

    def lines(self) -> list[str]:
        """Return the report, a line a matter."""
        groups = (("wrote", self.written), ("unclear", self.unclear), ("failed", self.failed))
        return [f"{label}: {line}" for label, lines in groups for line in lines]
