"""The reports of one day held against each other: the same word means the same number, and where
two numbers differ a row or a sentence of the report says by what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.events import budget
from contracts.events.findings import Finding
from services.reporting.documents.call_way import GRANT
from services.reporting.store import reports
from shared.money import format_euro, share_of
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import Stream
from tests.integration.reporting.test_reporting_voucher_list import rows, tables

QUARTER, HALF_YEAR = "2026-Q2", "2026-H1"
WAITS, LATER = 600, 601


def tell(stream: Stream) -> None:
    """The story, a voucher that is blocked and one that was certified after the call."""
    tell_everything(stream)
    stream.row(
        budget.ExpenditureRecorded, WAITS, gross=184_450, status="recorded",
        paid_on=date(2026, 5, 4),
        findings=(Finding("blocked_cost", "ELG-11", "error"),),
    )  # fmt: skip
    stream.row(budget.ExpenditureRecorded, LATER, gross=888_930, paid_on=date(2026, 5, 5))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    directory: Path = tmp_path_factory.mktemp("one-day")
    with told_house(directory, tell) as found:
        yield found


def amounts(house: Reporting, type_: str, table: str, period: str = HALF_YEAR) -> dict[str, Any]:
    """Last cell of each row of a table by its name, that of the total by its label."""
    found = {}
    for row in tables(house, type_, period)[table]["rows"]:
        found[row.get("label") or row["cells"][0]] = row["cells"][-1]
    return found


def words(house: Reporting, type_: str, period: str = HALF_YEAR) -> str:
    """Everything the report says, as one text."""
    report = house.draft(type_, period)
    with house.ports.sessions.read() as session:
        body = reports.content(session, report.report_id, "draft", "full", "json") or b""
    return body.decode()


def test_the_grant_of_list_and_numerical_proof_is_one_number(house: Reporting) -> None:
    balance = amounts(house, "financial-statement", "balance")
    for type_, period in (
        ("voucher-list", HALF_YEAR), ("voucher-list-summary", HALF_YEAR), ("quarterly", QUARTER),
    ):  # fmt: skip
        steps = amounts(house, type_, "grant_steps", period)
        assert steps[GRANT] == balance[GRANT], type_
        base = steps["Bezahlte zuwendungsfähige Ausgaben"]
        assert base == balance["Zuwendungsfähige Ausgaben"]
        assert steps["Zweckgebundene Einnahmen (10.000,00\xa0€)"] == -1_000_000
    listed = tables(house, "voucher-list", HALF_YEAR)["vouchers"]
    total = rows(listed, "total")[0]
    assert total[-2] == base and total[-1] == share_of(base, 6500) != balance[GRANT]
    assert [one["label"] for one in listed["columns"]][-1] == "Anteil vor Abzügen"


def test_what_may_be_called_has_the_same_words_and_number_everywhere(house: Reporting) -> None:
    now = amounts(house, "quarterly", "entitlement", QUARTER)["Sofort abrufbar"]
    entitled = amounts(house, "quarterly", "entitlement", QUARTER)["Zustehende Zuwendung"]
    later = amounts(house, "financial-statement", "balance")[GRANT] - entitled
    waiting = amounts(house, "call-package", "basis")["bezahlt, aber noch nicht abrufbar"]
    assert now > 0 and waiting >= 184_450 and abs(later - share_of(waiting, 6500)) <= 1
    said = (
        f"Sofort abrufbar sind {format_euro(now)}; weitere {format_euro(later)}, sobald alle "
        "bezahlten Belege abrufbar sind."
    )
    for type_, period in (
        ("quarterly", QUARTER), ("financial-statement", HALF_YEAR), ("cash-flow", HALF_YEAR),
    ):  # fmt: skip
        assert said in words(house, type_, period), type_


def test_a_call_says_what_it_leaves_out(house: Reporting) -> None:
    basis = amounts(house, "call-package", "basis")
    assert any(label.startswith("abrufbar, aber nicht in diesem Abruf") for label in basis)
    total = basis.pop("Bezahlte zuwendungsfähige Ausgaben")
    assert sum(basis.values()) == total
    assert total == amounts(house, "financial-statement", "balance")["Zuwendungsfähige Ausgaben"]
    way = amounts(house, "call-package", "way")
    first = basis["Grundlage dieses Abrufs, kumuliert"]
    assert way["Zuwendungsfähig und geprüft, kumuliert"] == first


def test_the_own_share_is_the_sum_of_its_printed_steps(house: Reporting) -> None:
    own = amounts(house, "quarterly", "own_share", QUARTER)
    share = own.pop("Eigenanteil")
    assert sum(own.values()) == share
    sources = {
        one[0]: one[3] for one in rows(tables(house, "financial-statement", HALF_YEAR)["sources"])
    }
    assert share == sources["Eigenanteil"]
    extra = amounts(house, "quarterly", "municipal_extra", QUARTER)
    assert extra.pop("Nicht zuwendungsfähig bezahlt") == sum(extra.values())


def test_incomes_are_what_came_and_the_rest_is_named_apart(house: Reporting) -> None:
    for type_, period in (("interim-proof", "2026"), ("financial-statement", HALF_YEAR)):
        found = tables(house, type_, period)
        sources = {one[0]: one[3] for one in rows(found["sources"])}
        assert sources["Zuwendung, eingegangen"] == 97_500_000
    balance = amounts(house, "financial-statement", "balance")
    assert sources["Zuwendung, eingegangen"] == -balance["abzüglich eingegangen"]
    assert sources["Zuwendung, noch nicht eingegangen"] == balance["Saldo: noch zu zahlen"]
    assert sum(sources.values()) == balance["Zuwendungsfähige Ausgaben"]


@pytest.mark.parametrize(
    ("type_", "period"),
    [("quarterly", QUARTER), ("financial-statement", HALF_YEAR), ("interim-proof", "2026"),
     ("proof-of-use-a", HALF_YEAR)],
)  # fmt: skip
def test_the_reason_is_the_rule_that_blocks_not_a_missing_certification(
    house: Reporting, type_: str, period: str
) -> None:
    text = words(house, type_, period)
    blocked = "üblicherweise nicht zuwendungsfähige Kosten"
    if type_ == "quarterly":
        assert f"{blocked} (Regel ELG-11)" in text
    else:
        waiting = {one[0]: one for one in rows(tables(house, type_, period)["waiting_points"])}
        assert waiting[blocked][2:5] == ["ELG-11", 1, str(WAITS)]
        assert "Ausnahme beantragen" in waiting[blocked][5]
    assert "noch nicht fertig geprüft" not in text
