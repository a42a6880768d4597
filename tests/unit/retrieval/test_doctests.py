"""The examples in retrieval's docstrings."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import assistant.retrieval

MODULES = [found.name for found in pkgutil.walk_packages(assistant.retrieval.__path__, "assistant.retrieval.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
