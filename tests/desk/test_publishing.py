"""An approved entry and its file: both, or neither; and nobody waits while it is checked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.desk.publisher import Publisher
from assistant.domain.proposal import Entry
from assistant.errors import StorageError
from tests.desk.worklist import PETS, Chief, keep
from tests.serving import LiveServer


def states(server: LiveServer) -> list[tuple[int, str]]:
    with server.app.look() as services:
        stored = services.unit.proposals
        return sorted((each.id, each.state.value) for each in [*stored.waiting(), *stored.decided(9)])


def test_file_that_cannot_be_exchanged_leaves_the_entry_waiting(
    server: LiveServer, chiefs: tuple[Chief, Chief]
) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, second = chiefs
    writer.post("1/knowledge", **PETS)
    blocked = server.settings.knowledge / "faq" / ".pets.yml.tmp"
    blocked.mkdir()  # no file can be written there
    told = second.post("entries/1/approve")["error"]
    assert (told["code"], "仍在等待启用" in told["message"]) == ("entry_file", True)
    assert states(server) == [(1, "waiting")]
    assert not (server.settings.knowledge / "faq" / "pets.yml").exists()
    blocked.rmdir()
    assert second.post("entries/1/approve")["decided"][0]["state"] == "published"


def test_renaming_that_fails_after_the_commit_puts_the_entry_back(
    server: LiveServer, chiefs: tuple[Chief, Chief], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, second = chiefs
    writer.post("1/knowledge", **PETS)
    seen: list[list[tuple[int, str]]] = []

    def full(*paths: Any) -> None:
        seen.append(states(server))
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("assistant.retrieval.writing.os.replace", full)
        assert second.post("entries/1/approve")["error"]["code"] == "entry_file"
    assert seen == [[(1, "published")]]  # committed before its file was touched
    assert states(server) == [(1, "waiting")]
    assert [path.name for path in (server.settings.knowledge / "faq").iterdir() if "pets" in path.name] == []
    assert second.post("entries/1/approve")["decided"][0]["state"] == "published"


def test_commit_that_fails_brings_no_text_into_use(
    server: LiveServer, chiefs: tuple[Chief, Chief], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, second = chiefs
    writer.post("1/knowledge", **PETS)

    def failing(*arguments: Any) -> None:
        raise StorageError("no commit")

    with monkeypatch.context() as patch:
        patch.setattr("assistant.services.proposals.Proposals._note", failing)
        assert "error" in second.post("entries/1/approve")
    assert states(server) == [(1, "waiting")]
    assert [path.name for path in (server.settings.knowledge / "faq").iterdir() if "pets" in path.name] == []


def test_customers_are_written_to_while_an_entry_is_checked(
    server: LiveServer, chiefs: tuple[Chief, Chief], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(server, "宠物咬人你们赔不赔", "狗咬人怎么办理")
    began = []

    def slow(*arguments: Any) -> list[Any]:
        with server.app.work() as services:  # which waits for any other writer, on SQLite
            began.append(services.clock.now())
        return []

    monkeypatch.setattr("assistant.services.entrychecks.check_entry", slow)
    monkeypatch.setattr("assistant.retrieval.writing.check_entry", slow)
    writer, second = chiefs
    assert writer.post("1/knowledge", **PETS)["waiting"]
    assert writer.post("entries/1/rewrite", **PETS)["waiting"]
    assert second.post("entries/1/approve")["decided"]
    assert len(began) == 3


def test_all_that_wait_are_listed_and_the_longest_first(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    with server.app.work() as services:
        agent = services.accounts.by_name("anning")
        entry = Entry(question="宠物咬了邻居你们赔不赔", answer="不赔。")
        keys = [services.proposals.propose(agent, "pets", entry) for _ in range(60)]
    assert [waiting["id"] for waiting in chiefs[1].get("/entries")["waiting"]] == keys


def test_remark_is_masked(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔")
    chiefs[0].post("1/knowledge", **PETS)
    (refused,) = chiefs[1].post("entries/1/refuse", remark="先问13900000001这位客户")["decided"]
    assert refused["remark"] == "先问139****0001这位客户"


def test_fault_in_taking_over_is_logged(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("no index")

    monkeypatch.setattr(server.app.shelf, "refresh", broken)
    Publisher(server.app).take_over()
    assert "knowledge not taken over" in caplog.text
