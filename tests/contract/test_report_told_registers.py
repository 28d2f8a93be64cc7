"""Personnel, interest, disposals, audits: what the sample city lacks is told here, and every cell
of it forged; each is refused by the check of its table."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.reporting.check.audit_rows import check_audits
from services.reporting.check.interest_rows import check_interest
from services.reporting.check.outcome import Fault
from services.reporting.check.personnel_rows import check_personnel
from services.reporting.check.procurement_rows import check_procurements
from services.reporting.check.registers import check_registers
from services.reporting.check.told import Told, read_events
from services.reporting.check.vouchers import last_day_of
from services.reporting.store import reports
from services.reporting.store.used_events import used_events
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.contract.cell_forgeries import cells_of, forge
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything

CHECKS = (check_registers, check_personnel, check_interest, check_audits, check_procurements)
KINDS = {
    "inventory": 10,
    "personnel-proof": 7,
    "interest-sheet": 6,
    "audit-note": 5,
    "procurement-overview": 3,
    "software-register": 9,
}
"""Types with the rows that are compared."""
ELSEWHERE = {
    ("sample_1", one) for one in ("number", "voucher_number", "creditor", "line", "paid", "drawn")
} | {("procurements", "contractor"), ("rules", "id"), ("rules", "title"), ("rules", "citation")}
"""Compared by other steps, as findings of reports are; nobody vouches for the contractor."""
Drawn = dict[str, tuple[dict[str, Any], Told]]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        yield {kind: _drawn(house, kind) for kind in KINDS}


def _drawn(house: Reporting, kind: str) -> tuple[dict[str, Any], Told]:
    row = house.draft(kind, REPORT_TYPES[kind].example_period)
    with house.ports.sessions.read() as session:
        body = reports.content(session, row.report_id, "draft", "full", "json") or b""
        events = used_events(session, row.grant_id, row.cut_off_offset)
        lines = b"".join(one.body + b"\n" for one in events)
    return json.loads(body)["document"], read_events(lines)


def _said(document: dict[str, Any], told: Told) -> str:
    day = last_day_of(document["period_key"])
    return "".join(check(document, told, day) for check in CHECKS)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_those_of_the_events(drawn: Drawn, kind: str) -> None:
    assert f"; {KINDS[kind]} " in _said(*drawn[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_every_forged_cell_is_refused(drawn: Drawn, kind: str) -> None:
    document, told = drawn[kind]
    for cell in list(cells_of(document)):
        if (cell.table, cell.column) in ELSEWHERE or cell.table.endswith("_findings"):
            continue
        if cell.column == "":
            continue
        forged = copy.deepcopy(document)
        forge(forged, cell)
        with pytest.raises(Fault):
            _said(forged, told)
            pytest.fail(f"{cell} passed")
