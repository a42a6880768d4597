"""The component that puts danger first, and notes the tone."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from assistant.domain.intents import EMERGENCY
from assistant.nlu.component import DANGER, TONE, MessageComponent, normalised
from assistant.nlu.danger import DangerRules, Judgement, Verdict
from assistant.nlu.lookups import project_path, read_rules
from assistant.nlu.signs import tone_of
from assistant.text.impatience import only_hurries

CERTAIN = 0.99
DESPAIR = "despair"  # who speaks so is in danger whatever they ask besides
MENACE = "menace"  # the tone of who threatens others: not a danger to the one who writes


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyRules(MessageComponent):
    """Lifts ``report_emergency`` when the words say so, and takes it back when they say that it was, or only might be."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the rule file, and how sure the classifier must be of an emergency that no word tells of."""
        return {"danger": "nlu_data/lookups/danger.yml", "wordless": 0.5}

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._danger = DangerRules(read_rules(project_path(config["danger"])))

    def read(self, message: Message) -> None:
        """Judge one message."""
        text = normalised(message).text
        judgement, tone = self._danger.judge(text), tone_of(text)
        message.set(TONE, tone, add_to_output=True)
        intent = message.get(INTENT) or {}
        if tone == MENACE:
            if intent.get("name") == EMERGENCY:
                _take_back(message)
        elif judgement.verdict is Verdict.NOW or tone == DESPAIR:
            self._lift(message, judgement)
        elif intent.get("name") == EMERGENCY:
            doubtful = self._doubtful(judgement, float(intent.get("confidence") or 0))
            if doubtful or only_hurries(text):  # who is only in a hurry is in no danger
                _take_back(message)

    def _lift(self, message: Message, judgement: Judgement) -> None:
        others = [item for item in message.get(INTENT_RANKING_KEY) or [] if item["name"] != EMERGENCY]
        intent = {"name": EMERGENCY, "confidence": CERTAIN}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [dict(intent), *others], add_to_output=True)
        message.set(DANGER, {"kind": judgement.kind, "word": judgement.word}, add_to_output=True)

    def _doubtful(self, judgement: Judgement, confidence: float) -> bool:
        return judgement.verdict is Verdict.SPARED or confidence < self.config["wordless"]


def _take_back(message: Message) -> None:
    """Let the next likeliest intent stand."""
    ranking: List[Dict[str, Any]] = message.get(INTENT_RANKING_KEY) or []
    others = [item for item in ranking if item["name"] != EMERGENCY]
    if others:
        message.set(INTENT, dict(others[0]), add_to_output=True)
        message.set(
            INTENT_RANKING_KEY, [*others, *(item for item in ranking if item["name"] == EMERGENCY)], add_to_output=True
        )
