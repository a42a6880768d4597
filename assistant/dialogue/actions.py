"""rasa_sdk actions, run in this process on the turn's own transaction, with no action server between."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any, Dict, List

import rasa_sdk
from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk.executor import CollectingDispatcher


class InProcessActions:
    """Every action of the ``actions`` package, by name."""

    def __init__(self, package: str = "actions") -> None:
        self._by_name = {action.name(): action for action in _find(package)}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the actions."""
        return frozenset(self._by_name)

    async def run(self, name: str, tracker: DialogueStateTracker) -> tuple[List[Dict[str, Any]], List[Dict[str, Any]]]:
        """Run an action; return the events it made and the messages it said."""
        dispatcher = CollectingDispatcher()
        result = self._by_name[name].run(dispatcher, _view(tracker), {})
        if inspect.isawaitable(result):
            result = await result
        return list(result or []), dispatcher.messages


class InProcessAction(Action):
    """An action of ours as Rasa's core sees it."""

    def __init__(self, name: str, actions: InProcessActions) -> None:
        self._name = name
        self._actions = actions

    def name(self) -> str:
        """Return the action's name."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> List[Event]:
        """Run it; what it said comes first, as Rasa has it of an action server."""
        events, messages = await self._actions.run(self._name, tracker)
        said: List[Event] = [_bot_uttered(message) for message in messages]
        return said + deserialise_events(events)


def _find(package: str) -> List[rasa_sdk.Action]:
    root = importlib.import_module(package)
    found: List[rasa_sdk.Action] = []
    for module in pkgutil.iter_modules(root.__path__, f"{package}."):
        members = vars(importlib.import_module(module.name)).values()
        found += [m() for m in members if inspect.isclass(m) and issubclass(m, rasa_sdk.Action)
                  and m.__module__ == module.name and not inspect.isabstract(m)]  # fmt: skip
    return found


def _view(tracker: DialogueStateTracker) -> rasa_sdk.Tracker:
    """Return the tracker as actions see it: slots and the last message; the transcript is the history."""
    return rasa_sdk.Tracker(
        sender_id=tracker.sender_id,
        slots=tracker.current_slot_values(),
        latest_message=tracker.latest_message.parse_data if tracker.latest_message else {},
        events=[],
        paused=False,
        followup_action=None,
        active_loop={},
        latest_action_name=tracker.latest_action_name,
    )


def _bot_uttered(message: Dict[str, Any]) -> BotUttered:
    data = {"buttons": message.get("buttons") or None, "custom": message.get("custom") or None}
    return BotUttered(message.get("text"), data=data, metadata={})
