"""Budget years and the authorisations they rest on as tables a city takes along (MUN-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.authorisation import AuthorisationKind
from services.budget.export.table import Table
from services.budget.store.authorisation import AuthorisationRecord, authorisation_records
from services.budget.usecases.budget_year import budget_years_of
from services.budget.usecases.budget_year_table import COLUMNS, NATURES, year_row
from services.budget.usecases.means import Means
from shared.csv_text import Cell, Cents

_AUTHORISATIONS: Final = (
    "Haushaltsjahr", "Haushalt", "Was", "Betrag", "Haushaltsplan oder Beschluss", "Grund", "Stand",
    "Freigegeben am", "Grund der Rücknahme",
)  # fmt: skip
_KINDS: Final = {
    AuthorisationKind.APPROPRIATION: "Ansatz",
    AuthorisationKind.TRANSFER: "Übertragung",
}
_STATES: Final = {
    "proposed": "vorgeschlagen",
    "released": "freigegeben",
    "withdrawn": "zurückgezogen",
}


def year_tables(session: Session, grant_id: str, today: date, *, means: Means) -> Iterator[Table]:
    """The years as of `today`, and every authorisation in the order it was entered."""
    years = budget_years_of(session, grant_id, today, means=means)
    yield Table("haushaltsjahre", COLUMNS, [year_row(one) for one in years])
    records = authorisation_records(session, grant_id)
    yield Table("ermaechtigungen", _AUTHORISATIONS, [_authorisation(one) for one in records])


def _authorisation(record: AuthorisationRecord) -> tuple[Cell, ...]:
    one = record.authorisation
    return (
        one.budget_year,
        NATURES[one.nature],
        _KINDS[one.kind],
        Cents(one.amount_cents),
        one.reference,
        one.reason,
        _STATES[record.status],
        record.released_on,
        record.withdrawal_reason,
    )
