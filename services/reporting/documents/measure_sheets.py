"""Measure sheets (R10, Maßnahmenblätter): one section per measure, then milestones and money."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.events.snapshots import MeasureSnapshot, Milestone
from contracts.roles import Role
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.measure_findings import told_findings
from services.reporting.documents.measure_registers import register_details, register_parts
from services.reporting.documents.phrases import CATEGORIES, WITHOUT_MEASURE, person
from services.reporting.documents.plan_version import plan_version
from services.reporting.documents.quarterly_measures import measure_details
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Detail, Details, Paragraph
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.measure_sheets import CategoryLine, MeasureMoney, MeasureSheets
from services.reporting.domain.quarterly import MeasureLine
from services.reporting.domain.registers import Registers
from shared.periods import german_date

TYPE = "measure-sheets"
_NOTHING = "–"

_MILESTONE_COLUMNS = (
    Column("milestone", "Meilenstein", row_header=True, expected_chars=40),
    Column("due_on", "Fällig", ValueType.DATE),
    Column("done_on", "Erreicht", ValueType.DATE),
    Column("state", "Stand", expected_chars=12),
)
_MONEY_COLUMNS = (
    Column("category", "Kostenart", row_header=True, expected_chars=24),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("committed", "Beauftragt", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
)


def measure_sheets_document(
    heading: Heading, figures: MeasureSheets, registers: Registers
) -> Document:
    """The sheets; without any measure the report says so."""
    details, phase = measure_details(figures.quarterly), heading.grant.phase
    sheets = tuple(
        Section(section.heading, tuple(_sheet(line, section, registers, phase)), begins_page=True)
        for section, line in zip(details, figures.quarterly.measures, strict=True)
    )
    nothing = Paragraph.of("Für diese Zuwendung ist noch keine Maßnahme angelegt.")
    version = plan_version(figures.quarterly.plan, figures.quarterly.sums.plan)
    parts = (
        Part("sheets", sheets, (version,) if sheets else (version, nothing)),
        Part(
            "milestones",
            blocks=(_milestones(figures), *told_findings(figures.quarterly)),
            title="Meilensteine",
            annex="Anlage 1",
        ),
        Part("money", blocks=_money(figures), title="Geld je Kostenart", annex="Anlage 2"),
        *register_parts(registers),
    )
    subtitle = f"Stand {german_date(figures.quarterly.sums.as_of)}"
    return heading.document(TYPE, "Maßnahmenblätter", subtitle, parts)


def _sheet(
    line: MeasureLine, section: Section, registers: Registers, phase: str
) -> Iterator[Block]:
    yield _named(line.measure, phase)
    yield from section.blocks
    yield register_details(registers, line.measure.measure_id)
    yield _said(line)


def _named(measure: MeasureSnapshot, phase: str) -> Details:
    """How the sheet is filed, what the measure is for, who leads and who takes part."""
    first = ", erste Umsetzungsmaßnahme" if measure.first_measure else ""
    return Details(
        (
            Detail("Maßnahme", measure.measure_id),
            Detail("Phase", f"{phase}{first}"),
            Detail("Ziel", measure.goal or _NOTHING),
            Detail("Leitung", _lead(measure.lead)),
            Detail("Partner", measure.partners or _NOTHING),
            Detail("Smart City Charta", measure.charta_reference or _NOTHING),
        )
    )


def _lead(lead: str) -> str:
    """A person leads in that role, under a pseudonymous id; an office under its name."""
    is_person = len(lead) == 36 and lead.count("-") == 4
    return person(lead, Role.PROJECT_LEAD.label) if is_person else lead or _NOTHING


def _said(line: MeasureLine) -> Details:
    decision = line.status.decision_needed.strip() if line.status else ""
    return Details(
        (
            Detail("Aus der Beteiligung", line.measure.participation_origin or _NOTHING),
            Detail("Zu entscheiden", decision or _NOTHING),
        )
    )


def _milestones(figures: MeasureSheets) -> Table:
    return Table(
        "milestones", "Meilensteine je Maßnahme", _MILESTONE_COLUMNS, tuple(_steps(figures))
    )


def _steps(figures: MeasureSheets) -> Iterator[Row]:
    for line in figures.quarterly.measures:
        listed = line.status.listed_milestones if line.status else ()
        if listed:
            yield Row((None,) * 4, RowKind.GROUP, label=line.measure.title)
        for one in listed:
            yield Row(_step(one, figures), facts=Facts.of([line.measure.measure_id]))


def _step(one: Milestone, figures: MeasureSheets) -> tuple[Value, ...]:
    day = figures.quarterly.sums.as_of
    done_on = one.done_on if one.done_on and one.done_on <= day else None
    state = "erreicht" if done_on else "überfällig" if one.due_on <= day else "offen"
    return one.title, one.due_on, done_on, state


def _money(figures: MeasureSheets) -> tuple[Block, ...]:
    rows = [row for one in figures.money for row in _of_measure(one)]
    total = Row((None, *_cells(figures.total)), RowKind.TOTAL, label="Summe")
    caption = "Geld je Maßnahme und Kostenart"
    return (Table("money", caption, _MONEY_COLUMNS, (*rows, total)),)


def _of_measure(one: MeasureMoney) -> Iterator[Row]:
    title = one.title or WITHOUT_MEASURE
    yield Row((None,) * 5, RowKind.GROUP, label=title)
    for line in one.categories:
        name = CATEGORIES.get(line.category, line.category)
        sums = line.sums
        yield Row(
            (name, *_cells(line)),
            column_facts=(
                ("committed", Facts.of(sums.committed.ids)),
                ("paid", Facts.of(sums.paid.ids)),
                ("eligible", Facts.of(sums.eligible.ids)),
            ),
        )
    yield Row((None, *_cells(one.total)), RowKind.SUBTOTAL, label=f"Summe {title}")


def _cells(line: CategoryLine) -> tuple[int, int, int, int]:
    sums = line.sums
    return line.planned_cents, sums.committed.cents, sums.paid.cents, sums.eligible.cents
