"""The law's clocks on claims: read from ``knowledge/clocks.yml``, run from what has happened, and told of before they run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Mapping, Sequence

import yaml

from assistant.clock import Clock
from assistant.domain.assessment import Assessment, Payment
from assistant.domain.casework import APPROVE, OPEN, RETURN, Outcome
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.clock import PRESSING, ClockRule, Pause, StatutoryClock, add_months, read_clock
from assistant.domain.deadline import DeadlineRule
from assistant.domain.message import Author
from assistant.errors import SettingsError
from assistant.services.phrases import Phrases
from assistant.storage.caselist import Arrival, Filter
from assistant.storage.casework import Notice
from assistant.storage.unit import Unit
from assistant.yamlfiles import read_yaml


@dataclass(frozen=True, kw_only=True)
class ClockBook:
    """The clocks, and the months after closing in which a customer is visited."""

    rules: tuple[ClockRule, ...]
    followup_months: tuple[int, ...]

    def clock(self, name: str) -> ClockRule:
        """Return the clock of a name."""
        return next(clock for clock in self.rules if clock.rule.id == name)

    def followups(self, closed_on: date) -> list[date]:
        """Return the days of the visits after a claim was closed."""
        return [add_months(closed_on, months) for months in self.followup_months]


def load_clocks(knowledge: Path) -> ClockBook:
    """Read ``clocks.yml``.

    Raises:
        SettingsError: when it cannot be read as clocks.
    """
    try:
        raw = read_yaml(knowledge / "clocks.yml")
        rules = tuple(_rule(item) for item in raw["clocks"])
        return ClockBook(rules=rules, followup_months=tuple(raw["followups"]["months"]))
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise SettingsError([f"clocks.yml: {error!r}"]) from error


def _rule(raw: Mapping[str, Any]) -> ClockRule:
    rule = DeadlineRule(id=raw["id"], days=raw["days"], source=raw["source"])
    names = ("title", "starts", "ends", "pauses", "amber", "red")
    text = raw.get("text", "").format(days=rule.days)
    return ClockRule(rule=rule, text=text, **{name: raw[name] for name in names})


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened with a claim, as far as clocks look at it."""

    arrivals: Sequence[Arrival]
    papers: int
    notices: Sequence[Notice]
    assessments: Sequence[Assessment]
    payments: Sequence[Payment]

    def events(self, claim: Claim) -> dict[str, date | None]:
        """Return the days of what starts and ends clocks."""
        reported = claim.reported_at.date()
        first = min((arrival.at.date() for arrival in self.arrivals), default=None if self.papers else reported)
        approved = [a for a in self.assessments if a.verdict == APPROVE and a.audited_at]
        last = self.assessments[-1] if self.assessments else None
        refusal = last if last and last.outcome is Outcome.REFUSE and last.verdict != RETURN else None
        return {
            "claim_and_papers": max(first, reported) if first else None,
            "decided": _day(approved[0].audited_at) if approved else None,
            "refusal_found": _day(refusal.assessed_at) if refusal else None,
            "refusal_told": _day(refusal.audited_at) if refusal and refusal.verdict else None,
            **self._payment(claim, approved),
        }

    def _payment(self, claim: Claim, approved: Sequence[Assessment]) -> dict[str, date | None]:
        """Return when the amount was settled and when it was paid; while it is disputed there is no agreement."""
        due = [a for a in approved if a.outcome is Outcome.PAY]
        paid = bool(due and self.payments) and self.payments[-1].assessment_id == due[-1].id
        if not due or not (paid or claim.state is ClaimState.AUDITED):
            return {}
        return {"agreed": _day(due[-1].audited_at), "paid": self.payments[-1].paid_on if paid else None}

    def pauses(self) -> list[Pause]:
        """Return when papers were being supplemented: from each notice, the checklist first shown among them, to its last paper."""
        return [Pause(start=notice.sent_at.date(), end=self.completed(notice)) for notice in self.notices]

    def completed(self, notice: Notice) -> date | None:
        """Return the day on which the last paper of a notice arrived, or None."""
        days: list[date] = []
        for item in notice.items:
            after = [a.at for a in self.arrivals if a.item == item and _is_after(a, notice)]
            if not after:
                return None
            days.append(min(after).date())
        return max(days, default=None)


class CaseClocks:
    """Clocks of claims, in one transaction."""

    def __init__(self, unit: Unit, book: ClockBook, phrases: Phrases, clock: Clock) -> None:
        self.unit = unit
        self.book = book
        self.phrases = phrases
        self.clock = clock

    def history(self, claims: Sequence[Claim]) -> dict[int, History]:
        """Return what happened with some claims, by claim."""
        keys = [claim.id for claim in claims]
        arrivals, counts = self.unit.caselist.arrivals(keys), self.unit.caselist.counts_missing(keys)
        notices, assessments = self.unit.casework.notices(keys), self.unit.casework.assessments(keys)
        payments = self.unit.casework.payments(keys)
        return {
            key: History(arrivals=arrivals.get(key, ()), papers=counts.get(key, (0, 0))[1], notices=notices.get(key, ()),
                         assessments=assessments.get(key, ()), payments=payments.get(key, ()))
            for key in keys
        }  # fmt: skip

    def of(self, claims: Sequence[Claim]) -> dict[int, list[StatutoryClock]]:
        """Return the clocks of some claims, by claim; a cancelled claim has none."""
        today = self.clock.now().date()
        histories = self.history(claims)
        return {
            claim.id: []
            if claim.state is ClaimState.CANCELLED
            else [read_clock(rule, histories[claim.id].events(claim), histories[claim.id].pauses(), today) for rule in self.book.rules]
            for claim in claims
        }  # fmt: skip

    def due(self) -> list[tuple[Claim, StatutoryClock]]:
        """Return the clocks that run out soon, or have, of which nobody has been told at that level yet."""
        claims = self.unit.caselist.search(Filter(states=OPEN))
        clocks, given = self.of(claims), self.unit.aftercare.reminders([claim.id for claim in claims])
        return [
            (claim, clock)
            for claim in claims
            for clock in clocks[claim.id]
            if clock.level in PRESSING and (claim.id, clock.rule.rule.id, clock.due_on, clock.level) not in given
        ]

    def remind(self, due: Sequence[tuple[Claim, StatutoryClock]]) -> int:
        """Tell the staff what is due; return how many reminders were given.

        Any number of processes may call it at once: each reminder is a row that only one of them can write.
        """
        self.unit.hold("claim reminders")
        return sum(self._remind(claim, clock) for claim, clock in due)

    def _remind(self, claim: Claim, clock: StatutoryClock) -> bool:
        now = self.clock.now()
        assert clock.due_on is not None
        if not self.unit.aftercare.remind(claim.id, clock.rule.rule.id, clock.due_on, clock.level, now):
            return False
        left = clock.days_left or 0
        name = "utter_claim_reminder_over" if left < 0 else "utter_claim_reminder"
        reply = self.phrases.reply(name, number=claim.number, title=clock.rule.title, due=clock.due_on.isoformat(),
                                   left=abs(left), source=clock.rule.rule.source)  # fmt: skip
        self.unit.transcript.append(claim.conversation_id, Author.SYSTEM, reply, now, shown=False)
        return True


def _is_after(arrival: Arrival, notice: Notice) -> bool:
    if arrival.upload is None or notice.last_upload is None:
        return arrival.at >= notice.sent_at
    return arrival.upload > notice.last_upload


def _day(at: Any) -> date | None:
    return at.date() if at is not None else None
