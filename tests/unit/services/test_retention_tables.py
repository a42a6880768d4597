"""Rows with terms of their own go in time, holds are honoured by scope, what would go is counted by table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.bootstrap import Archive, Storage, build_storage
from assistant.clock import FixedClock
from assistant.domain.complaint import ComplaintState
from assistant.domain.doubt import Cause
from assistant.domain.form import Draft
from assistant.domain.proposal import Entry, ProposalState
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError
from assistant.settings import Settings
from assistant.storage.leftovers import ROWS
from tests.unit.services.test_retention import DAY, SECRET, complain, erased, store, talk  # noqa: F401 - a fixture


def leftovers(archive: Archive) -> None:
    """Store a row of every kind that has a term of its own."""
    unit, now = archive.unit, archive.retention.clock.now()
    key = unit.conversations.open("web", "v9", now).id
    unit.drafts.create(key, Draft(form="claim"), now)
    inbox = unit.inbox.put("web", "m9", key, "text", {"text": "问"}, now)
    said = Understanding(text="问", intent="ask_knowledge", group="knowledge", confidence=0.3)
    unit.doubts.create(key, inbox, (Cause.UNKNOWN,), said, (), (), now)
    agent = unit.agents.create("xiaoxue", "trainee", "!", now)
    run = unit.practice.start(agent.id, "angry", now)
    unit.practice.write(run, SECRET, now, trainee=True)
    proposal = unit.proposals.create(None, "claims", Entry(question="问", answer="答"), agent.id, now)
    unit.proposals.decide(proposal, ProposalState.PUBLISHED, agent.id, now)
    unit.agents.open_session(agent.id, "digest", "csrf", now, now, address="127.0.0.1", browser="x")


def test_rows_with_terms_of_their_own_go_in_time(store: Storage, clock: FixedClock) -> None:  # noqa: F811
    with store.record() as archive:
        leftovers(archive)
        none = dict.fromkeys(ROWS, 0)
        assert archive.retention.aged_rows() == none
    days = {"draft": 180, "login": 183, "doubt": 365, "practice": 365, "proposal": 730}
    began = clock.now()
    for rule, days_kept in days.items():
        clock.advance((began + timedelta(days=days_kept) - clock.now()).total_seconds() - 1)
        with store.record() as archive:
            assert archive.retention.aged_rows()[rule] == 0, rule
        clock.advance(2)
        with store.record() as archive:
            assert archive.retention.aged_rows()[rule] == (2 if rule == "practice" else 1), rule
    with store.record() as archive:
        assert {rule: archive.retention.erase_rows(rule, by="operator") for rule in ROWS} == {
            **dict.fromkeys(ROWS, 1),
            "practice": 2,
        }
        assert archive.retention.aged_rows() == none


def test_held_rows_stay(store: Storage, clock: FixedClock) -> None:  # noqa: F811
    with store.record() as archive:
        leftovers(archive)
        held = archive.unit.conversations.find_by_sender("web", "v9")
        archive.holds.place(held.id, "诉讼", by="mei")
    clock.advance(3 * 366 * DAY)
    with store.record() as archive:
        assert {rule for rule, count in archive.retention.aged_rows().items() if not count} == {"draft", "doubt"}
        assert archive.retention.erase_rows("draft", by="operator") == 0


def test_hold_on_a_customer_covers_all_of_theirs(any_settings: Settings, clock: FixedClock) -> None:
    from assistant.services.samples import load_samples

    store = build_storage(any_settings)  # noqa: F811
    with store.work() as accounts:
        load_samples(accounts.unit, accounts, clock.now())
    with store.record() as archive:
        unit, now = archive.unit, clock.now()
        keys = [unit.conversations.open("web", sender, now).id for sender in ("one", "two", "other")]
        for key, customer in zip(keys, (2, 2, 3)):
            unit.conversations.change(key, now, customer_id=customer)
        archive.holds.place(keys[0], "诉讼", by="mei", scope="customer")
        assert set(archive.holds.held()) == set(keys[:2])
        archive.holds.lift(keys[0], "已判决", by="mei")
        archive.holds.place(keys[0], "诉讼", by="mei")
        assert set(archive.holds.held()) == {keys[0]}
        for wrong in ({"reason": " "}, {"reason": "诉讼", "scope": "everything"}):
            with pytest.raises(CustomerError):
                archive.holds.place(keys[1], by="mei", **wrong)
    store.database.dispose()


def test_merged_complaint_keeps_nothing_open(store: Storage, clock: FixedClock) -> None:  # noqa: F811
    key = talk(store, complain)
    with store.record() as archive:
        archive.unit.complaints.change(1, state=ComplaintState.MERGED)
    clock.advance(4 * 366 * DAY)
    with store.record() as archive:
        counts = archive.retention.rows_of(archive.retention.verdicts())
    held = {"messages": 2, "inbox": 1, "uploads": 1, "complaints": 1, "tracker_events": 1}
    assert {name: number for name, number in counts.items() if number} == held
    assert erased(store) == [key]
