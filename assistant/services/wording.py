"""A form's values in words, for customers and agents, personal data masked."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain.form import UNKNOWN, Field
from assistant.services.phrases import Phrases
from assistant.text.masking import mask


def day_words(phrases: Phrases, day: date) -> str:
    """Return a day as it is said."""
    return phrases.reply("utter_day", year=day.year, month=day.month, day=day.day).text


def value_words(phrases: Phrases, field: Field, value: Any) -> str:
    """Return a field's value in words."""
    if value == UNKNOWN:
        return phrases.reply("utter_value_unknown").text
    if isinstance(value, bool):
        yes, no = ("is", "is_not") if "是否" in field.label else ("yes", "no")
        return phrases.reply(f"utter_value_{yes if value else no}").text
    if field.type == "date":
        return day_words(phrases, date.fromisoformat(str(value)[:10]))
    titles = {choice.id: choice.title for choice in field.choices}
    return titles.get(value) or mask(str(value))
