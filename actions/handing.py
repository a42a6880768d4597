"""Handing over to people: why, and how it stands for who waits, in words."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.saying import button, day_words, phrases, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.conversation import Owner
from assistant.domain.handoff import Reason
from assistant.domain.routing import Rules
from assistant.domain.understanding import Understanding
from assistant.services.seats import Wait

MONEY = frozenset({"claim_dispute", "policy_service"})
MISSES = 2  # in a row
MINUTE = 60


def queue_words(wait: Wait) -> str:
    """Return how it stands for somebody who waits, in words: how many are ahead and how long, or that nobody is there."""
    if wait.callback_at is not None:
        name = "utter_queue_callback" if wait.phone_known else "utter_queue_callback_phone"
        return words(name, due=f"{day_words(wait.callback_at.date())}{wait.callback_at:%H:%M}")
    ahead = words("utter_queue_next") if wait.place <= 1 else words("utter_queue_ahead", ahead=wait.place - 1)
    if wait.seconds is None:
        return words("utter_queue_nobody", ahead=ahead)
    return words("utter_queue_wait", ahead=ahead, minutes=max(1, -(-wait.seconds // MINUTE)))


def hand_over(dispatcher: CollectingDispatcher, reason: Reason) -> None:
    """Put the conversation in the queue and tell how it stands there."""
    turn = current_turn()
    waiting = turn.conversation.owner is Owner.QUEUE
    _, wait = turn.services.handoffs.request(turn.conversation, reason, tone=turn.said.tone)
    name = "utter_handoff_waiting" if waiting else f"utter_handoff_queued_{reason.value}"
    if wait.callback_at is not None:
        name = "utter_handoff_callback"
    elif name not in phrases():
        name = "utter_handoff_queued"
    reply = phrases().reply(name)
    going_on = (
        turn.services.reports.find(turn.conversation) is not None
    )  # a report that was begun may be ended meanwhile
    more = (button(words("utter_go_on_title"), "report_claim"),) if going_on else ()
    tell(dispatcher, name, buttons=(*more, *reply.buttons), queue=queue_words(wait), data=wait.as_dict())


def beyond_the_bot(said: Understanding, misses: float, rules: Rules) -> Reason | None:
    """Return why a message that was not understood goes to people, or None: signs of a risk, money, or the second in a row."""
    if said.tone == "threat" or any(word in said.text for word in rules.risk):
        return Reason.RISK
    if said.group in MONEY or any(word in said.text for word in rules.money):
        return Reason.DOUBT
    return Reason.MISUNDERSTANDING if misses >= MISSES else None
