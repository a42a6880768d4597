"""The component that finds a message's entities."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message

from assistant.clock import SystemClock
from assistant.domain.understanding import Entity
from assistant.nlu.component import MessageComponent, normalised
from assistant.nlu.lookups import project_path
from assistant.nlu.recognition import Recogniser

NOW = "now"  # the key in a message's metadata


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityRecogniser(MessageComponent):
    """Finds known names and what follows a grammar; dates are reckoned from the metadata's ``now``, else from the clock."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the folders of the word lists and of the products."""
        return {"lookups": "nlu_data/lookups", "products": "knowledge/products"}

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._recogniser = Recogniser.load(project_path(config["lookups"]), project_path(config["products"]))
        self._clock = SystemClock()

    def read(self, message: Message) -> None:
        """Add the entities of one message."""
        found = self._recogniser.find(normalised(message), self._now(message), _words(message))
        mine = [_as_dict(entity) for entity in found]
        message.set(ENTITIES, message.get(ENTITIES, []) + mine, add_to_output=True)

    def _now(self, message: Message) -> datetime:
        given = (message.get("metadata") or {}).get(NOW)
        return datetime.fromisoformat(given) if given else self._clock.now()


def _words(message: Message) -> Optional[List[Tuple[int, int]]]:
    tokens = message.get(TEXT_TOKENS)
    return None if tokens is None else [token.get("folded") for token in tokens if token.get("folded")]


def _as_dict(entity: Entity) -> Dict[str, Any]:
    return {
        "entity": entity.type,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "extractor": EntityRecogniser.__name__,
    }
