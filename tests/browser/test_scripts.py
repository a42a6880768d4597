"""The pages' own unit tests, run by vitest."""

from __future__ import annotations

import subprocess

from assistant.settings import PROJECT


def test_units_of_the_pages() -> None:
    done = subprocess.run(
        ["npm", "run", "--silent", "test"],
        cwd=PROJECT / "assistant" / "web",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
