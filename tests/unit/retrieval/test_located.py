"""YAML that remembers its lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.retrieval.errors import Fault
from assistant.retrieval.located import parse_yaml, read_yaml


def test_values_keep_to_text_dates_flags_and_nothing() -> None:
    block = parse_yaml('a: 2025-01\nb: 2025-01-31\nc:\nd: true\ne: 12\nf: "2015"\non: 2026-01-01\n', "f.yml", [])
    assert block == {
        "a": "2025-01", "b": date(2025, 1, 31), "c": None, "d": True, "e": "12", "f": "2015", "on": date(2026, 1, 1),
    }  # fmt: skip


def test_lines_count_from_one_and_go_into_lists() -> None:
    block = parse_yaml("x: 1\nitems:\n  - id: a\n    text: b\n  - id: c\n", "f.yml", [], first_line=3)
    assert block is not None
    assert (block.lines["x"], block["items"].lines, block["items"][0].line_of("text")) == (3, [5, 7], 6)
    assert block["items"][1].line_of("missing") == 7


def test_a_key_that_stands_twice_is_a_fault() -> None:
    faults: list[Fault] = []
    parse_yaml("a: 1\nb: 2\na: 3\n", "f.yml", faults)
    assert [str(fault) for fault in faults] == ["f.yml:3: key a stands twice; remove one"]


def test_broken_yaml_names_the_line() -> None:
    faults: list[Fault] = []
    assert parse_yaml("a: 1\nb: [x, y\nc: 2\n", "f.yml", faults) is None
    assert faults[0].line in (2, 3, 4)
    assert "not valid YAML" in faults[0].message


def test_a_date_that_is_none_stays_text() -> None:
    block = parse_yaml("a: 2025-02-30\n", "f.yml", [])
    assert block == {"a": "2025-02-30"}


def test_other_files_are_faults(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes("问题".encode("gb18030"))
    (tmp_path / "b.yml").write_text("- a\n- b\n")
    (tmp_path / "c.yml").write_text("")
    faults: list[Fault] = []
    assert [read_yaml(tmp_path / name, name, faults) for name in ("a.yml", "b.yml", "c.yml", "d.yml")] == [None] * 4
    assert [fault.file for fault in faults] == ["a.yml", "b.yml", "c.yml", "d.yml"]
