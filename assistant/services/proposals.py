"""Entries proposed for the knowledge base, where the work list shows that an answer is missing."""

from __future__ import annotations

import re
from typing import Any, Mapping

import yaml

from assistant.clock import Clock
from assistant.errors import CustomerError
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

TOPIC = re.compile(r"[a-z][a-z0-9-]{1,40}")
LONGEST = 2000


class Proposals:
    """Entries proposed for the knowledge base, in one transaction; people review and publish them."""

    def __init__(self, unit: Unit, clock: Clock) -> None:
        self.unit = unit
        self.clock = clock

    def propose(self, agent: Agent, fields: Mapping[str, Any], doubt_id: int | None = None) -> int:
        """Store an entry that should stand in the knowledge base.

        Raises:
            CustomerError: ``proposal`` when topic, question or answer are missing or no such thing.
        """
        topic, question, answer = (str(fields.get(name) or "").strip() for name in ("topic", "question", "answer"))
        if not TOPIC.fullmatch(topic) or not question or not answer or len(question) + len(answer) > LONGEST:
            raise CustomerError("proposal")
        entry = {"question": question, "answer": answer, "source": str(fields.get("source") or "").strip()[:200]}
        now = self.clock.now()
        key = self.unit.proposals.create(doubt_id, topic, entry, agent.id, now)
        self.unit.audit.note(agent.name, "knowledge.proposed", str(key), now, topic=topic)
        return key

    def as_yaml(self) -> str:
        """Return all proposals by topic, as ``knowledge/faq`` has its entries; ``cites`` and ``reviewed`` are left to the reviewer."""
        found = self.unit.proposals.all_of()
        topics = [
            {"topic": topic, "entries": [_entry(row) for row in found if row["topic"] == topic]}
            for topic in sorted({row["topic"] for row in found})
        ]
        return yaml.safe_dump_all(topics, allow_unicode=True, sort_keys=False)


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{row['topic']}-proposal-{row['id']}",
        "question": row["question"],
        "similar": [],
        "answer": row["answer"],
        "cites": [],
        "proposed": {"source": row["source"], "on": row["made_at"].date()},
    }
