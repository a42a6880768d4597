"""How a message is read as the value of a form's field, by the field's type."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.domain.understanding import Understanding
from assistant.text.ages import find_age, read_age
from assistant.text.dates import names_no_day
from assistant.text.names import find_names, find_others_name, is_name, may_be_name
from assistant.text.normalise import normalise

if TYPE_CHECKING:
    from assistant.domain.form import Field

PERSON = re.compile(r"(?:[我你您他她]们?|本人)(?:叫|是|姓|说|问)")  # whoever is spoken of, it is no place
EARLIEST_YEARS = 20
ENTITY_TYPES = frozenset(
    {"phone", "id_number", "plate", "amount", "hospital", "policy_number", "claim_number", "relation", "time"}
)
TRIP = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{3,4}|[GDCTKZY]\d{1,4})(?![A-Za-z0-9])", re.IGNORECASE
)
HALF_PHONE = re.compile(r"[^\d]{0,6}1\d{6,13}[^\d]{0,3}")  # meant for a phone, and not one
NO_NAME = frozenset({"control", "smalltalk"})  # 不清楚 has the length of a name
PLACE_LENGTH = (2, 80)
TEXT_LENGTH = (2, 1000)
TOLD_LENGTH = 8  # a first message of fewer characters does not tell what happened


class Invalid(Exception):
    """What was said cannot be this field's value; ``code`` names the message that says why."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def read_mentioned(item: Field, said: Understanding, today: date) -> Any | None:
    """Return the field's value if the message mentions it, else None.

    Raises:
        Invalid: when it is mentioned and cannot be.
    """
    if item.asked_only:
        return None
    if item.type == "date":
        return _date(item, said, today)
    if (
        item.type == "phone"
        and said.first("phone") is None
        and not said.entities
        and HALF_PHONE.fullmatch(said.text.strip())
    ):
        raise Invalid("phone", item.id)
    if item.type == "choice":
        return _choice(item, said.text)
    if item.type == "yesno":
        return _yes_or_no(item, said.text)
    if item.type == "age":
        return find_age(normalise(said.text).text)
    if item.type == "trip":
        found = TRIP.search(normalise(said.text).text)
        return found[0].upper() if found else None
    if item.type == "identity_key":
        return said.first("id_number") or said.first("claim_number")
    if item.type in ENTITY_TYPES:
        return said.first(item.type)
    if item.type == "name":
        return next((name.value for name in find_names(normalise(said.text).text)), None)  # the speaker's own alone
    if item.type == "place":
        return said.first("place") or (said.first("hospital") if item.or_hospital else None)
    if item.type == "person":
        return find_others_name(normalise(said.text).text)
    return said.text if len(said.text) >= TOLD_LENGTH and not said.tapped else None


def plainly_answers(item: Field, said: Understanding, today: date) -> bool:
    """Tell whether a message is an answer to the field's question by what it says, whatever it was taken for."""
    if item.type in ("name", "person"):
        return is_name(said.text.strip())
    if item.type == "place":
        return said.first("place") is not None or said.first("hospital") is not None
    if item.type == "text":
        return False
    try:
        return read_mentioned(replace(item, asked_only=False), said, today) is not None
    except Invalid:
        return False


def read_asked(item: Field, said: Understanding, today: date) -> Any:
    """Return the field's value from a message that answers its question.

    Raises:
        Invalid: when the message does not give one.
    """
    if said.tapped and "value" in said.options:
        return _tapped(item, said.options["value"], today)
    value = read_mentioned(item, said, today)
    if value is None:
        value = _loosely(item, said)
    if value is None:
        raise Invalid(item.type, item.id)
    return value


def _loosely(item: Field, said: Understanding) -> Any | None:
    """Read what would be too little had the field not been asked for."""
    text = said.text.strip()
    if item.type == "choice":
        return _answered(item, text) or _numbered(item, text) or _self(item, text)
    if item.type == "yesno":
        return {"affirm": True, "deny": False}.get(said.intent)
    if item.type == "age":
        return read_age(normalise(text).text)
    if item.type in ("name", "person"):
        name = re.sub(r"^(我叫|我是|他叫|她叫|叫|姓名|名字是?)[:：]?", "", text).strip("。.!！,， ")
        name = re.sub(r"[\s，,、]*\d[\d\s-]*$", "", name)  # a phone given along with it
        return name if is_name(name) or (may_be_name(name) and said.group not in NO_NAME) else None
    if item.type in ("place", "hospital"):
        return text if _within(text, PLACE_LENGTH) and not PERSON.match(text) else None
    if item.type == "text":
        return text if _within(text, TEXT_LENGTH) else None
    return None


def _date(item: Field, said: Understanding, today: date) -> str | None:
    value = said.first("date")
    if value is not None:
        return _past_date(item, value, today)
    if names_no_day(normalise(said.text).text):
        raise Invalid("date_impossible", item.id)
    return None


def _past_date(item: Field, value: str, today: date) -> str:
    day = date.fromisoformat(value[:10])
    if day > today:
        raise Invalid("date_future", item.id)
    if day.year < today.year - EARLIEST_YEARS:
        raise Invalid("date_past", item.id)
    return value


def _choice(item: Field, text: str) -> str | None:
    """Return the choice whose longest word stands in the text."""
    found = [
        (len(word), choice.id) for choice in item.choices for word in (choice.title, *choice.words) if word in text
    ]
    return max(found)[1] if found else None


def _answered(item: Field, text: str) -> str | None:
    return next((choice.id for choice in item.choices if any(word in text for word in choice.answers)), None)


def _numbered(item: Field, text: str) -> str | None:
    match = re.fullmatch(r"第?([1-9一二三四五六七八九])[个种项.、]?", text)
    if not match:
        return None
    number = "一二三四五六七八九".find(match[1]) + 1 or int(match[1])
    return item.choices[number - 1].id if number <= len(item.choices) else None


def _self(item: Field, text: str) -> str | None:
    return "self" if any(word in text for word in item.self_words) else None


def _yes_or_no(item: Field, text: str) -> bool | None:
    """Read "no" first: 没人受伤 has 受伤 in it."""
    if any(word in text for word in item.no_words):
        return False
    return True if any(word in text for word in item.yes_words) else None


def _tapped(item: Field, value: Any, today: date) -> Any:
    if item.type == "date":
        return _tapped_day(item, value, today)
    known: tuple[Any, ...] = (True, False) if item.type == "yesno" else tuple(choice.id for choice in item.choices)
    if value not in known and not (value == "unknown" and item.unknown_ok):
        raise Invalid("choice", item.id)
    return value


def _tapped_day(item: Field, value: Any, today: date) -> str:
    try:
        return _past_date(item, date.fromisoformat(value).isoformat(), today)
    except (ValueError, TypeError):
        raise Invalid("date", item.id) from None


def _within(text: str, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= len(text) <= bounds[1]
