"""Touched facts of which only the whole report tells whether it prints them: waivers and notes.

Looked at only where such a fact was touched, for it reads all rows or the stored report.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy.orm import Session

from services.reporting.documents.figure_notes import document_amounts
from services.reporting.domain.fact_changes import SaidFacts
from services.reporting.domain.fact_kind import SaidFact
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.kept_kinds import NOTE, WAIVER
from services.reporting.domain.waivers import waivers_relied_on
from services.reporting.store import grant_facts, waivers
from services.reporting.store.procurement import named_files
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.report_facts import OVERVIEW, REPORT_FACTS
from services.reporting.usecases.stored_document import stored_document
from shared.periods import Period


def printed_facts(
    session: Session, row: ReportRow, offsets: tuple[int, int], said: SaidFacts, *, is_long: bool
) -> SaidFacts:
    """Without waivers the report relies on at neither offset, and without explanations of figures
    it does not show; of a long list (`is_long`) none is taken away, it is not read for that."""

    @cache
    def relied() -> frozenset[str]:
        return frozenset(one for offset in offsets for one in _relied(session, row, offset))

    @cache
    def shown() -> frozenset[FigureAddress]:
        document = stored_document(session, row.report_id)
        return frozenset(
            address.within(row.type) for address, _, _, _ in document_amounts(document)
        )

    def is_printed(fact: SaidFact) -> bool:
        if fact.kind in WAIVER.stored:
            return fact.subject in relied()
        address = FigureAddress.read(fact.body["subject"]) if fact.kind in NOTE.stored else None
        return address is None or (address.stands_in(row.type) and (is_long or address in shown()))

    return _only(said, is_printed)


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
