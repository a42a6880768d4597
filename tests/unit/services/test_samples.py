"""Sample claims: every stage is there, worked as real ones are, stored once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.bootstrap import build
from assistant.cli.samples import add_sample_claims
from assistant.settings import Settings
from assistant.storage.caselist import Filter


def test_sample_claims_fill_the_desk_once(settings: Settings) -> None:
    nothing: Any = object()
    app = build(replace(settings, sample_data=False), nothing)
    assert add_sample_claims(app)
    assert not add_sample_claims(app)
    with app.look() as services:
        claims = services.unit.caselist.search(Filter())
        assert {claim.state.value for claim in claims} == {
            "reported", "accepted", "investigating", "assessed", "audited", "refused", "closed", "disputed"}  # fmt: skip
        levels = {clock.level for clocks in services.cases.clocks.of(claims).values() for clock in clocks}
        assert {"amber", "red", "over", "paused", "met"} & levels >= {"paused", "met"}
    app.database.dispose()
