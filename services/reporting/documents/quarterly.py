"""Quarterly report (R01): two pages for a committee member, then the annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents import quarterly_answers as answers
from services.reporting.documents import quarterly_charts as charts
from services.reporting.documents import quarterly_measures as measures
from services.reporting.documents.calculation import (
    eligible_table,
    entitlement_table,
    own_share_blocks,
)
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Audience, Block, Document, Part, Section
from services.reporting.documents.lines import calls_table, lines_table
from services.reporting.documents.measure_findings import told_findings
from services.reporting.documents.open_points import open_points_table
from services.reporting.documents.phrases import counted
from services.reporting.documents.quarterly_hidden import all_hidden, annex_blocks, hidden_hints
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.domain.calculation import OpenPoint, StepSum
from services.reporting.domain.quarterly import QuarterlyFigures
from shared.money import format_euro
from shared.periods import german_date

TYPE = "quarterly"


@dataclass(frozen=True)
class QuarterlyContent:
    """Everything the report is made of; `waiting` is why paid cost may not be called yet."""

    heading: Heading
    figures: QuarterlyFigures
    calls: Sequence[DrawdownSnapshot]
    steps: Sequence[StepSum]
    open_points: Sequence[OpenPoint]
    waiting: Sequence[OpenPoint]


def quarterly_document(content: QuarterlyContent) -> Document:
    """The report as a value. The public part names no creditor and no person."""
    subtitle = "Für den Ausschuss: Geld und Maßnahmen auf zwei Seiten"
    parts = [
        Part("main", (*_page_one(content), _page_two(content)), audience=Audience.PUBLIC),
        _figures_annex(content),
        _lines_annex(content),
        _calls_annex(content),
        _measures_annex(content),
        _open_points_annex(content),
    ]
    return content.heading.document(TYPE, "Quartalsbericht", subtitle, tuple(parts))


def _page_one(content: QuarterlyContent) -> tuple[Section, ...]:
    """Four questions under three headings: with eight measures in the chart, one page holds no
    more."""
    figures = content.figures
    if figures.hidden.everything:
        return (all_hidden(figures),)
    curve = () if figures.hidden.curve else (charts.money_flow(figures),)
    return (
        Section("Was hat es gekostet?", (answers.key_figures(figures), answers.cost(figures))),
        Section(
            "Wie viel kam vom Bund, was zahlen wir selbst?",
            (answers.federal_money(figures), answers.own_money(figures, content.waiting)),
        ),
        Section(
            "Verfällt am Ende Geld?",
            (
                answers.lapsing_money(figures),
                charts.plan_and_actual(figures),
                *curve,
                *hidden_hints(figures),
            ),
        ),
    )


def _page_two(content: QuarterlyContent) -> Section:
    figures = content.figures
    blocks: list[Block] = [
        measures.lights_paragraph(figures),
        measures.measures_table(figures),
    ]
    if not (figures.hidden.everything or figures.hidden.movement):
        blocks.append(charts.development_table(figures))
    return Section("Wie stehen die Maßnahmen?", tuple(blocks), begins_page=True)


def _entered_otherwise(figures: QuarterlyFigures) -> Iterator[Hint]:
    """What was entered late, and what was taken over: behind the two rows of the bridge."""
    if figures.hidden.everything or figures.hidden.movement:
        return
    bridge = figures.development
    if bridge.late_ids:
        text = (
            f"Nachträglich erfasst: {counted(len(bridge.late_ids), 'Zeile', 'Zeilen')} aus "
            f"früheren Quartalen, zusammen {format_euro(bridge.late.paid_cents)}. Der freigegebene "
            "Bericht des Vorquartals bleibt, wie er ist."
        )
        yield Hint(Paragraph.of(text))
    if figures.opening_count:
        text = (
            f"{counted(figures.opening_count, 'Zeile wurde', 'Zeilen wurden')} aus der früheren "
            f"Buchführung übernommen, zusammen {format_euro(figures.opening.paid.cents)} bezahlt."
        )
        yield Hint(Paragraph.of(text))


def _figures_annex(content: QuarterlyContent) -> Part:
    figures = content.figures
    sums = figures.sums
    note = Paragraph.of(
        f"Gerechnet nach {sums.terms.rule_pack}, Fassung {sums.terms.rule_pack_version}. "
        "Jeder Schritt nennt seine Regel; gerundet wird einmal, am Ende der Summe."
    )
    return Part(
        "figures",
        blocks=(
            note,
            *_entered_otherwise(figures),
            eligible_table(content.steps, sums),
            entitlement_table(sums, figures.claim_way),
            *own_share_blocks(sums, figures.grant_way),
            *annex_blocks(figures),
        ),
        title="Zahlen und Rechenwege",
        annex="Anlage 1",
    )


def _lines_annex(content: QuarterlyContent) -> Part:
    figures = content.figures
    table = lines_table(figures.lines, figures.sums.rows, figures.planned_cents)
    return Part("lines", blocks=(table,), title="Planpositionen", annex="Anlage 2")


def _calls_annex(content: QuarterlyContent) -> Part:
    blocks: tuple[Block, ...] = (calls_table(content.calls),)
    overdrawn = content.figures.sums.overdrawn_cents
    if overdrawn:
        text = f"Zu viel abgerufen: {format_euro(overdrawn)}. Der nächste Abruf wird kleiner."
        blocks = (*blocks, Hint(Paragraph.of(text), HintKind.WARNING))
    return Part("calls", blocks=blocks, title="Mittelabrufe", annex="Anlage 3")


def _measures_annex(content: QuarterlyContent) -> Part:
    return Part(
        "measures",
        measures.measure_details(content.figures),
        tuple(told_findings(content.figures)),
        title="Maßnahmen im Einzelnen",
        annex="Anlage 4",
    )


def _open_points_annex(content: QuarterlyContent) -> Part:
    day = german_date(content.figures.sums.as_of)
    nothing = Paragraph.of(f"An den Zeilen, die bis {day} wirken, ist nichts offen.")
    return Part(
        "open_points",
        blocks=(
            *(() if content.open_points else (nothing,)),
            open_points_table(content.open_points),
            *values_blocks(value for one in content.open_points for value in one.values),
        ),
        title="Offene Punkte",
        annex="Anlage 5",
    )
