"""The ``knowledge`` commands."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from assistant.cli import knowledge as commands
from assistant.errors import AssistantError
from assistant.retrieval.search import Searcher
from tests.unit.retrieval.samples import FAQ, CountingEncoder, write_knowledge


@pytest.fixture(autouse=True)
def cheap_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands take the encoders that ship; here they get one that costs nothing."""

    class Cheap(Searcher):
        def __init__(self, knowledge: object, **options: object) -> None:
            super().__init__(knowledge, [CountingEncoder()], **options)  # type: ignore[arg-type]

    monkeypatch.setattr(commands, "Searcher", Cheap)


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["knowledge", *map(str, arguments)])
    return int(options.func(options))


def test_validate_without_faults(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("validate", folder) == 0
    assert "2 products" in capsys.readouterr().out


def test_validate_with_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_knowledge(
        tmp_path, faq__motor=FAQ.replace("第二十一条", "第二条").replace("coverage: true", "coverage: 1")
    )
    assert run("validate", folder) == 1
    printed = capsys.readouterr()
    assert [line.split(": ")[0] for line in printed.out.splitlines()] == ["faq/motor.yml:11", "faq/motor.yml:20"]
    assert "2 faults" in printed.err


def test_search(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--knowledge", folder, "--cache", tmp_path / "cache")
    assert (
        run(
            "search",
            "等待期多久",
            "--product",
            "anxin-medical",
            "--as-of",
            "2025-06-01",
            "--top",
            "2",
            "--json",
            *options,
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 2
    assert found[0]["id"] == "fact:anxin-medical/waiting_period"
    assert found[0]["citations"][0]["version"] == "2025-01"
    assert run("search", "等待期多久", *options) == 0
    assert "fact:anxin-medical/waiting_period" in capsys.readouterr().out


def test_search_for_a_product_there_is_not(folder: Path) -> None:
    with pytest.raises(AssistantError, match="no product x"):
        run("search", "等待期", "--product", "x", "--knowledge", folder)


@pytest.mark.parametrize("wrong", [("--as-of", "yesterday"), ("--top", "0")])
def test_wrong_options_are_refused(folder: Path, wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        run("search", "等待期", *wrong, "--knowledge", folder)


def test_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.tsv").write_text("问题\t答案\n怎么报案\t打电话。\n", encoding="utf-8")
    assert run("import", tmp_path / "list.tsv", "--to", tmp_path / "out") == 0
    assert run("import", tmp_path / "nothing.tsv", "--to", tmp_path / "out") == 1
    assert "failed: nothing.tsv: cannot be read" in capsys.readouterr().out


def test_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.tsv").write_text(
        "id\tquestion\tanswer\na\t等待期多久\t30天\nb\t怎么报案\t打电话\n", encoding="utf-8"
    )
    (tmp_path / "queries.tsv").write_text("qid\tquery\tgold\nq\t等待期要多久\ta\n", encoding="utf-8")
    files = ("--corpus", tmp_path / "corpus.tsv", "--queries", tmp_path / "queries.tsv")
    assert run("evaluate", *files, "--ranks", tmp_path / "ranks.tsv", "--cache", tmp_path / "cache") == 0
    assert json.loads(capsys.readouterr().out)["top1"] == 1.0
    assert (tmp_path / "ranks.tsv").read_text() == "q\ta\tb\n"
