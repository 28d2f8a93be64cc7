"""Gaps and findings in words: events carry codes only, because texts could name persons."""

from __future__ import annotations

from collections.abc import Sequence

from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.calculation import OpenPoint

_WORDS = {
    "payment": "Zahlung noch nicht erfasst",
    "payment_proof": "Nachweis der Zahlung fehlt",
    "voucher_file": "Belegdatei fehlt",
    "procurement_file": "Vergabeunterlagen fehlen",
    "certification_factual": "sachliche Feststellung fehlt",
    "certification_arithmetical": "rechnerische Feststellung fehlt",
    "split_part": "Teil eines geteilten Belegs fehlt",
    "payment_too_late": "Zahlung nach der Zahlungsfrist",
    "payment_after_period": "Zahlung nach dem Bewilligungszeitraum",
    "service_past_end": "Leistung reicht über das Ende hinaus",
    "service_after_period": "Leistung nach dem Bewilligungszeitraum",
    "service_before_period": "Leistung vor dem Bewilligungszeitraum",
    "start_before_award": "Beginn vor dem Bescheid",
    "line_overrun": "Ansatz überschritten",
    "line_exceeded": "Ansatz über die Grenze hinaus überschritten",
    "line_near_limit": "Ansatz überschritten, Grenze noch nicht erreicht",
    "plan_total_exceeded": "Gesamtplan überschritten",
    "order_exceeded": "Auftrag überschritten",
    "account_class_unknown": "Kontenklasse ohne Kostenart",
    "account_category_differs": "Konto passt nicht zur Kostenart",
    "measure_differs_from_line": "Maßnahme passt nicht zur Planposition",
    "rate_unusual": "ungewöhnlicher Steuersatz",
    "vat_unusual": "ungewöhnlicher Umsatzsteuerbetrag",
    "blocked_cost": "üblicherweise nicht zuwendungsfähige Kosten",
    "category_not_eligible": "Kostenart nicht zuwendungsfähig",
    "own_services_not_eligible": "Eigenleistungen nicht zuwendungsfähig",
    "cost_type_not_eligible": "Sachkonto gehört zu keiner zuwendungsfähigen Ausgabenart",
    "near_duplicate": "möglicherweise doppelt erfasst",
    "reverse_charge": "Steuerschuld des Empfängers (§ 13b UStG) prüfen",
    "reverse_charge_beside_vat": "Umsatzsteuer und Steuerschuld des Empfängers zugleich",
    "procurement_item_missing": "Unterlage fehlt in der Vergabeakte",
    "procurement_fact_missing": "Angabe fehlt in der Vergabeakte",
    "procedure_not_allowed": "Verfahren war am Tag des Vertrags nicht vorgesehen",
    "value_limit_exceeded": "Auftragswert über der Grenze des Verfahrens",
    "clause_missing": "Klausel des Programms fehlt im Vertrag",
    "contract_split": "Auftrag möglicherweise geteilt",
    "penalty_due": "Vertragsstrafe fällig und nicht geltend gemacht",
}
POINT_KINDS = {"error": "Hinderungsgrund", "missing": "fehlt noch", "warning": "Hinweis"}
_MOST_NUMBERS = 12


def open_points_table(points: Sequence[OpenPoint]) -> Table:
    """One row per kind of gap, with the running numbers it concerns."""
    columns = (
        Column("point", "Was", row_header=True, expected_chars=30),
        Column("kind", "Art", expected_chars=12),
        Column("rule", "Regel", expected_chars=8),
        Column("count", "Zeilen", ValueType.INTEGER),
        Column("numbers", "Lfd. Nr.", expected_chars=30),
    )
    rows = tuple(
        Row(
            (
                word_for(one.code),
                POINT_KINDS[one.severity],
                one.rule,
                len(one.numbers),
                _numbers(one.numbers),
            ),
            facts=Facts.of(one.ids),
        )
        for one in points
    )
    return Table("open_points", "Offene Punkte an einzelnen Zeilen", columns, rows)


def word_for(code: str) -> str:
    """A finding in words; one that has none yet is named by its code."""
    return _WORDS.get(code, code)


def _numbers(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(one) for one in sorted(numbers)[:_MOST_NUMBERS])
    rest = len(numbers) - _MOST_NUMBERS
    return f"{shown} und {rest} weitere" if rest > 0 else shown
