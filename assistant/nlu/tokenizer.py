"""The component that cuts a message into words."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import normalised
from assistant.nlu.lookups import project_path, read_product_names
from assistant.text.normalise import normalise
from assistant.text.segmentation import cut, shared_tokenizer

LONGEST = 2000  # characters that are cut into words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordTokenizer(Tokenizer):
    """Cuts the folded text with our own jieba, whose dictionary knows the products; tokens stand in the text as given."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the defaults; the first three are Rasa's own. ``examples`` tells whether training examples are cut too, for who learns from words."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "products": "knowledge/products",
            "examples": True,
        }

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        for name, _ in read_product_names(project_path(config["products"])):
            shared_tokenizer().add_word(name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Cut the examples, if their words are wanted."""
        return super().process_training_data(training_data) if self._config["examples"] else training_data

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the words of one of the message's texts."""
        text = normalised(message) if attribute == TEXT else normalise(message.get(attribute))
        spans = [(start, end, *text.span(start, end)) for start, end in cut(text.text[:LONGEST])]
        return [
            Token(text.raw[left:right], left, right, data={"folded": (start, end)}) for start, end, left, right in spans
        ]
