"""Touched facts of which only the whole report tells whether and how it prints them: waivers,
notes, statuses of measures, indicators.

Looked at only where such a fact was touched, for it reads all rows or the stored report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from sqlalchemy.orm import Session

from services.reporting.documents.figure_notes import document_amounts
from services.reporting.domain.fact_changes import SaidFacts
from services.reporting.domain.fact_kind import SaidFact
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.kept_kinds import INDICATOR, NOTE, WAIVER
from services.reporting.domain.money_kinds import LAST_STATUS
from services.reporting.domain.waivers import waivers_relied_on
from services.reporting.store import grant_facts, waivers
from services.reporting.store.procurement import named_files
from services.reporting.store.registers import measured_bodies
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.report_facts import OVERVIEW, REPORT_FACTS
from services.reporting.usecases.stored_document import stored_document
from shared.periods import Period


def printed_facts(
    session: Session, row: ReportRow, offsets: tuple[int, int], said: SaidFacts, *, is_long: bool
) -> SaidFacts:
    """Without waivers the report relies on at neither offset, without statuses of which it knows a
    later one at both, and without explanations of figures it does not show; of a long list
    (`is_long`) none is taken away, it is not read for that. Indicators as measured by its end."""

    @cache
    def relied() -> frozenset[str]:
        return frozenset(one for offset in offsets for one in _relied(session, row, offset))

    @cache
    def shown() -> frozenset[FigureAddress]:
        document = stored_document(session, row.report_id)
        return frozenset(
            address.within(row.type) for address, _, _, _ in document_amounts(document)
        )

    @cache
    def last() -> frozenset[str]:
        return frozenset(one for offset in offsets for one in _last_statuses(session, row, offset))

    def is_printed(fact: SaidFact) -> bool:
        if fact.kind in LAST_STATUS.stored and LAST_STATUS in REPORT_FACTS[row.type].kinds:
            return fact.subject in last()
        if fact.kind in WAIVER.stored:
            return fact.subject in relied()
        address = FigureAddress.read(fact.body["subject"]) if fact.kind in NOTE.stored else None
        return address is None or (address.stands_in(row.type) and (is_long or address in shown()))

    return _measured(session, row, offsets, _only(said, is_printed))


def _last_statuses(session: Session, row: ReportRow, offset: int) -> list[str]:
    """The subjects of those that a report known up to the offset prints."""
    day = Period.parse(row.period).last_day
    measures = grant_facts.frame_of(session, row.grant_id, offset).measures
    last = ((one.measure.measure_id, one.last_status(day)) for one in measures)
    return [f"{row.grant_id}|{name}|{status.period}" for name, status in last if status]


def _measured(
    session: Session, row: ReportRow, offsets: tuple[int, int], said: SaidFacts
) -> SaidFacts:
    """With the measurements of indicators that were made by the end of the period."""
    every = (*said.before, *said.after, *said.between)
    if not any(one.kind in INDICATOR.stored for one in every):
        return said
    day = Period.parse(row.period).last_day
    bodies = measured_bodies(session, row.grant_id, max(offsets), day)
    before, after, between = (
        tuple(
            replace(one, body=bodies[one.event_id]) if one.kind in INDICATOR.stored else one
            for one in facts
        )
        for facts in (said.before, said.after, said.between)
    )
    return SaidFacts(before, after, between, said.backwards)


def _relied(session: Session, row: ReportRow, offset: int) -> list[str]:
    known, about = (
        waivers.waivers_of(session, row.grant_id, offset),
        REPORT_FACTS[row.type].relies_on,
    )
    if not known:
        return []
    facts = grant_facts.grant_facts(session, row.grant_id, offset)
    files = named_files(session, row.grant_id, offset, known, shows_all=row.type == OVERVIEW)
    found = waivers_relied_on(facts, known, Period.parse(row.period).last_day, about, files)
    return [one.fact.approved.waiver_id for one in found]


def _only(said: SaidFacts, keep: Callable[[SaidFact], bool]) -> SaidFacts:
    before, after, between = (
        tuple(one for one in facts if keep(one))
        for facts in (said.before, said.after, said.between)
    )
    return SaidFacts(before, after, between, said.backwards)
