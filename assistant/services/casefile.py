"""A claim's whole file, read once: for the desk's page and for the closing file. Personal data is masked throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Sequence

from assistant.domain.assessment import Assessment, Payment
from assistant.domain.casework import APPROVE, Outcome
from assistant.domain.claim import Claim
from assistant.domain.clock import StatutoryClock
from assistant.domain.material import Material
from assistant.services.claimnews import ClaimNews
from assistant.services.pages import count_pages
from assistant.services.phrases import Phrases
from assistant.services.wording import value_words
from assistant.storage.aftercare import Dispute, FollowUp
from assistant.storage.casework import ClaimEvent, Notice
from assistant.storage.files import FileStore
from assistant.storage.ratings import CLAIM
from assistant.storage.store import Row
from assistant.storage.unit import Unit
from assistant.text.masking import mask, mask_value

AMOUNTS = frozenset({"assessed", "paid", "advance_asked", "advance_paid"})  # the steps whose words are an amount
WAY = "dispute_way"  # whose words are the way's id


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of the checklist with the files handed in for it, and when and by whom it was judged last."""

    material: Material
    updated_at: datetime | None
    files: tuple[dict[str, Any], ...]
    judged_by: str | None
    judged_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Everything there is about a claim."""

    claim: Claim
    kind: str
    state_text: str
    report: Sequence[tuple[str, str, str]]  # field, label, value
    papers: Sequence[Paper]
    loose_files: Sequence[dict[str, Any]]
    notices: Sequence[tuple[Notice, str | None]]  # and the day on which the last of it arrived
    clocks: Sequence[StatutoryClock]
    events: Sequence[ClaimEvent]
    assessments: Sequence[Assessment]
    payments: Sequence[Payment]
    disputes: Sequence[Dispute]
    followups: Sequence[FollowUp]
    rating: Row | None
    audit: Sequence[Row]
    version: int
    handler: int | None

    @property
    def refusal(self) -> Assessment | None:
        """The refusal that stands, if the claim was refused."""
        last = self.assessments[-1] if self.assessments else None
        return last if last and last.outcome is Outcome.REFUSE and last.verdict == APPROVE else None


class CaseFiles:
    """Reads the files of claims, in one transaction."""

    def __init__(self, unit: Unit, news: ClaimNews, files: FileStore) -> None:
        self.unit = unit
        self.news = news
        self.files = files

    def read(self, number: str) -> CaseFile:
        """Return a claim's whole file.

        Raises:
            NotFoundError: when there is no such claim.
        """
        claim = self.unit.claims.by_number(number)
        history = self.news.clocks.history([claim])[claim.id]
        audit = self.unit.audit.of_subject(number)
        files = [self.file_of(row) for row in self.unit.uploads.of_claim(claim.id)]
        papers = self._papers(claim, files, audit)
        listed = {paper.material.rule.id for paper in papers}
        done = [(notice, history.completed(notice)) for notice in history.notices]
        return CaseFile(
            claim=claim,
            kind=self.news.forms.claims[claim.type].name,
            state_text=self.news.state_text(claim.state),
            report=self._report(claim),
            papers=papers,
            loose_files=[file for file in files if file["item"] not in listed],
            notices=[(notice, day.isoformat() if day else None) for notice, day in done],
            clocks=self.news.clocks.of([claim])[claim.id],
            events=self.unit.casework.events([claim.id]),
            assessments=history.assessments,
            payments=history.payments,
            disputes=self.unit.aftercare.disputes(claim.id),
            followups=self.unit.aftercare.followups_of(claim.id),
            rating=self.unit.ratings.of(CLAIM, number),
            audit=audit,
            version=self.unit.casework.version(claim.id),
            handler=self.unit.casework.handlers([claim.id]).get(claim.id),
        )

    def file_of(self, row: Row) -> dict[str, Any]:
        """Return a file's record as it is shown."""
        return {"id": row["id"], "name": mask(self.unit.cipher.open(row["sealed"])), "media_type": row["media_type"],
                "size": row["size"], "stored_at": row["stored_at"].isoformat(), "item": row["item"], "look": self._look(row),
                "pages": count_pages(self.files, row["sha256"], row["media_type"])}  # fmt: skip

    def _look(self, row: Row) -> dict[str, Any]:
        """Return what a first look made of a file, in words: what it seems to be, what speaks against it, what the customer said."""
        record, rules = self.unit.looks.of_upload(row["id"]), self.news.materials.rules
        look = record.look if record else None
        doubt = rules.doubt(look, row["item"]) if look and row["item"] else None
        against = dict.fromkeys([*(look.problems if look else ()), *([doubt] if doubt else ())])
        names = [*(problem.value for problem in against), *(["insisted"] if record and record.insisted else []),
                 *(["reused"] if "as_item" in row else [])]  # fmt: skip
        hints = [self.news.phrases.reply(f"utter_desk_look_{name}").text for name in names]
        return {"kind_text": rules.kinds[look.kind].name if look and look.known else "", "hints": hints}

    def _report(self, claim: Claim) -> list[tuple[str, str, str]]:
        fields = self.news.forms.claims[claim.type].fields
        known = [item for item in fields if item.id in claim.fields]
        return [
            (item.id, item.label, mask_value("name", str(claim.fields[item.id])) if item.type == "name"
             else value_words(self.news.phrases, item, claim.fields[item.id]))
            for item in known
        ]  # fmt: skip

    def _papers(self, claim: Claim, files: Sequence[dict[str, Any]], audit: Sequence[Row]) -> list[Paper]:
        times = self.unit.caselist.item_times(claim.id)
        judged = {row["detail"].get("item"): row for row in audit
                  if row["action"] in ("claim.paper_accepted", "claim.paper_rejected")}  # fmt: skip
        return [
            Paper(
                material=material,
                updated_at=times.get(material.rule.id),
                files=tuple(file for file in files if file["item"] == material.rule.id),
                judged_by=judged[material.rule.id]["actor"] if material.rule.id in judged else None,
                judged_at=judged[material.rule.id]["at"] if material.rule.id in judged else None,
            )
            for material in self.news.materials.items(claim)
        ]


def event_words(phrases: Phrases, event: ClaimEvent) -> str:
    """Return what is to be said of a step."""
    if event.kind == WAY:
        return phrases.reply(f"utter_claim_way_{event.text}").text
    return phrases.reply("utter_claim_yuan", amount=event.text).text if event.kind in AMOUNTS else mask(event.text)


def caller(claim: Claim) -> tuple[str, str]:
    """Return name and phone of who reported a claim, masked."""
    name, phone = str(claim.fields.get("name") or ""), str(claim.fields.get("phone") or "")
    return mask_value("name", name) if name else "", mask_value("phone", phone) if phone else ""
