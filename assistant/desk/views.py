"""What the desk shows of queue and conversations, personal data masked."""

from __future__ import annotations

from typing import Any

from assistant.bootstrap import Services
from assistant.domain.conversation import Conversation
from assistant.domain.handoff import Handoff, Reason
from assistant.domain.message import Author
from assistant.domain.roles import SUPERVISES
from assistant.services.desk_talk import hears
from assistant.storage.agents import Agent
from assistant.storage.marks import CUSTOMER
from assistant.storage.searching import WHISPER

LAST_TEXT = 60
LINES_BACK = 10  # lines in which the customer's last words are looked for
SUGGESTIONS = 3
SUGGEST_FROM = 0.3


def queue(services: Services, agent: Agent) -> dict[str, Any]:
    """Return who waits, in order, the agent's own conversations, and how many complaints have news for them."""
    waiting = [
        _item(services, services.unit.conversations.read(h.conversation_id), h)
        for h in services.unit.handoffs.waiting()
    ]
    mine = [
        _item(services, c, services.unit.handoffs.find_open(c.id))
        for c in services.unit.conversations.owned_by_agent(agent.id)
    ]
    news = services.unit.complaints.count_news(agent.id, nobodys=agent.role in SUPERVISES)
    return {"waiting": waiting, "mine": mine, "complaint_news": news}


def conversation(services: Services, key: str, agent: Agent) -> dict[str, Any]:
    """Return a conversation with its packet and every line, notes among them."""
    found = services.unit.conversations.read(key)
    packet = services.stays.packet(found)
    if packet is not None:
        packet |= {"summary_text": summary_text(services, packet["summary"]),
                   "reason_text": text(services, f"utter_reason_{packet['reason']}")}  # fmt: skip
    return {"conversation_id": key, "owner": found.owner.value, "agent_id": found.agent_id, "packet": packet,
            "lines": lines(services, key, 0, agent), "marks": services.unit.marks.of(key, CUSTOMER),
            "channel": found.channel, "customer": customer_name(services, found)}  # fmt: skip


def lines(services: Services, key: str, after: int, agent: Agent) -> list[dict[str, Any]]:
    """Return a conversation's lines after a number, as far as they are for this agent's eyes."""
    names = services.unit.agents.names()
    heard = hears(agent, services.unit.conversations.read(key))
    found = services.unit.transcript.lines(key, after=after, shown_only=False, limit=1000)
    return [
        line.as_dict() | {"shown": line.shown, "agent": names.get(line.agent_id or 0)}
        for line in found
        if heard or line.reply.kind != WHISPER
    ]


def suggestions(services: Services, question: str) -> list[dict[str, Any]]:
    """Return what the knowledge base would answer, for the agent to use or not."""
    hits = services.answers.searcher.search(question, as_of=services.clock.now().date(), top=SUGGESTIONS)
    return [
        {"title": hit.entry.question, "text": hit.entry.answer, "citations": [c.as_dict() for c in hit.entry.citations]}
        for hit in hits
        if hit.score >= SUGGEST_FROM
    ]


def summary_text(services: Services, summary: dict[str, Any]) -> list[str]:
    """Return the packet's summary in five lines."""
    matters = "、".join([*summary["claims"], *summary["complaints"]])
    return [
        text(
            services,
            "utter_packet_reason",
            reason=text(services, f"utter_reason_{summary['reason']}"),
            note=summary["note"],
        ),
        text(services, "utter_packet_first", words=summary["first_words"]),
        text(services, "utter_packet_last", words=summary["last_words"]),
        text(services, "utter_packet_verified" if summary["verified"] else "utter_packet_unverified"),
        text(services, "utter_packet_matters", matters=matters)
        if matters
        else text(services, "utter_packet_no_matters"),
    ]


def text(services: Services, name: str, **fields: Any) -> str:
    """Return a response's text."""
    return services.app.phrases.reply(name, **fields).text


def _kept_for(services: Services, handoff: Handoff) -> dict[str, Any] | None:
    """Return who goes first, and until when."""
    agent_id = handoff.keeps(services.clock.now())
    if agent_id is None or handoff.kept_until is None:
        return None
    name = services.unit.agents.names().get(agent_id, "")
    return {"agent_id": agent_id, "name": name, "until": handoff.kept_until.isoformat()}


def _item(services: Services, found: Conversation, handoff: Handoff | None) -> dict[str, Any]:
    last = services.unit.transcript.lines(found.id, limit=LINES_BACK)
    words = next((line.reply.text for line in reversed(last) if line.author is Author.CUSTOMER), "")
    shown: dict[str, Any] = {
        "conversation_id": found.id,
        "channel": found.channel,
        "customer": customer_name(services, found),
        "last_text": words[:LAST_TEXT],
        "unread": bool(last) and last[-1].author is Author.CUSTOMER,
    }
    if handoff is not None:
        shown |= {
            "reason": handoff.reason.value,
            "reason_text": reason_text(services, handoff.reason),
            "skill": handoff.skill,
            "kept_for": _kept_for(services, handoff),
            "priority": handoff.priority,
            "requested_at": handoff.requested_at.isoformat(),
            "due_at": handoff.due_at.isoformat(),
            "note": handoff.note,
        }
    return shown


def reason_text(services: Services, reason: Reason) -> str:
    """Return a reason in words."""
    return text(services, f"utter_reason_{reason.value}")


def customer_name(services: Services, found: Conversation) -> str:
    """Return how a customer is called on the desk: the surname once they have shown who they are."""
    if found.customer_id is None or not found.verified(services.clock.now()):
        return text(services, "utter_visitor", key=found.id[:4])
    name = services.unit.customers.read(found.customer_id).name
    return name[0] + "*" * (len(name) - 1)
