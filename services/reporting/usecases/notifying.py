"""Writes notifications: in the transaction of what they tell, once per person and thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.mailing.letter import DRAFT_FAILED, DRAFTS_WAITING, SECOND_RELEASE
from services.reporting.store import letters, reports
from services.reporting.store.letters import LetterRow
from services.reporting.store.reports import ReportRow
from services.reporting.store.stream import DIRECTORY
from services.reporting.usecases.means import Means
from services.reporting.usecases.rights import DRAFTERS, RELEASERS
from shared.access import Principal
from shared.clock import local_day
from shared.occasion import Occasion

_ADDRESSEES: Final = {
    DRAFTS_WAITING: RELEASERS,
    SECOND_RELEASE: RELEASERS,
    DRAFT_FAILED: (*DRAFTERS, Role.HEAD_OF_FINANCE),
}


@dataclass(frozen=True)
class NewLetter:
    """To whom, what kind, what it is about (told once), and the page it leads to."""

    user_id: str
    kind: str
    about: str
    path: str


def is_still_addressed(session: Session, row: LetterRow, who: Principal) -> bool:
    """Whether who a letter was written to holds today one of the roles it was written for.

    A letter can wait for days; a role may end in between.
    """
    return who.holds(_ADDRESSEES[row.kind], _grant_of(session, row))


def _grant_of(session: Session, row: LetterRow) -> str:
    if row.kind == SECOND_RELEASE:
        return reports.get(session, row.about).grant_id
    if row.kind == DRAFTS_WAITING:
        return row.about.partition("/")[2]
    return row.about.rpartition("/")[0]


def tell_of_drafts(
    session: Session, means: Means, run_id: str, drafted: Iterable[str], *, by: Occasion
) -> None:
    """A run drafted reports: one letter per grant to those who release there."""
    grants = sorted({reports.get(session, one).grant_id for one in drafted})
    for grant_id in grants:
        letter = (DRAFTS_WAITING, f"{run_id}/{grant_id}", _page_of(grant_id))
        _tell(session, means, letter, grant_id, by=by)


def tell_of_failure(
    session: Session, means: Means, grant_id: str, day: str, *, by: Occasion
) -> None:
    """A due report could not be drafted: one letter per grant and day to those who can help."""
    letter = (DRAFT_FAILED, f"{grant_id}/{day}", f"{_page_of(grant_id)}#laeufe")
    _tell(session, means, letter, grant_id, by=by)


def tell_of_first_release(session: Session, means: Means, row: ReportRow, *, by: Occasion) -> None:
    """One person released: a letter to those who can be the second."""
    letter = (SECOND_RELEASE, row.report_id, f"/reporting/berichte/{row.report_id}")
    _tell(session, means, letter, row.grant_id, by=by)


def _page_of(grant_id: str) -> str:
    return f"/reporting/zuwendungen/{quote(grant_id, safe='')}"


def _tell(
    session: Session,
    means: Means,
    letter: tuple[str, str, str],
    grant_id: str,
    *,
    by: Occasion,
) -> None:
    """To everybody who wants mail and holds one of its roles, but not to whoever acts."""
    if not means.mail.is_on:
        return
    kind, about, path = letter
    for one in letters.recipients(session):
        who = DIRECTORY.by_id(session, one.user_id, local_day(by.now))
        if one.user_id == by.actor or who is None or not who.holds(_ADDRESSEES[kind], grant_id):
            continue
        write_letter(session, NewLetter(one.user_id, kind, about, path), by=by)


def write_letter(session: Session, new: NewLetter, *, by: Occasion) -> bool:
    """Writes a letter that waits to be sent; False if the same was told this person before."""
    return letters.add(
        session,
        letter_id=by.new_id(),
        user_id=new.user_id,
        kind=new.kind,
        about=new.about,
        path=new.path,
        written_at=by.now,
        attempts=0,
        next_try_at=by.now,
        code="",
    )
