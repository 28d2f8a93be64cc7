"""Pages of the texts of reports: what is missing, write with preview and difference, release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from services.reporting.documents import BulletList
from services.reporting.documents.written_text import blocks_of
from services.reporting.domain.difference import difference
from services.reporting.domain.figure_address import SHARED, FigureAddress
from services.reporting.domain.narrative import LONGEST, subject_violations
from services.reporting.domain.narrative_sections import SECTIONS
from services.reporting.store import grant_facts
from services.reporting.store import narratives as store
from services.reporting.store.narratives import Narrative
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.narrative_figures import (
    NotableFigure,
    notable_figures,
    notable_types,
)
from services.reporting.usecases.narratives import NewText, propose, release
from services.reporting.usecases.report_period import parsed_period
from services.reporting.usecases.report_type import ReportType
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import DRAFT_READERS, DRAFTERS, RELEASERS
from services.reporting.web import access, means, page, reporting
from shared.clock import local_day
from shared.errors import Conflict, DomainError, NotFound, Refused, Unavailable, Violation
from shared.periods import Period
from shared.web.access import occasion, principal
from shared.web.forms import Form, FormSchema, Text, Whole, read_form
from shared.web.problems import status_of

blueprint = Blueprint(
    "reporting_narratives", __name__, url_prefix="/reporting/zuwendungen/<grant_id>/texte"
)


class TextForm(FormSchema):
    """What someone wrote, on top of which version."""

    text = Text(LONGEST, required=True)
    based_on = Whole(required=True)


class ReleaseForm(FormSchema):
    """Which version the releaser has read."""

    version = Whole(required=True)


@blueprint.get("")
@access.page(*DRAFT_READERS)
def overview(grant_id: str) -> Response:
    """Sections and explained figures of a period, each with how far it is."""
    wanted = request.args.get("zeitraum") or str(local_day(occasion().now).year)
    period = parsed_period(wanted, grant_id)
    types = notable_types(period)
    chosen = request.args.get("bericht", SHARED[0])
    type_ = next((one for one in types if one.type == chosen), None)
    with reporting().sessions.read() as session:
        grant = grant_facts.grant_of(session, grant_id, known_up_to(session))
        written = {one.subject: one for one in store.narratives_of(session, grant_id, str(period))}
        figures, reasons = _figures(session, grant_id, period, type_)
    return page(
        "reporting/narratives.html",
        grant=grant,
        grant_id=grant_id,
        period=period,
        sections=[(one, written.get(one.key)) for one in SECTIONS.values()],
        notes=[one for subject, one in written.items() if subject not in SECTIONS],
        types=types,
        type=type_,
        figures=figures,
        reasons=reasons,
        may_write=principal().holds(DRAFTERS, grant_id),
        title_of=_title,
    )


def _figures(
    session: Session, grant_id: str, period: Period, type_: ReportType | None
) -> tuple[list[NotableFigure], Sequence[Violation]]:
    """The amounts of a report, or why it cannot be made; none of a type the period has not."""
    if type_ is None:
        return [], []
    try:
        return notable_figures(session, means(), grant_id, period, type_.type), []
    except (Refused, Conflict, Unavailable) as error:
        return [], error.violations


@blueprint.get("/<period>")
@access.page(*DRAFT_READERS)
def show(grant_id: str, period: str) -> Response:
    """One text: what reports print, what is proposed, how it differs, all versions."""
    return _page(grant_id, period, _subject(), Form())


@blueprint.post("/<period>")
@access.page(*DRAFTERS)
def write(grant_id: str, period: str) -> AnyResponse:
    """Proposes the next version, or shows what it would look like (button "Vorschau")."""
    subject = _subject()
    form = read_form(TextForm(), request.form)
    if form.data is None or "preview" in request.form:
        return _page(grant_id, period, subject, form, 422 if form.data is None else 200)
    new = NewText(subject, form.data["text"].replace("\r\n", "\n"), form.data["based_on"])

    def run(session: Session) -> Narrative:
        return propose(session, means(), grant_id, period, new, by=occasion())

    message = "Der Text ist vorgeschlagen. Eine zweite Person kann ihn freigeben."
    return _done("propose_narrative", run, (grant_id, period, subject), form, message)


@blueprint.post("/<period>/freigabe")
@access.page(*RELEASERS)
def release_text(grant_id: str, period: str) -> AnyResponse:
    """A second person releases the version that was shown."""
    subject = _subject()
    form = read_form(ReleaseForm(), request.form)
    if form.data is None:
        return _page(grant_id, period, subject, form, 422)
    number: int = form.data["version"]

    def run(session: Session) -> Narrative:
        found = store.narrative_about(session, grant_id, period, subject)
        if found is None:
            raise NotFound(subject_violations(subject))
        return release(session, found.narrative_id, number, by=occasion())

    message = "Der Text ist freigegeben: Neue Entwürfe drucken ihn, ältere nicht."
    return _done("release_narrative", run, (grant_id, period, subject), form, message)


def _done(
    command: str, run: Any, place: tuple[str, str, str], form: Form, message: str
) -> AnyResponse:
    grant_id, period, subject = place
    try:
        reporting().execute(command, occasion(), run)
    except NotFound:
        raise
    except DomainError as error:
        return _page(*place, form.refused(error.violations), status_of(error))
    flash(message, "success")
    there = url_for("reporting_narratives.show", grant_id=grant_id, period=period, text=subject)
    return redirect(there, 303)


def _subject() -> str:
    subject = request.args.get("text", "")
    if subject_violations(subject):
        raise NotFound(subject_violations(subject))
    return subject


def _title(subject: str) -> str:
    address = FigureAddress.read(subject)
    if address is None:
        return SECTIONS[subject].title
    report = REPORT_TYPES.get(address.report)
    where = f" ({report.title})" if report else ""
    return f"Zahl „{address.row}“{where}"


def _page(grant_id: str, period: str, subject: str, form: Form, status: int = 200) -> Response:
    parsed = parsed_period(period, grant_id)
    with reporting().sessions.read() as session:
        grant = grant_facts.grant_of(session, grant_id, known_up_to(session))
        found = store.narrative_about(session, grant_id, str(parsed), subject)
    newest = found.newest if found else None
    typed = form.value("text").replace("\r\n", "\n")
    if not form.values and newest:
        form = replace(form, values={"text": newest.text})
    previous = found.versions[-2].text if found and len(found.versions) > 1 else ""
    return page(
        "reporting/narrative.html",
        status,
        grant=grant,
        grant_id=grant_id,
        period=parsed,
        subject=subject,
        title=_title(subject),
        question=SECTIONS[subject].question if subject in SECTIONS else "",
        found=found,
        newest=newest,
        form=form,
        preview=_shown(typed),
        changes=difference(newest.text if newest else "", typed) if typed else (),
        last_changes=difference(previous, newest.text) if newest else (),
        shown=_shown(newest.text if newest else ""),
        may_write=principal().holds(DRAFTERS, grant_id),
        may_release=newest is not None
        and newest.released_at is None
        and principal().holds(RELEASERS, grant_id),
    )


def _shown(text: str) -> list[list[str] | str]:
    """Paragraphs as texts, lists as lists of texts."""
    return [
        [item.text for item in one.items] if isinstance(one, BulletList) else one.text
        for one in blocks_of(text)
    ]
