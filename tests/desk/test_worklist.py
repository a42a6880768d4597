"""The work list over HTTP: a doubtful turn becomes a training sentence or an entry that is in use; a low rating is seen to."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.services.samples import PASSWORD
from assistant.storage.ratings import HANDOFF
from tests.desk.worklist import PETS, Chief, keep
from tests.serving import DeskClient, LiveServer, WebVisitor

TAKEN_OVER = 90.0  # seconds, on a machine that others use too


def in_use(server: LiveServer, entry: str) -> None:
    """Wait until the running server answers by an entry."""
    end = time.monotonic() + TAKEN_OVER
    while server.app.searcher.knowledge.find(entry) is None:
        assert time.monotonic() < end, "not taken over"
        time.sleep(0.1)


def test_entry_is_written_checked_approved_by_another_and_in_use(
    server: LiveServer, chiefs: tuple[Chief, Chief]
) -> None:
    keep(server, "宠物咬人你们赔不赔", "宠物咬人你们赔不赔呀")
    writer, second = chiefs
    (turn,) = writer.get()["turns"]
    assert (turn["times"], turn["causes"]) == (2, ["unknown"])
    assert writer.post(f"{turn['id']}/knowledge", **PETS)["waiting"][0]["own"] is True
    assert writer.get()["turns"] == []
    (waiting,) = second.get("/entries")["waiting"]
    assert (waiting["question"], waiting["own"], waiting["by"]) == (PETS["question"], False, "anning")
    key, folder = waiting["id"], server.settings.knowledge
    assert not (folder / "faq" / "pets.yml").exists()
    assert writer.post(f"entries/{key}/approve")["error"]["code"] == "proposal_own"
    after = second.post(f"entries/{key}/approve")
    assert [(entry["state"], entry["decided_by"]) for entry in after["decided"]] == [("published", "second")]
    file = yaml.safe_load((folder / "faq" / "pets.yml").read_text())
    assert file["entries"][0] == {
        "id": f"pets-desk-{key}", "question": PETS["question"], "similar": ["狗把快递员咬伤能报吗", "猫抓伤客人管不管"],
        "answer": PETS["answer"], "cites": [{"service": "installment-claim"}], "valid_from": server.app.clock.now().date(),
        "reviewed": {"by": "second", "on": server.app.clock.now().date()},
    }  # fmt: skip
    assert KnowledgeBase.load(folder, today=server.app.clock.now().date()).find(f"faq:pets-desk-{key}")
    in_use(server, f"faq:pets-desk-{key}")
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="宠物咬了邻居你们赔不赔")
    assert visitor.wait_for(2)[-1]["text"].startswith("目前没有宠物责任险")
    assert second.post(f"entries/{key}/approve")["error"]["code"] == "taken"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cites": []}, "没有写依据"),
        ({"cites": [{"kind": "law", "target": "insurance-law/第九千条"}]}, "不存在"),
        ({"question": "意外险里的意外是怎么定义的"}, "已经有条目“意外险里的意外是怎么定义的”在回答"),
        ({"similar": "到底啥才算意外"}, "已经用在另一个条目“意外险里的意外是怎么定义的”里"),
        ({"cites": [{"kind": "rumour", "target": "somewhere"}]}, "不合知识库的规定，系统已经记下，请联系管理员。"),
        ({"similar": "狗咬了人呢\n狗咬了人呢"}, "写了两遍"),
        ({"product": "no-such-product"}, "没有产品"),
    ],
)
def test_what_the_checks_find_is_told_in_words_and_nothing_is_kept(
    server: LiveServer, chiefs: tuple[Chief, Chief], change: dict[str, Any], words: str
) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, _ = chiefs
    turn = writer.get()["turns"][0]["id"]
    error = writer.post(f"{turn}/knowledge", **{**PETS, **change})["error"]
    assert error["code"] == "entry_faults"
    assert words in error["message"]
    assert not re.search("[a-z]{3}", error["message"].replace("insurance-law", "").replace("no-such-product", ""))
    assert writer.get("/entries")["waiting"] == []
    assert [t["id"] for t in writer.get()["turns"]] == [turn]


def test_topic_that_is_none(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔")
    for topic in ("", "../pets", "Pets", "宠物"):
        assert chiefs[0].post("1/knowledge", **{**PETS, "topic": topic})["error"]["code"] == "proposal"


def test_file_with_other_entries_keeps_them_to_the_letter(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, second = chiefs
    file = server.settings.knowledge / "faq" / "accident.yml"
    before = file.read_text()
    writer.post("1/knowledge", **{**PETS, "topic": "accident"})
    second.post("entries/1/approve")
    in_use(server, "faq:accident-desk-1")
    assert file.read_text().startswith(before.rstrip("\n") + "\n")
    assert file.read_text() != before
    assert [path.name for path in file.parent.iterdir() if path.suffix != ".yml"] == []


def test_entry_that_came_to_clash_is_not_published(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔", "狗咬人怎么办理")
    writer, second = chiefs
    writer.post("1/knowledge", **PETS)
    writer.post("2/knowledge", **{**PETS, "topic": "dogs"})
    assert second.post("entries/1/approve")["decided"]
    in_use(server, "faq:pets-desk-1")
    assert second.post("entries/2/approve")["error"]["code"] == "entry_faults"
    assert not (server.settings.knowledge / "faq" / "dogs.yml").exists()
    assert [entry["id"] for entry in second.get("/entries")["waiting"]] == [2]


def test_entry_is_given_back_and_written_anew(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, second = chiefs
    writer.post("1/knowledge", **PETS)
    assert second.post("entries/1/refuse", remark=" ")["error"]["code"] == "text_empty"
    (refused,) = second.post("entries/1/refuse", remark="请写明家财险哪一条")["decided"]
    assert (refused["state"], refused["remark"]) == ("refused", "请写明家财险哪一条")
    (again,) = writer.post("entries/1/rewrite", **{**PETS, "answer": "没有宠物责任险。"})["waiting"]
    assert (again["answer"], again["state"]) == ("没有宠物责任险。", "waiting")
    assert second.post("entries/1/approve")["decided"][0]["state"] == "published"
    in_use(server, "faq:pets-desk-1")
    assert writer.post("entries/1/rewrite", **PETS)["error"]["code"] == "taken"


def test_places_to_cite_are_found_by_words(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    places = chiefs[0].get("/places?q=犹豫期退保")["places"]
    assert places
    assert {"kind", "target", "title", "quote"} == set(places[0])
    keep(server, "宠物咬人你们赔不赔")
    cites = [{"kind": place["kind"], "target": place["target"]} for place in places]
    assert chiefs[0].post("1/knowledge", **{**PETS, "cites": cites})["waiting"]


def test_label_goes_to_the_training_sentences(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "宠物咬人你们赔不赔")
    writer, _ = chiefs
    assert writer.post("1/label", intent="no_such_intent")["error"]["code"] == "label"
    assert writer.post("1/label", intent="ask_coverage")["turns"] == []
    assert "    - 宠物咬人你们赔不赔\n" in (server.settings.sentences / "ask_coverage.yml").read_text()


def test_sentence_that_stands_under_another_intent_is_told(server: LiveServer, chiefs: tuple[Chief, Chief]) -> None:
    keep(server, "我要撤诉")
    error = chiefs[0].post("1/label", intent="ask_coverage")["error"]
    assert (error["code"], "别的意图" in error["message"]) == ("label_known", True)
    assert len(chiefs[0].get()["turns"]) == 1


def test_low_rating_is_on_the_list_until_somebody_has_seen_to_it(
    server: LiveServer, chiefs: tuple[Chief, Chief]
) -> None:
    with server.app.work() as services:
        now = server.app.clock.now()
        conversation = services.unit.conversations.open("web", "v1", now)
        for number, score in (("1", 1), ("2", 5)):
            services.unit.ratings.put(HANDOFF, number, conversation.id, score, now)
        services.unit.ratings.comment(HANDOFF, "1", "一直不回话，电话13900000001也打不通")
    chief = chiefs[0]
    (row,) = chief.get()["ratings"]
    assert (row["score"], row["comment"]) == (1, "一直不回话，电话139****0001也打不通")
    day = server.app.clock.now().date().isoformat()
    figures = chief.desk.http.get(f"/supervisor/figures?from={day}&to={day}").json()
    assert [low["comment"] for low in figures["low"]] == [row["comment"]]
    assert chief.post(f"ratings/{row['id']}/settle")["ratings"] == []
    assert chief.desk.http.get(f"/supervisor/figures?from={day}&to={day}").json()["low"][0]["handled_by"] == "anning"


def test_only_supervisors_see_it(server: LiveServer) -> None:
    with server.app.work() as services:
        services.accounts.create("learner", "trainee", PASSWORD)
    for name in ("xiaolan", "learner"):
        assert DeskClient(server.url, name, PASSWORD).http.get("/worklist").status_code in (401, 403)
