"""The figures of a grant that a person may explain: the amounts of its reports."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.reporting.documents.figure_notes import document_amounts
from services.reporting.domain.figure_address import SHARED, FigureAddress
from services.reporting.store import grant_facts
from services.reporting.usecases.building import material
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.means import Means
from services.reporting.usecases.report_type import ReportType
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.errors import Conflict, Refused, Violation
from shared.periods import Period


@dataclass(frozen=True)
class NotableFigure:
    """One amount: where it stands, what it is called, cents."""

    address: FigureAddress
    table: str
    label: str
    amount_cents: int


def notable_types(period: Period) -> list[ReportType]:
    """The report types that are made for such a period."""
    return [one for one in REPORT_TYPES.values() if period.kind in one.periods]


def notable_figures(
    session: Session, means: Means, grant_id: str, period: Period, type_: str
) -> list[NotableFigure]:
    """The amounts a report of this type would show, from all that was read.

    Raises NotFound, Refused or Conflict where there is nothing to report, as drafting does.
    """
    given = material(session, means, grant_id, period, known_up_to(session))
    return [
        NotableFigure(address.within(type_), caption, label, cents)
        for address, caption, label, cents in document_amounts(REPORT_TYPES[type_].build(given))
    ]


def noted_amount(
    session: Session, means: Means, grant_id: str, period: Period, subject: str
) -> tuple[int | None, list[Violation]]:
    """The figure a text is about, None where it is about none; why there is no such figure.

    Raises NotFound (grant).
    """
    grant_facts.grant_of(session, grant_id, known_up_to(session))
    address = FigureAddress.read(subject)
    if address is None:
        return None, []
    known = {one.type for one in notable_types(period)}
    for type_ in (address.report,) if address.report else SHARED:
        for one in _figures(session, means, grant_id, period, type_) if type_ in known else ():
            if one.address == address:
                return one.amount_cents, []
    return None, [_unknown(address, period)]


def _figures(
    session: Session, means: Means, grant_id: str, period: Period, type_: str
) -> list[NotableFigure]:
    """None where there is nothing to report."""
    try:
        return notable_figures(session, means, grant_id, period, type_)
    except (Refused, Conflict):
        return []


def _unknown(address: FigureAddress, period: Period) -> Violation:
    report = REPORT_TYPES.get(address.report or SHARED[0])
    name = report.title if report else address.report
    message = f"Eine Zahl „{address.row}“ hat der Bericht „{name}“ {period.label} nicht."
    return Violation("figure_unknown", "VN-05", message, field="subject")
