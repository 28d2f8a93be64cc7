"""Page 2 of the quarterly report: how each measure stands, who decided it and what is to decide.

Eight measures have to fit on that page, so a row says what is new; the annex says all of it.
"""

from __future__ import annotations

from datetime import date

from contracts.events.snapshots import MeasureStatus, Milestone
from services.reporting.documents.document import Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.lines import overrun_words
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Detail, Details, Paragraph
from services.reporting.documents.values import Light, StatusLine, ValueType
from services.reporting.domain.milestones import progress
from services.reporting.domain.quarterly import MeasureLine, QuarterlyFigures
from services.reporting.domain.sums import LineSums
from shared.money import format_euro
from shared.periods import german_date

LIGHTS = {"green": Light.GREEN, "amber": Light.YELLOW, "red": Light.RED}
_NOTHING = "–"

_COLUMNS = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=20),
    Column("light", "Ampel", ValueType.STATUS),
    Column("standing", "Was ist fertig, was ist verspätet und warum", expected_chars=80),
    Column("decision", "Zu entscheiden", expected_chars=24),
    Column("origin", "Aus der Beteiligung", expected_chars=16),
)


def measures_table(figures: QuarterlyFigures) -> Table:
    """One row a measure; the light always has its word beside the colour."""
    rows = tuple(
        Row(_cells(one, figures.sums.as_of), facts=Facts.of([one.measure.measure_id]))
        for one in figures.measures
    )
    caption = f"Maßnahmen am {german_date(figures.sums.as_of)}"
    return Table("measures", caption, _COLUMNS, rows)


def _cells(line: MeasureLine, day: date) -> tuple[str, str, str, str, str]:
    measure, status = line.measure, line.status
    origin = measure.participation_origin or _NOTHING
    if status is None:
        return measure.title, Light.NONE.value, "kein Stand gemeldet", _NOTHING, origin
    return (
        measure.title,
        LIGHTS[status.light].value,
        _standing(status, day) or _NOTHING,
        status.decision_needed.strip() or _NOTHING,
        origin,
    )


def _standing(status: MeasureStatus, day: date) -> str:
    """What is reached, what is overdue, and what the person said to it."""
    found = progress(status.listed_milestones, day)
    done = f"Fertig: {len(found.finished)} von {found.count} Meilensteinen"
    if found.finished:
        done += f", zuletzt {found.finished[-1].title}"
    sentences = [f"{done}."] if found.count else [_one_line(status.milestones)]
    sentences += [f"Überfällig seit {german_date(one.due_on)}: {one.title}." for one in found.late]
    return " ".join([*sentences, status.reason.strip()]).strip()


def lights_paragraph(figures: QuarterlyFigures) -> Paragraph:
    """Who set the lights, and where a person decided other than the system proposed."""
    told = [one for one in figures.measures if one.status is not None]
    other = [one for one in told if one.status and one.status.light != one.status.proposed_light]
    text = "Die Ampel hat jeweils eine Person gesetzt; das System schlägt sie nur vor. "
    if not told:
        return Paragraph.of("Für dieses Quartal hat noch niemand einen Stand gemeldet.")
    if not other:
        return Paragraph.of(text + "Alle Ampeln folgen dem Vorschlag.")
    named = "; ".join(
        f"{one.measure.title} (Vorschlag: {LIGHTS[one.status.proposed_light].label})"
        for one in other
        if one.status
    )
    return Paragraph.of(f"{text}Abweichend vom Vorschlag: {named}. Den Grund nennt ihre Zeile.")


def measure_details(figures: QuarterlyFigures) -> tuple[Section, ...]:
    """The annex: criteria of each proposal, risk, money and source of every measure."""
    over = figures.overrun_lines
    return tuple(_detail(one, figures.sums.as_of, over) for one in figures.measures)


def _detail(line: MeasureLine, day: date, overrun: tuple[LineSums, ...]) -> Section:
    measure, status = line.measure, line.status
    light = LIGHTS[status.light] if status else Light.NONE
    proposal = (
        f"Vorschlag des Systems: {LIGHTS[status.proposed_light].label}"
        if status
        else "Für dieses Quartal liegt kein Stand vor"
    )
    items = [
        Detail(
            "Laufzeit", f"{german_date(measure.period_start)} bis {german_date(measure.period_end)}"
        ),
        Detail("Handlungsfeld", measure.action_field or _NOTHING),
        Detail("Strategie", measure.strategy_reference or _NOTHING),
        Detail(
            "Geld",
            f"geplant {format_euro(line.planned_cents)}, bezahlt "
            f"{format_euro(line.sums.paid.cents)}, zuwendungsfähig "
            f"{format_euro(line.sums.eligible.cents)}, beauftragt "
            f"{format_euro(line.sums.committed.cents)}",
        ),
    ]
    over = "; ".join(overrun_words(one) for one in overrun if one.measure_id == measure.measure_id)
    if over:
        items.append(Detail("Deutlich über dem Ansatz", over))
    if status is not None:
        items += _milestone_details(status, day)
        items += [
            Detail("Kriterien des Vorschlags", _sentence(status.criteria) or _NOTHING),
            Detail("Begründung der Person", status.reason.strip() or _NOTHING),
            Detail("Risiko", status.risk.strip() or _NOTHING),
        ]
    return Section(measure.title, (StatusLine(light, proposal), Details(tuple(items))))


def _milestone_details(status: MeasureStatus, day: date) -> list[Detail]:
    if not status.listed_milestones:
        return [Detail("Meilensteine", _one_line(status.milestones) or _NOTHING)]
    found = progress(status.listed_milestones, day)
    groups = (
        ("Erreicht", found.finished, _reached),
        ("Überfällig", found.late, _due),
        ("Noch offen", found.to_come, _due),
    )
    return [
        Detail(label, "; ".join(say(one) for one in group)) for label, group, say in groups if group
    ]


def _reached(one: Milestone) -> str:
    done = german_date(one.done_on) if one.done_on else _NOTHING
    return f"{one.title} ({done}, fällig {german_date(one.due_on)})"


def _due(one: Milestone) -> str:
    return f"{one.title} (fällig {german_date(one.due_on)})"


def _one_line(text: str) -> str:
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


def _sentence(criteria: tuple[str, ...]) -> str:
    return " ".join(one.strip() for one in criteria).rstrip(".")
