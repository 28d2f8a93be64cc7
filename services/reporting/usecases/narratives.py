"""Writing the texts of reports: one person proposes a version, a second one releases it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.events.reporting import NarrativeProposed, NarrativeReleased, NarrativeVersion
from services.reporting.domain.narrative import (
    open_violations,
    release_violations,
    subject_violations,
    text_violations,
)
from services.reporting.store import narratives as store
from services.reporting.store.narratives import Narrative, Written
from services.reporting.store.stream import DIRECTORY, OUTBOX
from services.reporting.usecases.means import Means
from services.reporting.usecases.narrative_figures import noted_amount
from services.reporting.usecases.report_period import parsed_period
from services.reporting.usecases.rights import DRAFTERS, RELEASERS
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class NewText:
    """What someone wrote, and the version it was written on top of (0: there was none)."""

    subject: str
    text: str
    based_on: int = 0


def propose(
    session: Session, means: Means, grant_id: str, period: str, new: NewText, *, by: Occasion
) -> Narrative:
    """Appends the next version of a text; no report prints it before its release.

    Raises NotFound (grant), Refused (no period, no such section or figure, nothing written, nothing
    changed), Conflict where a newer version than `based_on` is there.
    """
    parsed = parsed_period(period, grant_id)
    before = store.narrative_about(session, grant_id, str(parsed), new.subject)
    _demand_current(before, new.based_on)
    amount_cents, found = noted_amount(session, means, grant_id, parsed, new.subject)
    found += subject_violations(new.subject)
    found += text_violations(new.text, before.newest if before else None)
    _refuse(found, grant_id)
    version = NarrativeVersion(
        narrative_id=before.narrative_id if before else by.new_id(),
        grant_id=grant_id,
        period=str(parsed),
        subject=new.subject,
        version=new.based_on + 1,
        text=new.text,
        proposed_by=by.actor,
        amount_cents=amount_cents,
    )
    store.insert_version(session, version, by)
    office = DIRECTORY.office(session, by.actor, DRAFTERS, grant_id, local_day(by.now))
    _tell(session, NarrativeProposed(version, office), by)
    return store.narrative(session, version.narrative_id)


def release(session: Session, narrative_id: str, number: int, *, by: Occasion) -> Narrative:
    """Releases a version as second person; reports drafted from now on print it.

    Raises NotFound, Conflict (a newer version is there, or it is released), Refused (four eyes).
    """
    found = store.narrative(session, narrative_id)
    closed = open_violations(found.newest, number)
    if closed:
        raise Conflict(closed)
    _refuse(release_violations(found.newest, by.actor), found.grant_id)
    store.insert_release(session, narrative_id, found.newest, by)
    office = DIRECTORY.office(session, by.actor, RELEASERS, found.grant_id, local_day(by.now))
    _tell(session, NarrativeReleased(_version(found, found.newest), office), by)
    return store.narrative(session, narrative_id)


def grant_of_narrative(session: Session, narrative_id: str) -> str:
    """The grant a text belongs to. Raises NotFound."""
    return store.narrative(session, narrative_id).grant_id


def _demand_current(before: Narrative | None, based_on: int) -> None:
    newest = before.newest.number if before else 0
    if newest != based_on:
        message = (
            f"Inzwischen liegt Fassung {newest} vor. Bitte neu laden, den Unterschied lesen und "
            "die Änderung darauf aufbauen."
        )
        raise Conflict([Violation("narrative_stale", "API", message)])


def _refuse(found: list[Violation], grant_id: str) -> None:
    if found:
        raise Refused(found, subject=f"grant/{grant_id}", grant_id=grant_id)


def _version(found: Narrative, one: Written) -> NarrativeVersion:
    return NarrativeVersion(
        narrative_id=found.narrative_id,
        grant_id=found.grant_id,
        period=found.period,
        subject=found.subject,
        version=one.number,
        text=one.text,
        proposed_by=one.proposed_by,
        amount_cents=one.amount_cents,
    )


def _tell(session: Session, event: NarrativeProposed | NarrativeReleased, by: Occasion) -> None:
    told = event.narrative
    subject = f"narrative/{told.narrative_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=told.grant_id)
