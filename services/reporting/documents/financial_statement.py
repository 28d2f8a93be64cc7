"""Numerical proof (R04): plan and actual in the plan's structure, how it was paid, the balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.call_way import GRANT, grant_rows
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.phrases import CATEGORIES, callable_sentence
from services.reporting.documents.report_findings import Found, findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.statement_findings import (
    SOURCE_KINDS,
    measure_findings,
    plan_findings,
    source_name,
)
from services.reporting.documents.statement_interest import interest_section
from services.reporting.documents.statement_measures import measures_section
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.documents.waiting import waiting_blocks
from services.reporting.documents.within_year import (
    with_year_column,
    year_cell,
    year_facts,
    year_sentence,
)
from services.reporting.domain.financial_statement import (
    CallResult,
    FinancialStatement,
    LineResult,
    Source,
    WithinYear,
)
from services.reporting.domain.sums import Figure, ratio_bp
from shared.money import format_euro, format_percent_bp
from shared.periods import Period, german_date

TYPE = "financial-statement"

_LINE_COLUMNS = (
    Column("line", "Planposition", row_header=True, expected_chars=18),
    Column("category", "Kostenart", expected_chars=14),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("actual", "Ist", ValueType.MONEY, summed=True),
    Column("deviation", "Abweichung", ValueType.MONEY, summed=True),
    Column("deviation_share", "in Prozent", ValueType.PERCENT),
    Column("remark", "Bemerkung", expected_chars=14),
)
_SOURCE_COLUMNS = (
    Column("source", "Quelle", row_header=True, expected_chars=24),
    Column("kind", "Art", expected_chars=20),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("actual", "Ist", ValueType.MONEY, summed=True),
    Column("deviation", "Abweichung", ValueType.MONEY, summed=True),
)
_CALL_COLUMNS = (
    Column("number", "Abruf Nr.", ValueType.INTEGER, row_header=True),
    Column("period", "Zeitraum", expected_chars=16),
    Column("called", "Abgerufen", ValueType.MONEY, summed=True),
    Column("received", "Eingegangen", ValueType.MONEY, summed=True),
    Column("received_on", "am", ValueType.DATE),
)
_BALANCE_COLUMNS = (
    Column("step", "Schritt", row_header=True, expected_chars=44),
    Column("rule", "Regel", expected_chars=14),
    Column("amount", "Betrag", ValueType.MONEY),
)


def financial_statement_document(heading: Heading, figures: FinancialStatement) -> Document:
    """The proof with all its tables; every total is a figure of `figures`."""
    sections = (*statement_sections(figures), Section("Erklärung", (_approval(),)))
    subtitle = f"Ausgaben und Einnahmen bis {german_date(figures.sums.as_of)}"
    parts = (Part("statement", sections),)
    return heading.document(TYPE, "Zahlenmäßiger Nachweis", subtitle, parts)


def statement_sections(figures: FinancialStatement) -> tuple[Section, ...]:
    """The proof without the statement somebody signs."""
    result, lines, sources = short_sections(figures)
    return (
        result,
        lines,
        measures_section(figures),
        sources,
        *deviations((*plan_findings(figures), *measure_findings(figures))),
        Section("Abrufe und Zahlungen", tuple(_calls(figures))),
        Section("Abrechnung", (_balance_table(figures),)),
        *((interest_section(figures.interest),) if figures.interest else ()),
    )


def short_sections(figures: FinancialStatement) -> tuple[Section, Section, Section]:
    """What an interim proof says in numbers: the result, the plan's lines, the sources."""
    return (
        Section("Ergebnis", tuple(_result(figures))),
        Section("Ausgaben nach dem Finanzierungsplan", tuple(_lines(figures))),
        Section("Einnahmen nach Quellen", (_sources_table(figures),)),
    )


def deviations(found: Iterable[Found]) -> Iterator[Section]:
    """What departs from the plan, with its rules; nothing where all is as planned."""
    blocks = tuple(findings_blocks("statement_findings", found))
    if blocks:
        yield Section("Abweichungen und ihre Regeln", blocks)


def _result(figures: FinancialStatement) -> Iterator[Block]:
    sums = figures.sums
    eligible = Facts.of(sums.rows.eligible.ids)
    yield KeyFigures(
        (
            KeyFigure(
                "Zuwendungsfähig", sums.rows.eligible.cents, facts=eligible, key="eligible_cents"
            ),
            KeyFigure(
                "Zuwendung",
                sums.final.amount_cents,
                note="auf alle bezahlten Ausgaben",
                facts=eligible,
                key="grant_cents",
            ),
            KeyFigure("Eigenanteil", sums.own_share_cents, facts=eligible, key="own_share_cents"),
            KeyFigure("Saldo", figures.balance_cents, key="balance_cents"),
        )
    )
    yield Paragraph.of(_balance_sentence(figures))
    if figures.year:
        yield year_sentence(figures.year)
    yield Paragraph.of(callable_sentence(sums))
    yield from waiting_blocks(sums, figures.waiting)
    yield from values_blocks(value for one in figures.waiting for value in one.values)


def _balance_sentence(figures: FinancialStatement) -> str:
    rate = format_percent_bp(figures.sums.terms.funding_rate_bp)
    start = f"Die Zuwendung ist einmal auf die Summe gerechnet ({rate}). "
    cents = figures.balance_cents
    if cents > 0:
        return f"{start}Es stehen noch {format_euro(cents)} aus."
    if cents < 0:
        return f"{start}Zu viel erhalten und zurückzuzahlen sind {format_euro(-cents)}."
    return f"{start}Sie ist genau in dieser Höhe eingegangen."


def _lines(figures: FinancialStatement) -> Iterator[Block]:
    plan = figures.sums.plan
    if plan is None:
        text = "Es gibt noch keinen freigegebenen Finanzierungsplan; alle Ansätze stehen mit null."
        yield Hint(Paragraph.of(text), HintKind.WARNING)
    else:
        yield Paragraph.of(
            f"Verbindlich ist der Finanzierungsplan Fassung {plan.version} vom "
            f"{german_date(plan.released_on)}. Ist sind die bezahlten zuwendungsfähigen Ausgaben."
        )
    if not figures.lines:
        yield Paragraph.of(f"Bis {german_date(figures.sums.as_of)} sind keine Ausgaben angefallen.")
    yield _lines_table(figures)
    if plan is not None and figures.overrun_cents > figures.savings_cents:
        text = (
            f"Einzelne Ansätze sind zusammen um {format_euro(figures.overrun_cents)} "
            f"überschritten, andere nur um {format_euro(figures.savings_cents)} unterschritten. "
            "Die Mehrausgabe trägt die Stadt, soweit keine Planänderung bewilligt wird."
        )
        yield Hint(Paragraph.of(text), HintKind.WARNING)


def _lines_table(figures: FinancialStatement) -> Table:
    sums = figures.sums
    rows = [_line_row(one, figures) for one in figures.lines]
    total = figures.year.total if figures.year else None
    rows.append(
        Row(
            (
                None,
                None,
                sums.planned_cents,
                *year_cell(total),
                sums.rows.eligible.cents,
                figures.deviation_cents,
                ratio_bp(figures.deviation_cents, sums.planned_cents),
                None,
            ),
            RowKind.TOTAL,
            label="Summe",
            column_facts=(*year_facts(total), ("actual", Facts.of(sums.rows.eligible.ids))),
        )
    )
    columns = with_year_column(_LINE_COLUMNS, figures.year)
    return Table("plan_actual", "Plan und Ist je Planposition", columns, tuple(rows))


def _line_row(result: LineResult, figures: FinancialStatement) -> Row:
    line = result.line
    within = figures.year.lines.get(line.budget_line, Figure()) if figures.year else None
    return Row(
        (
            line.budget_line,
            CATEGORIES.get(line.category, line.category),
            line.planned_cents,
            *year_cell(within),
            line.sums.eligible.cents,
            result.deviation_cents,
            result.deviation_bp,
            _remark(result, figures.sums.terms.line_tolerance_bp),
        ),
        column_facts=(*year_facts(within), ("actual", Facts.of(line.sums.eligible.ids))),
    )


def _remark(result: LineResult, tolerance_bp: int | None) -> str:
    if not result.line.planned_cents:
        return "nicht geplant"
    if result.is_exceeded and tolerance_bp is not None:
        return f"mehr als {format_percent_bp(tolerance_bp)} darüber"
    return ""


def _sources_table(figures: FinancialStatement) -> Table:
    rows = [_source_row(one, figures.year) for one in figures.sources]
    planned = sum(one.planned_cents for one in figures.sources)
    actual = sum(one.actual.cents for one in figures.sources)
    within = (sum(figures.year.sources.values()),) if figures.year else ()
    cells = (None, None, planned, *within, actual, actual - planned)
    rows.append(Row(cells, RowKind.TOTAL, label="Summe"))
    caption = "Womit die zuwendungsfähigen Ausgaben bezahlt sind"
    columns = with_year_column(_SOURCE_COLUMNS, figures.year)
    return Table("sources", caption, columns, tuple(rows))


def _source_row(one: Source, year: WithinYear | None) -> Row:
    within = (year.sources[one.source_kind, one.source],) if year else ()
    return Row(
        (
            source_name(one),
            SOURCE_KINDS[one.source_kind],
            one.planned_cents,
            *within,
            one.actual.cents,
            one.actual.cents - one.planned_cents,
        ),
        column_facts=(("actual", Facts.of(one.actual.ids)),),
    )


def _calls(figures: FinancialStatement) -> Iterator[Block]:
    if not figures.calls:
        yield Paragraph.of("Bisher ist nichts abgerufen.")
    rows = [_call_row(one) for one in figures.calls]
    sums = figures.sums
    rows.append(
        Row(
            (None, None, sums.called.cents, sums.received.cents, None),
            RowKind.TOTAL,
            label="Summe",
            column_facts=(
                ("called", Facts.of(sums.called.ids)),
                ("received", Facts.of(sums.received.ids)),
            ),
        )
    )
    yield Table("calls", "Mittelabrufe und Eingänge", _CALL_COLUMNS, tuple(rows))


def _call_row(one: CallResult) -> Row:
    call = one.call
    return Row(
        (
            call.number,
            Period.parse(call.period).label,
            one.called_cents,
            one.received_cents,
            one.received_on,
        ),
        facts=Facts.of([call.drawdown_id]),
    )


def _balance_table(figures: FinancialStatement) -> Table:
    sums = figures.sums
    eligible = Facts.of(sums.rows.eligible.ids)
    rows = (
        Row(("Zuwendungsfähige Ausgaben", "ELG-01", sums.rows.eligible.cents), facts=eligible),
        *grant_rows(figures.way, sums.terms.funding_rate_bp),
        Row((GRANT, "CALL-02", sums.final.amount_cents), facts=eligible),
        Row(
            ("abzüglich eingegangen", "CALL-07", -sums.received.cents),
            facts=Facts.of(sums.received.ids),
        ),
        Row(
            (None, None, figures.balance_cents),
            RowKind.TOTAL,
            label="Saldo: noch zu zahlen" if figures.balance_cents >= 0 else "Saldo: zu erstatten",
        ),
    )
    return Table("balance", "Von den Ausgaben zum Saldo", _BALANCE_COLUMNS, rows)


def _approval() -> Approval:
    statement = Paragraph.of(
        "Die Ausgaben waren notwendig, es wurde wirtschaftlich und sparsam verfahren, und die "
        "Angaben stimmen mit den Büchern und Belegen überein (VN-13)."
    )
    return Approval(statement, (Signature("Kämmerei"), Signature("Programmleitung")))
