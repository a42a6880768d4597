"""From the work list into the knowledge base: written by one person, checked as all knowledge is, approved by another, then in use."""

from __future__ import annotations

from pathlib import Path

from assistant.clock import Clock
from assistant.domain.proposal import Entry, Proposal, ProposalState
from assistant.errors import CustomerError, StateError
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit
from assistant.text.masking import mask


class Proposals:
    """Entries proposed for the knowledge base, in one transaction; what they say has been checked before it (``EntryChecks``)."""

    def __init__(self, unit: Unit, knowledge: Path, clock: Clock) -> None:
        self.unit = unit
        self.knowledge = knowledge
        self.clock = clock

    def propose(self, agent: Agent, topic: str, entry: Entry, doubt_id: int | None = None) -> int:
        """Store an entry that should stand in the knowledge base."""
        key = self.unit.proposals.create(doubt_id, topic, entry, agent.id, self.clock.now())
        self._note(agent, "knowledge.proposed", key, topic)
        return key

    def to_rewrite(self, key: int) -> None:
        """See that an entry may be written anew.

        Raises:
            StateError: when it stands in the knowledge base already.
        """
        if self.unit.proposals.read(key).state is ProposalState.PUBLISHED:
            raise StateError("the entry stands in the knowledge base")

    def rewrite(self, agent: Agent, key: int, topic: str, entry: Entry) -> None:
        """Store an entry anew that waits or was refused; who rewrites it is its writer now.

        Raises:
            StateError: when it stands in the knowledge base already.
        """
        self.unit.proposals.lock(key)
        self.to_rewrite(key)
        self.unit.proposals.rewrite(key, topic, entry, agent.id, self.clock.now())
        self._note(agent, "knowledge.proposed", key, topic)

    def to_approve(self, agent: Agent, key: int) -> Proposal:
        """Return an entry that waits and that somebody else wrote.

        Raises:
            CustomerError: ``proposal_own`` for one's own.
            StateError: when it does not wait.
        """
        proposal = _waiting(self.unit.proposals.read(key))
        if proposal.made_by == agent.id:
            raise CustomerError("proposal_own")
        return proposal

    def approve(self, agent: Agent, read: Proposal) -> None:
        """Note that an entry is approved, as it was read.

        Raises:
            StateError: when it does not wait any more, or was written anew meanwhile.
        """
        self.unit.proposals.lock(read.id)
        if self.to_approve(agent, read.id) != read:
            raise StateError("the proposal was written anew")
        self.unit.proposals.decide(read.id, ProposalState.PUBLISHED, agent.id, self.clock.now())
        self._note(agent, "knowledge.published", read.id, read.topic)

    def put_back(self, agent: Agent, key: int) -> None:
        """Let an approved entry wait again whose file could not be written."""
        proposal = self.unit.proposals.lock(key)
        if proposal.state is ProposalState.PUBLISHED:
            self.unit.proposals.wait(key)
            self._note(agent, "knowledge.put_back", key, proposal.topic)

    def refuse(self, agent: Agent, key: int, remark: str) -> None:
        """Give an entry back to whoever wrote it.

        Raises:
            CustomerError: ``text_empty`` without a word on why.
            StateError: when it does not wait.
        """
        proposal = _waiting(self.unit.proposals.lock(key))
        if not remark.strip():
            raise CustomerError("text_empty")
        self.unit.proposals.decide(key, ProposalState.REFUSED, agent.id, self.clock.now(), mask(remark.strip()))
        self._note(agent, "knowledge.refused", key, proposal.topic)

    def topics(self) -> list[str]:
        """Return the topics there are."""
        return sorted(path.stem for path in (self.knowledge / "faq").glob("*.yml"))

    def _note(self, agent: Agent, action: str, key: int, topic: str) -> None:
        self.unit.audit.note(agent.name, action, str(key), self.clock.now(), topic=topic)


def _waiting(proposal: Proposal) -> Proposal:
    if proposal.state is not ProposalState.WAITING:
        raise StateError(f"the proposal is {proposal.state.value}")
    return proposal
