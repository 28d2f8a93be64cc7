"""Taking over a running grant: proposed by one person, counts once another released it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import OpeningPartlyReleased, OpeningProposed, OpeningReleased
from services.budget.domain.four_eyes import ReleaseState, check_release, state_after
from services.budget.domain.import_row import UnreadableFile
from services.budget.store.expenditure_family import next_number
from services.budget.store.grant_lookup import GRANT_OF
from services.budget.store.opening import OpeningRow
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.means import Means
from services.budget.usecases.opening_checks import judge_opening, with_plan_of
from services.budget.usecases.opening_file import OpeningFile, read_opening
from services.budget.usecases.opening_writing import Proposed, write_opening
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.plan import draft_plan, release_plan
from shared.errors import Conflict, NotFound, Refused, Violation, errors_only
from shared.occasion import Occasion
from shared.progress_text import Progress

StoredOpening = OpeningRow
"""A takeover as API and pages show it."""

_MOST_REASONS = 200


@dataclass(frozen=True)
class ExaminedOpening:
    """What a takeover file would bring, every reason against it, and what it leaves open; its bytes
    are kept."""

    sha256: str
    content: OpeningFile
    faults: tuple[Violation, ...]
    hints: tuple[Violation, ...] = ()


def examine_opening(
    session: Session, grant_id: str, stream: BinaryIO, *, by: Occasion, means: Means
) -> ExaminedOpening:
    """Reads a takeover file and asks every rule about it; nothing is proposed yet.

    Raises Refused for a file that cannot be read at all, Conflict where the grant has rows.
    """
    world = load_active_world(session, grant_id, means, by)
    _demand_empty(session, grant_id)
    try:
        found = read_opening(stream)
    except UnreadableFile as error:
        subject = f"grant/{grant_id}"
        raise Refused(error.violations, subject=subject, grant_id=grant_id) from error
    sha256 = means.files.put_stream(stream)
    if found.faults:
        return ExaminedOpening(sha256, found, tuple(found.faults))
    judged = judge_opening(session, with_plan_of(world, found), found, means)
    return ExaminedOpening(sha256, found, tuple(judged.faults), tuple(judged.hints))


def propose_kept_opening(
    session: Session, grant_id: str, sha256: str, *, by: Occasion, means: Means
) -> OpeningRow:
    """Proposes the file that was examined before. Raises what `propose_opening` raises."""
    with means.files.open(sha256) as stream:
        return propose_opening(session, grant_id, stream, by=by, means=means)


def propose_opening(
    session: Session,
    grant_id: str,
    stream: BinaryIO,
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None = None,
) -> OpeningRow:
    """Keeps a takeover file that can be read without a fault and writes `OpeningProposed`.

    `progress` is told how many vouchers were asked about, of how many.
    Raises Refused with every fault (the first 200), Conflict where the grant already has rows.
    """
    world = load_active_world(session, grant_id, means, by)
    _demand_empty(session, grant_id)
    found = _read(session, world, stream, means, progress)
    row = OpeningRow(
        opening_id=by.new_id(),
        grant_id=grant_id,
        sha256=means.files.put_stream(stream),
        status=ReleaseState.DRAFT.value,
        expenditures=len(found.vouchers),
        drawdowns=len(found.calls),
        created_by=by.actor,
        created_by_service=is_service_account(session, by.actor),
        created_at=by.now,
    )
    session.add(row)
    session.flush()
    event = OpeningProposed(row.opening_id, grant_id, row.sha256, row.expenditures, row.drawdowns)
    OUTBOX.add(session, event, subject=f"opening/{row.opening_id}", by=by, grant_id=grant_id)
    return row


def release_opening(session: Session, opening_id: str, *, by: Occasion, means: Means) -> OpeningRow:
    """Releases a takeover: plan, vouchers, calls and receipts count from now on, marked `opening`.

    Raises Refused (four eyes, a voucher the rules do not admit), Conflict, NotFound.
    """
    grant_id = str(GRANT_OF["opening_id"](session, opening_id))
    world = load_active_world(session, grant_id, means, by)
    row = load_opening(session, opening_id)
    given = [row.first_released_by] if row.first_released_by else []
    _check_release(session, row, given, by)
    creator = origin(session, row.created_by)
    if state_after(creator, [*given, by.actor]) is not ReleaseState.RELEASED:
        row.first_released_by = by.actor
        row.status = ReleaseState.PARTLY_RELEASED.value
        session.flush()
        partly = OpeningPartlyReleased(opening_id, grant_id, (f"grant/{grant_id}",))
        OUTBOX.add(session, partly, subject=f"opening/{opening_id}", by=by, grant_id=grant_id)
        return row
    _demand_empty(session, grant_id)
    with means.files.open(row.sha256) as stream:
        found = _read(session, world, stream, means)
    _write(session, row, found, given, by=by, means=means)
    row = load_opening(session, opening_id)
    row.status = ReleaseState.RELEASED.value
    row.released_by = by.actor
    row.released_at = by.now
    session.flush()
    event = OpeningReleased(opening_id, grant_id, row.created_by, (f"grant/{grant_id}",))
    OUTBOX.add(session, event, subject=f"opening/{opening_id}", by=by, grant_id=grant_id)
    return row


def load_opening(session: Session, opening_id: str) -> OpeningRow:
    """One takeover. Raises NotFound."""
    row = session.scalar(select(OpeningRow).where(OpeningRow.opening_id == opening_id))
    if row is None:
        message = "Diese Übernahme gibt es nicht."
        raise NotFound([Violation("opening_unknown", "API", message)])
    return row


def waiting_openings(session: Session, grant_id: str) -> list[OpeningRow]:
    """Takeovers of a grant that wait for a release; none once one was released."""
    rows = session.scalars(
        select(OpeningRow).where(OpeningRow.grant_id == grant_id).order_by(OpeningRow.created_at)
    ).all()
    if any(row.status == ReleaseState.RELEASED.value for row in rows):
        return []
    return list(rows)


def _write(
    session: Session,
    row: OpeningRow,
    found: OpeningFile,
    given: list[str],
    *,
    by: Occasion,
    means: Means,
) -> None:
    """The plan as its proposer's, released by those who release the takeover; then the rest."""
    proposer = Occasion(row.created_by, by.now, by.new_id)
    plan = draft_plan(session, row.grant_id, found.new_plan(), by=proposer, opening=True)
    for person in (*given, by.actor):
        release_plan(
            session,
            row.grant_id,
            plan.record.version,
            by=Occasion(person, by.now, by.new_id),
            means=means,
        )
    world = load_active_world(session, row.grant_id, means, by)
    proposed = Proposed(row.created_by, row.created_by_service, tuple(given))
    write_opening(session, world, found, proposed=proposed, by=by, means=means)


def _check_release(session: Session, row: OpeningRow, given: list[str], by: Occasion) -> None:
    if row.status == ReleaseState.RELEASED.value:
        message = "Diese Übernahme ist schon freigegeben."
        raise Conflict([Violation("opening_released", "MUN-03", message)])
    found = check_release(
        origin(session, row.created_by),
        given,
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    if errors_only(found):
        raise Refused(found, subject=f"opening/{row.opening_id}", grant_id=row.grant_id)


def _demand_empty(session: Session, grant_id: str) -> None:
    if next_number(session, grant_id) > 1:
        message = "In dieser Zuwendung ist schon etwas erfasst; übernommen wird nur am Anfang."
        raise Conflict([Violation("grant_not_empty", "MUN-09", message)])


def _read(
    session: Session,
    world: World,
    stream: BinaryIO,
    means: Means,
    progress: Progress | None = None,
) -> OpeningFile:
    """The file, with every rule asked about it as if its plan were in force. Raises Refused."""
    subject = f"grant/{world.grant_id}"
    try:
        found = read_opening(stream)
    except UnreadableFile as error:
        raise Refused(error.violations, subject=subject, grant_id=world.grant_id) from error
    faults = (
        found.faults
        or judge_opening(session, with_plan_of(world, found), found, means, progress).faults
    )
    if faults:
        raise Refused(faults[:_MOST_REASONS], subject=subject, grant_id=world.grant_id)
    return found
