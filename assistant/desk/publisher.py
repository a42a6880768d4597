"""How an entry comes into the knowledge base: checked while no transaction is open, its file exchanged only after the commit."""

from __future__ import annotations

import logging

from assistant.bootstrap import App
from assistant.domain.proposal import Entry
from assistant.errors import CustomerError
from assistant.services.entrychecks import EntryChecks
from assistant.storage.agents import Agent

logger = logging.getLogger(__name__)


class Publisher:
    """Does with entries what takes long, in a thread, and opens a transaction for as long as it writes."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.checks = EntryChecks(app.settings.knowledge, lambda: app.searcher.knowledge, app.phrases)

    def propose(self, agent: Agent, doubt: int, topic: str, entry: Entry) -> None:
        """Store an entry that answers a doubtful turn, once the checks find nothing wrong with it.

        Raises:
            CustomerError: ``proposal`` or ``entry_faults``.
        """
        self._check(agent, topic, entry)
        with self.app.work() as services:
            services.proposals.propose(agent, topic, entry, doubt)
            services.doubts.to_knowledge(doubt, agent.name)

    def rewrite(self, agent: Agent, key: int, topic: str, entry: Entry) -> None:
        """Store an entry anew, once the checks find nothing wrong with it.

        Raises:
            CustomerError: ``proposal`` or ``entry_faults``.
            StateError: when it stands in the knowledge base already.
        """
        with self.app.look() as services:
            services.proposals.to_rewrite(key)
        self._check(agent, topic, entry)
        with self.app.work() as services:
            services.proposals.rewrite(agent, key, topic, entry)

    def publish(self, agent: Agent, key: int) -> None:
        """Put an entry that somebody else wrote into the knowledge base.

        Raises:
            CustomerError: ``proposal_own``, ``entry_faults``, ``entry_file`` when its file could not be written: it waits as before.
            StateError: when it does not wait.
        """
        with self.checks.alone():
            with self.app.look() as services:
                proposal = services.proposals.to_approve(agent, key)
            try:
                with self.checks.adding(agent, proposal, self.app.clock.now().date()), self.app.work() as services:
                    services.proposals.approve(agent, proposal)
            except OSError as error:
                logger.exception("the file of an entry was not written", extra={"proposal": key})
                with self.app.work() as services:
                    services.proposals.put_back(agent, key)
                raise CustomerError("entry_file") from error

    def refuse(self, agent: Agent, key: int, remark: str) -> None:
        """Give an entry back to whoever wrote it."""
        with self.app.work() as services:
            services.proposals.refuse(agent, key, remark)

    def take_over(self) -> None:
        """Have this process answer by what stands in the knowledge base now; a fault is in the log, and tried again by the chore."""
        try:
            self.app.shelf.refresh()
        except Exception:
            logger.exception("knowledge not taken over")

    def _check(self, agent: Agent, topic: str, entry: Entry) -> None:
        self.checks.check(agent, topic, entry, self.app.clock.now().date())
