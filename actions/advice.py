"""Advice: the products on sale, one presented, several compared."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import answer_of_turn, known_answers
from actions.needs import begin_needs
from actions.saying import button, tell
from actions.showing import present, present_product
from assistant.dialogue.context import current_turn
from assistant.services.answers import Answer
from assistant.text.questions import is_question

COMPARED = ("coverage", "exclusions", "entry_age", "waiting_period", "cooling_off", "deductible", "surrender")
BRAND = 2  # characters
MOST = 3
SHOWN = 8  # products offered for comparison; any other can be named
HELD = re.compile(
    r"(?:买了|有了|已有|已经有|投了|上了|参加了|交了)[^,，。]{0,6}$"
)  # whoever has it does not ask for it


class ActionAdvise(Action):
    """Presents the product that is spoken of, answers what is known, or begins the needs talk."""

    def name(self) -> str:
        return "action_advise"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        turn = current_turn()
        answers = turn.services.answers
        mentions = answers.searcher.products_in(turn.said.text)
        named = list(dict.fromkeys(m.product for m in mentions if not HELD.search(turn.said.text[: m.start])))
        answer = known_answers().answer(turn.said.text, vector=turn.said.vector)
        answered = answer.outcome == "answer" and is_question(turn.said.text)
        foreign = answer.insurer or answer.stranger
        if len(named) == 1 and not answered and not foreign:
            return _show(dispatcher, named[0])
        if tracker.get_slot("form") is not None:
            return _meanwhile(dispatcher, tracker, answer)
        told = present(dispatcher, tracker, answer) if answer.outcome in ("answer", "elsewhere") else []
        if told and (foreign or is_question(turn.said.text)):
            return [*told, SlotSet("question", None)]
        return [*told, *begin_needs(dispatcher, more=bool(told)), SlotSet("question", None)]


def _meanwhile(dispatcher: CollectingDispatcher, tracker: Tracker, answer: Answer) -> List[Dict[str, Any]]:
    """Answer whoever asks for advice amid a form as a question, or say that advice comes after it."""
    if answer.outcome != "unknown" and is_question(answer.question):
        return [*present(dispatcher, tracker, answer), SlotSet("question", None)]
    tell(dispatcher, "utter_advice_later")
    return [SlotSet("question", None)]


class ActionCompare(Action):
    """Compares two or three products, point by point, each point with its clause."""

    def name(self) -> str:
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        turn = current_turn()
        knowledge = turn.services.answers.knowledge
        named = _named(turn.said.text)[:MOST]
        if len(named) < 2:
            answer = answer_of_turn(tracker)
            if answer.outcome in ("answer", "elsewhere") or (answer.outcome == "choice" and not named):
                return present(dispatcher, tracker, answer)
            if named:  # 安顺意外险怎么样
                return _show(dispatcher, named[0])
            sold = sorted(knowledge.products.values(), key=lambda p: p.sale_from or date.max)[:SHOWN]
            choices = [button(p.name, "choose_product", product=p.id) for p in sold]
            tell(dispatcher, "utter_compare_which", buttons=choices)
            return []
        _compare(dispatcher, named)
        return [SlotSet("question", None)]


def _show(dispatcher: CollectingDispatcher, product: str) -> List[Dict[str, Any]]:
    """Present a product; what is asked next is about it."""
    present_product(dispatcher, product)
    return [SlotSet("product", product), SlotSet("question", None)]


def _named(text: str) -> List[str]:
    """Return the products that a text names, by name, alias or, where it compares, by the one word that tells them apart (康宁和定安); as said."""
    answers = current_turn().services.answers
    places = {mention.product: mention.start for mention in reversed(answers.searcher.products_in(text))}
    house = answers.knowledge.company["short"].removesuffix("保险")
    for key, product in answers.knowledge.products.items():
        brand = product.name.removeprefix(house)[:BRAND]
        if brand in text:
            places.setdefault(key, text.index(brand))
    return sorted(places, key=places.__getitem__)


def _compare(dispatcher: CollectingDispatcher, named: List[str]) -> None:
    knowledge = current_turn().services.answers.knowledge
    products = [knowledge.products[key] for key in named]
    rows: List[Dict[str, Any]] = []
    citations = []
    for name in COMPARED:
        facts = {p.id: p.facts[name] for p in products if name in p.facts}
        if len(facts) < 2:
            continue
        label = next(iter(facts.values())).name
        rows.append({"label": label, "values": [facts[p.id].value if p.id in facts else "—" for p in products]})
        citations += [c.as_dict() for key in facts for c in knowledge.entry(f"fact:{key}/{name}").citations]
    lines = [
        f"【{row['label']}】" + "；".join(f"{p.name}：{v}" for p, v in zip(products, row["values"], strict=False))
        for row in rows
    ]
    table = {"columns": [p.name for p in products], "rows": rows}
    tell(dispatcher, "utter_compare", table="\n".join(lines), data={"table": table}, citations=citations)
