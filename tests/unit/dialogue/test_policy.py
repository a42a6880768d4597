"""The policy's table: rules, forms, digressions."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.policy import RuleTablePolicy

TABLE = {"ask": ["action_answer"], "report": ["action_claim"], "note_while_waiting": ["action_note"], "two": ["a", "b"]}


def next_action(intent: str, *events, form: str | None = None, digression: str | None = None) -> str:
    slots = [TextSlot("form", mappings=[{}]), TextSlot("digression", mappings=[{}])]
    tracker = DialogueStateTracker("c", slots)
    tracker.update_with_events([SlotSet("form", form), SlotSet("digression", digression)], None)
    tracker.update(UserUttered("x", {"name": intent}))
    for name in events:
        tracker.update(ActionExecuted(name))
    policy = RuleTablePolicy.__new__(RuleTablePolicy)
    policy.table = TABLE
    return policy.next_action(tracker)


@pytest.mark.parametrize(
    ("intent", "done", "form", "digression", "action"),
    [
        ("ask", (), None, None, "action_answer"),
        ("ask", ("action_answer",), None, None, "action_listen"),
        ("nothing", (), None, None, "action_unknown"),
        ("two", ("a",), None, None, "b"),
        ("two", ("a", "b"), None, None, "action_listen"),
        ("ask", (), "claim", None, "action_claim"),
        ("ask", ("action_claim",), "claim", None, "action_listen"),
        ("ask", ("action_claim",), "claim", "claim", "action_answer"),
        ("ask", ("action_claim", "action_answer"), "claim", "claim", "action_claim"),
        ("ask", ("action_claim", "action_answer", "action_claim"), "claim", None, "action_listen"),
        ("report", (), "claim", None, "action_claim"),
        ("note_while_waiting", (), "claim", None, "action_note"),
    ],
)
def test_next_action(intent: str, done: tuple[str, ...], form: str | None, digression: str | None, action: str) -> None:
    assert next_action(intent, *done, form=form, digression=digression) == action
