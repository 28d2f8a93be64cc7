"""Texts of reports as written here: appended version by version, released by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.reporting import NarrativeVersion
from services.reporting.domain.narrative import Version
from services.reporting.store.narrative_rows import NarrativeReleaseRow, NarrativeVersionRow
from shared.errors import Conflict, NotFound, Violation
from shared.occasion import Occasion


@dataclass(frozen=True, kw_only=True)
class Written(Version):
    """A version with when it was proposed and released."""

    proposed_at: datetime
    released_at: datetime | None = None
    amount_cents: int | None = None


@dataclass(frozen=True)
class Narrative:
    """A text with all its versions, oldest first (there is at least one)."""

    narrative_id: str
    grant_id: str
    period: str
    subject: str
    versions: tuple[Written, ...]

    @property
    def newest(self) -> Written:
        return self.versions[-1]

    @property
    def released(self) -> Written | None:
        """The version that reports print: the newest one released."""
        return next((one for one in reversed(self.versions) if one.released_at), None)

    @property
    def revision(self) -> int:
        """Grows with every version and with every release: what an ETag compares."""
        return len(self.versions) + sum(1 for one in self.versions if one.released_at)


def insert_version(session: Session, new: NarrativeVersion, by: Occasion) -> None:
    """Appends a version. Raises Conflict where someone else appended it at the same moment."""
    session.add(NarrativeVersionRow(**asdict(new), proposed_at=by.now))
    _flush(session)


def insert_release(session: Session, narrative_id: str, version: Written, by: Occasion) -> None:
    """Appends the release of a version. Raises Conflict where someone else released it just now."""
    session.add(
        NarrativeReleaseRow(
            narrative_id=narrative_id,
            version=version.number,
            proposed_by=version.proposed_by,
            released_by=by.actor,
            released_at=by.now,
        )
    )
    _flush(session)


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        message = "Jemand anderes war im selben Augenblick schneller. Bitte neu laden."
        raise Conflict([Violation("narrative_changed_meanwhile", "MUN-03", message)]) from error


def narrative(session: Session, narrative_id: str) -> Narrative:
    """One text. Raises NotFound."""
    for found in _narratives(session, NarrativeVersionRow.narrative_id == narrative_id):
        return found
    raise NotFound([Violation("narrative_unknown", "API", "Diesen Text gibt es nicht.")])


def narrative_about(session: Session, grant_id: str, period: str, subject: str) -> Narrative | None:
    """The text of a grant and a period about a subject, if anybody wrote one."""
    row = NarrativeVersionRow
    about = (row.grant_id == grant_id) & (row.period == period) & (row.subject == subject)
    return next(_narratives(session, about), None)


def narratives_of(session: Session, grant_id: str, period: str) -> list[Narrative]:
    """All texts of a grant and a period, by subject."""
    row = NarrativeVersionRow
    return list(_narratives(session, (row.grant_id == grant_id) & (row.period == period)))


def _narratives(session: Session, where: ColumnElement[bool]) -> Iterator[Narrative]:
    row, release = NarrativeVersionRow, NarrativeReleaseRow
    same = (release.narrative_id == row.narrative_id) & (release.version == row.version)
    statement = select(row, release).outerjoin(release, same).where(where)
    pairs = session.execute(statement.order_by(row.subject, row.version))
    for narrative_id, group in groupby(pairs, key=lambda pair: pair[0].narrative_id):
        found = list(group)
        first = found[0][0]
        versions = tuple(_written(one, released) for one, released in found)
        yield Narrative(narrative_id, first.grant_id, first.period, first.subject, versions)


def _written(row: NarrativeVersionRow, release: NarrativeReleaseRow | None) -> Written:
    return Written(
        number=row.version,
        text=row.text,
        proposed_by=row.proposed_by,
        released_by=release.released_by if release else None,
        proposed_at=row.proposed_at,
        released_at=release.released_at if release else None,
        amount_cents=row.amount_cents,
    )
