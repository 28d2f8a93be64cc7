"""Importing the finance system's list: examined first, then the accepted lines at once (FMT-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy.orm import Session

from contracts.events.budget import ImportCommitted, ImportUploaded
from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine, UnreadableFile
from services.budget.intake.finance_csv import open_finance_csv
from services.budget.intake.profile import Profile
from services.budget.intake.voucher_zip import read_vouchers
from services.budget.store.files import sha256_of
from services.budget.store.grant_lookup import GRANT_OF
from services.budget.store.import_lines import forget_lines, keep_lines
from services.budget.store.import_reading import load_import, replace_faults
from services.budget.store.imports import ImportFaultRow, ImportRecordRow
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import (
    World,
    load_active_world,
    load_world,
)
from services.budget.usecases.import_credits import Credits
from services.budget.usecases.import_examined import Examined
from services.budget.usecases.import_payment import refused_payments
from services.budget.usecases.import_preview import SHOWABLE
from services.budget.usecases.import_profile import misfit, profile_for
from services.budget.usecases.import_sorting import CHUNK, SortedLine, Sorter, Verdict
from services.budget.usecases.import_writing import FiledVoucher, Writer
from services.budget.usecases.kept_list import KeptList
from services.budget.usecases.list_splitting import ListContracts
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import tell_of_plan
from shared.errors import Violation
from shared.occasion import Occasion

StoredImport = ImportRecordRow
StoredFault = ImportFaultRow
"""An import and an entry of its Klärungsliste as API and pages show them."""

Progress = Callable[[int], None]
"""Told how many lines were read so far."""


def examine_import(
    session: Session,
    grant_id: str,
    profile_name: str,
    kept: KeptList,
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None = None,
) -> Examined:
    """Reads a kept list against what is stored, in a reading transaction.

    `profile_name` empty: the profile the list is written in. Constant memory but for the reasons.
    Raises Refused for an unknown or wrong profile or an unreadable file, NotFound.
    """
    world = load_world(session, grant_id, means, by, lock=False)
    profile = profile_for(profile_name, kept.sha256, grant_id, means)
    examined = Examined(grant_id, profile.name, kept.sha256, kept.vouchers_sha256, kept.file_name)
    _file_vouchers(means, kept.vouchers_sha256, examined)
    sorter = Sorter(session, world, profile, means, ListContracts(session, world, means))
    credits = Credits(session, world, sorter, by)
    try:
        for chunk in _chunks(means, examined, profile, progress):
            lines = list(sorter.sort(chunk))
            refused = refused_payments(session, world, lines, by)
            _note(examined, sorter, credits, lines, refused)
            sorter.expect_use(lines)
    except UnreadableFile as error:
        raise misfit(error, profile, kept.sha256, grant_id, means) from error
    credits.examine(examined)
    return examined


def keep_import(
    session: Session, examined: Examined, *, by: Occasion, import_id: str | None = None
) -> ImportRecordRow:
    """Stores the preview, under a promised id if there is one, and writes `ImportUploaded`."""
    row = ImportRecordRow(
        import_id=import_id or by.new_id(),
        grant_id=examined.grant_id,
        profile=examined.profile,
        sha256=examined.sha256,
        file_name=examined.file_name,
        vouchers_sha256=examined.vouchers_sha256,
        status="preview",
        uploaded_by=by.actor,
        uploaded_at=by.now,
    )
    _set_counts(row, examined)
    session.add(row)
    session.flush()
    replace_faults(session, row.import_id, examined.faults)
    keep_lines(session, row.import_id, {one: examined.rows.get(one, ()) for one in SHOWABLE})
    OUTBOX.add(
        session,
        ImportUploaded(
            row.import_id, row.grant_id, row.profile, row.sha256, row.accepted, row.rejected
        ),
        subject=f"import/{row.import_id}",
        by=by,
        grant_id=row.grant_id,
    )
    return row


def commit_import(
    session: Session,
    import_id: str,
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None = None,
    keep_files: bool = True,
) -> ImportRecordRow:
    """Takes the accepted lines over in this transaction and writes `ImportCommitted`.

    Everything is judged anew: what was entered since the preview is known now. What is refused
    stays as Klärungsliste. A second commit changes nothing. `keep_files` False for a transaction
    that is undone: the file store knows none. Raises NotFound, Conflict.
    """
    grant_id = str(GRANT_OF["import_id"](session, import_id))
    world = load_active_world(session, grant_id, means, by)
    row = load_import(session, import_id)
    if row.status == "committed":
        return row
    profile = profile_for(row.profile, row.sha256, grant_id, means)
    examined = Examined(grant_id, row.profile, row.sha256, row.vouchers_sha256)
    files = _file_vouchers(means, row.vouchers_sha256, examined, keep=keep_files)
    _take_over(session, world, row, profile, examined, files, by=by, means=means, progress=progress)
    row = load_import(session, import_id)
    _set_counts(row, examined)
    row.status = "committed"
    row.committed_by = by.actor
    row.committed_at = by.now
    session.flush()
    replace_faults(session, import_id, examined.faults)
    forget_lines(session, import_id)
    OUTBOX.add(
        session,
        ImportCommitted(
            import_id,
            grant_id,
            row.profile,
            row.sha256,
            row.uploaded_by,
            row.accepted,
            row.payments,
            row.known,
            row.rejected + row.changed + row.duplicates,
            (f"grant/{grant_id}",),
        ),
        subject=f"import/{import_id}",
        by=by,
        grant_id=grant_id,
    )
    tell_of_plan(session, world.grant, by=by, means=means)
    return row


def _take_over(
    session: Session,
    world: World,
    row: ImportRecordRow,
    profile: Profile,
    examined: Examined,
    files: Mapping[str, FiledVoucher],
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None,
) -> None:
    contracts = ListContracts(session, world, means, row.import_id)
    sorter = Sorter(session, world, profile, means, contracts)
    writer = Writer(
        session,
        world,
        import_id=row.import_id,
        uploaded_by=row.uploaded_by,
        files=files,
        by=by,
        means=means,
    )
    credits = Credits(session, world, sorter, by)
    for chunk in _chunks(means, examined, profile, progress):
        lines = list(sorter.sort(chunk))
        for one in writer.record([one for one in lines if one.verdict is Verdict.NEW]):
            sorter.note_use(one.row.budget_line, one.used_cents)
        refused = writer.pay([one for one in lines if one.verdict is Verdict.PAYMENT])
        _note(examined, sorter, credits, lines, refused)
        session.flush()
        session.expunge_all()  # constant memory: what is written need not stay
    credits.take_over(examined, means)
    writer.finish()


def _note(
    examined: Examined,
    sorter: Sorter,
    credits: Credits,
    lines: Iterable[SortedLine],
    refused: Mapping[int, Iterable[Violation]],
) -> None:
    """What is done with the lines; credit notes wait for the end of the file."""
    for line in lines:
        if line.verdict in (Verdict.NEW, Verdict.CREDIT):
            examined.hint(sorter.fault(line.row, one) for one in line.hints)
        if line.row.row in refused:
            examined.reject(sorter.fault(line.row, one) for one in refused[line.row.row])
        elif line.verdict is Verdict.CREDIT:
            credits.gather(line.row)
        else:
            examined.note(line)
            credits.expect(line)


def _chunks(
    means: Means, examined: Examined, profile: Profile, progress: Progress | None
) -> Iterator[list[ImportRow]]:
    """Readable lines in hundreds; unreadable ones go to the Klärungsliste."""
    with means.files.open(examined.sha256) as stream:
        table = open_finance_csv(stream, profile)
        examined.placed = table.placed
        items = _readable(table, examined)
        done = 0
        while chunk := list(islice(items, CHUNK)):
            yield chunk
            done += len(chunk)
            if progress is not None:
                progress(done)


def _readable(
    items: Iterable[ImportRow | Rejection | SkippedLine], examined: Examined
) -> Iterator[ImportRow]:
    last_row = 0
    for item in items:
        if isinstance(item, ImportRow):
            yield item
        elif isinstance(item, Rejection):
            examined.unreadable(item, further=item.row == last_row)
            last_row = item.row


def _file_vouchers(
    means: Means, sha256: str | None, examined: Examined, *, keep: bool = True
) -> dict[str, FiledVoucher]:
    """The files of the archive by the name their Belegnummer gives them, put into the store."""
    found: dict[str, FiledVoucher] = {}
    if sha256 is None:
        return found
    with means.files.open(sha256) as stream:
        for one in read_vouchers(stream):
            if isinstance(one, Rejection):
                examined.faults.append(("rejected", one))
                continue
            named = means.files.put(one.content) if keep else sha256_of(one.content)
            found[one.stem] = FiledVoucher(named, one.file_name, one.media_type, len(one.content))
    return found


def _set_counts(row: ImportRecordRow, examined: Examined) -> None:
    counts = examined.counts
    row.accepted = examined.accepted
    row.accepted_cents = examined.accepted_cents
    row.payments_cents = examined.gross_cents[Verdict.PAYMENT]
    row.known = counts[Verdict.KNOWN]
    row.payments = counts[Verdict.PAYMENT]
    row.changed = counts[Verdict.CHANGED]
    row.duplicates = counts[Verdict.DUPLICATE]
    row.rejected = counts[Verdict.REJECTED]
