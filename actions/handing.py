"""Handing over to people: why, and how it stands for who waits, in words."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.saying import button, phrases, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.handoff import Reason
from assistant.domain.message import Button
from assistant.domain.routing import Rules
from assistant.domain.understanding import Understanding
from assistant.services import wording
from assistant.services.seats import Wait

MONEY = frozenset({"claim_dispute", "policy_service"})
MISSES = 2  # in a row
LINES_BACK = 30  # in which the customer was last told how it stands


def queue_words(wait: Wait) -> str:
    """Return how it stands for somebody who waits, in words."""
    return wording.queue_words(phrases(), wait)


def hand_over(dispatcher: CollectingDispatcher, reason: Reason) -> None:
    """Put the conversation in the queue and tell how it stands there; who waits already is told what has changed."""
    turn = current_turn()
    waiting = turn.conversation.owner is Owner.QUEUE
    _, wait = turn.services.handoffs.request(turn.conversation, reason, tone=turn.said.tone)
    if waiting:
        return tell_wait(dispatcher, "utter_handoff_waiting")
    name = f"utter_handoff_queued_{reason.value}"
    if wait.callback_at is not None:
        name = "utter_handoff_callback"
    elif name not in phrases():
        name = "utter_handoff_queued"
    tell(dispatcher, name, buttons=_ways_on(name), queue=queue_words(wait), data=wait.as_dict())


def tell_wait(dispatcher: CollectingDispatcher, name: str) -> None:
    """Tell somebody who waits how it stands: in full where that is not what they were told last, else in a few words."""
    turn = current_turn()
    wait = turn.services.handoffs.waiting(turn.conversation)
    if wait is None:
        return
    told = _told_last()
    if told == _shown(wait):
        name = f"{name}_callback" if wait.callback_at and f"{name}_callback" in phrases() else f"{name}_same"
    due = "" if wait.callback_at is None else wording.moment_words(phrases(), wait.callback_at)
    tell(dispatcher, name, queue=queue_words(wait), due=due, data=wait.as_dict())


def _told_last() -> tuple[Any, ...] | None:
    """Return how it stood when the customer was last told, or None."""
    turn = current_turn()
    lines = turn.services.unit.transcript.lines(turn.conversation_id, limit=LINES_BACK)
    # a question of a report has a "place" too, its number
    data = next((line.reply.data for line in reversed(lines) if "callback_at" in line.reply.data), None)
    return None if data is None else _shown(Wait.read(data))


def _shown(wait: Wait) -> tuple[Any, ...]:
    """Return what of a wait is told in words."""
    return (wait.callback_at,) if wait.callback_at else (wait.place, wait.minutes)


def _ways_on(name: str) -> tuple[Button, ...]:
    """Return what can be done meanwhile: a report that was begun may be ended."""
    turn = current_turn()
    reporting = turn.services.reports.find(turn.conversation) is not None
    more = (button(words("utter_go_on_title"), "report_claim"),) if reporting else ()
    return (*more, *phrases().reply(name).buttons)


def beyond_the_bot(said: Understanding, misses: float, rules: Rules) -> Reason | None:
    """Return why a message that was not understood goes to people, or None: signs of a risk, money, or the second in a row."""
    if said.tone == "threat" or any(word in said.text for word in rules.risk):
        return Reason.RISK
    if said.group in MONEY or any(word in said.text for word in rules.money):
        return Reason.DOUBT
    return Reason.MISUNDERSTANDING if misses >= MISSES else None
