"""Talking to the assistant in tests, so that a test reads like the chat it is about."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, Iterator

import pytest

from assistant.cli.session import Session
from assistant.dialogue.brain import Brain
from assistant.retrieval.search import Searcher
from assistant.services.firstlook.eyes import Eyes
from assistant.settings import Settings
from benchmarks.papers.drawing import Person, draw
from tests.conversation.books import Books


class Talk:
    """One customer and the desk. Replies must be read before the next thing is said."""

    def __init__(self, session: Session, sender: str = "c1") -> None:
        self.session = session
        self.sender = sender
        self.last: dict[str, Any] = {}
        self.turns = 0

    def say(self, text: str) -> list[dict[str, Any]]:
        """Type something."""
        return self._take(self.session.customer(self.sender, text=text))

    def tap(self, title: str) -> list[dict[str, Any]]:
        """Tap the button of that title in the last replies."""
        buttons = [b for reply in self.last["replies"] for b in reply["buttons"]]
        payload = next((b["payload"] for b in buttons if b["title"] == title), None)
        assert payload, f"no button {title} among {[b['title'] for b in buttons]}"
        return self._take(self.session.customer(self.sender, payload=payload))

    def send(self, path: Path, caption: str = "") -> list[dict[str, Any]]:
        """Hand in a file."""
        return self._take(self.session.customer(self.sender, file=str(path), text=caption))

    def agent(self, action: str, text: str = "", name: str = "a1") -> dict[str, Any]:
        """Do something on the desk."""
        self.last = self.session.agent(name, action, self.sender, text)
        return self.last

    @property
    def owner(self) -> str:
        """Who the next message goes to."""
        return str(self.last["owner"])

    def _take(self, result: dict[str, Any]) -> list[dict[str, Any]]:
        self.last = result
        self.turns += 1
        replies: list[dict[str, Any]] = result["replies"]
        return replies


def kinds(replies: list[dict[str, Any]]) -> list[str]:
    """Return the kinds of some replies."""
    return [reply["kind"] for reply in replies]


def text_of(replies: list[dict[str, Any]]) -> str:
    """Return the texts of some replies as one."""
    return "\n".join(reply["text"] for reply in replies)


@pytest.fixture
def session(settings: Settings, brain: Brain, searcher: Searcher, eyes: Eyes) -> Iterator[Session]:
    session = Session(settings, searcher, brain, eyes)
    yield session
    session.close()


@pytest.fixture
def talk(session: Session) -> Talk:
    return Talk(session)


@pytest.fixture
def books() -> Iterator[Books]:
    """The rows behind the talk; a test that takes them ends with a look into them, or fails."""
    books = Books()
    yield books
    books.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A real photo of nothing."""
    from PIL import Image

    path = tmp_path / "IMG_0001.jpg"
    Image.new("RGB", (64, 48), (120, 140, 160)).save(path)
    return path


LIN = Person(name="林晓梅", city="临江县", number="110101199003070046", day="2026年11月2日")


@pytest.fixture
def paper(tmp_path: Path):
    """Draw a paper of a kind; return its path under a name that says nothing."""

    def make(kind: str, person: Person = LIN, spoil: Any = None, name: str = "") -> Path:
        rng = random.Random(kind)
        image = draw(kind, person, rng)
        path = tmp_path / (name or f"IMG_{len(list(tmp_path.iterdir())):04d}.jpg")
        (spoil(image, rng) if spoil else image).save(path, quality=88)
        return path

    return make
