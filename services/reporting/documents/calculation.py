"""The annex that shows the way to each figure, with the rule behind every step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.reporting.documents.call_way import GRANT, grant_rows, grant_table
from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.calculation import GROSS, OTHER, StepSum
from services.reporting.domain.call_way import CallWay
from services.reporting.domain.sums import Figure, GrantSums

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
_EXTRA = "Nicht zuwendungsfähig bezahlt"
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


def entitlement_table(sums: GrantSums, way: CallWay) -> Table:
    """From certified cost to what may be called today."""
    caption = "Was sofort abrufbar ist"
    return Table("entitlement", caption, _COLUMNS, tuple(_entitlement(sums, way)))


def _entitlement(sums: GrantSums, way: CallWay) -> Iterable[Row]:
    yield _row("Abrufbare Belege (fertig geprüft)", "MUN-01", sums.rows.claimable)
    yield from grant_rows(way, sums.terms.funding_rate_bp)
    yield _step("Zustehende Zuwendung", "CALL-02", sums.entitlement.amount_cents)
    yield _less("abzüglich abgerufen", "CALL-02", sums.called)
    now = sums.callable_now_cents
    label = "Sofort abrufbar" if now >= 0 else "Mehr abgerufen, als zusteht"
    yield Row((None, None, now), RowKind.TOTAL, label=label)


def own_share_blocks(sums: GrantSums, way: CallWay) -> Iterable[Table]:
    """From cost to the grant of the proof of use, the city's share, and what it bears beside."""
    yield grant_table(way, sums.terms.funding_rate_bp)
    rows = (
        _row("Bezahlte zuwendungsfähige Ausgaben", "ELG-01", sums.rows.eligible),
        _step(f"abzüglich {GRANT}", "CALL-02", -sums.final.amount_cents),
        _step("abzüglich zweckgebundener Einnahmen", "ELG-10", -sums.tied_cents),
        _step("abzüglich anderer öffentlicher Mittel", "PRG-09", -sums.public_cents),
        Row((None, None, sums.own_share_cents), RowKind.TOTAL, label="Eigenanteil"),
    )
    yield Table("own_share", "Eigenanteil der Stadt", _COLUMNS, rows)
    extra = (
        _row("Bezahlt", "CALL-01", sums.rows.paid),
        _less("abzüglich abziehbarer Vorsteuer", "ELG-07", sums.rows.deductible_vat),
        _less("abzüglich zuwendungsfähiger Ausgaben", "ELG-01", sums.rows.eligible),
        Row((None, None, sums.municipal_extra_cents), RowKind.TOTAL, label=_EXTRA),
    )
    yield Table("municipal_extra", "Was die Stadt allein trägt", _COLUMNS, extra)


def _less(label: str, rule: str, figure: Figure) -> Row:
    return Row((label, rule, -figure.cents), facts=Facts.of(figure.ids))


def _row(label: str, rule: str, figure: Figure) -> Row:
    return Row((label, rule, figure.cents), facts=Facts.of(figure.ids))


def _step(label: str, rule: str, cents: int) -> Row:
    return Row((label, rule, cents), facts=NO_FACTS)
