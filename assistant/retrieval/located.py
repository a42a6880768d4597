"""Read YAML so that every key and item remembers the line it stands on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assistant.retrieval.errors import Fault

_TAG = "tag:yaml.org,2002:"


class Block(dict[str, Any]):
    """A mapping; ``lines`` gives the line of each key, ``line`` that of the whole, both from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the whole where the key is missing."""
        return self.lines.get(key, self.line)


class Items(list[Any]):
    """A sequence; ``lines`` gives the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read_yaml(path: Path, name: str, faults: list[Fault]) -> Block | None:
    """Read a file whose top is a mapping; what is wrong is added to ``faults`` under ``name``."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 0, f"cannot be read as UTF-8 text: {error}; save it as UTF-8"))
        return None
    return parse_yaml(text, name, faults)


def parse_yaml(text: str, name: str, faults: list[Fault], *, first_line: int = 1) -> Block | None:
    """Parse YAML text that starts on line ``first_line`` of the file ``name``.

    Scalars become None, bool, date or str: the knowledge format has no numbers, and ``2025-01`` is a version.
    """
    try:
        node = YAML(typ="safe").compose(text)
    except MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        faults.append(
            Fault(
                name,
                line,
                f"not valid YAML: {error.problem or error.context}; mend the line, or quote a text with a colon or # in it",
            )
        )
        return None
    except (YAMLError, ValueError) as error:
        faults.append(Fault(name, first_line, f"not valid YAML: {str(error).splitlines()[0]}; mend it"))
        return None
    if not isinstance(node, MappingNode):
        faults.append(Fault(name, first_line, "must be a mapping of keys to values"))
        return None
    return _Converter(name, faults, first_line).block(node)


class _Converter:
    def __init__(self, name: str, faults: list[Fault], first_line: int) -> None:
        self.name = name
        self.faults = faults
        self.first_line = first_line

    def block(self, node: MappingNode) -> Block:
        block = Block(self._line(node))
        for key_node, value_node in node.value:
            key, line = str(key_node.value), self._line(key_node)
            if key in block:
                self.faults.append(Fault(self.name, line, f"key {key} stands twice; remove one"))
            block[key], block.lines[key] = self._value(value_node), line
        return block

    def _value(self, node: Node) -> Any:
        if isinstance(node, MappingNode):
            return self.block(node)
        if isinstance(node, SequenceNode):
            items = Items()
            for child in node.value:
                items.append(self._value(child))
                items.lines.append(self._line(child))
            return items
        assert isinstance(node, ScalarNode)
        return _scalar(node)

    def _line(self, node: Node) -> int:
        line: int = node.start_mark.line + self.first_line
        return line


def _scalar(node: ScalarNode) -> bool | date | str | None:
    tag, text = str(node.tag).removeprefix(_TAG), str(node.value)
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag == "timestamp":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
