"""Find the article that a question asks for by its number: 安心医疗第八条怎么写的, 保险法第十六条, 第二条什么意思."""

from __future__ import annotations

import re
from datetime import date
from typing import Sequence

from assistant.retrieval.citing import entry_id
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.mentions import without_mentions
from assistant.retrieval.model import Document, Entry, ProductMention
from assistant.text.clauses import find_clauses
from assistant.text.normalise import normalise

LONGEST_REST = 3  # characters; whoever says more asks about something that the article is only a part of
COUNTRY = "中华人民共和国"
_ASKING = re.compile(
    r"条款|合同|保单|给我|原话|里面?|规定|内容|什么意思|啥意思|是什么|是啥|怎么[写说讲]|写了?(什么|啥)|讲了?(什么|啥)|说了?(什么|啥)|"
    r"解释一下|看一下|看看|原文|请问|帮我|查一?下?|[的了呢吗吧啊是那\s，,。?？!！《》“”：:]"
)


def asked_place(
    knowledge: KnowledgeBase, question: str, product: str | None, mentions: Sequence[ProductMention], day: date
) -> Entry | None:
    """Return the article that a question asks for and nothing else, in the version of a day, or None.

    It is one of the law that is named, else one of the product's clauses.
    """
    text = normalise(question).text
    spans = list(find_clauses(text))
    if len(spans) != 1:
        return None
    law = _law_named(knowledge, text)
    document = law or knowledge.find_clauses(product, day)
    if document is None or spans[0].article not in document.articles or not _only_that(question, mentions, law):
        return None
    return knowledge.find(entry_id(document, spans[0].article), as_of=day)


def _law_named(knowledge: KnowledgeBase, text: str) -> Document | None:
    laws = sorted(knowledge.laws(), key=lambda law: -len(law.title))
    return next((law for law in laws if law.title.removeprefix(COUNTRY) in text), None)


def _only_that(question: str, mentions: Sequence[ProductMention], law: Document | None) -> bool:
    rest = normalise(without_mentions(question, mentions)).text
    if law:
        rest = rest.replace(law.title, "").replace(law.title.removeprefix(COUNTRY), "")
    for span in reversed(list(find_clauses(rest))):
        rest = rest[: span.start] + rest[span.end :]
    return len(_ASKING.sub("", rest)) <= LONGEST_REST
