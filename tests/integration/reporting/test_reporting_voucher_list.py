"""The voucher list (R03) and the draw-down package (R02): rows, sums, annexes."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pikepdf
import pytest

from contracts.events import budget
from services.reporting.store import reports
from services.reporting.usecases.reading import figures
from shared.money import format_percent_bp, share_of
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import CALL
from tests.integration.reporting.stream import GRANT, row_id


def tables(house: Reporting, type_: str, period: str = "2026-Q1") -> dict[str, dict[str, Any]]:
    """The tables of a fresh draft by key, from its JSON rendering."""
    report = house.draft(type_, period)
    with house.ports.sessions.read() as session:
        body = reports.content(session, report.report_id, "draft", "full", "json") or b""
    return {one["key"]: one for one in _blocks(json.loads(body)) if one.get("block") == "table"}


def _blocks(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [found for one in value for found in _blocks(one)]
    if isinstance(value, dict):
        return [value, *(found for one in value.values() for found in _blocks(one))]
    return []


def rows(table: dict[str, Any], kind: str = "data") -> list[list[Any]]:
    return [one["cells"] for one in table["rows"] if one["kind"] == kind]


def test_the_list_adds_up_to_the_figures(told: Reporting) -> None:
    table = tables(told, "voucher-list")["vouchers"]
    with told.ports.sessions.read() as session:
        sums = figures(session, GRANT, "2026-Q1").sums
    data, ((*_, paid, eligible, share),) = rows(table), rows(table, "total")
    assert paid == sum(one[-3] for one in data) == sums.rows.paid.cents
    assert eligible == sum(one[-2] for one in data) == sums.rows.eligible.cents
    assert share == share_of(eligible, 6500)
    rounding = sum(one[-1] for one in rows(table, "rounding"))
    assert share == sum(one[-1] for one in data) + rounding
    assert paid == sum(one[-3] for one in rows(table, "subtotal"))


def test_rows_stand_in_time_order_within_their_plan_line(told: Reporting) -> None:
    table = tables(told, "voucher-list")["vouchers"]
    days: list[str] = []
    lines = 0
    for row in table["rows"]:
        if row["kind"] == "group":
            days, lines = [], lines + 1
        if row["kind"] == "data":
            days.append(row["cells"][4])
            assert days == sorted(days)
    assert lines == 16


def test_numbers_calls_and_unpaid_rows(told: Reporting) -> None:
    table = tables(told, "voucher-list")["vouchers"]
    by_number = {one[0]: one for one in rows(table)}
    assert by_number[1][8] == 1  # taken by call 1
    assert by_number[48][8] is None
    assert 900 not in by_number  # an order has no voucher


def test_a_pair_that_was_never_called_is_a_correction(told: Reporting) -> None:
    found = tables(told, "voucher-list")
    assert not {500, 501} & {one[0] for one in rows(found["vouchers"])}
    assert [one[0] for one in rows(found["corrections"])] == [500, 501]
    ((*_, paid, eligible, share),) = rows(found["corrections"], "total")
    assert (paid, eligible, share) == (0, 0, 0)


def test_a_pair_that_was_called_stays_in_the_list(told: Reporting) -> None:
    gross, twin = 3_548_146, row_id(701)
    told.stream.row(budget.ExpenditureReassessed, 1, gross=gross, drawdown_id=CALL, status="called",
                    reversed_by=twin, extra={"cause": "reversal"})  # fmt: skip
    told.stream.row(budget.ExpenditureReversed, 701, kind="reversal", gross=-gross,
                    reversal_of=row_id(1),
                    extra={"original_id": row_id(1), "reason": "doppelt"})  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    found = tables(told, "voucher-list")
    assert {1, 701} <= {one[0] for one in rows(found["vouchers"])}
    details = {one[0]: one for one in rows(found["voucher_details"])}
    assert details[701][14] == 1  # the row it reverses


@pytest.mark.parametrize("type_", ["voucher-list", "voucher-list-summary"])
def test_a_bookmark_leads_to_the_main_list(told: Reporting, type_: str) -> None:
    report = told.draft(type_, "2026-Q1")
    with told.ports.sessions.read() as session:
        body = reports.content(session, report.report_id, "draft", "full", "pdf") or b""
    with pikepdf.open(io.BytesIO(body)) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root][:2] == ["Ausgaben", "Anlage 1: Einnahmen"]


def test_incomes_stand_apart_with_the_receipts(told: Reporting) -> None:
    table = tables(told, "voucher-list-summary")["incomes"]
    assert [one[3] for one in rows(table)] == [1_000_000, 97_500_000]


def test_the_summary_has_the_sums_of_the_list(told: Reporting) -> None:
    summary = rows(tables(told, "voucher-list-summary")["summary"], "total")
    listed = rows(tables(told, "voucher-list")["vouchers"], "total")
    assert summary[0][-3:] == listed[0][-3:]


def test_a_row_names_its_procurement_file_and_its_key(told: Reporting) -> None:
    told.stream.row(
        budget.ExpenditureRecorded, 810, procurement_id="procurement-1", allocation_bp=4_000,
        allocation_reason="Fläche laut Grundriss",
    )  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    table = tables(told, "voucher-list")["voucher_details"]
    keys = [one["key"] for one in table["columns"]]
    (row,) = [one for one in rows(table) if one[0] == 810]
    said = dict(zip(keys, row, strict=True))
    assert (said["procurement"], said["allocation"]) == ("Akte 1", 4_000)
    assert said["reasons"] == "Anteil: Fläche laut Grundriss"


def test_the_data_have_the_whole_checksum_of_the_file(told: Reporting) -> None:
    table = tables(told, "voucher-list")["voucher_details"]
    assert (table["columns"][-1]["key"], table["columns"][-1]["type"]) == ("file", "digest")
    assert {one[0]: one[-1] for one in rows(table)}[46] == f"{46:064x}"


def test_a_list_within_a_proof_says_as_much_as_the_list_alone(told: Reporting) -> None:
    for type_ in ("proof-of-use-a", "proof-of-use-b"):
        alone, within = (tables(told, one, "2026") for one in ("voucher-list", type_))
        for key in ("vouchers", "voucher_details", "corrections", "incomes"):
            assert within[key] == alone[key]
    assert [one[0] for one in rows(within["corrections"])] == [500, 501]


def test_rows_taken_over_are_marked(told: Reporting) -> None:
    told.stream.row(budget.ExpenditureRecorded, 800, opening=True)
    told.stream.checkpoint()
    told.settle()
    details = {one[0]: one for one in rows(tables(told, "voucher-list")["voucher_details"])}
    assert details[800][1] == "Beleg, übernommen"


def test_the_package_shows_the_way_and_binds_its_rows(told: Reporting) -> None:
    found = tables(told, "call-package", "2026-H1")
    assert sorted(one[0] for one in rows(found["vouchers"])) == [46, 47, 48]
    assert rows(found["way"], "total")[0][2] == 19_500_000
    amounts = {one[0]: one[2] for one in rows(found["way"])}
    entitled = amounts["Zustehende Zuwendung (einmal gerundet)"]
    after_rate = list(amounts)[list(amounts).index(f"davon {format_percent_bp(6500)}") :]
    way = after_rate[: after_rate.index("Zustehende Zuwendung (einmal gerundet)")]
    assert entitled == sum(amounts[step] for step in way)
    assert amounts["Bemessungsgrundlage"] == 180_000_000 + sum(
        cents
        for step, cents in amounts.items()
        if step.startswith(("Höchstbetrag der zuw", "Zweckgebundene"))
    )
    assert entitled + amounts["abzüglich früherer Abrufe"] == 19_500_000
    assert [one[2] for one in rows(found["gates"])] == ["liegt vor", "liegt vor"]
    assert [one[0] for one in rows(found["calls"])] == [1]
    assert "approved" in [one["key"] for one in found["calls"]["columns"]]


def test_a_sampled_receipt_is_named_and_proven_as_in_the_list(told: Reporting) -> None:
    told.stream.row(
        budget.ExpenditureReassessed, 5, vouched=True, paid_on=date(2026, 3, 2),
        extra={"cause": "plan"},
    )  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    sample = tables(told, "audit-note", "2026-H1")["sample_1"]
    listed = tables(told, "voucher-list", "2026-H1")["vouchers"]
    named = {one["cells"][0]: one for one in listed["rows"] if one["kind"] == "data"}
    found = [one for one in sample["rows"] if one["kind"] == "data"]
    assert len(found) == 4
    for one in found:
        in_list = named[one["cells"][0]]
        assert one["cells"][1:3] == [in_list["cells"][1], in_list["cells"][5]]
        salts = {key: one for key, one in in_list.get("salts", {}).items() if key == "creditor"}
        assert one.get("salts", {}) == salts
        assert bool(salts) == (one["cells"][0] == 5)
