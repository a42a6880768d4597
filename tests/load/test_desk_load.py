"""A small version of the measure in ``desk_load``: everything said between customers and agents arrives once and in order."""

from __future__ import annotations

import asyncio

import pytest

from tests.load.desk_load import PASSWORD, simulate
from tests.serving import LiveServer


@pytest.mark.slow
def test_everything_said_arrives_once_and_in_order(server: LiveServer) -> None:
    names = ["load00", "load01"]
    with server.app.work() as services:
        for name in names:
            services.accounts.create(name, "agent", PASSWORD)
    figures = asyncio.run(simulate(server.url, names, 8, 3, 0.3))
    kept = {name: figures[name] for name in ("messages", "lost", "doubled", "out_of_order")}
    assert kept == {"messages": 48, "lost": 0, "doubled": 0, "out_of_order": 0}
