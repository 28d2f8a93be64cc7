"""The period a report is made for: any its type accepts."""

from __future__ import annotations

from datetime import date

from services.reporting.domain.running_period import check_not_ahead
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.errors import Refused, Violation
from shared.periods import Period, PeriodError, PeriodKind

_KINDS = {
    PeriodKind.QUARTER: "ein Quartal wie 2026-Q1",
    PeriodKind.HALF_YEAR: "ein Halbjahr wie 2026-H1",
    PeriodKind.YEAR: "ein Jahr wie 2026",
    PeriodKind.MONTH: "ein Monat wie 2026-05",
}


def parsed_period(period: str, grant_id: str) -> Period:
    """Any period. Raises Refused."""
    try:
        return Period.parse(period)
    except PeriodError as error:
        found = Violation("period_invalid", "FMT-02", str(error), field="period")
        raise Refused([found], subject=f"grant/{grant_id}", grant_id=grant_id) from error


def checked_period(type_: str, period: str, grant_id: str, today: date) -> Period:
    """The period of a report of that type, begun by today (of a proof of use: the next one, too).
    Raises Refused with every reason."""
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
        if known is not None:
            found.extend(check_not_ahead(known.period_rule, parsed, today))
    if found:
        raise Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    return parsed
