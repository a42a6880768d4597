"""Golden questions: faults in the list, what counts as right, and what changed since the last run."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.clock import FixedClock
from assistant.retrieval.errors import KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.services.golden import changes, figures, run
from assistant.settings import PROJECT
from tests.unit.retrieval.samples import CountingEncoder, write_knowledge

GOLDEN = """\
golden:
  - {ask: 安心医疗等待期多久, expect: "fact:anxin-medical/waiting_period"}
  - {ask: 安心医疗第二条, expect: ["clause:anxin-medical/2026-01/第二条"]}
  - {ask: 安心医疗第二条怎么写的, as_of: 2025-05-01, expect: "clause:anxin-medical/2025-01/第二条"}
"""


def write(folder: Path, golden: str = GOLDEN) -> KnowledgeBase:
    write_knowledge(folder)
    (folder / "golden.yml").write_text(golden, encoding="utf-8")
    return KnowledgeBase.load(folder)


def test_run_and_changes(tmp_path: Path, clock: FixedClock) -> None:
    knowledge = write(tmp_path / "kb")
    results = run(knowledge.golden, Searcher(knowledge, encoders=[CountingEncoder()]), clock)
    assert [result.found for result in results][1:] == [
        "clause:anxin-medical/2026-01/第二条", "clause:anxin-medical/2025-01/第二条",
    ]  # fmt: skip
    assert figures(results)["questions"] == 3
    kept = tmp_path / "golden.json"
    assert changes(results, kept) == []
    kept.write_text(kept.read_text("utf-8").replace("2026-01", "2024-01"), encoding="utf-8")
    assert changes(results, kept) == [
        ("安心医疗第二条", "clause:anxin-medical/2024-01/第二条", "clause:anxin-medical/2026-01/第二条")
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('  - {ask: 在吗, expect: "faq:no-such-entry"}', "golden.yml:5: expects faq:no-such-entry, which there is not"),
        ("  - {ask: 在吗}", "golden.yml:5: must have ask and expect, and may have as_of"),
        ("  - 在吗", "must have ask and expect"),
    ],
)
def test_faults_are_named(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        write(tmp_path, GOLDEN + line + "\n")
    assert fault in "\n".join(map(str, error.value.faults))


def test_ours_have_no_fault_and_repeat_no_wording() -> None:
    folder = PROJECT / "knowledge"
    knowledge = KnowledgeBase.load(folder)
    golden = knowledge.golden
    wordings = {wording for entry in knowledge.entries for wording in entry.surfaces}
    assert len(golden) >= 150
    assert not [one.ask for one in golden if one.ask in wordings]
