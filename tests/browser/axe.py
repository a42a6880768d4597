"""axe-core, the accessibility checker, run inside a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from assistant.settings import PROJECT

SOURCE = PROJECT / "assistant" / "web" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """Return what axe-core finds serious or worse, each with the first place it stands at."""
    page.evaluate(
        SOURCE.read_text(encoding="utf-8")
    )  # by the debugger's way: the page's own policy lets no foreign script in
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return [f"{one['id']}: {one['help']} {one['nodes'][0]['target']}" for one in found if one["impact"] in GRAVE]
