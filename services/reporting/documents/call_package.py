"""Draw-down package (R02): what the city asks the funder for, with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.rulebook.finding_remedies import remedy_for
from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.call_ahead import need_blocks, use_blocks
from services.reporting.documents.call_enclosures import enclosures_blocks, signatories_blocks
from services.reporting.documents.call_way import basis_table, way_table
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.lines import categories_table, short_calls_table
from services.reporting.documents.phrases import GATES, SOURCES, counted, strong
from services.reporting.documents.reconciliation import reconciliation_section
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.documents.voucher_list import (
    DETAILS,
    VoucherSource,
    details_blocks,
    vouchers_table,
)
from services.reporting.domain.call_enclosures import OPEN_GATE
from services.reporting.domain.call_package import CallPackage
from shared.money import format_euro
from shared.periods import Period, german_date

TYPE = "call-package"


def call_package_document(
    heading: Heading, package: CallPackage, source: VoucherSource
) -> Document:
    """The package; `source` holds the rows this call binds."""
    rate = package.sums.terms.funding_rate_bp
    parts = (
        Part(
            "call",
            (
                Section("Der Abruf", _request(package)),
                Section("Der Rechenweg", (_by_category(package), _way(package))),
                Section("Frühere Abrufe", _earlier(package)),
                Section("Weitere Deckungsmittel", (_incomes(package),)),
                Section("Verwendung früherer Teilbeträge", _use(package)),
                Section("Zeichnungsberechtigte", signatories_blocks(package.call, package.signing)),
                Section("Anlagen", enclosures_blocks(package.enclosures)),
                Section("Voraussetzungen", tuple(_gates(package))),
                reconciliation_section(package.quarters),
                Section("Erklärung", (_approval(package),)),
            ),
        ),
        Part(
            "vouchers",
            blocks=(vouchers_table(source.lines, rate),),
            title="Belege dieses Abrufs",
            annex="Anlage 1",
        ),
        Part(
            "details",
            blocks=details_blocks(source),
            title=DETAILS,
            annex="Anlage 2",
        ),
    )
    subtitle = f"Abruf Nr. {package.call.number}, Ausgaben bis {german_date(package.sums.as_of)}"
    return heading.document(TYPE, "Mittelabruf", subtitle, parts)


def _request(package: CallPackage) -> tuple[Block, ...]:
    call, terms = package.call, package.sums.terms
    figures = KeyFigures(
        (
            KeyFigure("Dieser Abruf", call.amount_cents, key="amount_cents"),
            KeyFigure("Zustehend, kumuliert", call.entitlement_cents, key="entitlement_cents"),
            KeyFigure(
                "Bisher abgerufen", call.previously_called_cents, key="previously_called_cents"
            ),
            KeyFigure("Fördersatz", terms.funding_rate_bp, ValueType.PERCENT, key="rate_bp"),
        )
    )
    text = Paragraph.of(
        f"Zeitraum {Period.parse(call.period).label}. "
        f"Für Ausgaben, die bis zum {german_date(package.sums.as_of)} angefallen und bezahlt sind, "
        "ruft die Stadt ",
        strong(call.amount_cents),
        f" ab ({'Schlussabruf' if call.kind == 'final' else 'Zwischenabruf'}). Grundlage sind "
        f"{counted(call.expenditure_count, 'geprüfte Zeile', 'geprüfte Zeilen')}.",
    )
    return figures, text


def _way(package: CallPackage) -> Table:
    return way_table(package.call, package.way, package.sums.terms.funding_rate_bp)


def _by_category(package: CallPackage) -> Table:
    return categories_table(package.categories, package.of_calls)


def _earlier(package: CallPackage) -> tuple[Block, ...]:
    blocks: tuple[Block, ...] = (short_calls_table(package.earlier), *need_blocks(package.call))
    if package.call.amount_cents <= 0:
        warning = "Es gibt nichts abzurufen: Bisher wurde mehr abgerufen, als zusteht."
        blocks = (*blocks, Hint(Paragraph.of(warning), HintKind.WARNING))
    return blocks


def _use(package: CallPackage) -> tuple[Block, ...]:
    sums = package.sums
    text = (
        f"Eingegangen sind bisher {format_euro(sums.received.cents)}. Dem stehen bezahlte "
        f"zuwendungsfähige Ausgaben von {format_euro(sums.rows.eligible.cents)} gegenüber."
    )
    return Paragraph.of(text), basis_table(package.call, sums), *use_blocks(package.call)


def _incomes(package: CallPackage) -> Table:
    columns = (
        Column("source", "Quelle", row_header=True, expected_chars=30),
        Column("kind", "Art", expected_chars=24),
        Column("received_on", "Eingang", ValueType.DATE),
        Column("amount", "Betrag", ValueType.MONEY, summed=True),
    )
    rows = [
        Row(
            (one.source, SOURCES[one.source_kind], one.received_on, one.amount_cents),
            facts=Facts.of([one.income_id]),
        )
        for one in package.incomes
    ]
    total = sum(one.amount_cents for one in package.incomes)
    rows.append(Row((None, None, None, total), RowKind.TOTAL, label="Summe"))
    return Table("incomes", "Mittel anderer und Einnahmen", columns, tuple(rows))


def _gates(package: CallPackage) -> Iterator[Block]:
    columns = (
        Column("gate", "Voraussetzung", row_header=True, expected_chars=36),
        Column("rule", "Regel", expected_chars=10),
        Column("state", "Stand", expected_chars=12),
        Column("remedy", "Was zu tun ist", expected_chars=28),
    )
    rows = tuple(
        Row(
            (
                GATES.get(one.kind, one.kind),
                one.rule,
                "liegt vor" if one.satisfied else "fehlt noch",
                None if one.satisfied else remedy_for(OPEN_GATE, one.kind),
            )
        )
        for one in package.call.gates
    )
    yield Table("gates", "Abrufvoraussetzungen", columns, rows)
    yield from values_blocks(
        package.call.values, lambda kind: GATES.get(kind, kind), key="gate_values"
    )


def _approval(package: CallPackage) -> Approval:
    statement = Paragraph.of(
        "Die Ausgaben sind angefallen, bezahlt, sachlich und rechnerisch festgestellt und in "
        "keinem anderen Förderprogramm abgerechnet. Frühere Abrufe wurden für den "
        "Zuwendungszweck verwendet."
    )
    return Approval(statement, (Signature("Kämmerei"), Signature("Programmleitung")))
