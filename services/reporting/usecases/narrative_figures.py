"""The figures of a grant that a person may explain: the amounts of its numerical proof."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.reporting.documents.figure_notes import money_cells
from services.reporting.documents.financial_statement import financial_statement_document
from services.reporting.documents.source import Heading
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.financial_statement import financial_statement
from services.reporting.store import grant_facts
from services.reporting.usecases.cut_off import known_up_to
from shared.errors import Violation
from shared.periods import Period


@dataclass(frozen=True)
class NotableFigure:
    """One amount: where it stands, what it is called, cents."""

    address: FigureAddress
    table: str
    label: str
    amount_cents: int


def notable_figures(session: Session, grant_id: str, period: Period) -> list[NotableFigure]:
    """The amounts as of the last day of a period, from all that was read. Raises NotFound."""
    facts = grant_facts.grant_facts(session, grant_id, known_up_to(session))
    heading = Heading("", facts.grant, period)
    statement = financial_statement(facts, period.last_day)
    document = financial_statement_document(heading, statement)
    return [
        NotableFigure(address, table.caption, label, cents)
        for table in document.tables()
        for address, label, cents in money_cells(table)
    ]


def noted_amount(
    session: Session, grant_id: str, period: Period, subject: str
) -> tuple[int | None, list[Violation]]:
    """The figure a text is about, None where it is about none; why there is no such figure.

    Raises NotFound (grant).
    """
    grant_facts.grant_of(session, grant_id, known_up_to(session))
    address = FigureAddress.read(subject)
    if address is None:
        return None, []
    for one in notable_figures(session, grant_id, period):
        if one.address == address:
            return one.amount_cents, []
    message = f"Eine Zahl „{address.row}“ hat der zahlenmäßige Nachweis {period.label} nicht."
    return None, [Violation("figure_unknown", "VN-05", message, field="subject")]
