"""How long the record is kept: by rules of law that are data, never what is open or under a legal hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Iterable, Iterator, Mapping

from assistant.clock import Clock
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.complaint import ENDED, ComplaintState
from assistant.domain.conversation import Conversation, Owner
from assistant.services.holds import Holds
from assistant.storage.customers import Policy
from assistant.storage.erasure import Aged
from assistant.storage.unit import Unit
from assistant.yamlfiles import read_yaml

ENDED_CLAIMS = frozenset({ClaimState.CLOSED, ClaimState.CANCELLED, ClaimState.REFUSED, ClaimState.PAID})
ENDED_COMPLAINTS = ENDED | {ComplaintState.CLOSED}
YEAR = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How many years something is kept, from when, and by which law."""

    id: str
    title: str
    years: int
    source: str


@dataclass(frozen=True, kw_only=True)
class RowRule:
    """How many days rows that no conversation's term covers are kept, and by which law."""

    id: str
    title: str
    days: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What retention makes of a conversation: until when it is kept, by which rule, and what keeps it beyond."""

    aged: Aged
    rule: Rule
    until: date
    held: str = ""
    open: bool = False

    def erasable(self, today: date) -> bool:
        """Tell whether its time has come and nothing keeps it."""
        return self.until < today and not self.held and not self.open


def load_rules(knowledge: Path) -> dict[str, Rule]:
    """Read the retention rules, by id."""
    found = read_yaml(knowledge / "retention.yml")["rules"]
    return {
        key: Rule(id=key, title=rule["title"], years=rule["years"], source=rule["source"])
        for key, rule in found.items()
    }


def load_row_rules(knowledge: Path) -> dict[str, RowRule]:
    """Read the rules for what no conversation's term covers, by id."""
    found = read_yaml(knowledge / "retention.yml")["rows"]
    return {key: RowRule(id=key, **rule) for key, rule in found.items()}


class Retention:
    """Retention in one transaction."""

    def __init__(
        self, unit: Unit, rules: Mapping[str, Rule], terms: Mapping[str, RowRule], holds: Holds, clock: Clock
    ) -> None:
        self.unit = unit
        self.rules = rules
        self.terms = terms
        self.holds = holds
        self.clock = clock

    def verdicts(self) -> list[Verdict]:
        """Return what becomes of every conversation that is old enough for the shortest rule."""
        shortest = min(rule.years for rule in self.rules.values())
        aged = self.unit.erasures.silent_since(self.clock.now() - shortest * timedelta(days=365))
        held = self.holds.held()
        return [self._verdict(one, held.get(one.id, "")) for one in aged]

    def erase(self, verdict: Verdict, *, by: str) -> set[str] | None:
        """Erase what a conversation held; a tombstone stays, which the proof of the record accepts.

        Return the files to delete once that is committed; None, and nothing is erased, when something has come to keep it since.
        """
        self.unit.conversations.lock(verdict.aged.id)
        now, held = self.clock.now(), self.holds.held()
        current = self.unit.record.end(verdict.aged.id).seq == verdict.aged.last_seq
        if not current or verdict.aged.id in held or not self._verdict(verdict.aged, "").erasable(now.date()):
            return None
        files = self.unit.erasures.erase(verdict.aged, verdict.rule.id, now)
        lines = [verdict.aged.first_seq, verdict.aged.last_seq]
        self.unit.audit.note(by, "record.erased", verdict.aged.id, now, rule=verdict.rule.id, lines=lines)
        return files

    def rows_of(self, verdicts: Iterable[Verdict]) -> dict[str, int]:
        """Return how many rows conversations have left behind, by table."""
        return self.unit.erasures.count([verdict.aged.id for verdict in verdicts])

    def aged_rows(self) -> dict[str, int]:
        """Return how many rows outside the conversations' own terms have come to the end of theirs, by rule; none that is held."""
        held = set(self.holds.held())
        return {key: self.unit.leftovers.count(key, self._before(rule), held) for key, rule in self.terms.items()}

    def erase_rows(self, rule: str, *, by: str) -> int:
        """Erase what has come to the end of a rule's term and is not held; return how many rows."""
        held, now = set(self.holds.held()), self.clock.now()
        count = self.unit.leftovers.erase(rule, self._before(self.terms[rule]), held)
        if count:
            self.unit.audit.note(by, "rows.erased", rule, now, rule=rule, rows=count)
        return count

    def _before(self, rule: RowRule) -> datetime:
        return self.clock.now() - timedelta(days=rule.days)

    def _verdict(self, aged: Aged, held: str) -> Verdict:
        conversation = self.unit.conversations.read(aged.id)
        until, rule = max(self._terms(conversation, aged), key=lambda term: term[0])
        return Verdict(aged=aged, rule=rule, until=until, held=held, open=self._is_open(conversation))

    def _claims(self, conversation: Conversation) -> list[Claim]:
        """Return the claims that a conversation is kept for: those reported in it, and those whose papers came in here."""
        own = self.unit.claims.of_conversation(conversation.id)
        papers = self.unit.erasures.claims_with_papers(conversation.id)
        return list({claim.id: claim for claim in (*own, *map(self.unit.claims.by_id, papers))}.values())

    def _terms(self, conversation: Conversation, aged: Aged) -> Iterator[tuple[date, Rule]]:
        """Yield every rule that applies, with the day until which it keeps the conversation."""
        yield _term(self.rules["enquiry"], aged.last_at.date())
        for complaint in self.unit.complaints.of_conversation(conversation.id):
            yield _term(self.rules["complaint"], complaint.received_at.date())
        claims = self._claims(conversation)
        holders = {
            key for key in (conversation.customer_id, *(claim.customer_id for claim in claims)) if key is not None
        }
        for policy in (policy for key in holders for policy in self.unit.customers.policies_of(key)):
            yield _term(self.rules[_contract(policy)], policy.effective_to)
        for claim in claims:
            if claim.customer_id is None:
                yield _term(self.rules["unknown_contract"], claim.reported_at.date())

    def _is_open(self, conversation: Conversation) -> bool:
        claims = self._claims(conversation)
        complaints = self.unit.complaints.of_conversation(conversation.id)
        return (
            conversation.owner in (Owner.QUEUE, Owner.AGENT)
            or any(claim.state not in ENDED_CLAIMS for claim in claims)
            or any(complaint.state not in ENDED_COMPLAINTS for complaint in complaints)
        )


def _contract(policy: Policy) -> str:
    return "short_contract" if policy.effective_to - policy.effective_from <= YEAR else "long_contract"


def _term(rule: Rule, start: date) -> tuple[date, Rule]:
    """Return the last day of a rule's years; of 29 February, the 28th."""
    try:
        return start.replace(year=start.year + rule.years), rule
    except ValueError:
        return start.replace(year=start.year + rule.years, day=28), rule
