"""A choice that is typed because nothing can be tapped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.turn import typed_choice
from assistant.domain.message import Author, Button, Line, Reply
from tests.conftest import NOW


def line(author: Author, *titles: str) -> Line:
    buttons = tuple(Button(title=title, payload=f"/{title}") for title in titles)
    return Line(
        id=1, conversation_id="c", seq=1, at=NOW, author=author, reply=Reply(kind="claim", text="?", buttons=buttons)
    )


OFFER = [line(Author.CUSTOMER), line(Author.BOT, "有", "没有"), line(Author.BOT)]


@pytest.mark.parametrize(
    ("text", "payload"),
    [("1", "/有"), (" 2 ", "/没有"), ("没有", "/没有"), ("3", None), ("0", None), ("²", None), ("有的", None)],
)
def test_by_words_or_number(text: str, payload: str | None) -> None:
    assert typed_choice(text, OFFER, lambda text: None) == payload


def test_an_older_offer_is_no_longer_open() -> None:
    assert typed_choice("1", [*OFFER, line(Author.CUSTOMER), line(Author.BOT)], lambda text: None) is None


def test_a_lone_button_is_not_chosen_by_number() -> None:
    assert typed_choice("1", [line(Author.BOT, "暂不清楚")], lambda text: None) is None


def test_a_product_by_another_name() -> None:
    offer = [Button(title="栖云安心百万医疗保险", payload='/choose_product{"product": "anxin-medical"}')]
    lines = [replace(line(Author.BOT), reply=Reply(kind="clarify", text="?", buttons=tuple(offer)))]
    assert typed_choice("百万医疗的", lines, lambda text: "anxin-medical") == offer[0].payload
    assert typed_choice("百万医疗的", lines, lambda text: None) is None
