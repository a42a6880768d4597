"""``assistant transcripts`` and ``assistant desk``, as an operator runs them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.bootstrap import build_storage
from assistant.cli.main import main
from assistant.domain.message import Author, Reply
from assistant.settings import Settings, read_settings
from tests.conftest import NOW

PHONE = "13900000001"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in (("DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}"), ("ASSISTANT_DATA", str(tmp_path)),
                        ("ASSISTANT_NOW", NOW.isoformat()), ("ASSISTANT_SECRET_KEY", "a key for tests")):  # fmt: skip
        monkeypatch.setenv(name, value)
    return read_settings()


@pytest.fixture
def key(home: Settings) -> str:
    store = build_storage(home)
    with store.record() as archive:
        key = archive.unit.conversations.open("web", "v1", NOW).id
        for number in range(3):
            reply = Reply(kind="customer", text=f"{number} 电话{PHONE}")
            archive.unit.transcript.append(key, Author.CUSTOMER, reply, NOW)
    store.database.dispose()
    return key


def test_verify_names_the_first_broken_link(home: Settings, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcripts", "verify"]) == 0
    assert capsys.readouterr().out.startswith("whole: 3 messages")
    engine = create_engine(home.database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER messages_no_update"))
        connection.execute(text("UPDATE messages SET text = 'x' WHERE seq = 2"))
    engine.dispose()
    assert main(["transcripts", "verify", "--database", home.database_url]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == f"broken at conversation {key}, seq 2 (row 2): its content is not what was written"


def test_export_with_and_without_personal_data(key: str, tmp_path: Path) -> None:
    assert main(["transcripts", "export", key, "--to", str(tmp_path / "out")]) == 0
    stem = tmp_path / "out" / f"transcript-{key}"
    content = stem.with_suffix(".json").read_text()
    assert PHONE not in content
    proof = json.loads((tmp_path / "out" / f"transcript-{key}.proof.json").read_text())
    assert (proof["whole"], [link["seq"] for link in proof["links"]]) == (True, [1, 2, 3])
    assert stem.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert main(["transcripts", "export", key, "--to", str(tmp_path / "out"), "--clear", "法院调取"]) == 0
    assert PHONE in stem.with_suffix(".json").read_text()


def test_holds_and_retention(key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcripts", "hold", "add", key]) == 1
    assert main(["transcripts", "hold", "add", key, "--reason", "诉讼"]) == 0
    assert main(["transcripts", "hold", "add", "LP0", "--reason", "诉讼"]) == 1
    monkeypatch.setenv("ASSISTANT_NOW", NOW.replace(year=2029).isoformat())
    capsys.readouterr()
    assert main(["transcripts", "retain", "--apply"]) == 0
    assert f"held by {key}" in capsys.readouterr().out
    assert main(["transcripts", "hold", "remove", key]) == 0
    assert main(["transcripts", "retain", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 to erase, 0 kept"
    assert main(["transcripts", "retain", "--apply"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 erased, 0 kept"
    assert main(["transcripts", "anchor"]) == 0
    assert main(["transcripts", "verify", "--subject", key]) == 0
    assert "(3 erased by rule)" in capsys.readouterr().out


def test_accounts_from_the_terminal(
    home: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, password: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        return main(["desk", *arguments])

    assert run("add-agent", "boss", "--role", "admin", password="long enough 1") == 0
    assert run("add-agent", "boss", "--role", "admin", password="long enough 1") == 1
    assert run("set-password", "boss", password="short") == 1
    assert run("set-password", "boss", password="long enough 2") == 0
    assert run("deactivate", "boss") == 1
    assert "nobody would be left" in capsys.readouterr().err
    assert run("log-out", "boss") == 0
    assert run("log-out", "nobody") == 1
    assert capsys.readouterr().err == "there is no account nobody\n"
