"""Procurement overview (R14, Vergabeübersicht): one row per file, what it is and what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from contracts.events.budget import ProcurementSnapshot
from contracts.rulebook.finding_remedies import remedy_for
from contracts.rulebook.finding_words import word_for
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.rule_sources import RULE_COLUMN
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.procurement import ProcurementLine, ProcurementOverview
from shared.periods import german_date

TYPE: Final = "procurement-overview"
REGIMES: Final = {"komhvo26": "§ 26 KomHVO NRW", "go75a": "§ 75a GO NRW"}
PROCEDURES: Final = {
    "direct": "Direktauftrag",
    "free": "formfreies Verfahren",
    "negotiated": "Verhandlungsvergabe",
    "restricted": "Beschränkte Ausschreibung",
    "public": "Öffentliche Ausschreibung",
    "eu": "EU-weites Verfahren",
}
KINDS: Final = {"works": "Bauleistung", "supplies": "Lieferung", "services": "Dienstleistung"}
_COLUMNS: Final = (
    Column("number", "Nr.", ValueType.INTEGER, row_header=True),
    Column("subject", "Gegenstand", expected_chars=34),
    Column("regime", "Regelung", expected_chars=12),
    Column("procedure", "Verfahren", expected_chars=16),
    Column("estimate", "Schätzung netto", ValueType.MONEY, summed=True),
    Column("bidders", "Bieter / Angebote", expected_chars=8),
    Column("award", "Zuschlag netto", ValueType.MONEY, summed=True),
    Column("contractor", "Auftragnehmer", expected_chars=18),
    Column("contract_date", "Vertrag vom", ValueType.DATE),
    Column("changes", "Nachträge netto", ValueType.MONEY, summed=True),
    Column("invoiced", "Abgerechnet brutto", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt brutto", ValueType.MONEY, summed=True),
    Column("complete", "Akte vollständig", expected_chars=9),
)
_FINDINGS: Final = (
    Column("number", "Nr.", ValueType.INTEGER, row_header=True),
    Column(RULE_COLUMN, "Regel", expected_chars=8),
    Column("finding", "Befund", expected_chars=34),
    Column("count", "Anzahl", ValueType.INTEGER),
    Column("remedy", "Was zu tun ist", expected_chars=40),
)


def procurement_document(heading: Heading, figures: ProcurementOverview) -> Document:
    """The overview, then what is open at which file."""
    parts = (
        Part("procurements", (Section("Alle Vergaben", tuple(_overview(figures))),)),
        Part("findings", blocks=tuple(_open(figures)), title="Offene Befunde", annex="Anlage 1"),
    )
    stand = f"Stand {german_date(figures.as_of)}"
    return heading.document(TYPE, "Vergabeübersicht", stand, parts)


def procedure_words(state: ProcurementSnapshot) -> str:
    """The procedure and what was bought by it; money passed on has neither."""
    procedure = PROCEDURES.get(state.procedure, state.procedure)
    return f"{procedure} ({KINDS[state.kind]})" if procedure else ""


def _overview(figures: ProcurementOverview) -> Iterator[Block]:
    if not figures.lines:
        yield Paragraph.of("Zu dieser Zuwendung ist noch keine Vergabeakte angelegt.")
    open_ids = Facts.of([one.fact.state.procurement_id for one in figures.incomplete])
    count, paid = ValueType.INTEGER, figures.paid
    yield KeyFigures(
        (
            KeyFigure("Vergaben", len(figures.lines), count, key="count"),
            KeyFigure(
                "davon unvollständig", len(figures.incomplete), count, facts=open_ids, key="open"
            ),
            KeyFigure("Darauf bezahlt", paid.cents, facts=Facts.of(paid.ids), key="paid"),
        )
    )
    rows = [_row(one) for one in figures.lines]
    total = [_sum(rows, at) if one.summed else None for at, one in enumerate(_COLUMNS)]
    rows.append(Row(tuple(total), RowKind.TOTAL, label="Summe"))
    yield Table("procurements", "Vergaben dieser Zuwendung", _COLUMNS, tuple(rows))


def _row(one: ProcurementLine) -> Row:
    state = one.fact.state
    cells: tuple[Value, ...] = (
        state.number,
        f"{state.subject} (Weiterleitung)" if state.relation == "pass_on" else state.subject,
        REGIMES.get(state.regime, state.regime),
        procedure_words(state),
        state.estimate_net_cents,
        f"{state.bidders_asked} / {state.offers_received}",
        state.award_net_cents,
        one.fact.contractor,
        state.contract_date,
        one.changes_cents,
        one.invoiced.cents,
        one.paid.cents,
        "ja" if state.is_complete else "nein",
    )
    facts = Facts.of([state.procurement_id])
    of_rows = (("invoiced", Facts.of(one.invoiced.ids)), ("paid", Facts.of(one.paid.ids)))
    return Row(cells, facts=facts, column_facts=of_rows)


def _open(figures: ProcurementOverview) -> Iterator[Block]:
    rows = tuple(row for one in figures.lines for row in _finding_rows(one))
    if not rows:
        yield Paragraph.of("An keiner Vergabeakte ist etwas offen.")
    yield Table("findings", "Befunde je Vergabeakte", _FINDINGS, rows)
    yield from values_blocks(value for one in figures.lines for value in one.fact.state.values)


def _finding_rows(one: ProcurementLine) -> Iterator[Row]:
    """Equal findings of a file, such as documents it lacks, are one row with their count."""
    state = one.fact.state
    counts = Counter((each.rule, each.code) for each in state.findings)
    for (rule, code), count in counts.items():
        cells = (state.number, rule, word_for(code), count, remedy_for(code))
        yield Row(cells, facts=Facts.of([state.procurement_id]))


def _sum(rows: list[Row], at: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[at], int))
