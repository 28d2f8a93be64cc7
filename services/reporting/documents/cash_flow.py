"""Cash flow and forecast (R12, Mittelabfluss und Prognose) by year and half-year."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.cash_flow_charts import flow_chart, years_chart
from services.reporting.documents.cash_flow_findings import flow_findings
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.phrases import callable_sentence, counted
from services.reporting.documents.plan_version import plan_version
from services.reporting.documents.report_findings import findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.cash_flow import CashFlow, HalfYearFlow, YearFlow
from shared.money import format_euro
from shared.periods import german_date

TYPE = "cash-flow"

_YEAR_COLUMNS = (
    Column("year", "Jahr", row_header=True, expected_chars=8),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("committed", "Beauftragt", ValueType.MONEY, summed=True),
    Column("forecast", "Prognose", ValueType.MONEY, summed=True),
    Column("potential", "Mögliche Abrufe", ValueType.MONEY, summed=True),
    Column("residue", "Rest", ValueType.MONEY, summed=True),
)
_HALF_YEAR_COLUMNS = (
    Column("half_year", "Halbjahr", row_header=True, expected_chars=16),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("committed", "Beauftragt", ValueType.MONEY, summed=True),
    Column("forecast", "Prognose", ValueType.MONEY, summed=True),
    Column("called", "Abgerufen", ValueType.MONEY, summed=True),
    Column("received", "Eingegangen", ValueType.MONEY, summed=True),
    Column("potential", "Mögliche Abrufe", ValueType.MONEY, summed=True),
    Column("residue", "Rest", ValueType.MONEY, summed=True),
)


def cash_flow_document(heading: Heading, figures: CashFlow) -> Document:
    """Both tables, each above its chart: rows run on over a page, a chart would leave it white."""
    sections = (
        Section("Nach Jahren", tuple(_years(figures))),
        Section("Nach Halbjahren", tuple(_half_years(figures))),
    )
    subtitle = f"Stand {german_date(figures.sums.as_of)}"
    return heading.document(TYPE, "Mittelabfluss und Prognose", subtitle, (Part("flow", sections),))


def _years(figures: CashFlow) -> Iterator[Block]:
    ahead = figures.forecast
    yield Paragraph.of(
        f"Prognose sind weitere zuwendungsfähige Ausgaben bis {german_date(ahead.ends_on)}, "
        f"gleichmäßig auf die Monate verteilt: das Tempo der letzten Monate "
        f"({format_euro(ahead.pace_cents)} im Monat), mindestens aber, was beauftragt ist. "
        "Bezahlt und Zuwendungsfähig zählen am Tag der Zahlung, Beauftragt im Haushaltsjahr der "
        "Buchung. Rest ist Geplant ohne Zuwendungsfähig und Prognose. Was zuwendungsfähig ist, "
        "sagt ELG-01; was von Jahresmitteln bleibt, ist zu verschieben (PLAN-08). Tempo und "
        "Prognose sind eigene Festlegungen dieses Verfahrens, keine Regel."
    )
    yield Paragraph.of(callable_sentence(figures.sums))
    yield plan_version(figures.plan, figures.sums.plan)
    if not ahead.is_foreseeable:
        months = counted(ahead.pace_months, "Monat", "Monate")
        text = f"Ob Geld verfällt, ist noch nicht absehbar: Das Vorhaben läuft erst {months}."
        yield Hint(Paragraph.of(text))
    elif ahead.lapsing_cents:
        text = (
            f"Im bisherigen Tempo bleiben {format_euro(ahead.lapsing_cents)} ungenutzt; damit "
            f"verfallen {format_euro(ahead.lapsing_grant_cents)} Zuwendung."
        )
        yield Hint(Paragraph.of(text), HintKind.WARNING)
    yield _years_table(figures)
    yield from findings_blocks("flow_findings", flow_findings(figures))
    yield years_chart(figures)


def _years_table(figures: CashFlow) -> Table:
    sums, years = figures.sums.rows, figures.years
    rows = [_year_row(one) for one in years]
    total = (
        sum(one.planned_cents for one in years),
        sums.paid.cents,
        sums.eligible.cents,
        sums.committed.cents,
        figures.forecast.coming_cents,
        sum(one.potential_cents for one in years),
        sum(one.residue_cents for one in years),
    )
    rows.append(Row((None, *total), RowKind.TOTAL, label="Summe"))
    return Table("years", "Plan, Abfluss und Prognose je Jahr", _YEAR_COLUMNS, tuple(rows))


def _year_row(one: YearFlow) -> Row:
    return Row(
        (
            str(one.year.year),
            one.planned_cents,
            one.paid.cents,
            one.eligible.cents,
            one.committed.cents,
            one.forecast_cents,
            one.potential_cents,
            one.residue_cents,
        ),
        column_facts=(
            ("paid", Facts.of(one.paid.ids)),
            ("eligible", Facts.of(one.eligible.ids)),
            ("committed", Facts.of(one.committed.ids)),
        ),
    )


def _half_years(figures: CashFlow) -> Iterator[Block]:
    yield Paragraph.of(
        "Mögliche Abrufe sind, was ein Abruf zum Ende des Halbjahrs verlangen könnte, wenn bis "
        "dahin alle Belege abrufbar sind (CALL-01) und die Prognose eintritt: der Fördersatz "
        "(PRG-01), einmal auf die Summe gerechnet (CALL-02), bis zum Höchstbetrag (PRG-03). Abrufe "
        "zählen am Tag ihrer Freigabe, Eingänge am Tag der Zahlung (CALL-07); was vorausgezahlt "
        "ist, muss in der Verwendungsfrist verbraucht sein (CALL-05). "
        "Der Plan nennt nur Jahre: Jedes Halbjahr zeigt die Hälfte. Beauftragt zählt im Halbjahr "
        "des Auftrags, außerhalb des Haushaltsjahrs der Buchung im nächstgelegenen Halbjahr darin."
    )
    rows = [_half_year_row(one) for one in figures.half_years]
    sums = figures.sums
    total = (
        sum(one.planned_cents for one in figures.half_years),
        sums.rows.paid.cents,
        sums.rows.eligible.cents,
        sums.rows.committed.cents,
        figures.forecast.coming_cents,
        sums.called.cents,
        sums.received.cents,
        sum(one.potential_cents for one in figures.half_years),
        sum(one.residue_cents for one in figures.half_years),
    )
    rows.append(Row((None, *total), RowKind.TOTAL, facts=NO_FACTS, label="Summe"))
    caption = "Abfluss, Prognose und Abrufe je Halbjahr"
    yield Table("half_years", caption, _HALF_YEAR_COLUMNS, tuple(rows))
    yield flow_chart(figures)


def _half_year_row(one: HalfYearFlow) -> Row:
    return Row(
        (
            one.half_year.label,
            one.planned_cents,
            one.paid.cents,
            one.eligible.cents,
            one.committed.cents,
            one.forecast_cents,
            one.called.cents,
            one.received.cents,
            one.potential_cents,
            one.residue_cents,
        ),
        column_facts=(
            ("paid", Facts.of(one.paid.ids)),
            ("eligible", Facts.of(one.eligible.ids)),
            ("committed", Facts.of(one.committed.ids)),
            ("called", Facts.of(one.called.ids)),
            ("received", Facts.of(one.received.ids)),
        ),
    )
