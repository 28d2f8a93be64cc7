"""Registers, calls, texts and standings are compared with their events cell by cell: in the sample
city, which has all of them, one cell of each column is forged."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator

import pytest

from services.reporting.check import labels
from services.reporting.check.not_compared import open_columns
from services.reporting.check.printed import blocks
from services.reporting.check.told import read_events
from services.reporting.documents import (
    audit_note_tables,
    inventory_tables,
    personnel_proof,
    phrases,
    procurement,
    register_gaps,
    register_tables,
)
from services.sample.city import PHASE_B
from tests.contract.cell_forgeries import REFUSED, SILENT, TOLD, judged, outcomes
from tests.contract.sample_reports import sample_draft, sample_house

REPORTS = {
    (PHASE_B, "inventory"): "2026-Q3",
    (PHASE_B, "procurement-overview"): "2026-H2",
    (PHASE_B, "interest-sheet"): "2026-Q3",
    (PHASE_B, "audit-note"): "2026-H2",
    (PHASE_B, "software-register"): "2026-Q3",
    (PHASE_B, "measure-sheets"): "2026-Q2",
    (PHASE_B, "change-notice"): "2026-Q2",
    (PHASE_B, "factual-report"): "2026-H1",
    (PHASE_B, "financial-statement"): "2026-H1",
    (PHASE_B, "call-package"): "2026-H1",
    (PHASE_B, "quarterly"): "2026-Q2",
}
NOT_KNOWN = {
    ("procurements", "contractor"),
    ("indicators", "actual"),
    ("indicators", "measured_on"),
}
"""Sealed without a digest; measured after the day, which an earlier event tells."""
Attached = dict[tuple[str, str], dict[str, bytes]]


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attached]:
    with sample_house(tmp_path_factory.mktemp("sample")) as house:
        yield {key: sample_draft(house, *key, period) for key, period in REPORTS.items()}


@pytest.mark.parametrize("key", REPORTS, ids=lambda one: one[1])
def test_one_cell_of_each_column_is_refused(attached: Attached, key: tuple[str, str]) -> None:
    """Or told as an unknown word; silent are only the few that stand above."""
    files = attached[key]
    named = {
        (one[0], one[2]) for one in open_columns(json.loads(files["bericht.json"])["document"])
    }
    found = list(outcomes(files, sample=True))
    silent = {(one.table, one.column) for one, state in found if state == SILENT}
    assert silent <= NOT_KNOWN and silent <= named
    assert sum(state in (REFUSED, TOLD) for _, state in found) > 5


def test_a_text_that_nobody_released_is_refused(attached: Attached) -> None:
    files = attached[PHASE_B, "factual-report"]
    whole = json.loads(files["bericht.json"])
    forged = copy.deepcopy(whole)
    section = next(
        one
        for part in forged["document"]["parts"]
        for one in part["sections"]
        if one["heading"] == "Ziel und Ergebnis"
    )
    section["blocks"][0]["runs"][0]["text"] += " Alles ist erreicht."
    said, _ = judged(forged, read_events(files["ereignisse.ndjson"]))
    assert "Ziel und Ergebnis" in said


@pytest.mark.parametrize(
    ("key", "table"),
    [((PHASE_B, "inventory"), "items"), ((PHASE_B, "procurement-overview"), "procurements"),
     ((PHASE_B, "software-register"), "software"), ((PHASE_B, "call-package"), "attachments")],
    ids=lambda one: one[1] if isinstance(one, tuple) else one,
)  # fmt: skip
def test_a_row_left_out_is_refused(attached: Attached, key: tuple[str, str], table: str) -> None:
    whole = copy.deepcopy(json.loads(attached[key]["bericht.json"]))
    rows = next(one for one in blocks(whole["document"], "table") if one["key"] == table)["rows"]
    left_out = next(one for one in rows if one["kind"] == "data")
    rows.remove(left_out)
    for one in rows:
        if one["kind"] == "total":
            one["cells"] = [
                cell - (gone or 0) if isinstance(cell, int) else cell
                for cell, gone in zip(one["cells"], left_out["cells"], strict=True)
            ]
    said, _ = judged(whole, read_events(attached[key]["ereignisse.ndjson"]))
    assert said


def test_the_check_calls_things_as_the_program_does() -> None:
    assert inventory_tables.ASSET_CLASSES == labels.ASSET_CLASSES
    assert inventory_tables.DISPOSALS == labels.DISPOSALS
    assert procurement.REGIMES == labels.REGIMES
    assert procurement.PROCEDURES == labels.PROCEDURES
    assert procurement.KINDS == labels.BOUGHT
    assert personnel_proof._METHODS == labels.METHODS
    assert phrases.CALL_STATUS == labels.CALL_STATUS
    assert phrases.GATES == labels.GATES
    assert phrases.SOURCES == labels.SOURCES
    assert phrases.DOCUMENT_KINDS == labels.FILE_KINDS
    assert register_tables._STATUS == labels.SOFTWARE
    assert register_tables._ADVICE == labels.ADVICE
    assert register_gaps._MISSING == labels.LACKS
    assert register_gaps._RULES == labels.LACK_RULES
    assert audit_note_tables._QUESTIONS == labels.QUESTIONS
    assert audit_note_tables._VERDICTS == labels.VERDICTS
    assert audit_note_tables._WEIGHTS == labels.WEIGHTS
