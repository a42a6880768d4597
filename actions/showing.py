"""How what the knowledge base has is shown: an answer with its places, a question back, or that there is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Iterable, List, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.cover import cover_notes
from actions.handing import beyond_the_bot, hand_over
from actions.saying import button, day_words, phrases, say, tell, words
from assistant.dialogue.beside import entry_button
from assistant.dialogue.caution import VEXED
from assistant.dialogue.context import current_turn
from assistant.domain.message import Button, Reply
from assistant.retrieval.model import Citation, Entry
from assistant.services.answers import Answer
from assistant.services.editions import Edition
from assistant.text.questions import asks_how_to_claim

Events = List[Dict[str, Any]]
COMPLAINTS = ("file_complaint", "dispute_claim")
OTHERWISE = {
    "report_claim": ("report_claim",),
    "query_claim": ("query_claim", "submit_materials"),
    "query_policy": ("query_policy", "change_policy", "renew_policy", "surrender_policy"),
    "request_human": ("dispute_claim",),
    "file_complaint": ("file_complaint", "query_complaint"),
    "seek_advice": ("seek_advice",),
}  # what a button offers, and the intents that it is offered for
MOST = 8  # products to choose from at once; any other can be named


def present(dispatcher: CollectingDispatcher, tracker: Tracker, answer: Answer, *, lead: str = "") -> Events:
    """Say what the knowledge base has: the answer, a question back, or that it has nothing; ``lead`` goes before it."""
    if answer.outcome == "unknown":
        return not_understood(dispatcher, tracker)
    if answer.outcome == "elsewhere":
        return _elsewhere(dispatcher, answer)
    if answer.outcome == "product":
        return _which_product(dispatcher, answer, lead)
    if answer.outcome == "choice":
        return _did_you_mean(dispatcher, tracker, answer, lead)
    assert answer.entry is not None
    return _answer(dispatcher, tracker, answer, answer.entry, lead)


def _which_product(dispatcher: CollectingDispatcher, answer: Answer, lead: str) -> Events:
    names = current_turn().services.answers.product_name
    products = _narrowed(answer.products)
    choices = [button(names(product), "choose_product", product=product) for product in products[:MOST]]
    more = words("utter_which_product_more") if len(products) > MOST else ""
    tell(dispatcher, "utter_which_product", buttons=choices, more=more, before=lead)
    return [SlotSet("question", answer.question), SlotSet("misses", 0.0)]


def _did_you_mean(dispatcher: CollectingDispatcher, tracker: Tracker, answer: Answer, lead: str) -> Events:
    none = button(words("utter_none_of_these_title"), "none_of_these")
    beside = _otherwise() or _report(tracker, answer.choices)
    tell(dispatcher, "utter_did_you_mean", buttons=[*map(entry_button, answer.choices), *beside, none], before=lead)
    topic = answer.question if any(entry.product for entry in answer.choices) else None
    return [SlotSet("topic", topic), SlotSet("misses", 0.0), SlotSet("unsettled", answer.question)]


def _answer(dispatcher: CollectingDispatcher, tracker: Tracker, answer: Answer, entry: Entry, lead: str) -> Events:
    reply = reply_with(entry, answer.edition, answer.product)
    if not tracker.get_slot("form"):
        reply = replace(reply, buttons=tuple(_report(tracker, [entry]) or _otherwise()))
    if answer.insurer or answer.stranger:
        before = words(_foreign(answer, "_general"), **_whose(answer))
        reply = replace(reply, text=f"{before}\n{reply.text}")
    say(dispatcher, replace(reply, text=f"{lead}{reply.text}"))
    return [
        SlotSet("product", answer.product),
        SlotSet("topic", answer.question if entry.product else None),
        SlotSet("answered", entry.id),
        SlotSet("question", None),
        SlotSet("misses", 0.0),
    ]


def _narrowed(products: Sequence[str]) -> Sequence[str]:
    """Return the products that an open report may be about, or all where there is none."""
    turn = current_turn()
    kind = turn.services.reports.kind(turn.conversation)
    return [product for product in products if product in kind.products] or products if kind else products


def _otherwise() -> List[Button]:
    """Return a button for what a message was taken for first, where it is answered as a question."""
    doubted = current_turn().said.doubted
    wish = next((wish for wish, intents in OTHERWISE.items() if doubted in intents), None)
    return [button(words(f"utter_otherwise_{wish}"), wish)] if wish else []


def _report(tracker: Tracker, shown: Sequence[Entry]) -> List[Button]:
    """Return a button that begins a report, where it is about what is paid for or how one claims: whoever asks that may have had a loss."""
    about = any(map(about_cover, shown)) or asks_how_to_claim(current_turn().said.text)
    about = about and tracker.get_slot("form") is None
    return [button(words("utter_report_title"), "report_claim")] if about else []


def _elsewhere(dispatcher: CollectingDispatcher, answer: Answer) -> Events:
    """Say whose matter it is, and offer what we know that is near it."""
    names = current_turn().services.answers.product_name
    near = [*map(entry_button, answer.choices)]
    near += [button(names(product), "choose_product", product=product) for product in answer.products]
    complains = answer.insurer and current_turn().said.doubted in COMPLAINTS
    name = "utter_other_insurer_complaint" if complains else _foreign(answer, "_near" if answer.chance else "")
    tell(dispatcher, name, buttons=near, **_whose(answer))
    return [SlotSet("question", None), SlotSet("misses", 0.0)]


def _whose(answer: Answer) -> Dict[str, str | None]:
    """Return the other insurer that is named, with its hotline, or the product that we do not have, as words tell them."""
    hotline = current_turn().services.answers.knowledge.others.insurers.hotline(answer.insurer)
    return {"insurer": answer.insurer, "stranger": answer.stranger, "hotline": hotline}


def _foreign(answer: Answer, said: str) -> str:
    """Return the name of the words for what is another insurer's, by that one's name or by a product that we do not have."""
    return f"utter_other_insurer{said}" if answer.insurer else f"utter_strange_product{said}"


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker, name: str = "utter_unknown") -> Events:
    """Say that nothing was found, or by name that nothing was understood; who is beyond the bot is handed to people."""
    misses = (tracker.get_slot("misses") or 0.0) + 1
    turn = current_turn()
    vexed = turn.said.tone in VEXED
    reason = None if tracker.get_slot("form") else beyond_the_bot(turn.said, misses, turn.services.app.rules)
    tell(dispatcher, "utter_vexed" if vexed else "utter_unknown_handed" if reason else name)
    if reason is not None:
        hand_over(dispatcher, reason)
    return [SlotSet("misses", 0.0 if reason else misses)]


def about_cover(entry: Entry) -> bool:
    """Tell whether an answer is about what is paid for."""
    return entry.coverage or current_turn().said.intent == "ask_coverage"


def reply_with(entry: Entry, edition: Edition | None = None, product: str | None = None) -> Reply:
    """Return an entry as a reply: the answer, who decides where it is about cover, for which version it holds, and where it stands."""
    notes, places = cover_notes(entry, edition, product) if about_cover(entry) else ([], [])
    citations = tuple({c.entry: c for c in (*entry.citations, *places)}.values())
    parts = [
        entry.answer.strip(),
        *notes,
        words("utter_guard") if about_cover(entry) else "",
        _version_words(edition),
        words("utter_source", sources=_sources(citations)),
    ]
    return Reply(
        kind="answer",
        text="\n".join(part for part in parts if part),
        citations=tuple(citation.as_dict() for citation in citations),
        data={"entry": entry.id},
    )


def _sources(citations: Iterable[Citation]) -> str:
    """Return the places of an answer, each document named once."""
    places: Dict[str, List[str]] = {}
    for citation in citations:
        places.setdefault(citation.document, []).append(citation.clause)
    return "；".join(f"《{document}》{'、'.join(dict.fromkeys(clauses))}" for document, clauses in places.items())


def _version_words(edition: Edition | None) -> str:
    """Return which version an answer is for, where there are several."""
    if edition is None or not edition.version:
        return ""
    fields = {"version": edition.version, "policy": edition.policy, "day": day_words(edition.day)}
    return words(f"utter_edition_{edition.basis}", **fields)


def present_product(dispatcher: CollectingDispatcher, key: str) -> None:
    """Say what a product is, whom it suits, what it leaves out, and how one gets out of it."""
    knowledge = current_turn().services.answers.knowledge
    product = knowledge.products[key]
    facts = [
        product.facts[name] for name in ("coverage", "exclusions", "cooling_off", "surrender") if name in product.facts
    ]
    way_out = "".join(fact.text for fact in facts if fact.id in ("cooling_off", "surrender"))
    citations = {c.clause: c.as_dict() for fact in facts for c in knowledge.entry(f"fact:{key}/{fact.id}").citations}
    tell_reply = {"name": product.name, "summary": product.summary, "suits": "、".join(product.suits),
                  "not_for": "、".join(product.not_for), "surrender": way_out}  # fmt: skip
    say(dispatcher, replace(phrases().reply("utter_advise_one", **tell_reply), citations=tuple(citations.values())))
