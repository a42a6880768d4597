"""Sample claims for a server that is tried out: the desk is not empty then."""

from __future__ import annotations

from dataclasses import replace

from assistant.bootstrap import App, Services
from assistant.services.sampleclaims import CHANNEL, load_sample_claims
from assistant.services.samples import PASSWORD
from assistant.storage.agents import Agent
from assistant.storage.caselist import Filter

MOST = 1000
HANDLER, AUDITOR = ("lipei", "claims"), ("shenhe", "auditor")


def add_sample_claims(app: App) -> bool:
    """Store sample claims, with a handler and an auditor, unless there are claims already; return whether they were stored."""
    with app.work() as services:
        services.unit.hold("sample claims")
        if services.unit.caselist.count(Filter()):
            return False
        handler, auditor = (_account(services, *account) for account in (HANDLER, AUDITOR))
        unit = services.unit
        load_sample_claims(
            lambda clock: Services(replace(app, clock=clock), unit).cases, app.files, handler, auditor, app.clock.now()
        )
        _bring_out(services)
    return True


def _bring_out(services: Services) -> None:
    """Count as sent what was said to customers who do not exist: no courier comes for their channel."""
    now = services.clock.now()
    lines = services.unit.outbox.claim(CHANNEL, now, now, limit=MOST)
    services.unit.outbox.finish([line.id for line in lines], now)


def _account(services: Services, name: str, role: str) -> Agent:
    return services.unit.agents.find_by_name(name) or services.accounts.create(name, role, PASSWORD)
