"""The register of report types: one line each, with the periods it accepts and its builder."""

from __future__ import annotations

from services.reporting.documents.audit_note import TYPE as AUDIT_NOTE
from services.reporting.documents.audit_package import TYPE as AUDIT_PACKAGE
from services.reporting.documents.call_package import TYPE as CALL_PACKAGE
from services.reporting.documents.cash_flow import TYPE as CASH_FLOW
from services.reporting.documents.cash_flow import cash_flow_document
from services.reporting.documents.change_notice import TYPE as CHANGE_NOTICE
from services.reporting.documents.data_quality import TYPE as DATA_QUALITY
from services.reporting.documents.deadline_calendar import TYPE as DEADLINES
from services.reporting.documents.financial_statement import TYPE as FINANCIAL_STATEMENT
from services.reporting.documents.interest_sheet import TYPE as INTEREST
from services.reporting.documents.inventory import TYPE as INVENTORY
from services.reporting.documents.measure_sheets import TYPE as MEASURE_SHEETS
from services.reporting.documents.personnel_proof import TYPE as PERSONNEL
from services.reporting.documents.portfolio import TYPE as PORTFOLIO
from services.reporting.documents.portfolio import portfolio_document
from services.reporting.documents.procurement import TYPE as PROCUREMENT
from services.reporting.documents.quarterly import TYPE as QUARTERLY
from services.reporting.documents.registers import TYPE as REGISTERS
from services.reporting.documents.voucher_list import LIST, SUMMARY
from services.reporting.domain.cash_flow import cash_flow
from services.reporting.domain.portfolio import portfolio
from services.reporting.usecases.builders.audit_note import build_audit_note
from services.reporting.usecases.builders.audit_package import build_audit_package
from services.reporting.usecases.builders.call_package import build_call_package
from services.reporting.usecases.builders.change_notice import build_change_notice
from services.reporting.usecases.builders.data_quality import build_data_quality
from services.reporting.usecases.builders.from_facts import as_of_last_day, of_period
from services.reporting.usecases.builders.from_registers import (
    build_inventory,
    build_procurement,
    build_registers,
)
from services.reporting.usecases.builders.from_statements import (
    build_deadline_calendar,
    build_financial_statement,
    build_interest_sheet,
)
from services.reporting.usecases.builders.measure_sheets import build_measure_sheets
from services.reporting.usecases.builders.personnel_proof import build_personnel_proof
from services.reporting.usecases.builders.quarterly import build_quarterly
from services.reporting.usecases.builders.voucher_lists import (
    build_voucher_list,
    build_voucher_list_summary,
)
from services.reporting.usecases.report_type import ReportType
from services.reporting.usecases.written_types import WRITTEN_TYPES
from shared.periods import LONG_KINDS, PeriodKind

_QUARTER = (PeriodKind.QUARTER,)
_HALF_YEAR = (PeriodKind.HALF_YEAR,)
_ANY = LONG_KINDS
_WITH_MONTH = (*LONG_KINDS, PeriodKind.MONTH)


_PORTFOLIO = of_period(portfolio_document, portfolio)
_CASH_FLOW = as_of_last_day(cash_flow_document, cash_flow)

_TYPES = (
    ReportType(QUARTERLY, "R01", "Quartalsbericht", _QUARTER, "2026-Q1", build_quarterly),
    ReportType(CALL_PACKAGE, "R02", "Mittelabruf", _HALF_YEAR, "2026-H1", build_call_package, True),
    ReportType(LIST, "R03", "Belegliste", _ANY, "2026-H1", build_voucher_list, True),
    ReportType(
        SUMMARY, "R03", "Belegliste, Zusammenfassung", _ANY, "2026-H1", build_voucher_list_summary
    ),
    ReportType(
        FINANCIAL_STATEMENT,
        "R04",
        "Zahlenmäßiger Nachweis",
        _ANY,
        "2026-H1",
        build_financial_statement,
    ),
    *WRITTEN_TYPES,
    ReportType(
        CHANGE_NOTICE,
        "R09",
        "Mitteilung an den Zuwendungsgeber",
        _ANY,
        "2026-Q1",
        build_change_notice,
    ),
    ReportType(
        MEASURE_SHEETS, "R10", "Maßnahmenblätter", _QUARTER, "2026-Q1", build_measure_sheets
    ),
    ReportType(PORTFOLIO, "R11", "Maßnahmenübersicht", _ANY, "2026-Q1", _PORTFOLIO),
    ReportType(CASH_FLOW, "R12", "Mittelabfluss und Prognose", _WITH_MONTH, "2026-H1", _CASH_FLOW),
    ReportType(INVENTORY, "R13", "Inventarverzeichnis", _ANY, "2026-Q1", build_inventory),
    ReportType(PROCUREMENT, "R14", "Vergabeübersicht", _ANY, "2026-H1", build_procurement, True),
    ReportType(PERSONNEL, "R15", "Personalnachweis", _ANY, "2026-Q1", build_personnel_proof),
    ReportType(
        INTEREST, "R16", "Zins- und Erstattungsblatt", _ANY, "2026-Q1", build_interest_sheet
    ),
    ReportType(AUDIT_PACKAGE, "R17", "Prüfpaket (Z3)", _ANY, "2026-H1", build_audit_package, True),
    ReportType(AUDIT_NOTE, "R18", "Prüfungsvermerk", _ANY, "2026-H1", build_audit_note, True),
    ReportType(DEADLINES, "R19", "Fristenkalender", _ANY, "2026-Q1", build_deadline_calendar),
    ReportType(
        REGISTERS,
        "R20",
        "Software und Veröffentlichungen",
        _ANY,
        "2026-Q1",
        build_registers,
    ),
    ReportType(DATA_QUALITY, "R21", "Datenqualität", _ANY, "2026-Q1", build_data_quality),
)

REPORT_TYPES: dict[str, ReportType] = {
    one.type: one for one in sorted(_TYPES, key=lambda one: one.report)
}
