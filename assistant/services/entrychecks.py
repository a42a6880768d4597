"""What is wrong with an entry for the knowledge base, in the words of those who write it. It takes a while: no transaction is open meanwhile."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Callable, ContextManager, Iterable, Iterator

from assistant.domain.proposal import Entry, Proposal
from assistant.errors import CustomerError
from assistant.retrieval.errors import Fault, KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.writing import adding, check_entry, writing
from assistant.services.phrases import Phrases
from assistant.storage.agents import Agent
from assistant.text.masking import mask

logger = logging.getLogger(__name__)

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
    (re.compile(r"(?P<one>\S+) asks what (?P<other>\S+) asks at .*"), "asked"),
    (re.compile(r"\S+ is about product (?P<product>\S+), which there is not; .*"), "product"),
)


class EntryChecks:
    """The checks of entries against a knowledge base: the folder, and for the words ``known``, the base in use."""

    def __init__(self, folder: Path, known: Callable[[], KnowledgeBase], phrases: Phrases) -> None:
        self.folder = folder
        self.known = known
        self.phrases = phrases

    def check(self, agent: Agent, topic: str, entry: Entry, today: date) -> None:
        """See that nothing is wrong with an entry.

        Raises:
            CustomerError: ``proposal`` when something is missing or too long, ``entry_faults`` with what the checks found.
        """
        length = sum(map(len, (entry.question, entry.answer, *entry.similar)))
        named = TOPIC.fullmatch(topic) and len(topic) <= LONGEST_TOPIC
        many = max(len(entry.similar), len(entry.cites)) > MOST
        if not named or not entry.question or not entry.answer or length > LONGEST or many:
            raise CustomerError("proposal")
        faults = check_entry(self.folder, topic, entry.as_record(f"{topic}-desk-0", agent.name, today), today)
        if faults:
            raise self._refusal(faults)

    def alone(self) -> ContextManager[None]:
        """Keep others from writing into the knowledge base meanwhile."""
        return writing(self.folder)

    @contextmanager
    def adding(self, agent: Agent, proposal: Proposal, today: date) -> Iterator[None]:
        """Have a proposal, approved by an agent, stand in the knowledge base once what is done meanwhile has succeeded.

        Raises:
            CustomerError: ``entry_faults`` with what has come to be wrong with it; nothing is done then.
            OSError: when the file cannot be written.
        """
        record = proposal.entry.as_record(proposal.key, agent.name, today)
        try:
            with adding(self.folder, proposal.topic, record, today):
                yield
        except KnowledgeError as error:
            raise self._refusal(error.faults) from error

    def _refusal(self, faults: Iterable[Fault]) -> CustomerError:
        return CustomerError("entry_faults", faults="\n".join(dict.fromkeys(map(self._words, faults))))

    def _words(self, fault: Fault) -> str:
        for pattern, name in FAULTS:
            match = pattern.fullmatch(fault.message)
            if match:
                fields = match.groupdict()
                named = {"other": self._question(fields)} if "other" in fields else {}
                return self.phrases.reply(f"utter_fault_{name}", **(fields | named)).text
        logger.warning("an entry has a fault that has no words: %s", mask(str(fault)))
        return self.phrases.reply("utter_fault_other").text

    def _question(self, fields: dict[str, str]) -> str:
        """Return the question of the entry that stands in the way, in quotation marks; nothing where it is not in use yet.

        Which of the two is named depends on whose file comes first, so a shared wording is looked for as well.
        """
        knowledge, words = self.known(), fields.get("words")
        named = (knowledge.find(f"faq:{fields[name]}") for name in ("one", "other") if name in fields)
        sharing = (entry for entry in knowledge.entries if words and words in (entry.question, *entry.surfaces))
        found = next((entry for entry in (*named, *sharing) if entry is not None), None)
        return f"“{found.question}”" if found else ""
