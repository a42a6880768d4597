"""A form's values in words, for customers and agents, personal data masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from assistant.domain.form import UNKNOWN, Field
from assistant.services.phrases import Phrases
from assistant.services.seats import Wait
from assistant.text.masking import mask


def day_words(phrases: Phrases, day: date) -> str:
    """Return a day as it is said."""
    return phrases.reply("utter_day", year=day.year, month=day.month, day=day.day).text


def queue_words(phrases: Phrases, wait: Wait) -> str:
    """Return how it stands for somebody who waits, in words: how many are ahead and how long, or that nobody is there."""
    if wait.callback_at is not None:
        name = "utter_queue_callback" if wait.phone_known else "utter_queue_callback_phone"
        return phrases.reply(name, due=moment_words(phrases, wait.callback_at)).text
    next_one = wait.place <= 1
    ahead = phrases.reply("utter_queue_next" if next_one else "utter_queue_ahead", ahead=wait.place - 1).text
    if wait.minutes is None:
        return phrases.reply("utter_queue_nobody", ahead=ahead).text
    return phrases.reply("utter_queue_wait", ahead=ahead, minutes=wait.minutes).text


def moment_words(phrases: Phrases, moment: datetime) -> str:
    """Return a day and an hour as they are said."""
    return f"{day_words(phrases, moment.date())}{moment:%H:%M}"


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
