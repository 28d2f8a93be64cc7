"""From facts below a cut-off to the `Document` of a report, whatever its type."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.reporting.documents import Document
from services.reporting.documents.change_notice import TYPE as CHANGE_NOTICE
from services.reporting.documents.change_table import with_changes
from services.reporting.documents.figure_notes import with_notes
from services.reporting.documents.running_period import with_running_period
from services.reporting.documents.waivers import with_waivers
from services.reporting.domain.running_period import check_over
from services.reporting.domain.waivers import ReliedWaiver, waivers_relied_on
from services.reporting.store import grant_facts, waivers
from services.reporting.store.procurement import named_files
from services.reporting.usecases.changes import changes_of, replaced_by
from services.reporting.usecases.material import Material
from services.reporting.usecases.means import Means
from services.reporting.usecases.report_facts import OVERVIEW, REPORT_FACTS
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.periods import Period

_LETTERS: Final = frozenset({CHANGE_NOTICE})


def material(
    session: Session, means: Means, grant_id: str, period: Period, offset: int
) -> Material:
    """Reads the facts, the rows later if at all. Raises NotFound."""
    frame = grant_facts.frame_of(session, grant_id, offset)
    numbers = {one.drawdown_id: one.number for one in frame.calls if one.status != "withdrawn"}
    return Material(session, means, frame, period, offset, numbers)


def build(type_: str, given: Material, drafted_on: date) -> Document:
    """The report of this type with the explanations of its figures, what changed since the version
    it replaces, the waivers it relies on, and a warning if its period was running: a letter carries
    none, it leaves the house as it is. Raises what its builder raises."""
    known_type = REPORT_TYPES[type_]
    document = with_notes(known_type.build(given), given.texts.notes())
    document = with_waivers(_with_changes(type_, given, document), _relied(type_, given))
    if known_type.type not in _LETTERS and check_over(
        known_type.period_rule, given.period, drafted_on
    ):
        return with_running_period(document, given.period, drafted_on)
    return document


def _relied(type_: str, given: Material) -> list[ReliedWaiver]:
    """Rows are read only where there is a waiver and the type prints what one can be about."""
    about = REPORT_FACTS[type_].relies_on
    known = waivers.waivers_of(given.session, given.grant_id, given.offset) if about else []
    if not known:
        return []
    place = (given.session, given.grant_id, given.offset)
    files = named_files(*place, known, shows_all=type_ == OVERVIEW)
    return waivers_relied_on(given.facts, known, given.period.last_day, about, files)


def _with_changes(type_: str, given: Material, document: Document) -> Document:
    """The change page of every version after a released one."""
    older = replaced_by(type_, given)
    if older is None:
        return document
    found = changes_of(given, older)
    return with_changes(document, older.version, found.vouchers, found.facts)
