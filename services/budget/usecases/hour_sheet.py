"""Signed hour sheets from a list: looked at first, then the accepted lines at once (PERS-02)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from sqlalchemy.orm import Session

from contracts.events.budget import HourSheetImported
from services.budget.domain.hour_sheet import HourRow, fits_a_day
from services.budget.domain.import_row import Rejection, SkippedLine
from services.budget.domain.personnel import Post, hours_text
from services.budget.intake.csv_record_types import HOURS
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.profile import Profile, profiles
from services.budget.store.grant import load_grant
from services.budget.store.personnel import HourRow as StoredHours
from services.budget.store.personnel import hours_by_day, known_hour_marks, posts_of
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import demand_active
from shared.clock import local_day
from shared.errors import Refused, Violation
from shared.occasion import Occasion
from shared.periods import german_date

DEFAULT_PROFILE = "stundennachweis"


@dataclass
class ReadSheet:
    """What a file holds: accepted lines with their marks, lines known before, refused ones."""

    sha256: str
    accepted: list[tuple[str, HourRow]] = field(default_factory=list)
    known: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def examine_hours(
    session: Session,
    grant_id: str,
    stream: BinaryIO,
    *,
    by: Occasion,
    means: Means,
    profile_name: str = DEFAULT_PROFILE,
) -> ReadSheet:
    """Keeps the file and says what would be taken over.

    Raises NotFound, Refused for an unknown profile, UnreadableFile.
    """
    load_grant(session, grant_id)
    profile = _profile(profile_name, grant_id)
    found = ReadSheet(means.files.put_stream(stream))
    posts = posts_of(session, grant_id)
    known = known_hour_marks(session, grant_id)
    worked = hours_by_day(session, grant_id)
    today = local_day(by.now)
    with means.files.open(found.sha256) as kept:
        for item in CsvTable(kept, profile, HOURS):
            if isinstance(item, SkippedLine):
                continue
            if isinstance(item, Rejection):
                found.rejected.append(item)
                continue
            mark = _mark(item)
            if mark in known:
                found.known += 1
                continue
            total = worked.get((item.post_id, item.day), 0) + item.hundredths
            fault = _fault(item, profile, posts.get(item.post_id), total, today)
            if fault is not None:
                found.rejected.append(fault)
            else:
                known.add(mark)
                worked[item.post_id, item.day] = total
                found.accepted.append((mark, item))
    return found


def take_over_hours(
    session: Session,
    grant_id: str,
    stream: BinaryIO,
    *,
    by: Occasion,
    means: Means,
    profile_name: str = DEFAULT_PROFILE,
) -> ReadSheet:
    """Keeps the accepted lines and writes `HourSheetImported`; a second time changes nothing.

    Raises NotFound, Conflict while the grant is not active, Refused, UnreadableFile.
    """
    demand_active(load_grant(session, grant_id, lock=True))
    found = examine_hours(session, grant_id, stream, by=by, means=means, profile_name=profile_name)
    import_id = by.new_id()
    session.add_all(
        _stored(grant_id, mark, line, import_id, by, means) for mark, line in found.accepted
    )
    session.flush()
    event = HourSheetImported(
        import_id,
        grant_id,
        found.sha256,
        len(found.accepted),
        found.known,
        len({one.row for one in found.rejected}),
        (f"grant/{grant_id}",),
    )
    OUTBOX.add(session, event, subject=f"import/{import_id}", by=by, grant_id=grant_id)
    return found


def _profile(name: str, grant_id: str) -> Profile:
    profile = profiles().get(name)
    if profile is None or profile.record != HOURS.name:
        message = "Dieses Format für Stundennachweise gibt es nicht."
        violation = Violation("hour_profile_unknown", "FMT-03", message, field="profile")
        raise Refused([violation], subject=f"grant/{grant_id}", grant_id=grant_id)
    return profile


def _mark(line: HourRow) -> str:
    parts = (line.post_id, line.day.isoformat(), line.measure_id, line.activity)
    return sha256("\0".join([*parts, str(line.hundredths)]).encode()).hexdigest()


def _fault(
    line: HourRow, profile: Profile, post: Post | None, total: int, today: date
) -> Rejection | None:
    """Why this line is refused; `total` are the hours of its post and day with those before it."""
    if post is None:
        return _post_unknown(line, profile)
    if post.measure_id != line.measure_id:
        return _other_measure(line, profile, post.measure_id)
    if line.countersigned_on > today:
        return _signed_ahead(line, profile)
    return None if fits_a_day(total) else _over_a_day(line, profile, total)


def _post_unknown(line: HourRow, profile: Profile) -> Rejection:
    message = "Diese Stelle gibt es in der Zuwendung nicht."
    column = profile.columns.get("post_id", "")
    return Rejection(line.row, column, "post_unknown", message, line.post_id, "PERS-02")


def _other_measure(line: HourRow, profile: Profile, expected: str) -> Rejection:
    message = f"Die Stelle gehört zur Maßnahme „{expected}“."
    column = profile.columns.get("measure_id", "")
    return Rejection(line.row, column, "post_of_other_measure", message, line.measure_id, "PERS-02")


def _signed_ahead(line: HourRow, profile: Profile) -> Rejection:
    message = "Die Gegenzeichnung liegt in der Zukunft."
    column = profile.columns.get("countersigned_on", "")
    value = line.countersigned_on.isoformat()
    return Rejection(line.row, column, "signed_ahead", message, value, "PERS-02")


def _over_a_day(line: HourRow, profile: Profile, total: int) -> Rejection:
    message = (
        f"Mit den anderen Zeilen sind es am {german_date(line.day)} {hours_text(total)} Stunden; "
        "ein Tag hat 24,00. Bitte den Stundennachweis prüfen."
    )
    column = profile.columns.get("hundredths", "")
    value = hours_text(line.hundredths)
    return Rejection(line.row, column, "hours_over_day", message, value, "PERS-02")


def _stored(
    grant_id: str, mark: str, line: HourRow, import_id: str, by: Occasion, means: Means
) -> StoredHours:
    return StoredHours(
        entry_id=by.new_id(),
        grant_id=grant_id,
        post_id=line.post_id,
        day=line.day,
        hundredths=line.hundredths,
        activity=line.activity,
        measure_id=line.measure_id,
        employee_mark=means.index.person_mark(line.signed_by),
        signed_on=line.signed_on,
        superior_mark=means.index.person_mark(line.countersigned_by),
        countersigned_on=line.countersigned_on,
        line_mark=mark,
        import_id=import_id,
    )
