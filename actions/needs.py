"""The needs talk in conversation: a few questions, then suited products with reasons, exclusions and surrender rules beside them."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import choices_of, shown
from actions.saying import button, tell, words
from assistant.dialogue.context import current_turn
from assistant.domain.form import UNKNOWN
from assistant.services.needs import FORM, NeedsTalk, Step, Suit, as_json, from_json
from assistant.text.impatience import only_hurries
from assistant.text.questions import is_question

Events = List[Dict[str, Any]]
ANSWERS = frozenset(
    {"advice", "control", "claim_report", "policy_service", "claim_material"}
)  # what an answer may look like
DONE = [SlotSet("form", None), SlotSet("needs", None)]
SIDE = frozenset({"knowledge", "smalltalk"})  # answered, and then the talk goes on
OWN = frozenset({"advice", "control"})  # what is about the talk itself


class ActionNeeds(Action):
    """Takes an answer of the needs talk, or asks again after a digression."""

    def name(self) -> str:
        return "action_needs"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        kept, said = tracker.get_slot("needs"), current_turn().said
        if tracker.get_slot("digression") == FORM:
            return [SlotSet("digression", None), *_ask_again(dispatcher, tracker)]
        if said.intent in ("cancel", "restart") or not kept:
            tell(dispatcher, "utter_needs_stopped")
            return DONE
        if only_hurries(said.text):
            return _say(dispatcher, _talk().hurried(from_json(kept)), "utter_needs_hurried")
        asks = said.group == "knowledge" and is_question(said.text) and not said.tapped
        step = None if asks else _talk().go_on(from_json(kept), said, _today())
        if step is None or (step.outcome == "problem" and said.group not in OWN):
            return [SlotSet("digression", FORM), *([] if said.group in SIDE else DONE)]
        return _say(dispatcher, step, "utter_needs_ask")


def _ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask again after a digression, once: whoever asks something else a second time has left the talk."""
    kept = tracker.get_slot("needs")
    if not kept or tracker.get_slot("form") != FORM:
        return []
    if tracker.get_slot("nudged"):
        return DONE
    return [*_say(dispatcher, _talk().next(from_json(kept)), "utter_needs_again"), SlotSet("nudged", True)]


def begin_needs(dispatcher: CollectingDispatcher, *, more: bool = False) -> Events:
    """Start the talk with what the message tells already; ``more`` where an answer in general has been given."""
    step = _talk().begin(current_turn().said, _today())
    return _say(dispatcher, step, "utter_needs_more" if more else "utter_needs_begin")


def _say(dispatcher: CollectingDispatcher, step: Step, name: str) -> Events:
    if step.outcome == "suited":
        _recommend(dispatcher, step)
        return DONE
    assert step.field is not None
    name = "utter_needs_problem" if step.outcome == "problem" else name
    tell(dispatcher, name, question=step.field.ask, buttons=choices_of(step.field), data={"field": step.field.id})
    return [SlotSet("form", FORM), SlotSet("needs", as_json(step.draft)), SlotSet("nudged", False)]


def _recommend(dispatcher: CollectingDispatcher, step: Step) -> None:
    """Show the products that suit; nothing that suits is said as plainly."""
    told = _told(step)
    person = button(words("utter_consultant_title"), "request_human")
    if not step.suits:
        tell(dispatcher, "utter_needs_nothing", told=told, buttons=[person])
        return
    knowledge = current_turn().services.answers.knowledge
    blocks = [_block(number, suit) for number, suit in enumerate(step.suits, 1)]
    named = [knowledge.products[suit.product] for suit in step.suits]
    cited = [knowledge.entry(f"fact:{p.id}/{name}").citations for p in named for name in _shown_facts(p.facts)]
    citations = {c.entry: c.as_dict() for places in cited for c in places}
    notes = "".join(_talk().notes_for(step.suits, step.draft.plain()))
    data = {"products": [suit.product for suit in step.suits], "needs": step.draft.plain()}
    buttons = [*(button(p.name, "choose_product", product=p.id) for p in named), person]
    tell(dispatcher, "utter_needs_result", told=told, list="\n\n".join(blocks), notes=notes, buttons=buttons, data=data,
         citations=citations.values())  # fmt: skip


def _block(number: int, suit: Suit) -> str:
    product = current_turn().services.answers.knowledge.products[suit.product]
    facts = {name: product.facts[name].value for name in _shown_facts(product.facts)}
    return words("utter_needs_product", number=number, name=product.name, because=suit.because,
                 exclusions=facts.get("exclusions", "、".join(product.not_for)),
                 surrender=facts.get("surrender", words("utter_as_agreed")))  # fmt: skip


def _shown_facts(facts: Any) -> List[str]:
    return [name for name in ("coverage", "exclusions", "surrender") if name in facts]


def _told(step: Step) -> str:
    """Return the answers in words."""
    fields = {field.id: field for field in _talk().fields}
    values = {name: value for name, value in step.draft.values.items() if value.value != UNKNOWN}
    return "、".join(
        words("utter_needs_told", label=fields[n].label, value=shown(fields[n], v)) for n, v in values.items()
    )


def _talk() -> NeedsTalk:
    return current_turn().services.app.needs


def _today() -> Any:
    return current_turn().services.clock.now().date()
