"""What the desk shows of the floor, personal data masked."""

from __future__ import annotations

from typing import Any

from assistant.bootstrap import Services
from assistant.desk.views import customer_name, reason_text
from assistant.domain.roles import SUPERVISES, TAKES
from assistant.domain.routing import Seat, SeatState
from assistant.storage.agents import Agent
from assistant.text.masking import mask_value

PAGE = 30


def floor(services: Services, agent: Agent) -> dict[str, Any]:
    """Return an agent's own seat, colleagues, groups and closing codes."""
    rules, now = services.app.rules, services.clock.now()
    seats = services.seats.every()
    own = next((seat for seat in seats if seat.agent_id == agent.id), None)
    return {
        "seat": None if own is None else _seat(services, own),
        "colleagues": [_seat(services, seat) for seat in seats if seat.agent_id != agent.id],
        "groups": [{"id": group.id, "title": group.title} for group in rules.groups],
        "closing_codes": [{"id": key, "title": title} for key, title in rules.codes.items()],
        "open": rules.hours.open_at(now),
    }


def active(services: Services) -> list[dict[str, Any]]:
    """Return every conversation that an agent has, the longest first."""
    names = services.unit.agents.names()
    unanswered = services.unit.handoffs.unanswered()
    found = []
    for stay in services.unit.handoffs.active():
        conversation = services.unit.conversations.read(stay.conversation_id)
        since = unanswered.get(stay.id)
        found.append({
            "conversation_id": stay.conversation_id,
            "channel": conversation.channel,
            "customer": customer_name(services, conversation),
            "agent": names.get(stay.agent_id or 0, ""),
            "reason": stay.reason.value,
            "reason_text": reason_text(services, stay.reason),
            "unanswered_since": None if since is None else since.isoformat(),
        })  # fmt: skip
    return found


def callbacks(services: Services) -> list[dict[str, Any]]:
    """Return the calls back to make, in the order they are due."""
    found = []
    for promise in services.unit.callbacks.waiting():
        conversation = services.unit.conversations.read(promise.conversation_id)
        found.append({
            "id": promise.id,
            "conversation_id": promise.conversation_id,
            "customer": customer_name(services, conversation),
            "phone": None if promise.phone is None else mask_value("phone", promise.phone),
            "due_at": promise.due_at.isoformat(),
            "created_at": promise.created_at.isoformat(),
            "owner": conversation.owner.value,
        })  # fmt: skip
    return found


def search(
    services: Services, *, agent: Agent, words: list[str], before: int | None, author: str | None
) -> dict[str, Any]:
    """Return a page of lines that have all the words, the newest first, and where the next page begins."""
    everything = agent.role in SUPERVISES or agent.role not in TAKES
    rows = services.unit.search.lines(
        words, agent_id=None if everything else agent.id, before=before, author=author, limit=PAGE + 1
    )
    names = services.unit.agents.names()
    shown = [
        {"conversation_id": row["conversation_id"], "seq": row["seq"], "at": row["at"].isoformat(), "from": row["author"],
         "text": row["text"], "shown": row["shown"], "agent": names.get(row["agent_id"] or 0), "channel": row["channel"],
         "owner": row["owner"]}
        for row in rows[:PAGE]
    ]  # fmt: skip
    return {"lines": shown, "next": rows[PAGE - 1]["id"] if len(rows) > PAGE else None}


def _seat(services: Services, seat: Seat) -> dict[str, Any]:
    now, lost = services.clock.now(), services.app.rules.lost
    state = seat.state if seat.there(now, lost) else SeatState.OFFLINE
    return {"agent_id": seat.agent_id, "name": seat.name, "state": state.value, "automatic": seat.automatic,
            "capacity": seat.capacity, "talking": seat.talking, "skills": list(seat.skills)}  # fmt: skip
