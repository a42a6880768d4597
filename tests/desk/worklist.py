"""The work list as supervisors use it, for its tests."""

from __future__ import annotations

from typing import Any

from assistant.domain.doubt import Cause
from assistant.domain.understanding import Understanding
from assistant.services.samples import PASSWORD
from tests.serving import DeskClient, LiveServer

PETS = {"topic": "pets", "question": "宠物咬了邻居你们赔不赔", "similar": "狗把快递员咬伤能报吗\n\n猫抓伤客人管不管",
        "answer": "目前没有宠物责任险；家里有家财险的，可以看合同里有没有第三者责任。",
        "cites": [{"kind": "service", "target": "installment-claim"}]}  # fmt: skip


class Chief:
    """A supervisor at the work list."""

    def __init__(self, server: LiveServer, name: str = "anning") -> None:
        self.desk = DeskClient(server.url, name, PASSWORD)

    def get(self, path: str = "") -> Any:
        return self.desk.http.get(f"/worklist{path}").json()

    def post(self, path: str, **body: Any) -> Any:
        return self.desk.http.post(f"/worklist/{path}", json=body, headers={"X-CSRF": self.desk.csrf}).json()


def keep(server: LiveServer, *texts: str) -> None:
    """Keep turns that nobody could answer."""
    with server.app.work() as services:
        now = server.app.clock.now()
        conversation = services.unit.conversations.open("web", "v1", now)
        for place, text in enumerate(texts):
            key = services.unit.inbox.put("web", f"m{place}", conversation.id, "text", {"text": text}, now)
            said = Understanding(text=text, intent="ask_knowledge", group="knowledge", confidence=0.3, entities=())
            services.doubts.note(conversation, key, [Cause.UNKNOWN], said)
            services.unit.inbox.finish(key, now)
