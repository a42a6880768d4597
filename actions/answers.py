"""A form's fields as they are shown: their answers as buttons, what was answered in words."""

from __future__ import annotations

from datetime import timedelta
from typing import List

from actions.saying import button, phrases, words
from assistant.dialogue.context import current_turn
from assistant.domain.form import Field, Value
from assistant.domain.message import Button
from assistant.services.wording import value_words

DAYS_OFFERED = 3  # as buttons: today and the days before


def choices_of(field: Field | None) -> List[Button]:
    """Return a field's answers as buttons."""
    if field is None:
        return []
    if field.type == "yesno":
        choices = [button("有" if "有" in field.ask else "是", "choose", field=field.id, value=True),
                   button("没有" if "有" in field.ask else "否", "choose", field=field.id, value=False)]  # fmt: skip
    elif field.type == "date":
        today = current_turn().services.clock.now().date()
        choices = [button(words(f"utter_day_{ago}_ago"), "choose", field=field.id, value=(today - timedelta(days=ago)).isoformat())
                   for ago in range(DAYS_OFFERED)]  # fmt: skip
    else:
        choices = [button(c.title, "choose", field=field.id, value=c.id) for c in field.choices]
    return [*choices, button("暂不清楚", "unsure")] if field.unknown_ok else choices


def shown(field: Field, value: Value) -> str:
    """Return a field's value in words, personal data masked."""
    return value_words(phrases(), field, value.value)
