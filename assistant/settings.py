"""One tree of frozen settings; the only reader of the environment; all faults are told at once."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Mapping

import yaml

from assistant.clock import Clock, FixedClock, SystemClock
from assistant.errors import SettingsError
from assistant.yamlfiles import read_yaml

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds on what comes in."""

    text_characters: int = 4000
    upload_bytes: int = 10 * 1024 * 1024
    uploads_per_day: int = 60  # of one conversation
    uploads_per_claim: int = 120
    image_pixels: int = 50_000_000
    image_side: int = 16_000
    pdf_pages: int = 50
    messages_per_minute: int = 60
    turn_attempts: int = 3


@dataclass(frozen=True, kw_only=True)
class PolicyApi:
    """The insurer's core system, where policies are read if not in our own database."""

    url: str
    token: str


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Storage that speaks S3; without an endpoint it is Amazon's own."""

    name: str
    access_key: str
    secret_key: str
    endpoint: str | None = None
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that can be set, checked."""

    database_url: str
    redis_url: str | None = None
    home: Path = PROJECT
    data: Path = PROJECT / "var"
    cache: Path = PROJECT / "var" / "cache"  # what can be computed again; one for all databases
    secret_key: str = ""
    clock: Clock = field(default_factory=SystemClock)
    sample_data: bool = False
    public_url: str | None = None
    policy_api: PolicyApi | None = None
    channels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    limits: Limits = Limits()
    bucket: Bucket | None = None  # where papers are kept; without one, in a folder

    @property
    def models(self) -> Path:
        """Folder of trained models."""
        return self.home / "models"

    @property
    def knowledge(self) -> Path:
        """Folder of the knowledge base."""
        return self.home / "knowledge"

    @property
    def sentences(self) -> Path:
        """Folder of the training sentences."""
        return self.home / "nlu_data" / "nlu"

    @property
    def uploads(self) -> Path:
        """Folder of customers' papers, encrypted."""
        return self.data / "uploads"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment and ``credentials.yml``.

    Raises:
        SettingsError: with every fault found, not only the first.
    """
    env = os.environ if environment is None else environment
    faults: list[str] = []
    data = Path(env.get("ASSISTANT_DATA") or PROJECT / "var")
    settings = Settings(
        database_url=env.get("DATABASE_URL") or f"sqlite:///{data / 'assistant.db'}",
        redis_url=env.get("REDIS_URL") or None,
        data=data,
        cache=Path(env.get("ASSISTANT_CACHE") or PROJECT / "var" / "cache"),
        secret_key=_secret(env, data, faults),
        clock=_clock(env.get("ASSISTANT_NOW"), faults),
        sample_data=env.get("ASSISTANT_SAMPLE_DATA") == "1",
        public_url=env.get("ASSISTANT_PUBLIC_URL") or None,
        policy_api=_policy_api(env, faults),
        channels=_channels(PROJECT / "credentials.yml", env, faults),
        limits=_limits(env.get("ASSISTANT_MESSAGES_PER_MINUTE"), faults),
        bucket=_bucket(env, faults),
    )
    if faults:
        raise SettingsError(faults)
    return settings


def _clock(now: str | None, faults: list[str]) -> Clock:
    if not now:
        return SystemClock()
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        faults.append(f"ASSISTANT_NOW is not ISO 8601: {now!r}")
        return SystemClock()
    if moment.tzinfo is None:
        faults.append(f"ASSISTANT_NOW needs an offset such as +08:00: {now!r}")
        return SystemClock()
    return FixedClock(moment)


def _limits(messages_per_minute: str | None, faults: list[str]) -> Limits:
    if not messages_per_minute:
        return Limits()
    if not messages_per_minute.isdigit() or int(messages_per_minute) < 1:
        faults.append(f"ASSISTANT_MESSAGES_PER_MINUTE is not a number above 0: {messages_per_minute!r}")
        return Limits()
    return Limits(messages_per_minute=int(messages_per_minute))


def _policy_api(env: Mapping[str, str], faults: list[str]) -> PolicyApi | None:
    url, token = env.get("POLICY_API_URL"), env.get("POLICY_API_TOKEN")
    if not url:
        return None
    if not token or not url.startswith(("http://", "https://")):
        faults.append("POLICY_API_URL needs http:// or https:// and POLICY_API_TOKEN beside it")
        return None
    return PolicyApi(url=url, token=token)


def _bucket(env: Mapping[str, str], faults: list[str]) -> Bucket | None:
    """Return the bucket for papers; half set is a fault."""
    needed = ("ASSISTANT_S3_BUCKET", "ASSISTANT_S3_ACCESS_KEY", "ASSISTANT_S3_SECRET_KEY")
    missing = [name for name in needed if not env.get(name)]
    if missing:
        faults += [f"papers in S3: {', '.join(missing)} not set"] if len(missing) < len(needed) else []
        return None
    name, access_key, secret_key = (env[key] for key in needed)
    endpoint, region = env.get("ASSISTANT_S3_ENDPOINT") or None, env.get("ASSISTANT_S3_REGION") or None
    return Bucket(name=name, access_key=access_key, secret_key=secret_key, endpoint=endpoint, region=region)


def _secret(env: Mapping[str, str], data: Path, faults: list[str]) -> str:
    """Return the key that seals personal data: given, read from a file, or made once and kept."""
    given = env.get("ASSISTANT_SECRET_KEY")
    path = Path(env.get("ASSISTANT_SECRET_KEY_FILE") or data / "secret.key")
    if given:
        return given
    try:
        return path.read_text().strip() if path.exists() else _make_secret(path)
    except OSError as error:
        faults.append(f"the secret key {path} can be neither read nor made: {error.strerror}")
        return ""


def _make_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key


def _channels(path: Path, env: Mapping[str, str], faults: list[str]) -> dict[str, dict[str, str]]:
    """Return the channels whose every ``${NAME}`` is set; half set is a fault; ``${NAME:-}`` may be empty."""
    if not path.exists():
        return {}
    found: dict[str, dict[str, str]] = {}
    for name, options in (read_yaml(path) or {}).items():
        needed = set(re.findall(r"\$\{(\w+)\}", yaml.safe_dump(options or {})))
        missing = sorted(key for key in needed if not env.get(key))
        if missing and len(missing) < len(needed):
            faults.append(f"channel {name}: {', '.join(missing)} not set")
        elif not missing:
            found[name] = {key: _expand(str(value), env) for key, value in (options or {}).items()}
    return found


def _expand(value: str, env: Mapping[str, str]) -> str:
    return re.sub(r"\$\{(\w+)(:-)?\}", lambda match: env.get(match[1], ""), value)
