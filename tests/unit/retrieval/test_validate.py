"""Every fault of a knowledge base, with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.settings import PROJECT
from tests.unit.retrieval.samples import CLAUSES, FAQ, GLOSSARY, HOME, LAW, PRODUCT, SERVICE, write_knowledge


def faults(tmp_path: Path, *, today: date | None = None, **changes: str) -> list[str]:
    try:
        KnowledgeBase.load(write_knowledge(tmp_path / "knowledge", **changes), today=today)
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
            "faq/motor.yml:17: 「撞车了，几天内报保险有效？」 leads to motor-report-deadline too, at faq/motor.yml:6; leave it with",
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
    assert any(fault.startswith(expected) for fault in faults(tmp_path, **changes))


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


TWICE = FAQ.replace("撞车了几天内报保险有效", "事故过去一周还能报案吗")
SAME = FAQ.replace("question: 百万医疗为什么有一万免赔额", "question: 车险，出险后多久要报案？")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"faq__motor": TWICE},
            "faq/motor.yml:7: 「事故过去一周还能报案吗」 stands twice, first at faq/motor.yml:6; remove one",
        ),
        (
            {"faq__motor": SAME},
            "faq/motor.yml:15: medical-deductible asks what motor-report-deadline asks at faq/motor.yml:3; "
            "make one entry of them, or ask two different things",
        ),
        (
            {"faq__motor": FAQ.replace("law: insurance-law/第二十一条", "law: insurance-law/第二十二条")},
            "faq/motor.yml:11: motor-report-deadline cites law insurance-law/第二十二条, which there is not; "
            "did you mean insurance-law/第二十一条?",
        ),
        (
            {"faq__motor": FAQ.replace("    reviewed: {by: 健康险部 林晓, on: 2026-11-10}\n", "")},
            "faq/motor.yml:15: reviewed is missing; have it reviewed and add reviewed: {by: department and name, on: day}",
        ),
        (
            {"faq__motor": FAQ.replace("{by: 健康险部 林晓, on: 2026-11-10}", "{on: 2026-11-10}")},
            "faq/motor.yml:22: by is missing; name the department and person who reviewed it",
        ),
        (
            {"faq__motor": FAQ.replace("{by: 健康险部 林晓, on: 2026-11-10}", "{by: 健康险部 林晓, on: 去年}")},
            "faq/motor.yml:22: on must be a date such as 2025-01-31, not 去年",
        ),
        (
            {"faq__motor": FAQ.replace("question: 百万医疗", "question: 医疗: 百万")},
            "faq/motor.yml:16: not valid YAML: mapping values are not allowed in this context; "
            "mend the line, or quote a text with a colon or # in it",
        ),
        (
            {"clauses__anxin_medical__2025_01": CLAUSES.replace("2025-12-31", "2026-03-31")},
            "clauses/anxin-medical/2026-01.md:1: version 2026-01 begins before version 2025-01 of anxin-medical has ended; "
            "let the effective_to of 2025-01 be the day before",
        ),
        (
            {
                "products__anxin_medical": PRODUCT.replace(
                    "    example: 住院花3万元，扣免赔额1万元后按2万元计算。\n", ""
                )
            },
            "products/anxin-medical.yml:22: fact coverage has no example; write a short worked case of it",
        ),
        (
            {"products__jiahe_home": HOME.replace("id: coverage", "id: cover")},
            "products/jiahe-home.yml:6: fact coverage is missing; say what the product pays for",
        ),
        (
            {"products__jiahe_home": HOME.replace("reviewed: {by: 理赔部 郑岚, on: 2026-11-20}\n", "")},
            "products/jiahe-home.yml:1: reviewed is missing; have it reviewed",
        ),
    ],
)
def test_a_fault_comes_with_its_remedy(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    assert any(fault.startswith(expected) for fault in faults(tmp_path, **changes))


def test_an_expired_entry_is_a_fault_on_the_day_after(tmp_path: Path) -> None:
    lapsing = FAQ.replace("valid_to:", "valid_to: 2026-10-31")
    assert faults(tmp_path, today=date(2026, 10, 31), faq__motor=lapsing) == []
    assert faults(tmp_path, today=date(2026, 11, 1), faq__motor=lapsing) == [
        "faq/motor.yml:3: motor-report-deadline has expired on 2026-10-31; review it and set valid_to later, or remove it"
    ]


def test_an_entry_may_take_over_the_question_of_an_expired_one(tmp_path: Path) -> None:
    entry = FAQ[FAQ.index("  - id: motor-report") : FAQ.index("  - id: medical")]
    earlier = FAQ.replace("valid_to:", "valid_to: 2026-10-31")
    later = entry.replace("report-deadline", "report-deadline-2026").replace("2025-01-01", "2026-11-01")
    assert faults(tmp_path, today=date(2026, 11, 25), faq__motor=earlier + later) == []
    overlapping = later.replace("2026-11-01", "2026-10-01")
    assert len(faults(tmp_path, faq__motor=earlier + overlapping)) == 4


def test_the_example_of_a_fact_that_differed_is_given_for_each_version(tmp_path: Path) -> None:
    versions = '    versions:\n      "2026-01": {value: 全部费用, text: 都报。}\n'
    product = PRODUCT.replace("reviewed:", f"{versions}reviewed:")
    assert faults(tmp_path, products__anxin_medical=product) == [
        "products/anxin-medical.yml:30: fact coverage of version 2026-01 has no example; write a short worked case of it"
    ]


def test_what_is_offered_beside_another_insurer_must_be_an_entry(tmp_path: Path) -> None:
    folder = write_knowledge(tmp_path / "knowledge")
    insurers = "endings: [保险]\noffers: ['faq:motor-report-deadline', 'faq:nothing']\ninsurers:\n  - {name: 中国平安, words: [中国平安]}\n"
    (folder / "insurers.yml").write_text(insurers, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        KnowledgeBase.load(folder)
    assert [str(fault).partition(", which")[0] for fault in error.value.faults] == ["insurers.yml: offers faq:nothing"]


def test_no_two_laws_are_called_alike(folder: Path) -> None:
    other = LAW.replace("id: insurance-law", "id: old-law").replace("中华人民共和国保险法", "保险规则")
    (folder / "law" / "old-law.yml").write_text(other, encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"law/old-law.yml:1: law called 保险法 stands twice, first at law/insurance-law.yml:1"
    ):
        KnowledgeBase.load(folder)
