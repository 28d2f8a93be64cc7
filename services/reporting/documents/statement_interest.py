"""Interest in the numerical proof (R04): asked for on its own, never part of the balance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.events.budget import InterestStated
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.interest_sheet import InterestSheet, ItemLine, interest_of
from shared.periods import german_date

_COLUMNS: Final = (
    Column("kind", "Zinsen", row_header=True, expected_chars=44),
    Column("rule", "Regel", expected_chars=14),
    Column("amount", "Betrag", ValueType.MONEY),
)


def interest_section(figures: InterestSheet) -> Section:
    """Both kinds of interest as budget stated them; no amount where a rate is missing (E39)."""
    if figures.stated is None:
        text = "Bis zu diesem Tag ist noch keine Zinsrechnung aufgestellt."
        return Section("Zinsen", (Paragraph.of(text),))
    rows = (
        _row("auf nicht fristgerecht verwendetes Geld", "INT-01", figures.late),
        _row("auf zu erstattendes Geld", "INT-03", figures.owed),
    )
    table = Table("interest", "Zinsen bis zum Stichtag", _COLUMNS, rows)
    values = interest_values_blocks(figures.stated)
    return Section("Zinsen", (Paragraph.of(_sentence(figures.stated)), table, *values))


def interest_values_blocks(stated: InterestStated | None) -> Iterator[Block]:
    """Rate, day count and first day as the rule pack had them, and where it says so."""
    if stated is not None:
        yield from values_blocks(stated.values, lambda _code: "Zinsen", key="interest_values")


def _row(kind: str, rule: str, lines: tuple[ItemLine, ...]) -> Row:
    found = interest_of(lines)
    ids = found.ids if found else ()
    return Row((kind, rule, found.cents if found else None), facts=Facts.of(ids))


def _sentence(stated: InterestStated) -> str:
    start = f"Gerechnet bis einschließlich {german_date(stated.as_of)}. "
    if stated.missing:
        start += "Wo ein bestätigter Basiszinssatz fehlt, steht kein Betrag (INT-04). "
    return (
        f"{start}Zinsen fordert der Zuwendungsgeber gesondert; im Saldo stehen sie nicht (INT-09). "
        "Jeden Abschnitt mit seinem Satz zeigt das Zins- und Erstattungsblatt."
    )
