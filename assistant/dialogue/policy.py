"""The policy: Rasa's rules compiled into a table at training, one look-up a prediction, however long the talk."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Type

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

FORM_SLOT = "form"  # the form that awaits the customer's answer
PRODUCT_SLOT = "product"  # the one spoken of last
DIGRESSION_SLOT = "digression"  # set by a form's action: the message was about something else
# not for the open form to hear
PAST_FORMS = frozenset(
    {"menace", "note_while_waiting", "withdraw_handoff", "resume", "looked", "rate", "rate_claim", "choose_dispute_way"}
)
FALLBACK = "action_unknown"
TABLE_FILE = "rules.json"
SCORE = 1.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RuleTablePolicy(Policy):
    """Predicts from the last intent, the actions since, and two slots; nothing older is looked at.

    A form's own action goes first while the form is open. If it finds a digression, the rule for the intent
    follows, and then the form's action again, which asks its question anew.
    """

    @staticmethod
    def supported_data() -> SupportedData:
        """Learn from rules alone."""
        return SupportedData.RULE_DATA

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the priority that Rasa wants of every policy."""
        return {"priority": 6}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Optional[Any] = None,
        table: Optional[Dict[str, List[str]]] = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self.table = table or {}

    def train(self, training_trackers: List[DialogueStateTracker], domain: Domain, **kwargs: Any) -> Resource:
        """Compile the rules: intent -> actions in order."""
        for tracker in training_trackers:
            self.table.update(_rules_of(tracker))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / TABLE_FILE).write_text(json.dumps(self.table, indent=1, sort_keys=True))
        return self._resource

    @classmethod
    def load(
        cls: Type[RuleTablePolicy],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RuleTablePolicy:
        """Read the table that training made."""
        with model_storage.read_from(resource) as folder:
            table = json.loads((folder / TABLE_FILE).read_text())
        return cls(config, model_storage, resource, execution_context, table=table)

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Optional[Dict] = None, **kwargs: Any
    ) -> PolicyPrediction:
        """Predict the next action with certainty."""
        action = self.next_action(tracker)
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = SCORE
        return self._prediction(probabilities)

    def next_action(self, tracker: DialogueStateTracker) -> str:
        """Return the action that comes next."""
        done = _since_user(tracker)
        intent = (tracker.latest_message.intent.get("name") if tracker.latest_message else None) or ""
        rule = self.table.get(intent, [FALLBACK])
        form = tracker.get_slot(FORM_SLOT)
        form_action = f"action_{form}" if form else None
        if not done:
            return form_action if form_action and intent not in PAST_FORMS else rule[0]
        if done[0].startswith("action_") and done[0] not in rule and tracker.get_slot(DIGRESSION_SLOT):
            return self._digress(done, rule)
        if done[0] in rule[:1]:
            return rule[len(done)] if len(done) < len(rule) else ACTION_LISTEN_NAME
        return ACTION_LISTEN_NAME

    @staticmethod
    def _digress(done: List[str], rule: List[str]) -> str:
        """Return what follows a form's action that found a digression: the rule's actions, then the form again."""
        position = len(done) - 1
        if position < len(rule):
            return rule[position]
        return done[0] if position == len(rule) else ACTION_LISTEN_NAME


def _rules_of(tracker: DialogueStateTracker) -> Dict[str, List[str]]:
    """Return the rule that a training tracker tells: its intent and the actions after it."""
    intent = ""
    actions: List[str] = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            intent, actions = event.intent.get("name") or "", []
        elif (
            isinstance(event, ActionExecuted) and intent and event.action_name not in (None, ACTION_LISTEN_NAME, "...")
        ):
            actions.append(event.action_name)
    return {intent: actions} if intent else {}


def _since_user(tracker: DialogueStateTracker) -> List[str]:
    """Return the actions executed since the customer's last message, in order; looks back no further."""
    actions: List[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted) and event.action_name:
            actions.append(event.action_name)
    return actions[::-1]
