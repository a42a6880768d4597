"""What the channels' tests share."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

import assistant.channels.base as base
import assistant.channels.wechat_oa.pictures as pictures
from assistant.clock import FixedClock
from assistant.settings import Settings
from tests.channels.two_workers import Service
from tests.channels.wechat_house import KEY, House, open_house


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweep and try again soon; the clock, which says when a line is due again, is moved by the tests."""
    monkeypatch.setattr(base, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(pictures, "PAUSES", (0.05, 0.05))


@pytest.fixture(params=["plain", "encrypted"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def house(settings: Settings, clock: FixedClock, quick: None) -> Iterator[House]:
    yield from open_house(settings, clock, KEY)


@pytest.fixture
def each_house(settings: Settings, clock: FixedClock, quick: None, mode: str) -> Iterator[House]:
    yield from open_house(settings, clock, KEY if mode == "encrypted" else "")


@pytest.fixture
def service(tmp_path: Path, model: Path, postgres_url: str, redis_url: str) -> Iterator[Service]:
    service = Service(tmp_path, postgres_url, redis_url)
    yield service
    if service.process.poll() is None:
        service.stop()
