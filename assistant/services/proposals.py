"""From the work list into the knowledge base: written by one person, checked as all knowledge is, approved by another, then in use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable

from assistant.clock import Clock
from assistant.domain.proposal import Entry, Proposal, ProposalState
from assistant.errors import CustomerError, StateError
from assistant.retrieval.errors import Fault, KnowledgeError
from assistant.retrieval.writing import check_entry, write_entry
from assistant.services.phrases import Phrases
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

TOPIC = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_TOPIC = 40
LONGEST = 4000  # characters of question, wordings and answer together
MOST = 40  # wordings, cites
# what the checks say, and the words in which staff are told; their groups are the words' fields
FAULTS = (
    (re.compile(r".* cites nothing"), "cites"),
    (re.compile(r".* cites \w+ (?P<target>\S+), which there is not; did you mean (?P<near>.+)\?"), "cite_near"),
    (re.compile(r".* cites \w+ (?P<target>\S+), which there is not; .*"), "cite"),
    (re.compile(r"「(?P<words>.+)」 stands twice, .*"), "twice"),
    (re.compile(r"「(?P<words>.+)」 leads to (?P<other>\S+) too, .*"), "leads"),
    (re.compile(r"\S+ asks what (?P<other>\S+) asks at .*"), "asked"),
    (re.compile(r"\S+ is about product (?P<product>\S+), which there is not; .*"), "product"),
)


class Proposals:
    """Entries proposed for the knowledge base, in one transaction."""

    def __init__(self, unit: Unit, knowledge: Path, phrases: Phrases, clock: Clock) -> None:
        self.unit = unit
        self.knowledge = knowledge
        self.phrases = phrases
        self.clock = clock

    def propose(self, agent: Agent, topic: str, entry: Entry, doubt_id: int | None = None) -> int:
        """Store an entry that should stand in the knowledge base, once the checks find nothing wrong with it.

        Raises:
            CustomerError: ``proposal`` when something is missing or too long, ``entry_faults`` with what the checks found.
        """
        self._check(agent, topic, entry)
        key = self.unit.proposals.create(doubt_id, topic, entry, agent.id, self.clock.now())
        self._note(agent, "knowledge.proposed", key, topic)
        return key

    def rewrite(self, agent: Agent, key: int, topic: str, entry: Entry) -> None:
        """Store an entry anew that waits or was refused; who rewrites it is its writer now.

        Raises:
            CustomerError: as ``propose``.
            StateError: when it stands in the knowledge base already.
        """
        if self.unit.proposals.lock(key).state is ProposalState.PUBLISHED:
            raise StateError("the entry stands in the knowledge base")
        self._check(agent, topic, entry)
        self.unit.proposals.rewrite(key, topic, entry, agent.id, self.clock.now())
        self._note(agent, "knowledge.proposed", key, topic)

    def approve(self, agent: Agent, key: int) -> None:
        """Put an entry that somebody else wrote into the knowledge base; its file is written last, and whole.

        Raises:
            CustomerError: ``proposal_own`` for one's own, ``entry_faults`` with what has come to be wrong with it.
            StateError: when it does not wait.
        """
        self.unit.hold("knowledge")  # of two who write, the second sees what the first wrote
        proposal = self._waiting(key)
        if proposal.made_by == agent.id:
            raise CustomerError("proposal_own")
        today = self.clock.now().date()
        record = proposal.entry.as_record(proposal.key, agent.name, today)
        self.unit.proposals.decide(key, ProposalState.PUBLISHED, agent.id, self.clock.now())
        self._note(agent, "knowledge.published", key, proposal.topic)
        try:
            write_entry(self.knowledge, proposal.topic, record, today)
        except KnowledgeError as error:
            raise self._refusal(error.faults) from error

    def refuse(self, agent: Agent, key: int, remark: str) -> None:
        """Give an entry back to whoever wrote it.

        Raises:
            CustomerError: ``text_empty`` without a word on why.
            StateError: when it does not wait.
        """
        proposal = self._waiting(key)
        if not remark.strip():
            raise CustomerError("text_empty")
        self.unit.proposals.decide(key, ProposalState.REFUSED, agent.id, self.clock.now(), remark.strip())
        self._note(agent, "knowledge.refused", key, proposal.topic)

    def topics(self) -> list[str]:
        """Return the topics there are."""
        return sorted(path.stem for path in (self.knowledge / "faq").glob("*.yml"))

    def _waiting(self, key: int) -> Proposal:
        proposal = self.unit.proposals.lock(key)
        if proposal.state is not ProposalState.WAITING:
            raise StateError(f"the proposal is {proposal.state.value}")
        return proposal

    def _check(self, agent: Agent, topic: str, entry: Entry) -> None:
        length = sum(map(len, (entry.question, entry.answer, *entry.similar)))
        named = TOPIC.fullmatch(topic) and len(topic) <= LONGEST_TOPIC
        if (
            not named
            or not entry.question
            or not entry.answer
            or length > LONGEST
            or max(len(entry.similar), len(entry.cites)) > MOST
        ):
            raise CustomerError("proposal")
        today = self.clock.now().date()
        faults = check_entry(self.knowledge, topic, entry.as_record(f"{topic}-desk-0", agent.name, today), today)
        if faults:
            raise self._refusal(faults)

    def _refusal(self, faults: Iterable[Fault]) -> CustomerError:
        return CustomerError("entry_faults", faults="\n".join(dict.fromkeys(map(self._words, faults))))

    def _words(self, fault: Fault) -> str:
        for pattern, name in FAULTS:
            match = pattern.fullmatch(fault.message)
            if match:
                return self.phrases.reply(f"utter_fault_{name}", **match.groupdict()).text
        return self.phrases.reply("utter_fault_other", message=fault.message).text

    def _note(self, agent: Agent, action: str, key: int, topic: str) -> None:
        self.unit.audit.note(agent.name, action, str(key), self.clock.now(), topic=topic)
