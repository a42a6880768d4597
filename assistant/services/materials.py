"""The papers of a claim: the checklist, files handed in, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import filetype

from assistant.clock import Clock
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.conversation import Conversation
from assistant.domain.material import Material, MaterialState, checklist, match_item
from assistant.errors import CustomerError
from assistant.services.forms import ClaimType, Forms
from assistant.settings import Limits
from assistant.storage.files import FileStore
from assistant.storage.unit import Unit

# by content, never by the name: what can be a photo or a scan of a paper
ACCEPTED = {
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/heic": "HEIC",
    "image/gif": "GIF",
    "application/pdf": "PDF",
}
DONE = frozenset({ClaimState.CLOSED, ClaimState.CANCELLED, ClaimState.PAID})


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a file: for which claim, ticked which item; no item means that the customer must say."""

    upload_id: int
    name: str
    claim: Claim | None
    item: Material | None
    items: tuple[Material, ...]
    repeated: bool


def check_file(name: str, content: bytes, limits: Limits) -> str:
    """Return the media type of a file that can be taken.

    Raises:
        CustomerError: ``file_empty``, ``file_too_large`` or ``file_kind``.
    """
    shown = Path(name).name[:80] or "-"
    if not content:
        raise CustomerError("file_empty", name=shown)
    if len(content) > limits.upload_bytes:
        raise CustomerError("file_too_large", name=shown, limit=limits.upload_bytes // (1024 * 1024))
    kind = filetype.guess(content)
    if kind is None or kind.mime not in ACCEPTED:
        raise CustomerError("file_kind", name=shown)
    media_type: str = kind.mime
    return media_type


class Materials:
    """Papers in one transaction."""

    def __init__(self, unit: Unit, forms: Forms, files: FileStore, clock: Clock) -> None:
        self.unit = unit
        self.forms = forms
        self.files = files
        self.clock = clock

    def open_claim(self, conversation: Conversation) -> Claim | None:
        """Return the claim that papers handed in here belong to: the latest that is not done, or None."""
        return next((claim for claim in self.reachable(conversation) if claim.state not in DONE), None)

    def reachable(self, conversation: Conversation) -> list[Claim]:
        """Return the claims reported here and, once the customer has shown who they are, all of theirs."""
        found = {claim.id: claim for claim in self.unit.claims.of_conversation(conversation.id)}
        if conversation.verified(self.clock.now()):
            found |= {claim.id: claim for claim in self.proven(conversation)}
        return sorted(found.values(), key=lambda claim: -claim.id)

    def proven(self, conversation: Conversation) -> list[Claim]:
        """Return the claims that the identity check gave access to."""
        if conversation.customer_id is not None:
            return self.unit.claims.of_customer(conversation.customer_id)
        return [self.unit.claims.by_number(conversation.proven_claim)] if conversation.proven_claim else []

    def items(self, claim: Claim) -> list[Material]:
        """Return a claim's checklist with the state of each item."""
        states = self.unit.claims.materials(claim.id)
        rules = {rule.id: rule for rule in self.forms.claims[claim.type].materials}
        return [
            Material(rule=rules[item], state=state, reason=reason)
            for item, (state, reason) in states.items()
            if item in rules
        ]

    def general_items(self, kind: ClaimType, told: Mapping[str, Any]) -> list[Material]:
        """Return the papers a kind of loss may need, as far as the case is known."""
        return checklist(kind.materials, told)

    def receive(
        self, conversation: Conversation, name: str, sha256: str, media_type: str, size: int, caption: str
    ) -> Receipt:
        """Record a file handed in and tick the item that its caption or name speaks of."""
        key, repeated = self.unit.uploads.put(conversation.id, sha256, name, media_type, size, self.clock.now())
        claim = self.open_claim(conversation)
        items = self.items(claim) if claim else []
        item = match_item(items, f"{caption} {name}")
        if claim is not None:
            self._assign(key, claim, item)
        after = self.items(claim) if claim else []
        ticked = next((m for m in after if item and m.rule.id == item.rule.id), None)
        return Receipt(upload_id=key, name=name, claim=claim, item=ticked, items=tuple(after), repeated=repeated)

    def assign(self, conversation: Conversation, upload_id: int, item_id: str) -> Receipt:
        """Tick the item that the customer says a file is.

        Raises:
            CustomerError: ``upload_unknown`` when file, claim or item is not theirs.
        """
        claim = self.open_claim(conversation)
        records = {row["id"]: row for row in self.unit.uploads.of_conversation(conversation.id)}
        item = next((m for m in self.items(claim) if m.rule.id == item_id), None) if claim else None
        if claim is None or item is None or upload_id not in records:
            raise CustomerError("upload_unknown")
        self._assign(upload_id, claim, item)
        after = self.items(claim)
        ticked = next(m for m in after if m.rule.id == item_id)
        name = self.unit.cipher.open(records[upload_id]["sealed"])
        return Receipt(upload_id=upload_id, name=name, claim=claim, item=ticked, items=tuple(after), repeated=False)

    def adopt(self, conversation: Conversation, claim: Claim) -> list[Material]:
        """Take files handed in before the claim was filed into it, as far as their names tell what they are."""
        for row in self.unit.uploads.of_conversation(conversation.id):
            if row["claim_id"] is None:
                self._assign(row["id"], claim, match_item(self.items(claim), self.unit.cipher.open(row["sealed"])))
        return self.items(claim)

    def _assign(self, upload_id: int, claim: Claim, item: Material | None) -> None:
        now = self.clock.now()
        self.unit.uploads.assign(upload_id, claim.id, item.rule.id if item else None)
        if item is not None:
            self.unit.claims.set_material(claim.id, item.rule.id, MaterialState.RECEIVED, now)
            self.unit.audit.note("customer", "material.received", claim.number, now, item=item.rule.id)


def missing(items: list[Material] | tuple[Material, ...]) -> list[Material]:
    """Return the items that are still to be handed in."""
    return [item for item in items if item.state is not MaterialState.RECEIVED]
