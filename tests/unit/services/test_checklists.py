"""Every checklist there can be, product x cause x claimant: each paper is listed for the losses it belongs to and for no other."""

from __future__ import annotations

from itertools import product
from typing import Any, Callable, Iterator, Mapping

import pytest

from assistant.domain.form import UNKNOWN, Field
from assistant.domain.material import checklist
from assistant.services.forms import ClaimType, Forms, load_forms
from assistant.settings import PROJECT

FORMS: Forms = load_forms(PROJECT / "knowledge")
OVERSEAS = "yuanhang-overseas-travel"
PERSONS = {"accident", "illness", "critical", "disability", "travel"}
RELATIVES = {"child", "parent", "spouse", "family"}
Fields = Mapping[str, Any]


def kind(*names: str) -> Callable[[str, Fields], bool]:
    return lambda kind_id, fields: kind_id in names


def cause(*pairs: str) -> Callable[[str, Fields], bool]:
    """Belongs to the causes named as ``kind:cause``."""
    return lambda kind_id, fields: f"{kind_id}:{fields.get('cause')}" in pairs


def abroad(kind_id: str, fields: Fields) -> bool:
    return fields.get("product") == OVERSEAS or fields.get("abroad") is True


EVERY = kind(*FORMS.claims)
# which losses a paper belongs to, said a second time in the words of whoever handles claims
BELONGS: dict[str, Callable[[str, Fields], bool]] = {
    "claim_form": EVERY,
    "bank": EVERY,
    "identity": lambda k, f: k != "death",
    "guardian": lambda k, f: k in PERSONS and f.get("insured") in RELATIVES,
    "authorisation": lambda k, f: k in PERSONS and f.get("insured") == "other",
    "itinerary": kind("travel"),
    "entry_record": lambda k, f: k == "travel" and abroad(k, f),
    "certified": lambda k, f: k == "death" and abroad(k, f),
    "delay_proof": cause("travel:delay"),
    "luggage_report": cause("travel:luggage"),
    "cancel_proof": cause("travel:cancelled"),
    "loss_list": lambda k, f: k == "home" or cause("travel:luggage", "travel:theft")(k, f),
    "police_report": cause("travel:theft", "home:theft"),
    "police_theft": cause("motor:theft"),
    "keys": cause("motor:theft"),
    "third_party": cause("travel:liability", "home:liability"),
    "medical_record": lambda k, f: k == "accident" or cause(
        "travel:medical", "death:illness", "death:sudden", "liability:injury", "liability:commuting", "liability:sudden",
        "liability:disease")(k, f),
    "invoices": lambda k, f: k in ("accident", "illness") or (k == "critical" and f.get("costs") in (True, UNKNOWN)) or cause(
        "travel:medical", "liability:injury", "liability:commuting", "liability:sudden", "liability:disease")(k, f),
    "settlement": lambda k, f: k in ("accident", "illness") or (k == "critical" and f.get("costs") in (True, UNKNOWN)),
    "diagnosis_proof": lambda k, f: k == "critical" or cause("illness:hospital_stay", "illness:outpatient")(k, f),
    "discharge": lambda k, f: k in ("critical", "disability") or cause("illness:hospital_stay")(k, f),
    "clinic_record": cause("illness:clinic", "illness:outpatient"),
    "pathology_report": kind("critical"),
    "surgery": cause("critical:heart", "critical:organ"),
    "imaging": lambda k, f: k == "disability" or cause("accident:fall", "accident:hit", "accident:traffic")(k, f),
    "vaccine": cause("accident:animal"),
    "accident_report": cause("accident:traffic", "disability:traffic", "death:traffic", "liability:commuting",
                             "motor:collision", "motor:person"),
    "accident_proof": cause("accident:hit", "accident:burn", "accident:other", "disability:work", "disability:accident",
                            "death:accident"),
    "rating": lambda k, f: k == "disability" or cause("liability:injury", "liability:commuting", "liability:disease")(k, f),
    "beneficiary_identity": kind("death"),
    "kinship": kind("death"),
    "death_certificate": lambda k, f: k == "death" or cause("liability:death")(k, f),
    "deregistration": kind("death"),
    "heirs": lambda k, f: k == "death" and f.get("beneficiary") in (False, UNKNOWN),
    "driving_licence": kind("motor"),
    "vehicle_licence": kind("motor"),
    "damage_photos": lambda k, f: k == "home" or (k == "motor" and f.get("cause") != "theft"),
    "repair_invoice": lambda k, f: (k == "motor" and f.get("cause") not in ("theft", "person"))
    or (k == "home" and f.get("cause") != "theft"),
    "injury_papers": lambda k, f: k == "motor" and f.get("injured") is True,
    "injured_identity": lambda k, f: k == "motor" and f.get("injured") is True,
    "fire_report": cause("motor:fire", "home:fire"),
    "weather_proof": cause("motor:weather", "home:weather"),
    "ownership": kind("home"),
    "licence": kind("liability"),
    "roster": kind("liability"),
    "statement": kind("liability"),
    "recognition": kind("liability"),
    "occupational": cause("liability:disease"),
    "paid": kind("liability"),
}  # fmt: skip


def answers(item: Field) -> tuple[Any, ...]:
    """Return what a filed claim may have for a field; None where it was never said."""
    known: tuple[Any, ...] = (True, False) if item.type == "yesno" else tuple(choice.id for choice in item.choices)
    return (*known, *((UNKNOWN,) if item.unknown_ok else ()), *(() if item.ask else (None,)))


def cases(kind: ClaimType) -> Iterator[dict[str, Any]]:
    """Yield every combination of what the kind's papers hang on, of its products, and of no product known."""
    hang_on = {name for rule in kind.materials for name in (*rule.when, *rule.only)} - {"product"}
    fields = [item for item in kind.fields if item.id in hang_on | {"cause", "insured"}]
    for values in product((None, *kind.products), *map(answers, fields)):
        yield dict(zip(("product", *(item.id for item in fields)), values))


@pytest.mark.parametrize("kind_id", FORMS.claims)
def test_each_paper_is_asked_for_where_it_belongs(kind_id: str) -> None:
    found = FORMS.claims[kind_id]
    for case in cases(found):
        listed = {item.rule.id for item in checklist(found.materials, case)}
        strange = {paper for paper in listed if not BELONGS[paper](kind_id, case)}
        assert not strange, (case, strange)
        left_out = {rule.id for rule in found.materials if BELONGS[rule.id](kind_id, case)} - listed
        assert not left_out, (case, left_out)


def test_flight_delay_at_home_asks_for_no_passport_while_the_product_is_unknown() -> None:
    travel = FORMS.claims["travel"]
    case = {"cause": "delay", "insured": "self"}
    assert "entry_record" not in {item.rule.id for item in checklist(travel.materials, case)}
    assert "entry_record" in {item.rule.id for item in checklist(travel.materials, {**case, "abroad": True})}
    assert "entry_record" in {item.rule.id for item in checklist(travel.materials, {**case, "product": OVERSEAS})}


def test_conditions_hang_on_fields_and_answers_that_there_are() -> None:
    for found in FORMS.claims.values():
        known = {item.id: answers(item) for item in found.fields} | {"product": found.products}
        for rule in found.materials:
            for name, values in (*rule.when.items(), *rule.only.items()):
                assert set(values) <= set(known[name]), (found.id, rule.id, name)
