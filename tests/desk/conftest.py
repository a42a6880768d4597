"""What the tests of the work list stand on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator

import pytest

from assistant.services.samples import PASSWORD
from assistant.settings import PROJECT, Settings
from tests.desk.worklist import Chief
from tests.serving import LiveServer


@pytest.fixture
def server(settings: Settings, tmp_path: Path, brain: Any, searcher: Any) -> Iterator[LiveServer]:
    """A running server on a knowledge base and training sentences of its own."""
    home = tmp_path / "home"
    for name in ("knowledge", "nlu_data"):
        shutil.copytree(PROJECT / name, home / name)
    shutil.copy(PROJECT / "domain.yml", home / "domain.yml")
    live = LiveServer(replace(settings, home=home), brain, searcher).start()
    yield live
    live.stop()


@pytest.fixture
def chiefs(server: LiveServer) -> tuple[Chief, Chief]:
    with server.app.work() as services:
        services.accounts.create("second", "supervisor", PASSWORD)
    return Chief(server), Chief(server, "second")
