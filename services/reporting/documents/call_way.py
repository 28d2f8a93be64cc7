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
from services.reporting.domain.sums import GrantSums
from shared.money import format_euro, format_percent_bp

COLUMNS: Final = (
    Column("step", "Schritt", row_header=True, expected_chars=44),
    Column("rule", "Regel", expected_chars=10),
    Column("amount", "Betrag", ValueType.MONEY),
)
GRANT: Final = "Zuwendung auf alle bezahlten Ausgaben"
"""What proof of use and list call the grant: it does not wait for certification."""
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
        *grant_rows(way, rate_bp),
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
    return Table("way", "Vom Beleg zum Abruf", COLUMNS, rows)


def grant_table(way: CallWay, rate_bp: int) -> Table:
    """From all paid eligible cost to the grant, the same in list, numerical proof and quarter."""
    rows = (
        Row(("Bezahlte zuwendungsfähige Ausgaben", "ELG-01", way.cost_cents)),
        *grant_rows(way, rate_bp),
        Row((None, None, way.amount_cents), RowKind.TOTAL, label=GRANT),
    )
    caption = "Von den zuwendungsfähigen Ausgaben zur Zuwendung"
    return Table("grant_steps", caption, COLUMNS, rows)


def basis_table(call: DrawdownSnapshot, sums: GrantSums) -> Table:
    """Why the call rests on another sum than what is paid: what joined later, what still waits."""
    basis, claimable = call.cumulative_eligible_cents, sums.rows.claimable.cents
    later = "abrufbar, aber nicht in diesem Abruf (danach festgestellt oder geändert)"
    rows = (
        Row(("Grundlage dieses Abrufs, kumuliert", "CALL-01", basis)),
        Row((later, "CALL-01", claimable - basis)),
        Row(("bezahlt, aber noch nicht abrufbar", "MUN-01", sums.waiting_cents)),
        Row(
            (None, None, sums.rows.eligible.cents),
            RowKind.TOTAL,
            label="Bezahlte zuwendungsfähige Ausgaben",
        ),
    )
    return Table("basis", "Von der Grundlage des Abrufs zu allen Ausgaben", COLUMNS, rows)


def grant_rows(way: CallWay, rate_bp: int) -> Iterator[Row]:
    """The steps from cost to grant, each limit and each income on its own."""
    yield from (_reduction(one) for one in way.on_cost)
    yield Row(("Bemessungsgrundlage", "PRG-01", way.base_cents))
    yield Row((f"davon {format_percent_bp(rate_bp)}", "PRG-01", way.share_cents))
    yield from (_reduction(one) for one in way.on_grant)


def _reduction(one: Reduction) -> Row:
    label, rule = _REDUCTIONS[one.kind]
    if one.limit_cents is not None:
        label = f"{label} ({format_euro(one.limit_cents)})"
    return Row((label, rule, one.cents))


def _difference(cents: int) -> Iterator[Row]:
    if cents:
        yield Row(("Grundlagen, die beim Abruf anders waren", "CALL-02", cents))
