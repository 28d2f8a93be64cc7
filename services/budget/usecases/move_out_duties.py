"""Terms, exceptions, deadlines, notices and closings as tables a city takes along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.deadline import DeadlineStatus
from services.budget.domain.notice import NoticeStatus, NoticeStep
from services.budget.domain.reconciliation import LedgerTotal
from services.budget.domain.waiver import WaiverState
from services.budget.export.table import Table, yes_or_no
from services.budget.intake.profile import profiles
from services.budget.intake.record_writer import cells_of
from services.budget.store.amendment import amendment_records
from services.budget.store.deadline import extension_records
from services.budget.store.grant import GrantRecord
from services.budget.store.notice import NoticeRecord, notices_of
from services.budget.store.notice_withdrawal import withdrawals_of
from services.budget.store.reconciliation import closings_of, reconciliations_of
from services.budget.store.waiver import waivers_of
from services.budget.usecases.deadline_reading import deadlines_of
from services.budget.usecases.grant_snapshot import as_texts
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.csv_text import Cell, Cents

_AMENDMENTS: Final = ("Aktenzeichen", "Vom", "Gilt ab", "Feld", "Neuer Wert", "Bestätigt")
_WAIVERS: Final = (
    "Nr.", "Gegenstand", "Regel", "Befund", "Feld", "Grund", "Gilt bis", "Stand", "Genehmigt am",
    "Grund des Widerrufs", "SHA-256 des Schreibens",
)  # fmt: skip
_WAIVER_STATES: Final = {
    WaiverState.PROPOSED: "vorgeschlagen",
    WaiverState.APPROVED: "genehmigt",
    WaiverState.EXPIRED: "abgelaufen",
    WaiverState.REVOKED: "widerrufen",
}
_DEADLINES: Final = (
    "Pflicht", "Bezeichnung", "Regel", "Grundlage", "Fällig am", "Zuständig", "Stand",
    "Erledigt am",
)  # fmt: skip
_STATES: Final = {
    DeadlineStatus.OPEN: "offen",
    DeadlineStatus.DONE: "erledigt",
    DeadlineStatus.OVERDUE: "überfällig",
}
_EXTENSIONS: Final = ("Pflicht", "Verlängert bis", "Vom", "Aktenzeichen", "Grund", "Bestätigt")
NOTICE_COLUMNS: Final = (
    "Regel", "Anlass", "Bekannt am", "Fällig am", "Vorher", "Nachher", "Auswirkung", "Stand",
    "Gesendet am", "Zeichen der Sendung", "Beantwortet am", "Antwort", "Grund des Verzichts",
)  # fmt: skip
_NOTICE_STATES: Final = {
    NoticeStatus.OPEN: "offen",
    NoticeStatus.SENT: "gesendet",
    NoticeStatus.ANSWERED: "beantwortet",
    NoticeStatus.DISPENSED: "entfällt",
}
_TAKEN_BACK: Final = (
    "Regel", "Anlass", "Schritt", "Vom", "Zeichen oder Antwort", "Grund", "Zurückgenommen am",
)  # fmt: skip
STEP_NAMES: Final = {NoticeStep.SENDING: "Versand", NoticeStep.ANSWER: "Antwort"}
_COMPARED: Final = (
    "Quartal", "Abgleich", "Haushaltsjahr", "Sachkonto", "Kostenträger", "Erfasst",
    "Finanzbuchhaltung", "Unterschied", "Erklärung", "Geschlossen am",
)  # fmt: skip


def duty_tables(
    session: Session, grant: GrantRecord, today: date, *, means: Means
) -> Iterator[Table]:
    """What the award became, what was excepted from it, what is due, and what was closed."""
    grant_id = grant.grant_id
    amended = [
        (one.amendment.reference, one.amendment.decided_on, one.amendment.valid_from, key, text,
         yes_or_no(one.confirmed_by is not None))
        for one in amendment_records(session, grant_id)
        for key, text in as_texts(one.amendment.changes).items()
    ]  # fmt: skip
    yield Table("aenderungsbescheide", _AMENDMENTS, amended)
    yield Table("ausnahmen", _WAIVERS, list(_waivers(session, grant_id, today)))
    due = [
        (one.duty, one.title, one.rule, one.basis, one.due_on, one.responsible,
         _STATES[one.status(today)], one.done_on)
        for one in deadlines_of(session, grant, today, means=means)
    ]  # fmt: skip
    yield Table("fristen", _DEADLINES, due)
    extended = [
        (one.extension.duty, one.extension.due_on, one.extension.decided_on,
         one.extension.reference, one.extension.reason, yes_or_no(one.confirmed_by is not None))
        for one in extension_records(session, grant_id)
    ]  # fmt: skip
    yield Table("fristverlaengerungen", _EXTENSIONS, extended)
    yield Table(
        "mitteilungen", NOTICE_COLUMNS, list(map(notice_cells, notices_of(session, grant_id)))
    )
    yield Table("mitteilungsruecknahmen", _TAKEN_BACK, list(_taken_back(session, grant_id)))


def closing_tables(session: Session, grant_id: str) -> Iterator[Table]:
    """The comparisons with the finance system, its totals in the columns their reader reads, and
    the half-years they closed."""
    records = sorted(
        reconciliations_of(session, grant_id), key=lambda one: (one.quarter, one.created_at)
    )
    compared: list[tuple[Cell, ...]] = []
    profile = profiles()["summenliste"]
    for number, one in enumerate(records, start=1):
        closed_on = local_day(one.closed_at) if one.closed_at else None
        totals = []
        for each in one.comparisons:
            place = each.place
            compared.append(
                (one.quarter, number, place.budget_year, place.account, place.cost_unit,
                 Cents(each.entered_cents), Cents(each.ledger_cents),
                 Cents(each.difference_cents), each.reason, closed_on)
            )  # fmt: skip
            if each.ledger_cents and place.account:
                totals.append(
                    LedgerTotal(
                        0, place.account, place.cost_unit or None, place.budget_year,
                        each.ledger_cents,
                    )
                )  # fmt: skip
        name = f"summenliste-{one.quarter}-{number}"
        yield Table(name, list(profile.columns.values()), list(cells_of(profile, totals)))
    yield Table("abgleiche", _COMPARED, compared)
    closings = closings_of(session, [grant_id]).get(grant_id, {})
    halves = [(str(half), local_day(at)) for half, at in sorted(closings.items())]
    yield Table("halbjahresabschluesse", ("Halbjahr", "Geschlossen am"), halves)


def _waivers(session: Session, grant_id: str, today: date) -> Iterator[tuple[Cell, ...]]:
    for one in waivers_of(session, grant_id):
        target = one.new.target
        approved_on = local_day(one.approved_at) if one.approved_at else None
        yield (
            one.number, target.subject, target.rule, target.code, target.field, one.new.reason,
            one.new.expires_on, _WAIVER_STATES[one.state(today)], approved_on,
            one.revocation_reason, one.new.file_sha256,
        )  # fmt: skip


def notice_cells(one: NoticeRecord) -> tuple[Cell, ...]:
    """One notice in the columns a city takes along."""
    occasion, way = one.occasion, one.progress
    effect = None if occasion.effect_cents is None else Cents(occasion.effect_cents)
    return (
        occasion.rule, occasion.reason, occasion.known_on, one.due_on, occasion.before,
        occasion.after, effect, _NOTICE_STATES[one.status], way.sent_on, way.sent_reference,
        way.answered_on, way.answer, way.dispensation_reason,
    )  # fmt: skip


def _taken_back(session: Session, grant_id: str) -> Iterator[tuple[Cell, ...]]:
    past = withdrawals_of(session, grant_id)
    for one in notices_of(session, grant_id):
        for each in past.get(one.notice_id, ()):
            yield (
                one.occasion.rule, one.occasion.reason, STEP_NAMES[each.step], each.noted.on,
                each.noted.words, each.reason, local_day(each.withdrawn_at),
            )  # fmt: skip
