"""Which version of a product's clauses an answer is for: the customer's own, that of the day asked about, or the one on sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Sequence

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.model import Document
from assistant.storage.customers import Policy


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The day whose clauses apply, and why: ``basis`` is sale, policy (its number in ``policy``) or asked.

    ``version`` is named only where there is more than one.
    """

    day: date
    basis: str = "sale"
    version: str = ""
    policy: str = ""


class Editions:
    """Knows the verified customer's policies and the day asked about."""

    def __init__(
        self, knowledge: KnowledgeBase, today: date, *, policies: Sequence[Policy] = (), asked: date | None = None
    ) -> None:
        self.knowledge = knowledge
        self.today = today
        self.policies = policies
        self.asked = asked

    def of(self, product: str | None) -> Edition:
        """Return what applies to a question about a product; without one, today's."""
        versions = self.knowledge.versions(product) if product and product in self.knowledge.products else []
        if len(versions) < 2:
            return Edition(day=self.today)
        return self._own(product, versions) or self._asked_about(versions) or self._on_sale(versions)

    def held(self) -> list[str]:
        """Return the products that the customer is known to hold, each once."""
        return list(dict.fromkeys(policy.product for policy in self.policies))

    def _own(self, product: str | None, versions: Sequence[Document]) -> Edition | None:
        for policy in self.policies:
            for document in versions if policy.product == product else ():
                if document.version == policy.version:
                    day = min(self.today, document.effective_to or self.today)
                    return Edition(day=day, basis="policy", version=document.version, policy=policy.number)
        return None

    def _asked_about(self, versions: Sequence[Document]) -> Edition | None:
        then = next((document for document in versions if self.asked and document.in_force(self.asked)), None)
        return Edition(day=self.asked, basis="asked", version=then.version) if then and self.asked else None

    def _on_sale(self, versions: Sequence[Document]) -> Edition:
        now = [document.version for document in versions if document.in_force(self.today)]
        return Edition(day=self.today, version=now[-1] if now else "")
