"""The report types that can be made, and the periods each accepts."""

from __future__ import annotations

from dataclasses import dataclass

from services.reporting.documents.call_package import TYPE as CALL_PACKAGE
from services.reporting.documents.cash_flow import TYPE as CASH_FLOW
from services.reporting.documents.change_notice import TYPE as CHANGE_NOTICE
from services.reporting.documents.data_quality import TYPE as DATA_QUALITY
from services.reporting.documents.financial_statement import TYPE as FINANCIAL_STATEMENT
from services.reporting.documents.measure_sheets import TYPE as MEASURE_SHEETS
from services.reporting.documents.portfolio import TYPE as PORTFOLIO
from services.reporting.documents.quarterly import TYPE as QUARTERLY
from services.reporting.documents.voucher_list import LIST, SUMMARY
from shared.errors import Refused, Violation
from shared.periods import Period, PeriodError, PeriodKind


@dataclass(frozen=True)
class ReportType:
    """One type: slug of the API, number (R01 …), German title, periods it is made for, and whether
    its rows name creditors."""

    type: str
    report: str
    title: str
    periods: tuple[PeriodKind, ...]
    example_period: str
    names_creditors: bool = False

    @property
    def period_kind(self) -> str:
        """`quarter`, `half_year` or `any`."""
        return self.periods[0].value if len(self.periods) == 1 else "any"


REPORT_TYPES: dict[str, ReportType] = {
    one.type: one
    for one in (
        ReportType(QUARTERLY, "R01", "Quartalsbericht", (PeriodKind.QUARTER,), "2026-Q1"),
        ReportType(CALL_PACKAGE, "R02", "Mittelabruf", (PeriodKind.HALF_YEAR,), "2026-H1", True),
        ReportType(LIST, "R03", "Belegliste", tuple(PeriodKind), "2026-H1", True),
        ReportType(SUMMARY, "R03", "Belegliste, Zusammenfassung", tuple(PeriodKind), "2026-H1"),
        ReportType(
            FINANCIAL_STATEMENT, "R04", "Zahlenmäßiger Nachweis", tuple(PeriodKind), "2026-H1"
        ),
        ReportType(
            CHANGE_NOTICE, "R09", "Mitteilung an den Zuwendungsgeber", tuple(PeriodKind), "2026-Q1"
        ),
        ReportType(MEASURE_SHEETS, "R10", "Maßnahmenblätter", (PeriodKind.QUARTER,), "2026-Q1"),
        ReportType(PORTFOLIO, "R11", "Maßnahmenübersicht", tuple(PeriodKind), "2026-Q1"),
        ReportType(CASH_FLOW, "R12", "Mittelabfluss und Prognose", tuple(PeriodKind), "2026-H1"),
        ReportType(DATA_QUALITY, "R21", "Datenqualität", tuple(PeriodKind), "2026-Q1"),
    )
}

_KINDS = {
    PeriodKind.QUARTER: "ein Quartal wie 2026-Q1",
    PeriodKind.HALF_YEAR: "ein Halbjahr wie 2026-H1",
    PeriodKind.YEAR: "ein Jahr wie 2026",
}


def checked_period(type_: str, period: str, grant_id: str) -> Period:
    """The period of a report of that type. Raises Refused with every reason."""
    known = REPORT_TYPES.get(type_)
    found: list[Violation] = []
    if known is None:
        message = f"Einen Bericht „{type_[:40]}“ gibt es nicht."
        found.append(Violation("report_type_unknown", "API", message, field="type"))
    try:
        parsed = Period.parse(period)
    except PeriodError as error:
        found.append(Violation("period_invalid", "FMT-02", str(error), field="period"))
    else:
        if known is not None and parsed.kind not in known.periods:
            wanted = " oder ".join(_KINDS[one] for one in known.periods)
            message = f"{known.title}: der Zeitraum muss {wanted} sein."
            found.append(Violation("period_kind", "FMT-02", message, field="period"))
    if found:
        raise Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    return parsed
