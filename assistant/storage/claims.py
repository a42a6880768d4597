"""Claims and their checklists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Collection, Mapping, Sequence

from sqlalchemy import select, update

from assistant.domain.claim import Claim, ClaimState
from assistant.domain.material import MaterialState
from assistant.storage.store import Row, Store
from assistant.storage.tables import claim_materials, claim_names, material_notices, reused_uploads, uploads
from assistant.storage.tables import claims as table
from assistant.text.names import plain_name


class ClaimStore(Store):
    """Claims of one transaction."""

    def create(
        self,
        *,
        number: str,
        conversation_id: str,
        draft_id: int | None,
        customer_id: int | None,
        type: str,
        occurred_on: date | None,
        phone: str | None,
        fields: Mapping[str, Any],
        names: Collection[str] = (),
        checks: Sequence[Mapping[str, Any]] = (),
        now: datetime,
    ) -> Claim:
        """Store a claim that was reported; the staff find it by the ``names``."""
        key = self.add(
            table,
            number=number,
            conversation_id=conversation_id,
            draft_id=draft_id,
            customer_id=customer_id,
            type=type,
            state=ClaimState.REPORTED.value,
            occurred_on=occurred_on,
            phone_digest=self.cipher.digest(phone) if phone else None,
            sealed=self.cipher.seal(dict(fields)),
            checks=[dict(check) for check in checks],
            reported_at=now,
            updated_at=now,
        )
        self.add_names(key, names)
        return self.by_id(key)

    def add_names(self, claim_id: int, names: Collection[str]) -> None:
        """Store under which names a claim is found: their digests alone."""
        for digest in {self.cipher.digest(plain_name(name)) for name in names}:
            self.connection.execute(claim_names.insert().values(claim_id=claim_id, digest=digest))

    def by_number(self, number: str) -> Claim:
        """Return the claim of a number.

        Raises:
            NotFoundError: when there is none.
        """
        return self._claim(self.get(table, table.c.number == number))

    def by_id(self, key: int) -> Claim:
        """Return the claim of an id.

        Raises:
            NotFoundError: when there is none.
        """
        return self._claim(self.get(table, table.c.id == key))

    def find_by_reporter(self, number: str, phone: str) -> Claim | None:
        """Return the claim of a number if the phone is the one it was reported with, else None."""
        row = self.find(table, table.c.number == number, table.c.phone_digest == self.cipher.digest(phone))
        return None if row is None else self._claim(row)

    def of_conversation(self, conversation_id: str) -> list[Claim]:
        """Return the claims reported in a conversation, the latest first."""
        return self._claims(table.c.conversation_id == conversation_id)

    def of_customer(self, customer_id: int) -> list[Claim]:
        """Return a customer's claims, the latest first."""
        return self._claims(table.c.customer_id == customer_id)

    def of_phone(self, phone: str) -> list[Claim]:
        """Return the claims reported with a phone, the latest first."""
        return self._claims(table.c.phone_digest == self.cipher.digest(phone))

    def add_materials(self, claim_id: int, items: Sequence[str], now: datetime) -> None:
        """Store the items of a claim's checklist, all of them missing."""
        for item in items:
            self.add(
                claim_materials,
                claim_id=claim_id,
                item=item,
                state=MaterialState.MISSING.value,
                reason="",
                updated_at=now,
            )

    def materials(self, claim_id: int) -> dict[str, tuple[MaterialState, str]]:
        """Return state and reason of each item, by item."""
        statement = select(claim_materials).where(claim_materials.c.claim_id == claim_id).order_by(claim_materials.c.id)
        return {row["item"]: (MaterialState(row["state"]), row["reason"]) for row in self.all(statement)}

    def set_material(self, claim_id: int, item: str, state: MaterialState, now: datetime, reason: str = "") -> None:
        """Set what became of an item."""
        where = (claim_materials.c.claim_id == claim_id, claim_materials.c.item == item)
        values = {"state": state.value, "reason": reason, "updated_at": now}
        self.connection.execute(update(claim_materials).where(*where).values(**values))

    def note_notice(self, claim_id: int, items: Sequence[str], source: str, now: datetime) -> tuple[datetime, bool]:
        """Record that all that is missing was told; return when that was and whether it is for the first time now."""
        known = self.find(material_notices, material_notices.c.claim_id == claim_id)
        if known is not None:
            return known["noticed_at"], False
        self.add(material_notices, claim_id=claim_id, items=list(items), source=source, noticed_at=now)
        return now, True

    def notice(self, claim_id: int) -> Row | None:
        """Return the record of the notice of what is missing, or None."""
        return self.find(material_notices, material_notices.c.claim_id == claim_id)

    def _claims(self, condition: Any) -> list[Claim]:
        return [self._claim(row) for row in self.all(select(table).where(condition).order_by(table.c.id.desc()))]

    def _claim(self, row: Row) -> Claim:
        return Claim(
            id=row["id"],
            number=row["number"],
            conversation_id=row["conversation_id"],
            customer_id=row["customer_id"],
            type=row["type"],
            state=ClaimState(row["state"]),
            fields=self.cipher.open(row["sealed"]),
            checks=tuple(row["checks"]),
            occurred_on=row["occurred_on"],
            reported_at=row["reported_at"],
            updated_at=row["updated_at"],
        )


class UploadStore(Store):
    """Records of customers' papers in one transaction; the contents are in ``storage/files.py``."""

    def put(
        self, conversation_id: str, sha256: str, name: str, media_type: str, size: int, now: datetime
    ) -> tuple[int, bool]:
        """Store the record of a file; return its id and whether this conversation had the same file already."""
        known = self.find(uploads, uploads.c.conversation_id == conversation_id, uploads.c.sha256 == sha256)
        if known is not None:
            return known["id"], True
        key = self.add(
            uploads,
            conversation_id=conversation_id,
            sha256=sha256,
            media_type=media_type,
            size=size,
            sealed=self.cipher.seal(name),
            stored_at=now,
        )
        return key, False

    def assign(self, key: int, claim_id: int, item: str | None) -> None:
        """Say which claim, and which item of its checklist, a file belongs to."""
        self.connection.execute(update(uploads).where(uploads.c.id == key).values(claim_id=claim_id, item=item))

    def by_id(self, key: int) -> Row:
        """Return the record of a file, whosever it is.

        Raises:
            NotFoundError: when there is none.
        """
        return self.get(uploads, uploads.c.id == key)

    def take_over(self, key: int, claim_id: int, item: str, now: datetime) -> None:
        """Use a file for an item of another claim as well."""
        self.add(reused_uploads, upload_id=key, claim_id=claim_id, item=item, reused_at=now)

    def of_claim(self, claim_id: int) -> list[Row]:
        """Return the records of a claim's files with the item each is for, those taken over from other claims included."""
        own = self.all(select(uploads).where(uploads.c.claim_id == claim_id).order_by(uploads.c.id))
        joined = select(uploads, reused_uploads.c.item.label("as_item")).join(
            reused_uploads, reused_uploads.c.upload_id == uploads.c.id
        )
        others = self.all(joined.where(reused_uploads.c.claim_id == claim_id).order_by(reused_uploads.c.id))
        return own + [{**row, "item": row["as_item"], "claim_id": claim_id} for row in others]

    def of_item(self, claim_ids: Sequence[int], items: Sequence[str]) -> list[Row]:
        """Return the records of files that were taken as one of these items in one of these claims, the latest first."""
        where = (uploads.c.claim_id.in_(claim_ids), uploads.c.item.in_(items))
        return self.all(select(uploads).where(*where).order_by(uploads.c.id.desc()))

    def of_conversation(self, conversation_id: str) -> list[Row]:
        """Return the records of a conversation's files, in order."""
        return self.all(select(uploads).where(uploads.c.conversation_id == conversation_id).order_by(uploads.c.id))

    def name_of(self, key: int, conversation_id: str) -> str:
        """Return the name of a file of this conversation."""
        name: str = self.cipher.open(self.record(key, conversation_id)["sealed"])
        return name

    def record(self, key: int, conversation_id: str) -> Row:
        """Return the record of a file of this conversation.

        Raises:
            NotFoundError: when there is none, or it is another conversation's.
        """
        return self.get(uploads, uploads.c.id == key, uploads.c.conversation_id == conversation_id)
