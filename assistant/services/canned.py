"""Replies at hand, with what is known of the customer filled in."""

from __future__ import annotations

from typing import Any, Mapping

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.roles import SUPERVISES, TAKES
from assistant.errors import CustomerError, RoleError
from assistant.services.materials import Materials
from assistant.storage.agents import Agent
from assistant.storage.canned import Canned
from assistant.storage.unit import Unit

LONGEST = {"shortcut": 32, "title": 64, "text": 2000}
VARIABLES = ("客户称呼", "保单号", "案件号", "投诉编号", "坐席", "公司", "热线")


class CannedReplies:
    """Replies at hand, in one transaction."""

    def __init__(self, unit: Unit, materials: Materials, company: Mapping[str, Any], clock: Clock) -> None:
        self.unit = unit
        self.materials = materials
        self.company = company
        self.clock = clock

    def listed(self, agent: Agent, conversation_id: str | None) -> list[dict[str, Any]]:
        """Return an agent's replies and everybody's; for a conversation with what is known of it filled in."""
        values = {} if conversation_id is None else self._values(agent, self.unit.conversations.read(conversation_id))
        return [_shown(each, values, agent) for each in self.unit.canned.visible_to(agent.id)]

    def save(self, agent: Agent, key: int | None, fields: Mapping[str, Any], *, shared: bool) -> int:
        """Store a reply, new or in the place of another.

        Raises:
            RoleError: for one of everybody's, from anybody but a supervisor; for one of somebody else's.
            CustomerError: ``canned`` when a part is missing or too long.
        """
        parts = {name: str(fields.get(name) or "").strip() for name in LONGEST}
        if any(not part or len(part) > LONGEST[name] for name, part in parts.items()):
            raise CustomerError("canned")
        owner = None if shared else agent.id
        if key is None:
            self._check(agent, owner)
            key = self.unit.canned.put(owner, now=self.clock.now(), **parts)
        else:
            self._check(agent, self.unit.canned.read(key).owner_id)
            self.unit.canned.change(key, now=self.clock.now(), **parts)
        self.unit.audit.note(agent.name, "canned.saved", str(key), self.clock.now(), shortcut=parts["shortcut"])
        return key

    def remove(self, agent: Agent, key: int) -> None:
        """Forget a reply.

        Raises:
            RoleError: when it is not this agent's to change.
        """
        self._check(agent, self.unit.canned.read(key).owner_id)
        self.unit.canned.remove(key)
        self.unit.audit.note(agent.name, "canned.removed", str(key), self.clock.now())

    def _check(self, agent: Agent, owner_id: int | None) -> None:
        may = agent.role in SUPERVISES if owner_id is None else owner_id == agent.id and agent.role in TAKES
        if not may:
            raise RoleError("not this agent's to change")

    def _values(self, agent: Agent, conversation: Conversation) -> dict[str, str]:
        """Return what the variables stand for, as far as it is known; personal data only of who has shown who they are."""
        values = {
            "坐席": agent.name,
            "公司": str(self.company.get("short", "")),
            "热线": str(self.company.get("hotline", "")),
        }
        claims = self.materials.reachable(conversation)
        complaints = self.unit.complaints.of_conversation(conversation.id)
        if claims:
            values["案件号"] = claims[0].number
        if complaints:
            values["投诉编号"] = complaints[-1].number
        if conversation.customer_id is not None and conversation.verified(self.clock.now()):
            values["客户称呼"] = self.unit.customers.read(conversation.customer_id).name
            policies = self.unit.customers.policies_of(conversation.customer_id)
            if policies:
                values["保单号"] = policies[0].number
        return values


def fill(text: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return a text with its variables filled in, and the names of those that are not known.

    >>> fill("{客户称呼}您好，我是{坐席}", {"坐席": "小兰"})
    ('{客户称呼}您好，我是小兰', ['客户称呼'])
    """
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text, [name for name in VARIABLES if "{" + name + "}" in text]


def _shown(canned: Canned, values: Mapping[str, str], agent: Agent) -> dict[str, Any]:
    filled, missing = fill(canned.text, values)
    mine = agent.role in SUPERVISES if canned.owner_id is None else True
    return {"id": canned.id, "shortcut": canned.shortcut, "title": canned.title, "text": canned.text, "filled": filled,
            "missing": missing, "shared": canned.owner_id is None, "editable": mine}  # fmt: skip
