"""Sample claims in every stage, all invented, worked by the same services that work real ones, on days gone by."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Callable, Sequence

from PIL import Image, ImageDraw

from assistant.clock import Clock, FixedClock
from assistant.domain.assessment import Item
from assistant.domain.casework import APPROVE
from assistant.domain.material import MaterialState, checklist
from assistant.services.cases import Cases
from assistant.storage.agents import Agent
from assistant.storage.files import FileStore

# reported so many days ago; how far it has come; kind of loss; who reported; what was told
CLAIMS: tuple[tuple[int, str, str, str, str, dict[str, Any]], ...] = (
    (1, "reported", "motor", "赵小军", "13900000011", {"cause": "collision", "place": "人民路", "injured": False, "plate": "沪B20001"}),
    (27, "investigating", "accident", "孙丽华", "13900000012", {"cause": "fall", "insured": "self", "place": "幸福小区"}),
    (12, "supplementing", "illness", "李国强", "13900000013", {"insured": "self"}),
    (20, "assessed", "accident", "吴海燕", "13900000014", {"cause": "traffic", "insured": "self", "place": "建设路"}),
    (9, "audited", "home", "郑志明", "13900000015", {"cause": "water", "place": "光明小区"}),
    (60, "refused", "motor", "何秀英", "13900000016", {"cause": "collision", "place": "环城路", "injured": False, "plate": "沪B20002"}),
    (150, "closed", "illness", "罗文斌", "13900000017", {"insured": "self"}),
    (50, "disputed", "accident", "高美玲", "13900000018", {"cause": "animal", "insured": "self", "place": "滨江公园"}),
)  # fmt: skip
ITEMS = (
    Item(name="医疗费", claimed=Decimal("3860.00"), approved=Decimal("3860.00")),
    Item(
        name="自费药",
        claimed=Decimal("640.50"),
        approved=Decimal("0.00"),
        reason="不在约定的费用范围内",
        clause="条款“费用补偿”",
    ),
)
HOME_ITEMS = (
    Item(name="水管维修", claimed=Decimal("850.00"), approved=Decimal("850.00")),
    Item(
        name="地板更换",
        claimed=Decimal("5200.00"),
        approved=Decimal("4160.00"),
        reason="按使用年限折旧",
        clause="条款“赔偿处理”",
    ),
)
GROUNDS = "按发票和费用清单逐项核定，约定范围内的费用全部赔付。"
REFUSED = ("条款“责任免除”第三项", "事故发生时驾驶证已过有效期，属于约定的责任免除情形。")
CHANNEL = "sample"


def load_sample_claims(
    work_at: Callable[[Clock], Cases], files: FileStore, handler: Agent, auditor: Agent, now: datetime
) -> None:
    """Store the sample claims; ``work_at`` gives the services as they were at a time."""
    for days, stage, kind, name, phone, fields in CLAIMS:
        clock = FixedClock(now - timedelta(days=days))
        _Sample(work_at(clock), clock, files, handler, auditor).make(
            stage, kind, {**fields, "name": name, "phone": phone}
        )


class _Sample:
    """One claim on its way."""

    def __init__(self, work: Cases, clock: FixedClock, files: FileStore, handler: Agent, auditor: Agent) -> None:
        self.work = work
        self.clock = clock
        self.files = files
        self.handler = handler
        self.auditor = auditor
        self.number = ""

    def make(self, stage: str, kind: str, fields: dict[str, Any]) -> None:
        """Report the claim and take it as far as its stage."""
        self._report(kind, fields)
        self._hand_in(all_of_them=stage not in ("reported", "supplementing"))
        if stage == "reported":
            return
        self._step(lambda: self.work.casework.assign(self.handler, self.number, None, self.handler.id))
        self._step(lambda: self.work.casework.move(self.handler, self.number, None, "accepted"))
        if stage == "supplementing":
            self._step(lambda: self.work.casework.notify_missing(self.handler, self.number, None))
            return
        self._step(lambda: self.work.casework.move(self.handler, self.number, None, "investigating"))
        if stage != "investigating":
            self._decide(stage, HOME_ITEMS if kind == "home" else ITEMS)

    def _decide(self, stage: str, items: Sequence[Item]) -> None:
        decisions = self.work.decisions
        if stage == "refused":
            self._step(lambda: decisions.refuse(self.handler, self.number, None, *REFUSED))
        else:
            self._step(lambda: decisions.assess(self.handler, self.number, None, items, GROUNDS, "条款“保险责任”"))
        if stage == "assessed":
            return
        self._step(lambda: decisions.audit(self.auditor, self.number, None, APPROVE))
        if stage == "disputed":
            self._step(
                lambda: decisions.open_dispute(
                    self.handler, self.number, None, "negotiation", "客户认为疫苗费应当赔付。"
                )
            )
        if stage == "closed":
            self._pay()

    def _pay(self) -> None:
        amount = sum((item.approved for item in ITEMS), Decimal("0.00"))
        today = self.clock.now().date()
        self._step(lambda: self.work.decisions.pay(self.handler, self.number, None, amount, "FK0000000001", today))
        self._step(lambda: self.work.casework.move(self.handler, self.number, None, "closed"))

    def _report(self, kind: str, fields: dict[str, Any]) -> None:
        unit, now = self.work.unit, self.clock.now()
        day = (now - timedelta(days=1)).date()
        values = {**fields, "date": day.isoformat()}
        claim = unit.claims.create(
            number=unit.counters.next_number("LP", now),
            conversation_id=unit.conversations.open(CHANNEL, fields["phone"], now).id,
            draft_id=None, customer_id=None, type=kind, occurred_on=day, phone=fields["phone"], fields=values,
            names=[fields["name"]], now=now,
        )  # fmt: skip
        self.number = claim.number
        rules = self.work.casework.news.forms.claims[kind].materials
        unit.claims.add_materials(claim.id, [item.rule.id for item in checklist(rules, values)], now)
        unit.audit.note("customer", "claim.reported", claim.number, now)

    def _hand_in(self, *, all_of_them: bool) -> None:
        unit, claim = self.work.unit, self.work.unit.claims.by_number(self.number)
        items = [material.rule for material in self.work.casework.news.materials.items(claim)]
        for rule in items if all_of_them else items[:2]:
            content = _paper(rule.id)
            key, _ = unit.uploads.put(claim.conversation_id, self.files.put(content), f"{rule.name}.png", "image/png",
                                      len(content), self.clock.now())  # fmt: skip
            unit.uploads.assign(key, claim.id, rule.id)
            unit.claims.set_material(claim.id, rule.id, MaterialState.RECEIVED, self.clock.now())

    def _step(self, work: Callable[[], object]) -> None:
        """Take a step half a day after the one before."""
        self.clock.advance(12 * 3600)
        work()


@cache
def _paper(item: str) -> bytes:
    """Return a picture that says which paper it stands for."""
    image = Image.new("RGB", (900, 600), (250, 249, 245))
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 880, 580), outline=(120, 140, 150), width=3)
    draw.text((60, 60), f"SAMPLE  {item}", fill=(60, 70, 80))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
