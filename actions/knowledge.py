"""Answers from the knowledge base."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import tell, words
from actions.showing import not_understood, present, present_product
from assistant.dialogue.context import current_turn
from assistant.dialogue.earlier import said_before
from assistant.domain.understanding import Understanding
from assistant.services.answers import Answer, Answers
from assistant.services.editions import Editions
from assistant.text.normalise import normalise
from assistant.text.questions import asks_cover_alone, gist, is_question
from assistant.text.trade import speaks_of_insurance
from assistant.text.years import spoken_of

Events = List[Dict[str, Any]]
FEW = 10  # characters of a question that may rest on what was told before
CLEARER = 0.1  # how much more probable an answer to both must be
SHORTEST = 4  # characters; 3岁 asks nothing, whatever it is near
LIKELY = 0.5  # from here on a few words are taken for a question
TITLE = (3, 12)  # characters
OVERRULES = 0.75  # an answer as good as this stands even where the message looked out of scope


class ActionAnswer(Action):
    """Answers the question the customer asked."""

    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        answers, product = known_answers(), tracker.get_slot("product")
        report = turn.services.reports.kind(turn.conversation)
        if report and report.products and asks_cover_alone(turn.said.text):
            likely = [product] if product in report.products else report.products
            return present(dispatcher, tracker, answers.cover(likely))
        if same := _same_of_another(tracker, answers):
            return present(dispatcher, tracker, same)
        found = answers.answer_all(turn.said.text, product=product, vector=turn.said.vector)
        if len(found) == 1:
            found = [_with_before(answers, found[0], product)]
        leads = [words("utter_part", question=answer.question) if len(found) > 1 else "" for answer in found]
        return [e for answer, lead in zip(found, leads) for e in present(dispatcher, tracker, answer, lead=lead)]


def _with_before(answers: Answers, answer: Answer, product: Optional[str]) -> Answer:
    """Answer a question of a few words together with what was told just before it, where that makes it clearer: many write a line at a time."""
    turn = current_turn()
    few = not turn.said.tapped and len(turn.said.text.strip()) <= FEW
    before = said_before(turn) if few and answer.outcome not in ("answer", "elsewhere") else None
    if before is None or is_question(before):
        return answer
    whole = answers.answer(f"{before}，{turn.said.text}", product=product)
    return whole if whole.chance >= answer.chance + CLEARER else answer


class ActionChooseProduct(Action):
    """Answers the question that was held back until the product was known; without one, presents the product."""

    def name(self) -> str:
        return "action_choose_product"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        turn = current_turn()
        product = str(turn.said.options.get("product"))
        if product not in turn.services.answers.knowledge.products:
            tell(dispatcher, "utter_error_payload_unknown")
            return []
        question = tracker.get_slot("question")
        if not question:
            present_product(dispatcher, product)
            return [SlotSet("product", product)]
        answer = known_answers().answer_for(question, product)
        return [SlotSet("product", product), *present(dispatcher, tracker, answer)]


class ActionShowEntry(Action):
    """Shows the entry that the customer picked."""

    def name(self) -> str:
        return "action_show_entry"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        answer = known_answers().show(str(current_turn().said.options.get("entry")))
        if answer is None:
            tell(dispatcher, "utter_error_payload_unknown")
            return []
        return present(dispatcher, tracker, answer)


class ActionSimplify(Action):
    """Says again in one sentence what was answered last; asks what matters where nothing was."""

    def name(self) -> str:
        return "action_simplify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        answered = known_answers().show(tracker.get_slot("answered") or "")
        if answered is None or answered.entry is None:
            tell(dispatcher, "utter_simplify_ask")
            return []
        entry = answered.entry
        citations = [citation.as_dict() for citation in entry.citations]
        tell(dispatcher, "utter_simplified", text=gist(entry.answer), citations=citations, data={"entry": entry.id})
        return [SlotSet("answered", None)]


class ActionNoneOfThese(Action):
    """Offers the next choices when none of the first was meant; after them asks for other words."""

    def name(self) -> str:
        return "action_none_of_these"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        unsettled = tracker.get_slot("unsettled")
        further = known_answers().further(unsettled, product=tracker.get_slot("product")) if unsettled else None
        if further:
            return [*present(dispatcher, tracker, further), SlotSet("unsettled", None)]
        tell(dispatcher, "utter_rephrase")
        return [SlotSet("question", None), SlotSet("unsettled", None)]


class ActionUnknown(Action):
    """Says honestly that the message was not understood."""

    def name(self) -> str:
        return "action_unknown"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        return not_understood(dispatcher, tracker)


class ActionNotUnderstood(Action):
    """Asks what was meant, unless a few words name what the knowledge base answers (误工费赔偿); the second time in a row people are asked."""

    def name(self) -> str:
        return "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        answer = answer_of_turn(tracker) if _is_title(current_turn().said) else None
        if answer and answer.outcome in ("answer", "choice") and answer.score >= LIKELY:
            return present(dispatcher, tracker, answer)
        return not_understood(dispatcher, tracker, "utter_not_understood")


class ActionOutOfScope(Action):
    """Declines what is no business of an insurer, unless it speaks of insurance, of an insurer, or the knowledge base has the very answer."""

    def name(self) -> str:
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        answer = answer_of_turn(tracker)
        asked = is_question(answer.question) or len(answer.question) >= SHORTEST
        known = answer.outcome == "answer" and answer.score >= OVERRULES
        if asked and (known or answer.insurer or speaks_of_insurance(answer.question)):
            return present(dispatcher, tracker, answer)
        tell(dispatcher, "utter_out_of_scope")
        return []


def _is_title(said: Understanding) -> bool:
    """Tell whether a message is a few words that name something, in an even tone."""
    return TITLE[0] <= len(said.text.strip()) <= TITLE[1] and said.tone is None


def known_answers() -> Answers:
    """Return the answers as they apply to this customer: by the policies they have shown to be theirs, or the day they speak of."""
    turn = current_turn()
    now, answers = turn.services.clock.now(), turn.services.answers
    holder = turn.conversation.customer_id if turn.conversation.verified(now) else None
    policies = (turn.services.policies.try_of(holder) if holder is not None else None) or []
    asked = spoken_of(normalise(turn.said.text).text, now.date())
    report = turn.services.reports.spoken_of(turn.conversation)
    editions = Editions(answers.knowledge, now.date(), policies=policies, asked=asked)
    return answers.for_editions(editions, about=report.title if report else "")


def answer_of_turn(tracker: Tracker) -> Answer:
    """Return what the knowledge base has on what the customer just wrote."""
    said, answers = current_turn().said, known_answers()
    same = _same_of_another(tracker, answers)
    return same or answers.answer(said.text, product=tracker.get_slot("product"), vector=said.vector)


def _same_of_another(tracker: Tracker, answers: Answers) -> Optional[Answer]:
    """Return the answer to what was asked last, of the one product that the customer names now (那百万医疗的呢), or None."""
    other, topic = answers.named_alone(current_turn().said.text), tracker.get_slot("topic")
    return answers.answer_for(topic, other) if other and topic else None
