"""The derivation of the called amount, one row per step, limits and incomes each on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents.call_ahead import deduction_rows, need_rows
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.call_way import CallWay, Reduction
from shared.money import format_euro, format_percent_bp

_COLUMNS: Final = (
    Column("step", "Schritt", row_header=True, expected_chars=44),
    Column("rule", "Regel", expected_chars=10),
    Column("amount", "Betrag", ValueType.MONEY),
)
_REDUCTIONS: Final = {
    "first_measures": ("Obergrenze für erste Maßnahmen", "PRG-03"),
    "first_measures_grant": ("Obergrenze der Zuwendung für erste Maßnahmen", "PRG-03"),
    "plan_total": ("Gesamtsumme des Finanzierungsplans", "PLAN-01"),
    "max_eligible": ("Höchstbetrag der zuwendungsfähigen Ausgaben", "PRG-03"),
    "income": ("Zweckgebundene Einnahmen", "ELG-10"),
    "public_in_base": ("Andere öffentliche Mittel, anteilig", "PLAN-07"),
    "max_grant": ("Höchstbetrag der Zuwendung", "PRG-03"),
    "reduction": ("Ermäßigte Zuwendung", "PLAN-05"),
    "other_public": ("Andere öffentliche Mittel", "PRG-09"),
    "floor": ("Untergrenze null", "CALL-02"),
}


def way_table(call: DrawdownSnapshot, way: CallWay, rate_bp: int) -> Table:
    """From the certified cost to this call. Where budget decided otherwise than the facts of today
    say, a row of its own tells the difference, so the rows always add up to the call."""
    difference = call.entitlement_cents - way.amount_cents
    rows = (
        Row(("Zuwendungsfähig und geprüft, kumuliert", "CALL-01", call.cumulative_eligible_cents)),
        *need_rows(call),
        *(_reduction(one) for one in way.on_cost),
        Row(("Bemessungsgrundlage", "PRG-01", way.base_cents)),
        Row((f"davon {format_percent_bp(rate_bp)}", "PRG-01", way.share_cents)),
        *(_reduction(one) for one in way.on_grant),
        *_difference(difference),
        Row(("Zustehende Zuwendung (einmal gerundet)", "CALL-02", call.entitlement_cents)),
        Row(("abzüglich früherer Abrufe", "CALL-02", -call.previously_called_cents)),
        *deduction_rows(call),
        Row(
            (None, None, call.amount_cents),
            RowKind.TOTAL,
            label="Dieser Abruf",
            facts=Facts.of([call.drawdown_id]),
        ),
    )
    return Table("way", "Vom Beleg zum Abruf", _COLUMNS, rows)


def _reduction(one: Reduction) -> Row:
    label, rule = _REDUCTIONS[one.kind]
    if one.limit_cents is not None:
        label = f"{label} ({format_euro(one.limit_cents)})"
    return Row((label, rule, one.cents))


def _difference(cents: int) -> Iterator[Row]:
    if cents:
        yield Row(("Grundlagen, die beim Abruf anders waren", "CALL-02", cents))
