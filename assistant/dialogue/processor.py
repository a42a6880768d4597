"""Rasa's message processor, for turns that are one transaction: faults come out, actions run in process."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.actions import InProcessAction, InProcessActions
from assistant.nlu.runner import StraightGraphRunner


class TurnProcessor(MessageProcessor):
    """Takes a turn on a tracker that it is handed, and neither loads nor saves nor locks.

    Different from Rasa's on purpose: an action's exception fails the turn instead of being logged and forgotten;
    no copy of the tracker is replayed for each action; no session expires.
    """

    def __init__(self, model: Path, actions: InProcessActions, generator: NaturalLanguageGenerator) -> None:
        super().__init__(
            model_path=str(model),
            tracker_store=InMemoryTrackerStore(None),  # never read or written: see dialogue/trackers.py
            lock_store=InMemoryLockStore(),
            generator=generator,
        )
        self._actions = actions

    @staticmethod
    def _load_model(model_path: Path | str) -> tuple[str, ModelMetadata, GraphRunner]:
        """Load a model as Rasa's own does, but for a runner that costs less a message."""
        with TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, StraightGraphRunner
            )
        return Path(model_path).name, metadata, runner

    async def take(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        """Put the message on the tracker and run actions until the policy listens."""
        await self._handle_message_with_tracker(message, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """Predict the next action; one of ours runs here and not on an action server."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        ours = action.name() in self._actions.names
        return InProcessAction(action.name(), self._actions) if ours else action, prediction

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        events = await action.run(output_channel, nlg, tracker, self.domain)
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self._send_bot_messages(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

    def _log_slots(self, tracker: DialogueStateTracker) -> None:
        """Log nothing: slots may hold what a customer said."""

    def parse_graph(self, message: UserMessage, tracker: DialogueStateTracker | None = None) -> dict[str, Any]:
        """Run the understanding part of the model alone, with everything it found."""
        return self._parse_message_with_graph(message, tracker, only_output_properties=False)
