"""The pictures of the cash flow show what the tables beside them say."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.events.snapshots import Effect
from services.reporting.documents import Chart, ChartKind, RowKind, SeriesRole, Table
from services.reporting.documents.cash_flow import cash_flow_document
from services.reporting.documents.charts import Series
from services.reporting.documents.source import Heading
from services.reporting.domain.cash_flow import CashFlow, cash_flow
from services.reporting.domain.facts import RowFact
from shared.money import format_euro
from shared.periods import Period
from tests.integration.reporting.story import call
from tests.unit.reporting.domain.test_cash_flow import facts

COLUMNS = {"Bezahlt": "paid", "Prognose": "forecast", "Eingegangen": "received",
           "Noch abrufbar": "potential"}  # fmt: skip


def row(number: int, cents: int, on: date) -> RowFact:
    effects = (Effect(on, "paid", cents), Effect(on, "eligible", cents))
    return RowFact(str(number), number, "voucher", "claimable", "1.1", "M1", "SACH", on.year, on,
                   False, effects)  # fmt: skip


@pytest.fixture
def figures() -> CashFlow:
    rows = tuple(row(n, 10_000 + n, date(2024 + n % 3, 1 + n % 9, 5)) for n in range(9))
    received = call(
        "c1", 1, "2025-H2", "received", amount_cents=7_000, received_cents=7_000,
        released_on=date(2026, 1, 10), received_on=date(2026, 2, 1),
    )  # fmt: skip
    return cash_flow(facts(rows, (received,)), date(2026, 9, 30))


def block(figures: CashFlow, kind: type, key: str) -> object:
    grant = facts(()).grant
    document = cash_flow_document(Heading("Stadt", grant, Period.parse("2026-H2")), figures)
    return next(one for one in document.blocks() if isinstance(one, kind) and one.key == key)


def test_the_columns_are_the_numbers_of_the_table(figures: CashFlow) -> None:
    chart, table = (
        block(figures, Chart, "half_years_chart"),
        block(figures, Table, "half_years"),
    )
    assert isinstance(chart, Chart) and isinstance(table, Table)
    assert chart.kind is ChartKind.COLUMN
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    keys = [one.key for one in table.columns]
    for one in chart.series:
        at = keys.index(COLUMNS[one.label])
        assert list(one.values) == [row.cells[at] for row in rows], one.label
        assert any(one.values), one.label
    halves = [str(row.cells[0]).replace("Halbjahr", "Hj.") for row in rows]
    assert list(chart.categories) == halves


def test_the_message_states_the_sums(figures: CashFlow) -> None:
    chart = block(figures, Chart, "half_years_chart")
    assert isinstance(chart, Chart)
    for one in chart.series:
        assert format_euro(sum(value or 0 for value in one.values)) in chart.message, one.label


def test_money_out_stands_beside_money_in_and_what_is_to_come_on_top(figures: CashFlow) -> None:
    chart = block(figures, Chart, "half_years_chart")
    assert isinstance(chart, Chart)
    found = [[one.role for one in stack] for stack in chart.stacks()]
    assert found == [
        [SeriesRole.ACTUAL, SeriesRole.FORECAST],
        [SeriesRole.RECEIVED, SeriesRole.POTENTIAL],
    ]
    with pytest.raises(ValueError, match="no place in a column"):
        Chart("c", ChartKind.COLUMN, "T", "M", ("A",), (Series("Plan", SeriesRole.PLAN, (1,)),))
