"""Deleting documents whose retention ended: proposed, released by a second person, logged.

A file is one thing however many rows name it: it goes only when every use of it in every grant may
go. Rows, hashes and the log stay; what is gone are the bytes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import event as database_event
from sqlalchemy.orm import Session

from contracts.events.budget.retention import (
    DeletionProposed,
    DeletionReleased,
    DeletionWithdrawn,
    ErasedFile,
)
from services.budget.domain.deletion import Deletable, check_deletion
from services.budget.domain.four_eyes import check_release
from services.budget.domain.retention import Keeping, decisive
from services.budget.domain.row_state import reason_violations
from services.budget.store.deletion import (
    DeletionRecord,
    insert_deletion,
    load_deletion,
    mark_deletion_withdrawn,
    mark_erased,
)
from services.budget.store.files import FileStore
from services.budget.store.grant import load_grant
from services.budget.store.import_erasure import forget_names_of_files
from services.budget.store.kept_file import KeptFile, kept_files
from services.budget.store.retention import held_grants
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.receipt_bundle import bundled_copies
from services.budget.usecases.refusal import warnings_or_refuse
from services.budget.usecases.retention import keeping_of
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

FILES_PER_EVENT: Final = 100
"""A file is at most about 400 bytes, an event at most 60,000 (semantics 7)."""

Uses = dict[str, list[tuple[KeptFile, Keeping]]]


def propose_deletion(
    session: Session, grant_id: str, reason: str, *, by: Occasion, means: Means
) -> DeletionRecord:
    """Proposes all documents of the grant whose retention ended. Raises NotFound, Refused."""
    load_grant(session, grant_id, lock=True)
    uses = _uses(session, by, means)
    files = [
        _deletable(grant_id, sha256, of_file)
        for sha256, of_file in uses.items()
        if _is_free(of_file, grant_id, by) and means.files.has(sha256)
    ]
    holds = len({grant_id} & held_grants(session))
    found = check_deletion(files, (), holds, reason)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    record = insert_deletion(session, by.new_id(), grant_id, files, reason, by)
    _tell(session, record, DeletionProposed(record.deletion_id, grant_id, reason, len(files)), by)
    return record


def release_deletion(
    session: Session, deletion_id: str, *, by: Occasion, means: Means
) -> DeletionRecord:
    """Erases the proposed documents, by a second person; the bytes go with the commit, and with
    them every bundle that may hold a copy.

    Everything is looked at anew: a hold or a period that began since then stops it. Raises
    NotFound, Conflict where it is settled, Refused.
    """
    locked = _lock_users(session, load_deletion(session, deletion_id))
    record = _open(session, deletion_id)
    uses = _uses(session, by, means)
    named = {one.sha256 for one in record.files}
    touched = {one.grant_id for sha256 in named for one, _ in uses.get(sha256, ())}
    copies = bundled_copies(session, {record.grant_id, *touched}) - uses.keys()
    if not touched <= locked:
        message = "Eine Unterlage wurde eben in einer weiteren Zuwendung abgelegt. Bitte erneut."
        raise Conflict([Violation("deletion_moved", "RET-06", message)])
    running = [
        decisive(tuple(keeping for _, keeping in uses[sha256]))
        for sha256 in named
        if not all(keeping.is_over(local_day(by.now)) for _, keeping in uses.get(sha256, ()))
    ]
    held = held_grants(session) & {record.grant_id, *touched}
    found = check_deletion(record.files, running, len(held), record.reason)
    found += check_release(
        origin(session, record.proposed_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=f"deletion/{deletion_id}", grant_id=record.grant_id)
    released = mark_erased(session, record, by)
    _tell_of_files(session, released, by)
    forget_names_of_files(session, named)
    erase_with_commit(session, means.files, named | copies)
    return released


def withdraw_deletion(
    session: Session, deletion_id: str, reason: str, *, by: Occasion
) -> DeletionRecord:
    """Takes a proposal back. Raises NotFound, Conflict, Refused."""
    record = _open(session, deletion_id)
    found = list(reason_violations(reason, "RET-06"))
    warnings_or_refuse(found, subject=f"deletion/{deletion_id}", grant_id=record.grant_id)
    withdrawn = mark_deletion_withdrawn(session, deletion_id, reason)
    _tell(session, withdrawn, DeletionWithdrawn(deletion_id, record.grant_id, reason), by)
    return withdrawn


def erase_with_commit(session: Session, files: FileStore, named: Collection[str]) -> None:
    """The bytes go once the log of their deletion is sure. A crash in between leaves bytes that the
    log calls erased; a read test takes them for filed anew."""

    def erase(_session: Session) -> None:
        for sha256 in named:
            files.erase(sha256)

    database_event.listen(session, "after_commit", erase, once=True)


def _uses(session: Session, by: Occasion, means: Means) -> Uses:
    """Every use of every file in every grant, with the period that decides it."""
    files = kept_files(session)
    found: Uses = {}
    periods = keeping_of(session, files, by=by, means=means)
    for one, keeping in zip(files, periods, strict=True):
        found.setdefault(one.sha256, []).append((one, keeping))
    return found


def _is_free(uses: list[tuple[KeptFile, Keeping]], grant_id: str, by: Occasion) -> bool:
    """Whether the grant uses the file and nothing anywhere keeps it any longer."""
    today = local_day(by.now)
    is_ours = any(one.grant_id == grant_id for one, _ in uses)
    return is_ours and all(keeping.is_over(today) for _, keeping in uses)


def _deletable(grant_id: str, sha256: str, uses: list[tuple[KeptFile, Keeping]]) -> Deletable:
    ours = next(one for one, _ in uses if one.grant_id == grant_id)
    keeping = decisive(tuple(keeping for _, keeping in uses))
    assert keeping.until is not None  # it is over
    return Deletable(sha256, ours.label, ours.object, keeping.until, keeping.rule)


def _lock_users(session: Session, record: DeletionRecord) -> set[str]:
    """Locks every grant that uses a file of it, in one order, so that no hold slips between the
    look and the erasure and no two releases wait for each other."""
    named = {one.sha256 for one in record.files}
    users = {one.grant_id for one in kept_files(session) if one.sha256 in named}
    for grant_id in sorted({record.grant_id, *users}):
        load_grant(session, grant_id, lock=True)
    return {record.grant_id, *users}


def _open(session: Session, deletion_id: str) -> DeletionRecord:
    load_grant(session, load_deletion(session, deletion_id).grant_id, lock=True)
    record = load_deletion(session, deletion_id)
    if record.status != "proposed":
        message = "Diese Löschung ist schon freigegeben oder zurückgenommen."
        raise Conflict([Violation("deletion_settled", "RET-06", message)])
    return record


def _tell_of_files(session: Session, record: DeletionRecord, by: Occasion) -> None:
    chunks = [
        record.files[start : start + FILES_PER_EVENT]
        for start in range(0, len(record.files), FILES_PER_EVENT)
    ]
    for part, files in enumerate(chunks, start=1):
        event = DeletionReleased(
            deletion_id=record.deletion_id,
            grant_id=record.grant_id,
            proposed_by=record.proposed_by,
            part=part,
            parts=len(chunks),
            files=tuple(ErasedFile(**vars(one)) for one in files),
        )
        _tell(session, record, event, by)


def _tell(
    session: Session,
    record: DeletionRecord,
    event: DeletionProposed | DeletionReleased | DeletionWithdrawn,
    by: Occasion,
) -> None:
    subject = f"deletion/{record.deletion_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=record.grant_id)
