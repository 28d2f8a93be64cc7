"""Posts, payroll months and hour sheets as tables a city takes along (PERS-01, PERS-02, PERS-06).

Salaries go only to those who may see them; of people who signed only marks are known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.hour_sheet import HourRow
from services.budget.domain.payroll_row import PayrollRow
from services.budget.domain.personnel import Post
from services.budget.export.table import Table, yes_or_no
from services.budget.intake.profile import profiles
from services.budget.intake.record_writer import cells_of
from services.budget.store.personnel import hour_lines_of, payroll_of, posts_of
from services.budget.usecases.means import Means
from shared.csv_text import Cell
from shared.money import format_percent_bp

_POSTS: Final = ("Stelle", "Maßnahme", "Stellenanteil", "Entgeltgruppe", "Vorhandenes Personal")


def people_tables(
    session: Session, grant_id: str, *, means: Means, sees_salaries: bool
) -> Iterator[Table]:
    """Posts and hours for everybody who may take data along, payroll for few.

    `gehaltsmonate` and `stundennachweise` have the columns their readers read.
    """
    posts = posts_of(session, grant_id)
    rows = [_post(one, sees_salaries=sees_salaries) for one in posts.values()]
    yield Table("stellen", _POSTS, rows)
    if sees_salaries:
        yield _listed("gehaltsmonate", "gehaltsmonate", _payroll(session, grant_id, means))
    yield _listed("stundennachweise", "stundennachweis", hour_lines_of(session, grant_id))


def _post(one: Post, *, sees_salaries: bool) -> tuple[Cell, ...]:
    share = format_percent_bp(one.share_bp) if sees_salaries else None
    group = one.tariff_group if sees_salaries else None
    return one.post_id, one.measure_id, share, group, yes_or_no(one.existing_staff)


def _payroll(session: Session, grant_id: str, means: Means) -> Iterator[PayrollRow]:
    for post_id, months in sorted(payroll_of(session, means.keyring, grant_id).items()):
        for one in sorted(months, key=lambda each: each.month):
            yield PayrollRow(0, post_id, one.month, one.gross_cents)


def _listed(
    name: str, profile_name: str, records: Iterator[PayrollRow] | Iterator[HourRow]
) -> Table:
    profile = profiles()[profile_name]
    return Table(name, list(profile.columns.values()), list(cells_of(profile, records)))
