"""Files handed in: recorded at once, looked at meanwhile, then put to the item they are for, or doubted, kindly."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.clock import Clock
from assistant.domain.claim import Claim
from assistant.domain.conversation import Conversation
from assistant.domain.form import UNKNOWN
from assistant.domain.material import Material, MaterialState, match_item
from assistant.domain.paper import Look, PaperRules, Problem
from assistant.errors import CustomerError
from assistant.services.materials import Materials, missing
from assistant.settings import Limits
from assistant.storage.store import Row
from assistant.storage.unit import Unit

INSURED = ("insured_name", "deceased_name", "employee")  # the fields that name whom a claim is about


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a file.

    ``outcome`` is ``waiting`` (for the look), ``repeated``, ``ticked``, ``which`` (the customer must say what it is), ``doubted``
    (something speaks against ``item``: ``problem``), or ``kept`` (there is no claim yet). ``guessed`` items were told by the look alone.
    """

    upload_id: int
    name: str
    outcome: str
    claim: Claim | None = None
    item: Material | None = None
    items: tuple[Material, ...] = ()
    problem: Problem | None = None
    look: Look | None = None
    better: Material | None = None
    guessed: bool = False


class Uploads:
    """Files of one transaction."""

    def __init__(self, unit: Unit, materials: Materials, rules: PaperRules, clock: Clock, limits: Limits) -> None:
        self.unit = unit
        self.materials = materials
        self.rules = rules
        self.clock = clock
        self.limits = limits

    def receive(
        self, conversation: Conversation, name: str, sha256: str, media_type: str, size: int, caption: str
    ) -> Receipt:
        """Record a file and ask for a look at it. One that came before is not taken twice.

        Raises:
            CustomerError: ``uploads_claim`` when the claim has more files than any needs.
        """
        claim = self.materials.open_claim(conversation)
        if claim is not None and len(self.unit.uploads.of_claim(claim.id)) >= self.limits.uploads_per_claim:
            raise CustomerError("uploads_claim", name=name, limit=self.limits.uploads_per_claim)
        now = self.clock.now()
        key, repeated = self.unit.uploads.put(conversation.id, sha256, name, media_type, size, now)
        if repeated:
            return self._again(conversation, key, caption)
        if claim is not None:
            self.unit.uploads.assign(key, claim.id, None)
        self.unit.looks.ask(conversation.id, key, caption, now)
        return self._receipt(self._record(conversation, key), "waiting", claim)

    def settle(self, conversation: Conversation, upload_id: int) -> Receipt:
        """Put a file that has been looked at to its item: that of its caption or name, else the one it looks to be for."""
        row, record = self._record(conversation, upload_id), self.unit.looks.of_upload(upload_id)
        claim, look = self._claim_of(row, conversation), record.look if record else None
        if claim is None:
            unreadable = None if look is None or look.readable else look.problems[0]
            return self._receipt(row, "kept", None, problem=unreadable, look=look)
        items = self.materials.items(claim)
        said = match_item(items, f"{record.caption if record else ''} {self._name(row)}")
        return self._put(row, claim, said, look) if said else self._guess(row, claim, items, look)

    def assign(self, conversation: Conversation, upload_id: int, item_id: str, *, insisting: bool = False) -> Receipt:
        """Put a file to the item that the customer says it is; insisting, whatever speaks against it.

        Raises:
            CustomerError: ``upload_unknown`` when file, claim or item is not theirs.
        """
        row = self._record(conversation, upload_id)
        claim = self._claim_of(row, conversation)
        item = self._item(claim, item_id) if claim else None
        if claim is None or item is None:
            raise CustomerError("upload_unknown")
        record = self.unit.looks.of_upload(upload_id)
        if insisting and record is not None:
            self.unit.looks.insist(upload_id)
        return self._put(row, claim, item, record.look if record else None, insisting=insisting)

    def reusable(self, conversation: Conversation, claim: Claim) -> list[tuple[Row, Material]]:
        """Return files of the customer's other claims that items still missing here may be taken over from; of theirs alone.

        It is theirs once the identity check says so, and only where both claims are about themselves.
        """
        if not conversation.verified(self.clock.now()) or claim.customer_id is None:
            return []
        if claim.customer_id != conversation.customer_id or not _own(claim):
            return []
        others = [
            other.id
            for other in self.unit.claims.of_customer(claim.customer_id)
            if other.id != claim.id and _own(other)
        ]
        wanted = {
            item.rule.id: item for item in missing(self.materials.items(claim)) if item.rule.id in self.rules.reusable
        }
        good = [row for row in self.unit.uploads.of_item(others, list(wanted)) if self._stands(row)]
        latest = {row["item"]: row for row in reversed(good)}
        return [(latest[name], item) for name, item in wanted.items() if name in latest]

    def reuse(self, conversation: Conversation, upload_id: int, item_id: str) -> Receipt:
        """Take a paper over from another claim of the customer.

        Raises:
            CustomerError: ``upload_unknown`` for anything that is not offered.
        """
        claim = self.materials.open_claim(conversation)
        offered = self.reusable(conversation, claim) if claim else []
        found = next(((row, item) for row, item in offered if (row["id"], item.rule.id) == (upload_id, item_id)), None)
        if claim is None or found is None:
            raise CustomerError("upload_unknown")
        row, item = found
        self.unit.uploads.take_over(upload_id, claim.id, item_id, self.clock.now())
        self.materials.tick(claim, item, reused=upload_id)
        return self._receipt(row, "ticked", claim, item=self._item(claim, item_id))

    def adopt(self, conversation: Conversation, claim: Claim) -> list[Material]:
        """Take files handed in before the claim was filed into it; those that were looked at are put to their items."""
        for row in self.unit.uploads.of_conversation(conversation.id):
            if row["claim_id"] is None:
                self.unit.uploads.assign(row["id"], claim.id, None)
                record = self.unit.looks.of_upload(row["id"])
                if record is None or record.state != "waiting":
                    self.settle(conversation, row["id"])
        return self.materials.items(claim)

    def names(self, upload_id: int) -> list[str]:
        """Return the names that a file may bear: the insured's, as far as it is known."""
        row = self.unit.uploads.by_id(upload_id)
        claim = self.unit.claims.by_id(row["claim_id"]) if row["claim_id"] else None
        if claim is None:
            return []
        names = [claim.fields.get(field) for field in INSURED]
        if claim.fields.get("insured") == "self":
            names.append(claim.fields.get("name"))
        if _own(claim) and claim.customer_id is not None:
            names.append(self.unit.customers.read(claim.customer_id).name)
        return [str(name) for name in names if name and name != UNKNOWN]

    def _again(self, conversation: Conversation, key: int, caption: str) -> Receipt:
        """Say that a file came before; where its new caption names another item, it is for that one as well."""
        row, record = self._record(conversation, key), self.unit.looks.of_upload(key)
        claim = self._claim_of(row, conversation)
        if record is not None and record.state == "waiting":
            return self._receipt(row, "waiting", claim)
        items = self.materials.items(claim) if claim else []
        said = match_item(items, caption)
        if claim is not None and said is not None and said.rule.id != row["item"]:
            return self._put(row, claim, said, record.look if record else None)
        if claim is not None and row["item"] is None:
            return self.settle(conversation, key)
        return self._receipt(row, "repeated", claim, item=self._item(claim, row["item"]) if claim else None)

    def _put(self, row: Row, claim: Claim, item: Material, look: Look | None, *, insisting: bool = False) -> Receipt:
        """Tick an item, unless something speaks against it that the customer has not been told."""
        problem = self.rules.doubt(look, item.rule.id) if look else None
        if problem is not None and not insisting and look is not None:
            return self._receipt(
                row, "doubted", claim, item=item, problem=problem, look=look, better=self._best(claim, look)
            )
        self.unit.uploads.assign(row["id"], claim.id, item.rule.id)
        self.materials.tick(claim, item, **({"insisted": problem.value} if problem else {}))
        return self._receipt(row, "ticked", claim, item=self._item(claim, item.rule.id), look=look)

    def _guess(self, row: Row, claim: Claim, items: list[Material], look: Look | None) -> Receipt:
        """Put a file that nobody said anything about to the item that it looks to be for, if there is one."""
        if look is not None and not look.readable:
            return self._receipt(row, "doubted", claim, problem=look.problems[0], look=look)
        best = self._best(claim, look) if look else None
        if best is None or look is None:
            return self._receipt(row, "which", claim, look=look)
        put = self._put(row, claim, best, look)
        return Receipt(**{**vars(put), "guessed": True})

    def _best(self, claim: Claim, look: Look) -> Material | None:
        """Return the item, missing before handed in, that a kind of paper is for first of all."""
        places = self.rules.places(look.kind) if look.known else {}
        fitting = [item for item in self.materials.items(claim) if item.rule.id in places]
        order = {item.rule.id: (item.state is MaterialState.RECEIVED, places[item.rule.id]) for item in fitting}
        return min(fitting, key=lambda item: order[item.rule.id], default=None)

    def _stands(self, row: Row) -> bool:
        """Tell whether the item that a file was handed in for is not missing or rejected."""
        state, _ = self.unit.claims.materials(row["claim_id"]).get(row["item"], (MaterialState.MISSING, ""))
        return state is MaterialState.RECEIVED

    def _record(self, conversation: Conversation, upload_id: int) -> Row:
        rows = self.unit.uploads.of_conversation(conversation.id)
        row = next((row for row in rows if row["id"] == upload_id), None)
        if row is None:
            raise CustomerError("upload_unknown")
        return row

    def _claim_of(self, row: Row, conversation: Conversation) -> Claim | None:
        """Return the claim a file belongs to: the one it was handed in for, else the open one."""
        if row["claim_id"] is not None:
            return self.unit.claims.by_id(row["claim_id"])
        return self.materials.open_claim(conversation)

    def _item(self, claim: Claim, item_id: str | None) -> Material | None:
        return next((item for item in self.materials.items(claim) if item.rule.id == item_id), None)

    def _name(self, row: Row) -> str:
        return str(self.unit.cipher.open(row["sealed"]))

    def _receipt(self, row: Row, outcome: str, claim: Claim | None, **more: object) -> Receipt:
        items = tuple(self.materials.items(claim)) if claim else ()
        return Receipt(upload_id=row["id"], name=self._name(row), outcome=outcome, claim=claim, items=items, **more)  # type: ignore[arg-type]


def _own(claim: Claim) -> bool:
    """Tell whether a claim is about whoever reported it."""
    return claim.fields.get("insured") in (None, "self")
