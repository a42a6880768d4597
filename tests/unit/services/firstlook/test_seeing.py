"""The process that looks: a small part of ``benchmarks/papers``, and what it does when things go wrong."""

from __future__ import annotations

import random

import pytest

from assistant.domain.paper import Problem, look_at
from assistant.errors import ExternalError
from assistant.services.firstlook.eyes import Eyes
from assistant.services.firstlook.rules import load_paper_rules
from assistant.settings import PROJECT
from benchmarks.papers.drawing import blur, darken, draw, invent, turn
from benchmarks.papers.measure import jpeg
from tests.unit.services.papers import picture

RULES = load_paper_rules(PROJECT / "knowledge")


@pytest.mark.parametrize(
    ("kind", "degrees"), [("invoice", 0), ("id_front", 90), ("diagnosis", 180), ("driving_licence", 270)]
)
def test_kinds_are_told_whichever_way_up(eyes: Eyes, kind: str, degrees: int) -> None:
    rng = random.Random(7)
    seen = eyes.see(jpeg(turn(draw(kind, invent(rng), rng), degrees)), "image/jpeg")
    look = look_at(seen, RULES)
    assert (look.kind, look.problems, look.turned) == (kind, (), degrees)


def test_the_name_on_it_is_found(eyes: Eyes) -> None:
    rng = random.Random(8)
    person = invent(rng)
    seen = eyes.see(jpeg(draw("id_front", person, rng)), "image/jpeg")
    assert look_at(seen, RULES, [person.name]).named is True
    assert look_at(seen, RULES, ["林晓梅"]).problems == (Problem.OTHER_NAME,)


@pytest.mark.parametrize(("spoil", "problem"), [(blur, Problem.BLURRED), (darken, Problem.DARK)])
def test_what_cannot_be_read_is_called_so(eyes: Eyes, spoil, problem: Problem) -> None:
    rng = random.Random(9)
    seen = eyes.see(jpeg(spoil(draw("discharge", invent(rng), rng), rng)), "image/jpeg")
    assert look_at(seen, RULES).problems == (problem,)


def test_a_paper_that_is_cut_off(eyes: Eyes) -> None:
    rng = random.Random(10)
    whole = draw("medical_record", invent(rng), rng)
    half = whole.crop((whole.width // 3, 0, whole.width, whole.height))
    assert look_at(eyes.see(jpeg(half), "image/jpeg"), RULES).problems == (Problem.CUT_OFF,)


def test_a_file_it_cannot_open_harms_nobody_else(eyes: Eyes) -> None:
    with pytest.raises(ExternalError) as caught:
        eyes.see(b"no picture", "image/jpeg")
    assert caught.value.permanent
    assert eyes.see(picture(), "image/png").width == 640


def test_a_process_that_died_is_replaced() -> None:
    eyes = Eyes()
    try:
        first = eyes._running()
        first.kill()
        first.wait()
        assert eyes.see(picture(size=(300, 300)), "image/jpeg").height == 300
    finally:
        eyes.close()


def test_one_that_takes_too_long_is_given_up() -> None:
    eyes = Eyes(patience=0.01)
    with pytest.raises(ExternalError) as caught:
        eyes.see(picture(), "image/jpeg")
    assert not caught.value.permanent
    assert eyes._process is None
