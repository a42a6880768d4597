"""The component that folds a message's text."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.component import NORMALISED, MessageComponent
from assistant.text.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TextNormaliser(MessageComponent):
    """Puts the folded text beside the text as given, which stays untouched: offsets are told in it."""

    def read(self, message: Message) -> None:
        """Fold one message."""
        message.set(NORMALISED, normalise(message.get(TEXT)))
