"""A house with claims in it: people of every role, a reported claim, the steps of casework as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Callable, Iterator

from assistant.bootstrap import App, Services, build
from assistant.domain.assessment import Item
from assistant.domain.claim import Claim
from assistant.domain.material import MaterialState
from assistant.settings import Settings
from assistant.storage.agents import Agent

FIELDS = {
    "cause": "fall",
    "insured": "self",
    "date": "2026-11-20",
    "place": "人民路",
    "name": "林晓梅",
    "phone": "13900000001",
}
ITEMS = (
    Item(name="住院费", claimed=Decimal("1000.10"), approved=Decimal("1000.10")),
    Item(
        name="药费", claimed=Decimal("200.20"), approved=Decimal("150.05"), reason="自费药不在责任内", clause="第九条"
    ),
)
ROLES = ("claims", "supervisor", "auditor", "agent", "trainee", "admin")


class CaseHouse:
    """An application with one claim, driven by its services."""

    def __init__(self, app: App) -> None:
        self.app = app
        with app.work() as services:
            now = app.clock.now()
            self.people: dict[str, Agent] = {
                role: services.unit.agents.create(f"{role}-1", role, "!", now) for role in ROLES
            }
            self.people["claims-2"] = services.unit.agents.create("claims-2", "claims", "!", now)
        self.number = self.report("v1")

    def report(self, sender: str, papers: tuple[str, ...] = ("claim_form", "identity"), **fields: Any) -> str:
        """Report an accident and return the claim's number."""
        with self.app.work() as services:
            now = self.app.clock.now()
            conversation = services.unit.conversations.open("web", sender, now)
            claim = services.unit.claims.create(
                number=services.unit.counters.next_number("LP", now), conversation_id=conversation.id, draft_id=None,
                customer_id=None, type="accident", occurred_on=date(2026, 11, 20), phone="13900000001",
                fields=FIELDS | fields, names=[str((FIELDS | fields)["name"])], now=now,
            )  # fmt: skip
            services.unit.claims.add_materials(claim.id, papers, now)
        return claim.number

    @property
    def claim(self) -> Claim:
        """The claim as it stands."""
        with self.app.look() as services:
            return services.unit.claims.by_number(self.number)

    def hand_in(self, item: str, content: bytes = b"", number: str | None = None) -> int:
        """Hand in a paper, as an upload of the customer's does it."""
        with self.app.work() as services:
            now = self.app.clock.now()
            claim = services.unit.claims.by_number(number or self.number)
            sha256 = self.app.files.put(content or f"{item}{now}".encode())
            kind = "image/jpeg" if content.startswith(b"\xff\xd8") else "application/pdf"
            key, _ = services.unit.uploads.put(claim.conversation_id, sha256, f"{item}.jpg", kind, len(content), now)
            services.unit.uploads.assign(key, claim.id, item)
            services.unit.claims.set_material(claim.id, item, MaterialState.RECEIVED, now)
        return key

    def do(self, work: Callable[[Services], Any]) -> Any:
        """Do something in one transaction."""
        with self.app.work() as services:
            return work(services)

    def move(self, to: str, who: str = "claims") -> Claim:
        """Take the claim a step further."""
        return self.do(lambda s: s.cases.casework.move(self.people[who], self.number, None, to))

    def investigate(self) -> None:
        """Bring the claim to where it can be assessed."""
        self.move("accepted")
        self.move("investigating")

    def assess(self, who: str = "claims", items: tuple[Item, ...] = ITEMS) -> Claim:
        """Assess the claim."""
        return self.do(
            lambda s: s.cases.decisions.assess(self.people[who], self.number, None, items, "按条款核定", "第五条")
        )

    def refuse(self, who: str = "claims") -> Claim:
        """Assess that the claim is not covered."""
        return self.do(
            lambda s: s.cases.decisions.refuse(self.people[who], self.number, None, "第十二条", "酒后驾驶属于责任免除")
        )

    def audit(self, verdict: str = "approve", who: str = "auditor", note: str = "再看一下") -> Claim:
        """Audit the last assessment."""
        return self.do(lambda s: s.cases.decisions.audit(self.people[who], self.number, None, verdict, note))

    def pay(self, amount: str = "1150.15", who: str = "claims", paid_on: date | None = None) -> Claim:
        """Record the payment."""
        day = paid_on or self.app.clock.now().date()
        return self.do(
            lambda s: s.cases.decisions.pay(self.people[who], self.number, None, Decimal(amount), "F202611230001", day)
        )

    def lines(self, *, shown: bool = True) -> list[Any]:
        """Return the lines of the claim's conversation: those the customer sees, or the others."""
        with self.app.look() as services:
            found = services.unit.transcript.lines(self.claim.conversation_id, shown_only=False)
        return [line for line in found if line.shown is shown]

    def actions(self) -> list[str]:
        """Return what the audit trail says of the claim, in order."""
        with self.app.look() as services:
            return [row["action"] for row in services.unit.audit.of_subject(self.number)]


def open_house(settings: Settings) -> Iterator[CaseHouse]:
    """Build a house and take it down; casework searches nothing, so nothing is indexed for it."""
    nothing: Any = object()
    app = build(replace(settings, sample_data=False), nothing)
    yield CaseHouse(app)
    app.database.dispose()
