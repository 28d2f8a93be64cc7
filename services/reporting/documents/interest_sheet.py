"""Interest and repayment sheet (R16, Zins- und Erstattungsblatt)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.interest_findings import interest_findings
from services.reporting.documents.interest_segments import rates_table, segments_table
from services.reporting.documents.report_findings import findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.statement_interest import interest_values_blocks
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Detail, Details, Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.interest_sheet import (
    InterestSheet,
    ItemLine,
    interest_of,
    open_money,
)
from shared.money import format_points_bp
from shared.periods import german_date

TYPE: Final = "interest-sheet"
_ESTIMATE: Final = (
    "Die Beträge sind eine Vorausschau der Stadt. Ob und ab wann Zinsen zu zahlen sind, "
    "entscheidet der Zuwendungsgeber mit einem Bescheid: auf nicht alsbald verwendetes Geld nach "
    "INT-03, auf zu erstattendes nach INT-01 und INT-02."
)
_DAY_COUNTS: Final = {
    "act/365": "Kalendertage durch 365",
    "act/act": "Kalendertage durch die Tage des Kalenderjahres",
    "30/360": "jeder Monat 30 Tage, das Jahr 360",
}
_STARTS: Final = {
    "payout": "ab dem Tag nach der Auszahlung",
    "window": "ab dem Tag nach dem Ende der Verwendungsfrist",
}


def interest_sheet_document(heading: Heading, figures: InterestSheet) -> Document:
    """The items with their interest, every segment, and how it was computed."""
    sections = (
        Section("Auf einen Blick", tuple(_overview(figures))),
        Section("Nicht verbrauchtes Geld", (_items("late", "Auszahlungen", figures.late),)),
        Section("Zu erstattendes Geld", tuple(_owed(figures))),
    )
    way = (
        *_convention(figures),
        *interest_values_blocks(figures.stated),
        segments_table(figures),
        rates_table(figures),
    )
    parts = (
        Part("interest", sections),
        Part("segments", blocks=way, title="Zinsabschnitte und Sätze", annex="Anlage 1"),
    )
    stand = f"Zinsen bis einschließlich {german_date(figures.as_of)}"
    return heading.document(TYPE, "Zins- und Erstattungsblatt", stand, parts)


def _overview(figures: InterestSheet) -> Iterator[Block]:
    yield Paragraph.of(_ESTIMATE)
    if figures.stated is None:
        yield Paragraph.of("Bis zu diesem Tag ist noch keine Zinsrechnung aufgestellt.")
    elif not figures.lines:
        yield Paragraph.of("Es ist noch kein Geld eingegangen, also ist nichts zu verzinsen.")
    if figures.stated is not None and figures.stated.missing:
        days = ", ".join(german_date(one) for one in figures.stated.missing)
        text = f"Ohne bestätigten Basiszinssatz ab {days} ist nicht gerechnet (INT-04)."
        yield Hint(Paragraph.of(text), HintKind.WARNING)
    yield KeyFigures(tuple(_key_figures(figures)))
    yield from findings_blocks("interest_findings", interest_findings(figures))


def _key_figures(figures: InterestSheet) -> Iterator[KeyFigure]:
    groups = (
        ("late", figures.late, "Noch nicht verbraucht", "Zinsen darauf"),
        ("owed", figures.owed, "Zu erstatten", "Zinsen auf die Erstattung"),
    )
    for key, lines, principal, interest in groups:
        money, found = open_money(lines), interest_of(lines)
        yield KeyFigure(principal, money.cents, facts=Facts.of(money.ids), key=f"{key}_cents")
        yield KeyFigure(
            interest,
            found.cents if found else None,
            facts=Facts.of(found.ids if found else ()),
            key=f"{key}_interest_cents",
        )


def _owed(figures: InterestSheet) -> Iterator[Block]:
    if not figures.owed:
        yield Paragraph.of("Es ist nichts zu erstatten.")
    yield _items("owed", "Erstattung je Auszahlung", figures.owed)


def _items(key: str, caption: str, lines: tuple[ItemLine, ...]) -> Table:
    columns = (
        Column("number", "Nr.", ValueType.INTEGER, row_header=True),
        Column("amount", "Betrag", ValueType.MONEY, summed=True),
        Column("paid_out_on", "Ausgezahlt", ValueType.DATE),
        Column("starts_on", "Zinsen ab", ValueType.DATE),
        Column("open", "Noch offen", ValueType.MONEY, summed=True),
        Column("days", "Zinstage", ValueType.INTEGER),
        Column("interest", "Zinsen", ValueType.MONEY, summed=True),
        Column("reason", "Grund", expected_chars=20),
    )
    rows = [_row(one) for one in lines]
    found = interest_of(lines)
    amount = sum(one.item.principal_cents for one in lines)
    cents = found.cents if found else None
    total = (None, amount, None, None, open_money(lines).cents, None, cents, None)
    rows.append(Row(total, RowKind.TOTAL, label="Summe"))
    return Table(f"{key}_items", caption, columns, tuple(rows))


def _row(one: ItemLine) -> Row:
    item = one.item
    cells = (
        item.number,
        item.principal_cents,
        item.paid_out_on,
        item.starts_on,
        item.unused_cents,
        one.days,
        item.interest_cents,
        item.reason or ("nicht alsbald verwendet" if one.segments else "alsbald verwendet"),
    )
    return Row(cells, facts=Facts.of([item.item_id]))


def _convention(figures: InterestSheet) -> Iterator[Block]:
    if figures.stated is None:
        return
    stated = figures.stated
    yield Details(
        (
            Detail("Zinstage", f"{_DAY_COUNTS.get(stated.day_count, stated.day_count)} (INT-07)"),
            Detail("Zinssatz", _rate(stated.margin_bp)),
            Detail(
                "Beginn", f"{_STARTS.get(stated.late_use_start, stated.late_use_start)} (INT-03)"
            ),
            Detail("Abschnitte", "ein neuer mit jedem Wechsel des Basiszinssatzes (INT-04)"),
            Detail(
                "Basiszinssatz",
                "aus der Bekanntgabe der Bundesbank, von zwei Personen bestätigt (INT-05, INT-06)",
            ),
            Detail("Rundung", "einmal je Auszahlung, auf der Summe ihrer Abschnitte (INT-07)"),
            Detail("Zinseszins", "keiner (INT-09)"),
            Detail(
                "Beides zugleich",
                "nie: was zu erstatten ist, trägt keine Zinsen für späte Verwendung (INT-03)",
            ),
        ),
        caption="Rechenweise",
    )


def _start(convention: str) -> str:
    return _STARTS.get(convention, convention)


def _rate(margin_bp: int) -> str:
    return f"{format_points_bp(margin_bp)} über dem Basiszinssatz (INT-01)"
