"""The annex that shows the way to each figure, with the rule behind every step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.calculation import GROSS, OTHER, StepSum
from services.reporting.domain.sums import Figure, GrantSums
from shared.money import format_percent_bp, share_of

_LABELS = {
    GROSS: "Rechnungsbeträge mit Umsatzsteuer",
    OTHER: "Zeilen, die am Stichtag erst zum Teil zählen",
    "ELG-05": "Skonto, Nachlässe und Gutschriften",
    "ELG-06": "Sicherheitseinbehalte",
    "ELG-11": "nicht zuwendungsfähige Bestandteile",
    "ELG-07": "abziehbare Vorsteuer",
    "ELG-08": "nur der Projektanteil",
    "ELG-13": "Leistungen nach dem Bewilligungszeitraum",
    "ELG-03": "außerhalb des Bewilligungszeitraums",
}
_RULES = {GROSS: "ELG-05", OTHER: "–"}
_COLUMNS = (
    Column("step", "Schritt", row_header=True, expected_chars=44),
    Column("rule", "Regel", expected_chars=10),
    Column("amount", "Betrag", ValueType.MONEY),
)


def eligible_table(steps: Sequence[StepSum], sums: GrantSums) -> Table:
    """From the invoices to the eligible sum."""
    rows = [
        _row(_LABELS.get(one.rule, one.label), _RULES.get(one.rule, one.rule), one.figure)
        for one in steps
    ]
    eligible = sums.rows.eligible
    rows.append(
        Row(
            (None, None, eligible.cents),
            RowKind.TOTAL,
            facts=Facts.of(eligible.ids),
            label="Zuwendungsfähige Ausgaben",
        )
    )
    caption = "Von den Rechnungen zu den zuwendungsfähigen Ausgaben"
    return Table("eligible_steps", caption, _COLUMNS, tuple(rows))


def entitlement_table(sums: GrantSums) -> Table:
    """From the eligible sum to the grant, the own share and what may still be called."""
    return Table("entitlement", "Zuwendung und Eigenanteil", _COLUMNS, tuple(_entitlement(sums)))


def _entitlement(sums: GrantSums) -> Iterable[Row]:
    rows, entitled, terms = sums.rows, sums.entitlement, sums.terms
    share = share_of(entitled.base_cents, terms.funding_rate_bp)
    yield _row("Abrufbar (fertig geprüft)", "MUN-01", rows.claimable)
    yield _step(
        "Höchstbetrag und zweckgebundene Einnahmen",
        "PRG-03, ELG-10",
        entitled.base_cents - rows.claimable.cents,
    )
    yield _step("Bemessungsgrundlage", "PRG-01", entitled.base_cents)
    yield _step(f"davon {format_percent_bp(terms.funding_rate_bp)}", "PRG-01", share)
    yield _step("weitere Kappung", "PRG-03, PRG-09, PLAN-05", entitled.amount_cents - share)
    yield _step("Zustehende Zuwendung", "CALL-02", entitled.amount_cents)
    yield _row("Abgerufen", "CALL-02", sums.called)
    yield _row("Eingegangen", "CALL-07", sums.received)
    yield _step("Zu viel abgerufen", "CALL-08", sums.overdrawn_cents)
    yield _step("Eigenanteil", "ELG-10", sums.own_share_cents)
    yield _step(
        "Nicht zuwendungsfähig bezahlt, ohne abziehbare Vorsteuer",
        "ELG-11",
        sums.municipal_extra_cents,
    )


def _row(label: str, rule: str, figure: Figure) -> Row:
    return Row((label, rule, figure.cents), facts=Facts.of(figure.ids))


def _step(label: str, rule: str, cents: int) -> Row:
    return Row((label, rule, cents), facts=NO_FACTS)
