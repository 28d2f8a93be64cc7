"""Pages: reports of a grant, drafting, runs of the schedule."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.events.snapshots import GrantSnapshot
from contracts.roles import Role
from services.reporting.domain.running_period import begun_periods
from services.reporting.store import facts, failed_draft, grant_facts, reports, runs
from services.reporting.usecases import reading
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.long_run import RUN, run_order
from services.reporting.usecases.long_work import DRAFT, draft_order
from services.reporting.usecases.releasable import releasable
from services.reporting.usecases.releasing import hindrances
from services.reporting.usecases.rights import (
    ALL_READERS,
    DRAFTERS,
)
from services.reporting.usecases.schedule import result_so_far
from services.reporting.web import (
    STATIC,
    TEMPLATES,
    access,
    page,
    reader,
    reporting,
    words,
    works,
)
from shared.clock import local_day
from shared.errors import DomainError, NotFound
from shared.long_work import Order
from shared.periods import Period, quarter_of
from shared.web.access import occasion, principal
from shared.web.forms import AnyPeriodText, Form, FormSchema, Text, read_form
from shared.web.long_work import run_beside
from shared.web.paging import decode_cursor, encode_cursor
from shared.web.problems import status_of

blueprint = Blueprint(
    "reporting",
    __name__,
    template_folder=TEMPLATES,
    static_folder=STATIC,
    static_url_path="/static",
    url_prefix="/reporting",
)

_PAGE = 50


class DraftForm(FormSchema):
    """What to draft."""

    type = Text(required=True)
    period = AnyPeriodText(required=True)


@blueprint.get("/")
@access.page(*ALL_READERS)
def overview() -> Response:
    """The grants whose reports someone may see, each with its newest."""
    allowed = principal().grants(ALL_READERS)
    with reporting().sessions.read() as session:
        offset = known_up_to(session)
        found = [
            (
                grant_facts.grant_of(session, grant_id, offset),
                list(
                    reports.listed(
                        session,
                        grant_id,
                        released_only=not reader().sees_drafts(grant_id),
                        before=None,
                        limit=3,
                    )
                ),
            )
            for grant_id in facts.grants(session)
            if allowed is None or grant_id in allowed
        ]
        waiting = [
            one for grant, _ in found for one in releasable(session, grant.grant_id, principal())
        ]
    return page("reporting/overview.html", grants=found, waiting=waiting)


@blueprint.get("/zuwendungen/<grant_id>")
@access.page(*ALL_READERS)
def of_grant(grant_id: str) -> Response:
    """Reports of a grant with status and filter, and the form for a new draft."""
    today = local_day(occasion().now)
    proposed = Form({"type": "quarterly", "period": str(quarter_of(today).previous())})
    return _grant_page(grant_id, proposed)


def _grant_page(grant_id: str, form: Form, status: int = 200) -> Response:
    cursor = request.args.get("cursor")
    with reporting().sessions.read() as session:
        grant = grant_facts.grant_of(session, grant_id, known_up_to(session))
        rows = list(
            reports.listed(
                session,
                grant_id,
                released_only=not reader().sees_drafts(grant_id),
                before=decode_cursor(cursor, str, str, int) if cursor else None,
                limit=_PAGE + 1,
                type_=request.args.get("type") or None,
                status=request.args.get("status") or None,
            )
        )
        views = [reading.view(session, row) for row in rows[:_PAGE]]
        done = runs.latest(session, grant_id) if reader().sees_drafts(grant_id) else []
        failed = failed_draft.waiting(session, grant_id) if reader().sees_drafts(grant_id) else []
        in_work = works().jobs.open_of_grant(session, grant_id, DRAFT)
    last = rows[_PAGE - 1] if len(rows) > _PAGE else None
    return page(
        "reporting/grant.html",
        status,
        grant=grant,
        grant_id=grant_id,
        grant_title=grant.title,
        views=views,
        runs=done,
        failed=failed,
        in_work=in_work if reader().sees_drafts(grant_id) else [],
        sees_drafts=reader().sees_drafts(grant_id),
        form=form,
        periods=_periods(grant),
        statuses=words.STATUS,
        may_draft=principal().holds(DRAFTERS, grant_id),
        may_run=principal().holds([Role.HEAD_OF_FINANCE], grant_id),
        next_cursor=encode_cursor(last.period, last.type, last.version) if last else "",
    )


def _periods(grant: GrantSnapshot) -> list[Period]:
    """Those a report can be drafted for, newest first."""
    first_day = min(one.period_start for one in grant.terms)
    last_day = max(one.period_end for one in grant.terms)
    return begun_periods(first_day, last_day, local_day(occasion().now))


@blueprint.post("/zuwendungen/<grant_id>/entwuerfe")
@access.page(*DRAFTERS)
def draft(grant_id: str) -> AnyResponse:
    """Drafts the next version and shows it."""
    form = read_form(DraftForm(), request.form)
    if form.data is None:
        return _grant_page(grant_id, form, 422)
    by = occasion()
    wanted = form.data

    def order(session: Session) -> Order:
        return draft_order(session, grant_id, wanted["type"], wanted["period"], by=by)

    try:
        job = run_beside(reporting(), works(), "draft_report", order)
    except NotFound:
        raise
    except DomainError as error:
        return _grant_page(grant_id, form.refused(error.violations), status_of(error))
    if not job.is_open:
        flash(*_made(job.work_id))
    return redirect(url_for("reporting_reports.show", report_id=job.work_id), 303)


def _made(report_id: str) -> tuple[str, str]:
    """What is said of a new draft: who may release it, or that nobody may as it stands."""
    with reporting().sessions.read() as session:
        hindered = hindrances(session, reports.get(session, report_id))
    if hindered:
        return "Der Entwurf liegt vor. So wie er ist, wird er nicht freigegeben.", "info"
    return "Der Entwurf liegt vor. Eine zweite Person kann ihn freigeben.", "success"


@blueprint.post("/zuwendungen/<grant_id>/lauf")
@access.page(Role.HEAD_OF_FINANCE)
def run_now(grant_id: str) -> AnyResponse:
    """Runs the schedule for today, for every active grant the caller is head of finance of."""
    by = occasion()
    today, grants = local_day(by.now), principal().grants([Role.HEAD_OF_FINANCE])
    job = run_beside(reporting(), works(), RUN, lambda _session: run_order(today, grants, by=by))
    with reporting().sessions.read() as session:
        drafted = job.outcome.get("drafted", ())
        result = result_so_far(session, job.work_id, today, drafted, grants)
    if job.is_open:
        flash("Der Lauf braucht länger; er geht weiter, und die Entwürfe erscheinen hier.", "info")
        return redirect(url_for("reporting.of_grant", grant_id=grant_id), 303)
    if result.failed:
        flash(
            "Nicht alles ließ sich entwerfen; die Gründe stehen unten beim Berichtslauf.", "danger"
        )
    count = len(result.drafted)
    flash(
        f"Der Lauf hat {count} {'Bericht' if count == 1 else 'Berichte'} entworfen."
        if count
        else "Es war nichts zu entwerfen: alle fälligen Berichte liegen vor.",
        "success",
    )
    return redirect(url_for("reporting.of_grant", grant_id=grant_id), 303)
