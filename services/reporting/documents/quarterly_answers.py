"""Page 1 of the quarterly report: four questions of a committee member, answered in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.lines import overrun_words
from services.reporting.documents.phrases import callable_sentence, counted, strong
from services.reporting.documents.plan_version import internal_note
from services.reporting.documents.text import Paragraph, Run
from services.reporting.documents.values import ValueType
from services.reporting.documents.waiting import short_reasons
from services.reporting.domain.calculation import OpenPoint
from services.reporting.domain.forecast import Forecast
from services.reporting.domain.quarterly import QuarterlyFigures
from shared.money import format_euro, format_percent_bp
from shared.periods import german_date

Pieces = list[str | Run]
_MOST_LINES: Final = 2
"""As many lines beyond their plan stand on page 1; the annex has all of them."""


def key_figures(figures: QuarterlyFigures) -> KeyFigures:
    """The four numbers to remember."""
    sums = figures.sums
    rows = sums.rows
    return KeyFigures(
        (
            KeyFigure("Bezahlt", rows.paid.cents, facts=Facts.of(rows.paid.ids), key="paid_cents"),
            KeyFigure(
                "Vom Bund erhalten",
                sums.received.cents,
                facts=Facts.of(sums.received.ids),
                key="received_cents",
            ),
            KeyFigure(
                "Unser Eigenanteil",
                sums.own_share_cents,
                note="vorläufig" if sums.preliminary else "",
                facts=Facts.of(rows.eligible.ids),
                key="own_share_cents",
            ),
            KeyFigure(
                "Ausschöpfung",
                sums.use_bp,
                ValueType.PERCENT,
                note="des Höchstbetrags",
                facts=Facts.of(rows.eligible.ids),
                key="use_bp",
            ),
        )
    )


def cost(figures: QuarterlyFigures) -> Paragraph:
    """What did it cost?"""
    rows, quarter = figures.sums.rows, figures.development.quarter
    day = german_date(figures.sums.as_of)
    of_quarter = f", davon {format_euro(quarter.paid_cents)} im {figures.period.label}"
    pieces: Pieces = [
        f"Bis zum {day} hat die Stadt ",
        strong(rows.paid.cents),
        f" bezahlt{'' if figures.hidden.movement else of_quarter}. "
        f"Zuwendungsfähig, also anteilig vom Bund finanziert, sind "
        f"{format_euro(rows.eligible.cents)}. ",
    ]
    if rows.committed.cents and not figures.hidden.ordered:
        pieces.append(
            f"Beauftragt, aber noch nicht bezahlt sind {format_euro(rows.committed.cents)}. "
        )
    pieces.append(plan_sentence(figures))
    pieces.append(_overrun_sentence(figures))
    return Paragraph.of(*pieces)


def _overrun_sentence(figures: QuarterlyFigures) -> str:
    """The lines beyond the early warning, the worst first; who spoke for the measure says why."""
    over = [one for one in figures.overrun_lines if one.budget_line not in figures.hidden.lines]
    if not over:
        return ""
    told = {one.measure.measure_id for one in figures.measures if one.status}
    named = "; ".join(overrun_words(one) for one in over[:_MOST_LINES])
    rest = len(over) - _MOST_LINES
    more = f"; {counted(rest, 'weitere', 'weitere')} in Anlage 2" if rest > 0 else ""
    why = "Was die Leitung der Maßnahme dazu sagt, steht auf der nächsten Seite."
    if any(one.measure_id not in told for one in over):
        why = "Einen Grund hat nicht jede Maßnahme gemeldet."
    return f" Deutlich über dem Ansatz: {named}{more}. {why}"


def plan_sentence(figures: QuarterlyFigures) -> str:
    """What the plan comes to."""
    if figures.plan is None:
        return "Einen freigegebenen Finanzierungsplan gibt es noch nicht."
    sentence = (
        f"Geplant sind insgesamt {format_euro(figures.planned_cents)} "
        f"(Plan Fassung {figures.plan.version} vom {german_date(figures.plan.released_on)})."
    )
    return sentence + internal_note(figures.plan, figures.sums.plan)


def federal_money(figures: QuarterlyFigures) -> Paragraph:
    """How much came from the federal government?"""
    sums = figures.sums
    pieces: Pieces = [
        f"Der Bund trägt {format_percent_bp(sums.terms.funding_rate_bp)} der zuwendungsfähigen "
        "Ausgaben. Überwiesen hat er bisher ",
        strong(sums.received.cents),
    ]
    if figures.hidden.claimable:
        return Paragraph.of(*pieces, f". Abgerufen sind {format_euro(sums.called.cents)}.")
    pieces += [
        f". Abgerufen sind {format_euro(sums.called.cents)}; aus abrufbaren Belegen "
        f"stehen uns {format_euro(sums.entitlement.amount_cents)} zu. ",
        callable_sentence(sums),
    ]
    if sums.overdrawn_cents:
        pieces.append(
            f" Damit sind {format_euro(sums.overdrawn_cents)} zu viel abgerufen; "
            "sie werden mit dem nächsten Abruf verrechnet."
        )
    return Paragraph.of(*pieces)


def own_money(figures: QuarterlyFigures, waiting: Sequence[OpenPoint]) -> Paragraph:
    """What do we pay ourselves?"""
    sums = figures.sums
    pieces: Pieces = [
        "Unser Eigenanteil an den zuwendungsfähigen Ausgaben beträgt ",
        "vorläufig " if sums.preliminary else "",
        strong(sums.own_share_cents),
        ". ",
    ]
    if sums.municipal_extra_cents:
        pieces.append(
            f"Weitere {format_euro(sums.municipal_extra_cents)} sind nicht zuwendungsfähig und "
            "bleiben ganz bei der Stadt. "
        )
    if sums.preliminary and figures.hidden.claimable:
        pieces.append("Vorläufig, weil nicht alle Belege abrufbar sind.")
    elif sums.preliminary:
        pieces.append(
            f"Vorläufig, weil Belege über {format_euro(sums.waiting_cents)} noch nicht abrufbar "
            f"sind{short_reasons(waiting)}."
        )
    return Paragraph.of(*pieces)


def lapsing_money(figures: QuarterlyFigures) -> Paragraph:
    """Does money lapse at the end?"""
    ahead = figures.forecast
    end = german_date(ahead.ends_on)
    if not ahead.months_left or ahead.needed_per_month_cents is None:
        return Paragraph.of(
            f"Der Bewilligungszeitraum endet am {end}. Nicht genutzt sind ",
            strong(ahead.left_cents),
            " der zuwendungsfähigen Ausgaben; dafür fließen keine Bundesmittel mehr.",
        )
    if figures.hidden.pace:
        return Paragraph.of(
            f"Bis zum {end} sind noch {counted(ahead.months_left, 'Monat', 'Monate')}. Möglich "
            f"wären noch {format_euro(ahead.left_cents)}; dafür wären ",
            strong(ahead.needed_per_month_cents),
            " im Monat nötig.",
        )
    pieces: Pieces = [
        *_outlook(ahead, end),
        f" Möglich wären in {counted(ahead.months_left, 'Monat', 'Monaten')} noch "
        f"{format_euro(ahead.left_cents)}; dafür wären ",
        strong(ahead.needed_per_month_cents),
        " im Monat nötig",
        f", zuletzt waren es {format_euro(ahead.pace_cents)} "
        f"(Durchschnitt aus {counted(ahead.pace_months, 'Monat', 'Monaten')})."
        if ahead.is_foreseeable
        else ".",
    ]
    return Paragraph.of(*pieces)


def _outlook(ahead: Forecast, end: str) -> Pieces:
    if not ahead.is_foreseeable:
        return [
            f"Noch nicht absehbar: Das Vorhaben läuft erst "
            f"{counted(ahead.pace_months, 'Monat', 'Monate')}."
        ]
    if ahead.lapsing_cents:
        return [
            f"Ja, wenn es im bisherigen Tempo weitergeht: Bis zum {end} bleiben ",
            strong(ahead.lapsing_cents),
            f" ungenutzt, und {format_euro(ahead.lapsing_grant_cents)} Bundesmittel verfallen.",
        ]
    if ahead.missing_cents:
        return [
            f"Nein. Im bisherigen Tempo kostet das Vorhaben bis zum {end} sogar "
            f"{format_euro(ahead.missing_cents)} mehr, als zuwendungsfähig ist; "
            "das trüge die Stadt allein.",
        ]
    return [f"Nein, im bisherigen Tempo ist bis zum {end} alles genutzt."]
