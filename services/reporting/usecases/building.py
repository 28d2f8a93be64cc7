"""From facts below a cut-off to the `Document` of each report type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents import Block, Document, from_json
from services.reporting.documents.call_package import TYPE as CALL_PACKAGE
from services.reporting.documents.call_package import call_package_document
from services.reporting.documents.cash_flow import TYPE as CASH_FLOW
from services.reporting.documents.cash_flow import cash_flow_document
from services.reporting.documents.change_notice import TYPE as CHANGE_NOTICE
from services.reporting.documents.change_notice import change_notice_document
from services.reporting.documents.change_table import change_blocks
from services.reporting.documents.data_quality import TYPE as DATA_QUALITY
from services.reporting.documents.data_quality import data_quality_document
from services.reporting.documents.financial_statement import TYPE as FINANCIAL_STATEMENT
from services.reporting.documents.financial_statement import financial_statement_document
from services.reporting.documents.measure_sheets import TYPE as MEASURE_SHEETS
from services.reporting.documents.measure_sheets import measure_sheets_document
from services.reporting.documents.portfolio import TYPE as PORTFOLIO
from services.reporting.documents.portfolio import portfolio_document
from services.reporting.documents.quarterly import TYPE as QUARTERLY
from services.reporting.documents.quarterly import QuarterlyContent, quarterly_document
from services.reporting.documents.quarterly_charts import reported_in
from services.reporting.documents.source import Heading
from services.reporting.documents.voucher_list import (
    LIST,
    SUMMARY,
    VoucherListContent,
    VoucherSource,
    voucher_list_document,
    voucher_list_summary_document,
)
from services.reporting.documents.waivers import with_waivers
from services.reporting.domain.calculation import AssessedRow, open_points, step_sums
from services.reporting.domain.call_package import call_of, call_package, missing_call
from services.reporting.domain.cash_flow import cash_flow
from services.reporting.domain.changes import changed_rows
from services.reporting.domain.data_quality import data_quality
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.financial_statement import financial_statement
from services.reporting.domain.measure_sheets import measure_sheets
from services.reporting.domain.notice import notices_of_period
from services.reporting.domain.portfolio import portfolio
from services.reporting.domain.quarterly import PreviousReport, quarterly_figures
from services.reporting.domain.sums import grant_sums
from services.reporting.domain.voucher import Corrections, Voucher
from services.reporting.domain.waivers import waivers_relied_on
from services.reporting.store import (
    assessments,
    causes,
    erasures,
    grant_facts,
    notices,
    pieces,
    reports,
    vouchers,
    waivers,
)
from services.reporting.store.pieces import document_of
from services.reporting.usecases.means import Means
from shared.clock import local_day
from shared.errors import Refused
from shared.periods import Period


@dataclass(frozen=True)
class Material:
    """One grant below a cut-off, for one period."""

    session: Session
    means: Means
    facts: GrantFacts
    period: Period
    offset: int
    call_numbers: dict[str, int] = field(default_factory=dict)

    @property
    def heading(self) -> Heading:
        return Heading(self.means.city, self.facts.grant, self.period)

    @property
    def grant_id(self) -> str:
        return self.facts.grant.grant_id


Build = Callable[[Material], Document]


def material(
    session: Session, means: Means, grant_id: str, period: Period, offset: int
) -> Material:
    """Reads the facts. Raises NotFound."""
    facts = grant_facts.grant_facts(session, grant_id, offset)
    numbers = {one.drawdown_id: one.number for one in facts.calls if one.status != "withdrawn"}
    return Material(session, means, facts, period, offset, numbers)


def build_quarterly(given: Material) -> Document:
    """R01."""
    assessed = _assessed(given)
    return quarterly_document(
        QuarterlyContent(
            heading=given.heading,
            figures=quarterly_figures(given.facts, given.period, _previous(given)),
            calls=_calls_until(given),
            steps=step_sums(assessed),
            open_points=open_points(assessed),
            changes=_changes(given),
        )
    )


def build_call_package(given: Material) -> Document:
    """R02. Raises Refused when the period has no call."""
    call = call_of(given.facts, given.period)
    if call is None:
        raise Refused(
            [missing_call(given.period)],
            subject=f"grant/{given.grant_id}",
            grant_id=given.grant_id,
        )
    package = call_package(given.facts, given.period, call)
    bound = grant_facts.rows_of_call(given.session, given.grant_id, call.drawdown_id, given.offset)
    return call_package_document(given.heading, package, _source(given, bound))


def build_voucher_list(given: Material) -> Document:
    """R03."""
    return voucher_list_document(_list_content(given))


def build_voucher_list_summary(given: Material) -> Document:
    """R03, sums only."""
    return voucher_list_summary_document(_list_content(given))


def build_change_notice(given: Material) -> Document:
    """R09."""
    known = notices.notices(given.session, given.grant_id, given.offset)
    return change_notice_document(given.heading, notices_of_period(known, given.period))


def build_financial_statement(given: Material) -> Document:
    """R04."""
    figures = financial_statement(given.facts, given.period.last_day)
    return financial_statement_document(given.heading, figures)


def build_measure_sheets(given: Material) -> Document:
    """R10."""
    return measure_sheets_document(given.heading, measure_sheets(given.facts, given.period))


def build_portfolio(given: Material) -> Document:
    """R11."""
    return portfolio_document(given.heading, portfolio(given.facts, given.period))


def build_cash_flow(given: Material) -> Document:
    """R12."""
    return cash_flow_document(given.heading, cash_flow(given.facts, given.period.last_day))


def build_data_quality(given: Material) -> Document:
    """R21."""
    return data_quality_document(given.heading, data_quality(_assessed(given)))


BUILD: dict[str, Build] = {
    QUARTERLY: build_quarterly,
    CALL_PACKAGE: build_call_package,
    LIST: build_voucher_list,
    SUMMARY: build_voucher_list_summary,
    FINANCIAL_STATEMENT: build_financial_statement,
    CHANGE_NOTICE: build_change_notice,
    MEASURE_SHEETS: build_measure_sheets,
    PORTFOLIO: build_portfolio,
    CASH_FLOW: build_cash_flow,
    DATA_QUALITY: build_data_quality,
}


def build(type_: str, given: Material) -> Document:
    """The report of this type, with the waivers it relies on. Raises what its builder raises."""
    known = waivers.waivers_of(given.session, given.grant_id, given.offset)
    relied = waivers_relied_on(given.facts, known, given.period.last_day) if known else []
    return with_waivers(BUILD[type_](given), relied)


def _assessed(given: Material) -> list[AssessedRow]:
    """Every row with what budget decided about it."""
    rows = {row.expenditure_id: row for row in given.facts.rows}
    day = given.period.last_day
    return list(assessments.assessed(given.session, given.grant_id, given.offset, rows, day))


def _list_content(given: Material) -> VoucherListContent:
    sums = grant_sums(given.facts, given.period.last_day)
    return VoucherListContent(
        heading=given.heading,
        sums=sums,
        lines=sums.lines,
        incomes=given.facts.incomes,
        calls=given.facts.calls,
        source=_source(given, None),
    )


def _source(given: Material, only: frozenset[str] | None) -> VoucherSource:
    """The rows in the order of the plan's lines, then of lines only rows name.

    A call binds whole rows, so its list (`only`) hides no corrections.
    """
    session, day = given.session, given.period.last_day
    scope = vouchers.VoucherScope(given.grant_id, given.offset, day, given.call_numbers, only)
    nothing = Corrections(frozenset())
    hidden = (
        vouchers.corrections(session, given.grant_id, given.offset) if only is None else nothing
    )
    open_text = erasures.opener(session, given.means.keyring)
    names = _line_order(given)

    def lines() -> Iterator[tuple[str, Iterator[Voucher]]]:
        for name in names:
            yield name, vouchers.of_line(session, scope, name, hidden, open_text)

    return VoucherSource(lines, lambda: vouchers.corrected(session, scope, hidden, open_text))


def _line_order(given: Material) -> list[str]:
    plan = given.facts.binding_plan(given.period.last_day)
    planned = [line.budget_line for line in plan.lines] if plan else []
    named = vouchers.line_names(given.session, given.grant_id, given.offset)
    return list(dict.fromkeys([*planned, *named]))


def _calls_until(given: Material) -> tuple[DrawdownSnapshot, ...]:
    day = given.period.last_day
    return tuple(
        one for one in given.facts.calls if one.released_on is not None and one.released_on <= day
    )


def _previous(given: Material) -> PreviousReport | None:
    """The quarter before as released; its rows as that report knew them."""
    before = str(given.period.previous())
    row = reports.last_released(given.session, given.grant_id, QUARTERLY, before)
    if row is None or row.released_at is None:
        return None
    document = stored_document(b"".join(pieces.read(given.session, document_of(row.report_id))))
    known = grant_facts.grant_facts(given.session, given.grant_id, row.cut_off_offset)
    return PreviousReport(
        period=before,
        version=row.version,
        released_on=local_day(row.released_at),
        reported=reported_in({table.key: table for table in document.tables()}),
        rows=tuple(known.rows),
    )


def stored_document(body: bytes) -> Document:
    """A small document from its canonical JSON; long lists are read from a file instead."""
    document: Document = from_json(Document, json.loads(body))
    return document


def _changes(given: Material) -> tuple[Block, ...]:
    """What is different from the version before, if there is one."""
    older = reports.last_version(given.session, given.grant_id, QUARTERLY, str(given.period))
    if older is None:
        return ()
    known = grant_facts.grant_facts(given.session, given.grant_id, older.cut_off_offset)
    why = causes.causes(given.session, given.grant_id, older.cut_off_offset, given.offset)
    found = changed_rows(known.rows, given.facts.rows, why, given.period.last_day)
    return change_blocks(older.version, tuple(found))
