"""The work list over HTTP: a doubtful turn becomes a label, a proposal, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from assistant.services.samples import PASSWORD
from tests.serving import DeskClient, LiveServer

doubt = pytest.importorskip("assistant.domain.doubt", reason="doubtful turns are kept by another branch")


def keep(server: LiveServer, *texts: str) -> None:
    """Keep turns that nobody could answer."""
    from assistant.domain.understanding import Understanding

    with server.app.work() as services:
        conversation = services.unit.conversations.open("web", "v1", server.app.clock.now())
        for place, text in enumerate(texts):
            key = services.unit.inbox.put(
                "web", f"m{place}", conversation.id, "text", {"text": text}, server.app.clock.now()
            )
            said = Understanding(text=text, intent="ask_knowledge", group="knowledge", confidence=0.3, entities=())
            services.doubts.note(conversation, key, [doubt.Cause.UNKNOWN], said)


def test_turns_become_proposals_or_are_put_aside(server: LiveServer) -> None:
    keep(server, "宠物咬人你们赔不赔", "宠物咬人你们赔不赔呀", "月球上出险算不算")
    desk = DeskClient(server.url, "anning", PASSWORD)

    def post(path: str, **body: Any) -> Any:
        return desk.http.post(f"/worklist/{path}", json=body, headers={"X-CSRF": desk.csrf}).json()

    listed = desk.http.get("/worklist").json()
    assert [(turn["text"], turn["times"], turn["causes"]) for turn in listed["turns"]] == [
        ("宠物咬人你们赔不赔", 2, ["unknown"]), ("月球上出险算不算", 1, ["unknown"])]  # fmt: skip
    pets, moon = (turn["id"] for turn in listed["turns"])
    assert post(f"{pets}/label", intent="no_such_intent")["error"]["code"] == "label"
    assert post(f"{pets}/knowledge", topic="Pets!", question="问", answer="答")["error"]["code"] == "proposal"
    assert (
        post(f"{pets}/knowledge", topic="pets", question="宠物咬人赔吗", answer="目前没有宠物责任险。")["waiting"] == 1
    )
    assert post(f"{moon}/dismiss")["turns"] == []
    (topic,) = yaml.safe_load_all(desk.http.get("/worklist/proposals").text)
    assert (topic["topic"], topic["entries"][0]["question"]) == ("pets", "宠物咬人赔吗")


def test_only_supervisors_see_it(server: LiveServer) -> None:
    with server.app.work() as services:
        services.accounts.create("learner", "trainee", PASSWORD)
    for name in ("xiaolan", "learner"):
        assert DeskClient(server.url, name, PASSWORD).http.get("/worklist").status_code in (401, 403)
