"""Find the article that a question asks for by its number: 安心医疗第八条怎么写的, 保险法第十六条不可抗辩, 第二条什么意思."""

from __future__ import annotations

import re
from datetime import date
from typing import Sequence

from assistant.retrieval.citing import entry_id
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.mentions import without_mentions
from assistant.retrieval.model import Article, Document, Entry, ProductMention
from assistant.retrieval.translation import bigrams
from assistant.text.clauses import NUMBER, find_clauses
from assistant.text.normalise import normalise

LONGEST_REST = 3  # characters; whoever says more asks about something that the article is only a part of
SPOKEN_OF = 0.6  # unless the article itself speaks of so much of it
_ASKING = re.compile(
    r"条款|合同|保单|给我|原话|里面?|规定|内容|什么意思|啥意思|是什么|是啥|怎么[写说讲]|写了?(什么|啥)|讲了?(什么|啥)|说了?(什么|啥)|"
    r"解释一下|看一下|看看|原文|全文|解读|理解[和与]适用|理解|请问|帮我|查一?下?|[的了呢吗吧啊是那\s，,、。?？!！《》“”：:]"
)
_ARTICLE = re.compile(rf"{NUMBER}\s?条")
_ANOTHER = re.compile(r"法|条例|办法|解释|细则")  # what is left belongs to another law's name


def asked_place(
    knowledge: KnowledgeBase, question: str, product: str | None, mentions: Sequence[ProductMention], day: date
) -> Entry | None:
    """Return the article that a question asks for and nothing else, in the version of a day, or None.

    It is one of the law that is named, else one of the product's clauses.
    """
    text = normalise(question).text
    if not _ARTICLE.search(text):
        return None
    law, name = _law_named(knowledge, text)
    text = _numbered(text, name)
    spans = list(find_clauses(text))
    document = law or knowledge.find_clauses(product, day)
    if document is None or len(spans) != 1 or spans[0].article not in document.articles:
        return None
    article = document.articles[spans[0].article]
    rest = text.replace(name, "") if law else normalise(without_mentions(question, mentions)).text
    return knowledge.find(entry_id(document, article.place), as_of=day) if _only_that(rest, article) else None


def _law_named(knowledge: KnowledgeBase, text: str) -> tuple[Document | None, str]:
    """Return the law a text names, and by which name, the longest there is: 保险法司法解释二 is another than 保险法."""
    names = [(normalise(name).text, law) for law in knowledge.laws() for name in law.names]
    named = [(law, name) for name, law in names if name in text]
    return max(named, key=lambda found: len(found[1]), default=(None, ""))


def _numbered(text: str, name: str) -> str:
    """Return a text with the 第 that is left out after a law's name: 保险法16条, but not 保险法一条都没用."""
    return re.sub(rf"{re.escape(name)}[》\s]*的?\s*(?=(?![一两]条){NUMBER}\s?条)", f"{name}第", text) if name else text


def _only_that(rest: str, article: Article) -> bool:
    """Tell whether nothing but the article is asked for, or only what it speaks of itself."""
    for span in reversed(list(find_clauses(rest))):
        rest = rest[: span.start] + rest[span.end :]
    rest = _ASKING.sub("", rest)
    if len(rest) <= LONGEST_REST and not _ANOTHER.search(rest):
        return True
    asked, said = bigrams(rest), bigrams("，".join((article.heading, *article.ask, article.text)))
    return bool(asked) and len(asked & said) >= SPOKEN_OF * len(asked)
