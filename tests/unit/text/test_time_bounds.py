"""Time grows no faster than the text: ten times the text may take thirty times as long, not a hundred."""

from __future__ import annotations

import gc
import time
from datetime import datetime
from typing import Callable

import pytest

from assistant.clock import SHANGHAI
from assistant.nlu.lookups import project_path, read_words
from assistant.text.dates import find_dates
from assistant.text.identity import find_numbers
from assistant.text.masking import mask
from assistant.text.money import find_amounts
from assistant.text.names import find_names
from assistant.text.normalise import normalise
from assistant.text.numerals import parse_number
from assistant.text.places import Gazetteer
from assistant.text.segmentation import cut

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
LOOKUPS = project_path("nlu_data/lookups")
PLACES = Gazetteer(read_words(LOOKUPS / "place_suffix.txt"), read_words(LOOKUPS / "hospital_suffix.txt"))
READERS: dict[str, Callable[[str], object]] = {
    "normalise": normalise,
    "numerals": parse_number,
    "dates": lambda text: find_dates(text, NOW),
    "money": find_amounts,
    "numbers": find_numbers,
    "names": lambda text: find_names(text, own=False),
    "own name": find_names,
    "places": PLACES.find_places,
    "hospitals": PLACES.find_hospitals,
    "mask": mask,
    "cut": cut,
}
NASTY = [
    "1",
    "一",
    "1 ",
    "1-",
    "3天",
    "11月",
    "一十",
    "万",
    "周",
    "我叫王",
    "沪A",
    "QY",
    "上",
    "第",
    "0.",
    "1,",
    "点",
    "\u0301",
    "\ud800",
    "号3",
    "半个",
    "LP2026",
    "我",
    "在",
    "中路",
    "小区",
    "在一段路",
    "县镇村",
    "姓王",
    "查王",
    "我叫王·",
    "名字",
]


def took(reader: Callable[[str], object], text: str) -> float:
    """Return the seconds this thread computed; a collection of the models' garbage on the way is not the reader's."""
    gc.disable()
    started = time.thread_time()
    try:
        reader(text)
        return time.thread_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("name", READERS)
def test_stays_linear(name: str, piece: str) -> None:
    short, long = piece * 400, piece * 4000
    READERS[name](short)
    assert took(READERS[name], long) < max(0.25, 30 * took(READERS[name], short))
