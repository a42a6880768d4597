"""What all tests share: a trained model, a settings tree of their own, databases, a clock that stands still."""

from __future__ import annotations

import os
import uuid

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read by TensorFlow's C++ part when Rasa imports it

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Iterator

import pytest
from redis import Redis
from sqlalchemy import create_engine, text

from assistant.clock import SHANGHAI, FixedClock
from assistant.settings import PROJECT, Settings

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)  # a Monday
POSTGRES = os.environ.get("ASSISTANT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
REDIS = os.environ.get("ASSISTANT_TEST_REDIS", "redis://127.0.0.1:6379/9")
REQUIRED = os.environ.get("ASSISTANT_TEST_SERVICES") == "required"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def settings(tmp_path: Path, clock: FixedClock) -> Settings:
    """Settings on a fresh SQLite database, with the sample customers."""
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'test.db'}",
        data=tmp_path,
        secret_key="a key for tests",
        clock=clock,
        sample_data=True,
    )


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The PostgreSQL to test on; missing, it is skipped, but not where it is required."""
    engine = create_engine(POSTGRES, future=True)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception as error:
        if REQUIRED:
            raise
        pytest.skip(f"no PostgreSQL at {POSTGRES.rpartition('@')[2]}: {type(error).__name__}")
    finally:
        engine.dispose()
    return POSTGRES


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh database on PostgreSQL."""
    name = f"assistant_{uuid.uuid4().hex[:12]}"
    admin = create_engine(postgres_server, future=True, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield postgres_server.rpartition("/")[0] + f"/{name}"
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The Redis to test on; missing, it is skipped, but not where it is required."""
    client = Redis.from_url(REDIS)
    try:
        client.ping()
    except Exception as error:
        if REQUIRED:
            raise
        pytest.skip(f"no Redis at {REDIS.rpartition('@')[2]}: {type(error).__name__}")
    finally:
        client.close()
    return REDIS


@pytest.fixture(params=["sqlite", "postgresql"])
def any_settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings on each of the databases in turn."""
    if request.param == "sqlite":
        return settings
    return replace(settings, database_url=request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model; trained here when it is missing, once."""
    models = PROJECT / "models"
    if not list(models.glob("*.tar.gz")):
        from assistant.cli.train import train

        train(models)
    return models


@pytest.fixture(scope="session")
def brain(model: Path):
    """The model, loaded once for all servers of the tests."""
    from assistant.dialogue.brain import Brain
    from assistant.services.phrases import Phrases

    settings = Settings(database_url="", secret_key="-", clock=FixedClock(NOW))
    return Brain(settings, Phrases.load(PROJECT / "domain.yml"))


@pytest.fixture(scope="session")
def searcher():
    """The knowledge base and its index, loaded once."""
    from assistant.bootstrap import load_searcher

    return load_searcher(Settings(database_url=""))


@pytest.fixture(scope="session")
def eyes():
    """The process that looks at papers, started once."""
    from assistant.services.firstlook.eyes import Eyes

    eyes = Eyes()
    yield eyes
    eyes.close()


@pytest.fixture
def server(settings: Settings, brain, searcher):
    """A running server on a fresh database."""
    from tests.serving import LiveServer

    live = LiveServer(settings, brain, searcher).start()
    yield live
    live.stop()
