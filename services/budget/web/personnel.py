"""Personal: posts, payroll months, hour sheets and what is booked of them; masked by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.eligibility import Step
from services.budget.domain.import_row import UnreadableFile
from services.budget.domain.personnel import Method, Post
from services.budget.domain.personnel_checks import Booking
from services.budget.domain.plan import Category
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases import personnel
from services.budget.usecases.hour_sheet import ReadSheet, examine_hours, take_over_hours
from services.budget.usecases.payroll_sheet import take_over_payroll
from services.budget.usecases.personnel import SEES_SALARIES
from services.budget.usecases.personnel_booking import (
    Booked,
    VoucherOfCost,
    book_personnel_cost,
    try_personnel_cost,
    visible_calculations,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.personnel_forms import (
    LABELS,
    METHODS,
    BookingForm,
    PayrollForm,
    PostForm,
    SheetForm,
    TrialForm,
)
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.upload import received, stored_upload
from shared.errors import Refused, Violation
from shared.web.access import occasion, principal
from shared.web.app import body_limit
from shared.web.forms import Form, read_form

blueprint = Blueprint(
    "budget_personnel",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/personal",
)

_FILE_BYTES: Final = 25 * 1024 * 1024


@dataclass(frozen=True)
class Tried:
    """What a trial tells this reader: the sum and the steps by post, None and empty where masked
    (PERS-06); `is_bookable` says that nothing speaks against it."""

    cents: int | None
    steps: Mapping[str, Sequence[Step]]
    is_bookable: bool


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """Posts and calculations as this reader may see them."""
    return _page(grant_id, Form(), "")


@blueprint.post("/stellen")
@body_limit(_FILE_BYTES)
@access.page(*SEES_SALARIES)
def new_post(grant_id: str) -> AnyResponse:
    """Enters a post."""

    def run(session: Session, data: Mapping[str, Any]) -> Post:
        kept = stored_upload("file")
        post = Post(
            data["post_id"],
            data["measure_id"],
            data["share_bp"],
            data.get("tariff_group"),
            request.form.get("existing_staff") == "1",
        )
        return personnel.record_post(
            session,
            grant_id,
            post,
            by=occasion(),
            means=means(),
            file_sha256=kept.sha256 if kept else None,
        )

    return submit(
        "record_post",
        PostForm(),
        run,
        again=lambda form: _page(grant_id, form, "post"),
        done=lambda post: _done(grant_id, f"Die Stelle „{post.post_id}“ ist eingetragen."),
    )


@blueprint.post("/gehaltsmonate")
@access.page(*SEES_SALARIES)
def new_payroll(grant_id: str) -> AnyResponse:
    """Enters payroll months."""

    def run(session: Session, data: Mapping[str, Any]) -> None:
        personnel.record_payroll(
            session, grant_id, data["post_id"], data["months"], by=occasion(), means=means()
        )

    return submit(
        "record_payroll",
        PayrollForm(),
        run,
        again=lambda form: _page(grant_id, form, "payroll"),
        done=lambda _: _done(grant_id, "Die Gehaltsmonate sind eingetragen."),
    )


@blueprint.post("/gehaltsliste")
@body_limit(_FILE_BYTES)
@access.page(*SEES_SALARIES)
def payroll_sheet(grant_id: str) -> AnyResponse:
    """Enters the payroll months of a list, all or none."""
    sent = received("file")

    def run(session: Session, _data: Mapping[str, Any]) -> Mapping[str, int]:
        if sent is None:
            message = "Bitte eine Datei wählen."
            raise Refused([Violation("file_missing", "PERS-01", message, field="file")])
        return take_over_payroll(session, grant_id, BytesIO(sent[1]), by=occasion(), means=means())

    return submit(
        "take_over_payroll",
        SheetForm(),
        run,
        again=lambda form: _page(grant_id, form, "payroll-list"),
        done=lambda found: _done(grant_id, f"{sum(found.values())} Gehaltsmonate sind da."),
    )


@blueprint.post("/stundennachweise")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def hour_sheet(grant_id: str) -> AnyResponse:
    """Shows what a file holds, or takes it over (`action=commit`)."""
    commits = request.form.get("action") == "commit"
    sent = received("file")

    def run(session: Session, _data: Mapping[str, Any]) -> ReadSheet:
        if sent is None:
            message = "Bitte eine Datei wählen."
            raise Refused([Violation("file_missing", "PERS-02", message, field="file")])
        act, use = (take_over_hours, means()) if commits else (examine_hours, means().on_trial())
        try:
            return act(session, grant_id, BytesIO(sent[1]), by=occasion(), means=use)
        except UnreadableFile as error:
            raise Refused(error.violations) from error

    if commits:
        return submit(
            "take_over_hours",
            SheetForm(),
            run,
            again=lambda form: _page(grant_id, form, "hours"),
            done=lambda found: _done(grant_id, _told(found)),
        )
    return _preview(grant_id, run)


def _preview(grant_id: str, run: Any) -> Response:
    try:
        with budget().sessions.read() as session:
            found = run(session, {})
    except Refused as error:
        response = _page(grant_id, Form().refused(error.violations), "hours")
        response.status_code = 422
        return response
    return _page(grant_id, Form(), "hours", preview=found)


@blueprint.post("/buchung")
@access.page(Role.GRANT_OFFICER)
def book(grant_id: str) -> AnyResponse:
    """Books personnel cost as an expenditure."""

    def run(session: Session, data: Mapping[str, Any]) -> Booked:
        asked = _asked(data)
        voucher = VoucherOfCost(
            data["budget_line"],
            data["voucher_number"],
            data["voucher_date"],
            data.get("payment_date"),
            data.get("payment_reference"),
        )
        return book_personnel_cost(session, grant_id, asked, voucher, by=occasion(), means=means())

    def done(booked: Booked) -> str:
        recorded = booked.recorded
        number = recorded.number if recorded else ""
        flash_outcome(f"Die Personalausgabe Nr. {number} ist gebucht.", booked.violations)
        return url_for("budget_personnel.show", grant_id=grant_id)

    return submit(
        "book_personnel_cost",
        BookingForm(),
        run,
        again=lambda form: _page(grant_id, form, "booking"),
        done=done,
    )


@blueprint.post("/probe")
@access.page(Role.GRANT_OFFICER, *SEES_SALARIES)
def trial(grant_id: str) -> Response:
    """What a booking would come to, as far as this reader may see it; nothing is stored."""
    form = read_form(TrialForm(), request.form)
    data = form.data
    if data is None:
        response = _page(grant_id, form, "booking")
        response.status_code = 422
        return response
    asked = _asked(data)
    with budget().sessions.read() as session:
        found = try_personnel_cost(
            session, grant_id, asked, data["budget_line"], by=occasion(), means=means()
        )
        visible = personnel.may_see_sum(
            session, grant_id, asked.persons, principal(), means=means(), by=occasion()
        )
    # what was typed about the voucher stays in the form of whoever may book
    typed = read_form(BookingForm(), request.form).values
    form = replace(form, values=typed).refused(found.violations)
    sees_all = principal().holds(SEES_SALARIES, grant_id)
    tried = Tried(
        found.cents if visible and found.costs else None,
        {post_id: cost.steps for post_id, cost in found.costs.items()} if sees_all else {},
        not form.is_wrong,
    )
    return _page(grant_id, form, "booking", tried=tried)


def _asked(data: Mapping[str, Any]) -> Booking:
    method: Method = "hours" if data["method"] == "hours" else "months"
    posts = tuple(request.form.getlist("post_ids"))
    filled = data.get("filled_from"), data.get("filled_until")
    return Booking(method, posts, data["first_month"], data["last_month"], *filled)


def _told(found: ReadSheet) -> str:
    refused = len({one.row for one in found.rejected})
    taken = f"{len(found.accepted)} Zeilen übernommen, {found.known} schon bekannt"
    return f"{taken}, {refused} abgelehnt."


def _done(grant_id: str, said: str) -> str:
    flash_outcome(said)
    return url_for("budget_personnel.show", grant_id=grant_id)


def _page(
    grant_id: str,
    form: Form,
    of: str,
    preview: ReadSheet | None = None,
    tried: Tried | None = None,
) -> Response:
    who = principal()
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        shown = personnel.show_personnel(session, grant_id, who, means=means(), by=occasion())
        calculations = visible_calculations(session, grant_id, who, means=means(), by=occasion())
        measures = measures_of(session, grant_id)
        plan = plan_in_force(session, grant_id)
    lines = plan.lines.values() if plan else ()
    return grant_page(
        "budget/personnel.html",
        grant,
        form=form,
        of=of,
        labels=LABELS,
        shown=shown,
        calculations=calculations,
        preview=preview,
        tried=tried,
        methods=METHODS,
        chosen=request.form.getlist("post_ids"),
        posts=[(one.post.post_id, one.post.post_id) for one in shown.posts],
        measures=[(one.measure_id, one.measure.title) for one in measures],
        lines=[
            (one.budget_line, one.budget_line) for one in lines if one.category is Category.PERSONAL
        ],
    )
