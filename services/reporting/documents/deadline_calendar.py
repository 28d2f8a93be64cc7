"""Deadline calendar (R19, Fristenkalender): duty, basis, days, who is told how early."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.events.budget import DeadlineSnapshot
from contracts.roles import Role
from contracts.rulebook.duty_remedies import DUTY_WORDS, duty_remedy
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.phrases import counted
from services.reporting.documents.rule_sources import RULE_COLUMN
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import BulletList, Hint, HintKind, Paragraph
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.deadline_calendar import DeadlineCalendar, warned_on
from shared.periods import german_date

TYPE: Final = "deadline-calendar"
_STATES: Final = {"open": "offen", "overdue": "überfällig", "done": "erledigt"}


def deadline_calendar_document(heading: Heading, figures: DeadlineCalendar) -> Document:
    """Open duties first; the done ones are an annex."""
    parts = (
        Part("open", (Section("Offene Fristen", tuple(_open(heading, figures))),)),
        Part("done", blocks=tuple(_done(figures)), title="Erledigte Fristen", annex="Anlage 1"),
    )
    subtitle = (
        f"Offene und erledigte Fristen, gegliedert nach dem {heading.period.label}"
        if figures.as_of
        else "Noch nichts gemeldet"
    )
    return heading.document_of_day(TYPE, "Fristenkalender", figures.as_of, subtitle, parts)


def _is_over(heading: Heading, figures: DeadlineCalendar) -> bool:
    """Whether nothing can fall due in the period any more: it would be overdue by now."""
    return figures.as_of is not None and figures.as_of > heading.period.last_day


def _open(heading: Heading, figures: DeadlineCalendar) -> Iterator[Block]:
    if figures.as_of is None:
        yield Paragraph.of("Zu dieser Zuwendung sind noch keine Fristen gemeldet.")
    yield KeyFigures(tuple(_counts(heading, figures)))
    if figures.as_of is not None and not figures.open:
        yield Paragraph.of("Es ist keine Frist offen.")
    alarms = [one for one in figures.overdue if one.alarm]
    if alarms:
        yield Hint(Paragraph.of(" ".join(one.alarm for one in alarms)), HintKind.WARNING)
    yield _table(heading, figures)
    yield from values_blocks(figures.values, lambda kind: DUTY_WORDS[kind], key="deadline_values")
    moved = [one for one in figures.open if one.first_due_on]
    if moved:
        yield BulletList(tuple(_moved(one) for one in moved))


def _counts(heading: Heading, figures: DeadlineCalendar) -> Iterator[KeyFigure]:
    found = (
        ("overdue", "Überfällig", figures.overdue),
        ("coming", f"Fällig bis Ende {heading.period.label}", figures.coming),
        ("later", _later(heading, figures), figures.later),
        ("done", "Erledigt", figures.done),
    )
    for key, label, some in found:
        if key == "coming" and _is_over(heading, figures):
            continue
        yield KeyFigure(label, len(some), ValueType.INTEGER, facts=_facts(some), key=key)


def _later(heading: Heading, figures: DeadlineCalendar) -> str:
    return "Noch fällig" if _is_over(heading, figures) else "Später fällig"


def _moved(one: DeadlineSnapshot) -> Paragraph:
    assert one.first_due_on is not None, "only extended ones are listed"
    return Paragraph.of(
        f"{one.title}: verlängert vom {german_date(one.first_due_on)} auf den "
        f"{german_date(one.due_on)}."
    )


def _table(heading: Heading, figures: DeadlineCalendar) -> Table:
    columns = (
        Column("duty", "Pflicht", row_header=True, expected_chars=22),
        Column(RULE_COLUMN, "Regel", expected_chars=7),
        Column("basis", "Grundlage", expected_chars=24),
        Column("due_on", "Fällig", ValueType.DATE),
        Column("target_on", "Internes Ziel", ValueType.DATE),
        *(
            Column(f"lead_{days}", counted(days, "Tag vorher", "Tage vorher"), ValueType.DATE)
            for days in figures.lead_days
        ),
        Column("responsible", "Zuständig", expected_chars=27),
        Column("status", "Stand", expected_chars=9),
        Column("told", "Unterrichtet", expected_chars=22),
        Column("remedy", "Was zu tun ist", expected_chars=24),
    )
    groups = (
        ("Überfällig", figures.overdue),
        (f"Fällig bis Ende {heading.period.label}", figures.coming),
        (_later(heading, figures), figures.later),
    )
    rows: list[Row] = []
    for label, some in groups:
        if some:
            rows.append(Row((None,) * len(columns), RowKind.GROUP, label=label))
        rows += [_row(one, figures.lead_days) for one in some]
    return Table("deadlines", "Offene Fristen mit Vorlauf", columns, tuple(rows))


def _row(one: DeadlineSnapshot, lead_days: tuple[int, ...]) -> Row:
    cells: tuple[Value, ...] = (
        one.title,
        one.rule,
        one.basis,
        one.due_on,
        one.target_on if one.target_on != one.due_on else None,
        *warned_on(one, lead_days),
        Role(one.responsible).label,
        _STATES[one.status],
        ", ".join(Role(each).label for each in one.told),
        duty_remedy(one.duty),
    )
    return Row(cells, facts=_facts((one,)))


def _done(figures: DeadlineCalendar) -> Iterator[Block]:
    columns = (
        Column("duty", "Pflicht", row_header=True, expected_chars=34),
        Column(RULE_COLUMN, "Regel", expected_chars=8),
        Column("due_on", "Fällig", ValueType.DATE),
        Column("done_on", "Erledigt am", ValueType.DATE),
        Column("responsible", "Zuständig", expected_chars=27),
    )
    rows = tuple(
        Row(
            (one.title, one.rule, one.due_on, one.done_on, Role(one.responsible).label),
            facts=_facts((one,)),
        )
        for one in figures.done
    )
    yield Table("done", "Erledigte Fristen", columns, rows)


def _facts(some: tuple[DeadlineSnapshot, ...]) -> Facts:
    return Facts.of([one.deadline_id for one in some])
