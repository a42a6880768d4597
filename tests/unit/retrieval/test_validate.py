"""Every fault of a knowledge base, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.settings import PROJECT
from tests.unit.retrieval.samples import CLAUSES, FAQ, GLOSSARY, HOME, LAW, PRODUCT, SERVICE, write_knowledge


def faults(tmp_path: Path, **changes: str) -> list[str]:
    try:
        KnowledgeBase.load(write_knowledge(tmp_path / "knowledge", **changes))
    except KnowledgeError as error:
        return [str(fault) for fault in error.faults]
    return []


def test_the_sample_has_none(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_the_project_has_none() -> None:
    assert KnowledgeBase.load(PROJECT / "knowledge").entries


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"faq__motor": FAQ.replace("law: insurance-law/第二十一条", "law: insurance-law/第九十九条")},
            "faq/motor.yml:11: motor-report-deadline cites law insurance-law/第九十九条, which there is not",
        ),
        (
            {"faq__motor": FAQ.replace("fact: anxin-medical/deductible", "fact: anxin-medical/nothing")},
            "faq/motor.yml:21: medical-deductible cites fact anxin-medical/nothing, which there is not",
        ),
        (
            {"glossary": GLOSSARY.replace("第三条", "第四条")},
            "glossary.yml:5: 免赔额 cites clause anxin-medical/第四条, which there is not",
        ),
        (
            {"faq__motor": FAQ.replace("service: claims-hours", "page: claims-hours")},
            "faq/motor.yml:11: motor-report-deadline cites in no known form: {'page': 'claims-hours'}",
        ),
        ({"faq__motor": FAQ.replace("    coverage: true", "    colour: red")}, "faq/motor.yml:20: unknown key colour"),
        (
            {"faq__motor": FAQ.replace("    answer: 免赔额以内由您自己承担。\n", "")},
            "faq/motor.yml:15: answer is missing",
        ),
        (
            {"faq__motor": FAQ.replace("id: medical-deductible", "id: motor-report-deadline")},
            "faq/motor.yml:15: entry motor-report-deadline stands twice, first at faq/motor.yml:3",
        ),
        (
            {"faq__motor": FAQ.replace("小病住院能报吗", "撞车了，几天内报保险有效？")},
            "faq/motor.yml:17: 「撞车了，几天内报保险有效？」 stands twice, first at faq/motor.yml:6",
        ),
        (
            {"faq__motor": FAQ.replace("valid_from: 2025-01-01", "valid_from: 2025-13-01")},
            "faq/motor.yml:12: valid_from must be a date such as 2025-01-31, not 2025-13-01",
        ),
        (
            {"faq__motor": FAQ.replace("valid_to:", "valid_to: 2024-01-01")},
            "faq/motor.yml:3: motor-report-deadline ends before it begins",
        ),
        (
            {"faq__motor": FAQ.replace("product: anxin-medical", "product: unknown")},
            "faq/motor.yml:15: medical-deductible is about product unknown, which there is not",
        ),
        ({"faq__motor": FAQ.replace(", on: 2026-11-10}\n  - id", "}\n  - id")}, "faq/motor.yml:14: on is missing"),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.replace("## 第三条", "## 第五条")},
            "clauses/anxin-medical/2025-01.md:16: 第五条 stands where article 3 is expected",
        ),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.replace("2025-12-31", "")},
            "clauses/anxin-medical/2026-01.md:1: version 2026-01 begins before version 2025-01 of anxin-medical has ended",
        ),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.replace("2025-12-31", "2026-03-31")},
            "clauses/anxin-medical/2026-01.md:1: version 2026-01 begins before version 2025-01 of anxin-medical has ended",
        ),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.removeprefix("---\n")},
            "clauses/anxin-medical/2025-01.md:1: must start with front matter between two lines of ---",
        ),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.replace("version: 2025-01\n", "")},
            "clauses/anxin-medical/2025-01.md:2: version is missing",
        ),
        (
            {"products__anxin_medical": PRODUCT.replace("id: waiting_period", "id: waiting-period")},
            "products/anxin-medical.yml:10: id must be a fact id of lower-case letters, digits and underscores, not waiting-period",
        ),
        (
            {"products__anxin_medical": PRODUCT.replace("id: waiting_period", "id: deductible")},
            "products/anxin-medical.yml:16: fact deductible stands twice",
        ),
        (
            {"products__jiahe_home": HOME.replace("id: jiahe-home", "id: jiahe-home\nclauses: nowhere")},
            "products/jiahe-home.yml:1: product jiahe-home has no clauses in clauses/nowhere/",
        ),
        (
            {"products__jiahe_home": HOME.replace("kind: home", "kind: house")},
            "products/jiahe-home.yml:4: kind must be one of critical_illness medical accident motor_commercial motor_compulsory home "
            "term_life whole_life endowment annuity travel liability, not house",
        ),
        (
            {"law__insurance_law": LAW.replace("article: 第二十一条", "article: 21")},
            "law/insurance-law.yml:7: article must be an article such as 第八条, not 21",
        ),
        ({"service": SERVICE.replace("hotline: 400-000-0186, ", "")}, "service.yml:1: hotline is missing"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    assert expected in faults(tmp_path, **changes)


def test_all_faults_come_at_once_in_order(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        faq__motor=FAQ.replace("第二十一条", "第二条").replace("coverage: true", "coverage: maybe"),
        service=SERVICE.replace("id: claims-hours", "id: Claims"),
    )
    assert [line.split(": ")[0] for line in found] == [
        "faq/motor.yml:11", "faq/motor.yml:11", "faq/motor.yml:20", "service.yml:4",
    ]  # fmt: skip


def test_one_wording_may_serve_two_products(tmp_path: Path) -> None:
    other = FAQ[FAQ.index("  - id: medical-deductible") :].replace("medical-deductible", "home-deductible")
    assert faults(tmp_path, faq__motor=FAQ + other.replace("product: anxin-medical", "product: jiahe-home")) == []


def test_stray_files_are_faults(folder: Path) -> None:
    (folder / "faq" / "health.yaml").write_text("topic: x\n")
    (folder / "claims").mkdir()
    (folder / "claims" / "motor.yml").write_text("id: [\n")
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.load(folder)
    assert [fault.file for fault in caught.value.faults] == ["claims/motor.yml", "faq/health.yaml"]


def test_no_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is not a folder"):
        KnowledgeBase.load(tmp_path / "nothing")
