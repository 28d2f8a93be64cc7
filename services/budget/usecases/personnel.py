"""Posts and their payroll months: entered by the head of finance, seen in full by nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import PayrollRecorded, PostRecorded
from contracts.roles import Role
from services.budget.domain.personnel import PayrollMonth, Post
from services.budget.domain.personnel_checks import check_payroll, check_post, sum_is_shown
from services.budget.store.grant import load_grant
from services.budget.store.measure import measure_ids
from services.budget.store.personnel import (
    insert_payroll,
    insert_post,
    payroll_of,
    posts_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.access import Principal
from shared.clock import local_day
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

SEES_SALARIES: Final = (Role.HEAD_OF_FINANCE,)
"""No role of its own for the personnel office: decision "Who sees salaries"."""


def record_post(
    session: Session,
    grant_id: str,
    new: Post,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> Post:
    """Enters a post. Raises NotFound, Conflict while the grant is not active, Refused."""
    demand_active(load_grant(session, grant_id, lock=True))
    found = check_post(
        new,
        known=posts_of(session, grant_id),
        measures=measure_ids(session, grant_id),
        has_document=file_sha256 is not None,
    )
    found += file_violations(means.files, file_sha256)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    insert_post(session, grant_id, new, file_sha256, by)
    event = PostRecorded(
        new.post_id,
        grant_id,
        new.measure_id,
        new.tariff_group,
        new.existing_staff,
        file_sha256,
        (f"grant/{grant_id}", f"measure/{new.measure_id}"),
    )
    _add(session, event, new.post_id, grant_id, by)
    return new


def record_payroll(
    session: Session,
    grant_id: str,
    post_id: str,
    months: Sequence[PayrollMonth],
    *,
    by: Occasion,
    means: Means,
) -> None:
    """Enters payroll months of a post. Raises NotFound, Refused."""
    demand_active(load_grant(session, grant_id, lock=True))
    if post_id not in posts_of(session, grant_id):
        raise NotFound([Violation("post_unknown", "PERS-02", "Diese Stelle gibt es nicht.")])
    known = payroll_of(session, means.keyring, grant_id).get(post_id, [])
    found = check_payroll(months, known={one.month for one in known}, today=local_day(by.now))
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    insert_payroll(session, means.keyring, grant_id, post_id, months, by)
    named = tuple(f"{one.month:%Y-%m}" for one in months)
    event = PayrollRecorded(post_id, grant_id, named, (f"grant/{grant_id}",))
    _add(session, event, post_id, grant_id, by)


@dataclass(frozen=True)
class ShownPost:
    """A post as this reader may see it; `gross_cents` and `share_bp` None where they tell a
    salary."""

    post: Post
    months: int
    share_bp: int | None
    gross_cents: int | None


@dataclass(frozen=True)
class ShownPersonnel:
    """All posts of a grant; `gross_cents` is the sum of all payroll months, None where masked."""

    posts: tuple[ShownPost, ...]
    gross_cents: int | None
    sees_all: bool


def show_personnel(
    session: Session, grant_id: str, who: Principal, *, means: Means, by: Occasion
) -> ShownPersonnel:
    """The posts, with amounts only for those who may see them (PERS-06). Raises NotFound."""
    grant = load_grant(session, grant_id)
    least = grant.rules(means.packs, local_day(by.now)).personnel.personnel_sum_persons
    sees_all = who.holds(SEES_SALARIES, grant_id)
    posts = posts_of(session, grant_id)
    payroll = payroll_of(session, means.keyring, grant_id)
    shown = tuple(_shown(one, payroll, sees_all=sees_all) for one in posts.values())
    total = sum(month.gross_cents for months in payroll.values() for month in months)
    visible = sum_is_shown(len(payroll), least, sees_all=sees_all)
    return ShownPersonnel(shown, total if visible else None, sees_all)


def may_see_sum(
    session: Session, grant_id: str, persons: int, who: Principal, *, means: Means, by: Occasion
) -> bool:
    """Whether this reader may see a sum over so many persons (PERS-06). Raises NotFound."""
    rules = load_grant(session, grant_id).rules(means.packs, local_day(by.now))
    least = rules.personnel.personnel_sum_persons
    return sum_is_shown(persons, least, sees_all=who.holds(SEES_SALARIES, grant_id))


def _shown(
    post: Post, payroll: Mapping[str, Sequence[PayrollMonth]], *, sees_all: bool
) -> ShownPost:
    months = payroll.get(post.post_id, ())
    gross = sum(one.gross_cents for one in months)
    return ShownPost(
        post,
        len(months),
        post.share_bp if sees_all else None,
        gross if sees_all else None,
    )


def _add(
    session: Session,
    event: PostRecorded | PayrollRecorded,
    post_id: str,
    grant_id: str,
    by: Occasion,
) -> None:
    OUTBOX.add(session, event, subject=f"post/{post_id}", by=by, grant_id=grant_id)
