"""Retention: nothing is erased too early, nothing that is open or held, and what is erased is gone for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Callable, Iterator

import pytest

from assistant.bootstrap import Archive, Storage, build_storage
from assistant.clock import FixedClock
from assistant.domain.complaint import ComplaintState
from assistant.domain.message import Author, Reply
from assistant.errors import CustomerError
from assistant.settings import Settings
from assistant.storage.audit import AuditQuery
from assistant.storage.unit import Unit

SECRET = "我叫王小明，电话13900000001，孩子查出了肿瘤"
DAY = 24 * 3600


@pytest.fixture
def store(any_settings: Settings) -> Iterator[Storage]:
    store = build_storage(any_settings)
    yield store
    store.database.dispose()


def talk(store: Storage, more: Callable[[Unit, str, int], object] = lambda unit, key, inbox: None) -> str:
    """Store a conversation with all that one leaves behind; return its id."""
    now = store.clock.now()
    with store.record() as archive:
        unit = archive.unit
        key = unit.conversations.open("web", f"v{now:%Y%m%d%H%M%S%f}", now).id
        inbox = unit.inbox.put("web", f"m-{key}", key, "text", {"text": SECRET}, now)
        assert inbox is not None
        unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text=SECRET), now, inbox_id=inbox)
        unit.transcript.append(key, Author.BOT, Reply(kind="answer", text="收到"), now, inbox_id=inbox)
        unit.trackers.append(key, [{"event": "user", "text": SECRET}])
        upload = archive.files.put(SECRET.encode())
        unit.uploads.put(key, upload, "肿瘤.png", "image/png", 3, now)
        more(unit, key, inbox)
    return key


def complain(unit: Unit, key: str, inbox: int, *, state: ComplaintState = ComplaintState.CLOSED) -> None:
    now = unit.conversations.read(key).created_at
    made = unit.complaints.create(number="TS1", conversation_id=key, inbox_id=inbox, customer_id=None, text=SECRET,
                                  severity="normal", due_on=now.date(), due_source="-", now=now)  # fmt: skip
    unit.complaints.change(made.id, state=state, agent_id=None)


def erased(store: Storage) -> list[str]:
    """Erase what may go; return the conversations."""
    with store.record() as archive:
        verdicts = archive.retention.verdicts()
    going = [verdict for verdict in verdicts if verdict.erasable(store.clock.now().date())]
    for verdict in going:
        with store.record() as archive:
            for name in archive.retention.erase(verdict, by="operator") or ():
                archive.files.delete(name)
    return [verdict.aged.id for verdict in going]


def files(store: Storage) -> int:
    """Return how many papers are kept."""
    with store.record() as archive:
        return sum(path.is_file() for path in archive.files.blobs.root.rglob("*"))


def left(archive: Archive, key: str) -> str:
    """Return every word that is left of a conversation, opened."""
    unit = archive.unit
    lines = unit.transcript.lines(key, shown_only=False, clear=True)
    complaints = [complaint.text for complaint in unit.complaints.of_conversation(key)]
    papers = [unit.cipher.open(row["sealed"]) for row in unit.uploads.of_conversation(key)]
    return "".join(
        [*(line.reply.text for line in lines), *complaints, *papers, *map(str, unit.trackers.all_events(key))]
    )


def test_enquiry_is_erased_when_its_time_has_come_and_the_chain_stays_whole(store: Storage, clock: FixedClock) -> None:
    key = talk(store)
    clock.advance(2 * 365 * DAY)
    assert erased(store) == []
    clock.advance(2 * DAY)
    assert erased(store) == [key]
    assert erased(store) == []
    with store.record() as archive:
        assert left(archive, key) == ""
        archive.unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text="又来了"), clock.now())
    assert files(store) == 0
    proof = store.prove()
    assert (proof.breaks, proof.messages, proof.erased) == ([], 3, 2)


def test_complaint_is_kept_for_three_years_and_while_it_is_open(store: Storage, clock: FixedClock) -> None:
    key = talk(store, complain)
    clock.advance((3 * 366 - 3) * DAY)
    assert erased(store) == []
    clock.advance(5 * DAY)
    with store.record() as archive:
        archive.unit.complaints.change(1, state=ComplaintState.INVESTIGATING, agent_id=None)
    assert erased(store) == []
    with store.record() as archive:
        archive.unit.complaints.change(1, state=ComplaintState.WITHDRAWN, agent_id=None)
    assert erased(store) == [key]


def test_policyholder_is_kept_by_the_length_of_the_contract(store: Storage, clock: FixedClock) -> None:
    from assistant.services.samples import load_samples

    with store.work() as accounts:
        load_samples(accounts.unit, accounts, clock.now())

    def verify(holder: int) -> Callable[[Unit, str, int], object]:
        return lambda unit, key, inbox: unit.conversations.change(key, clock.now(), customer_id=holder)

    long = talk(store, verify(2))
    clock.advance(1)
    short = talk(store, verify(3))
    clock.advance(3 * 366 * DAY)
    with store.record() as archive:
        found = {verdict.aged.id: (verdict.rule.id, str(verdict.until)) for verdict in archive.retention.verdicts()}
    assert found == {long: ("long_contract", "2084-08-14"), short: ("short_contract", "2032-05-19")}


def test_what_is_held_stays_until_the_hold_is_lifted(store: Storage, clock: FixedClock) -> None:
    held, other = talk(store, complain), None
    clock.advance(1)
    other = talk(store)
    with store.record() as archive:
        archive.holds.place("TS1", "诉讼", by="mei")
        archive.holds.place(other, "诉讼", by="mei")
    clock.advance(4 * 366 * DAY)
    assert erased(store) == []
    with store.record() as archive:
        assert SECRET in left(archive, held)
        archive.holds.lift("TS1", "诉讼已结束", by="mei")
    assert erased(store) == [held]
    with store.record() as archive, pytest.raises(CustomerError, match="hold_unknown"):
        archive.holds.lift("TS1", "诉讼已结束", by="mei")


def test_hold_placed_between_the_list_and_the_deed_counts(store: Storage, clock: FixedClock) -> None:
    key = talk(store)
    clock.advance(3 * 366 * DAY)
    with store.record() as archive:
        (verdict,) = archive.retention.verdicts()
        archive.holds.place(key, "诉讼", by="mei")
    with store.record() as archive:
        assert archive.retention.erase(verdict, by="operator") is None
        assert SECRET in left(archive, key)


def test_reasons_of_holds_are_masked_and_stay_out_of_the_trail(store: Storage) -> None:
    key = talk(store)
    with store.record() as archive:
        archive.holds.place(key, "王先生诉讼，电话13900000002", by="mei")
        (held,) = archive.unit.record.holds()
        archive.holds.lift(key, "已和解，回13900000002", by="mei")
        (lifted,) = archive.unit.record.lifted(5)
        notes, _ = archive.unit.audit.search(AuditQuery(action="hold."), 1)
    assert (held["reason"], lifted["lift_reason"]) == ("王先生诉讼，电话139****0002", "已和解，回139****0002")
    assert [(note["action"], note["detail"]) for note in notes] == [
        ("hold.lifted", {"hold": [held["id"]]}),
        ("hold.placed", {"conversation": key, "scope": "matter", "hold": held["id"]}),
    ]


def test_hold_on_nothing(store: Storage) -> None:
    with store.record() as archive, pytest.raises(CustomerError, match="subject_unknown"):
        archive.holds.place("LP0", "诉讼", by="mei")


def test_paper_that_another_conversation_has_too_is_kept(store: Storage, clock: FixedClock) -> None:
    talk(store)
    clock.advance(timedelta(days=800).total_seconds())
    talk(store)
    assert len(erased(store)) == 1
    assert files(store) == 1


def test_paper_of_two_conversations_goes_with_the_second(store: Storage, clock: FixedClock) -> None:
    first = talk(store)
    clock.advance(timedelta(days=100).total_seconds())
    second = talk(store)
    clock.advance(timedelta(days=700).total_seconds())
    assert (erased(store), files(store)) == ([first], 1)
    clock.advance(timedelta(days=100).total_seconds())
    assert (erased(store), files(store)) == ([second], 0)


def test_paper_is_kept_for_a_conversation_that_went_on_after_it_was_erased(store: Storage, clock: FixedClock) -> None:
    first = talk(store)
    clock.advance(timedelta(days=100).total_seconds())
    second = talk(store)
    clock.advance(timedelta(days=700).total_seconds())
    assert erased(store) == [first]
    with store.record() as archive:
        archive.unit.transcript.append(first, Author.CUSTOMER, Reply(kind="customer", text="又来了"), clock.now())
    clock.advance(timedelta(days=100).total_seconds())
    assert (erased(store), files(store)) == ([second], 1)
    clock.advance(timedelta(days=800).total_seconds())
    assert (erased(store), files(store)) == ([first], 0)
