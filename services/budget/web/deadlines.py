"""Fristen: per grant and for all of them, extensions, completions, links for a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.deadline import PROOF, Deadline, DeadlineStatus, Extension, told
from services.budget.domain.deadline_sources import BASE_RATE_RULE
from services.budget.store.calendar_link import links_of
from services.budget.store.deadline import ExtensionRecord, extension_records, load_extension
from services.budget.store.grant import GrantRecord, list_grants, load_grant
from services.budget.store.user import display_names
from services.budget.usecases.calendar import (
    calendar_of_token,
    issue_calendar_link,
    revoke_calendar_link,
)
from services.budget.usecases.deadline import (
    Met,
    complete_deadline,
    confirm_extension,
    propose_extension,
    reopen_deadline,
)
from services.budget.usecases.deadline_reading import deadlines_of
from services.budget.web import TEMPLATES, access, budget, execute, means, page
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.submission import submit_here
from services.budget.web.upload import stored_upload
from shared.errors import NotFound, Violation
from shared.web.access import occasion, principal, public
from shared.web.app import body_limit
from shared.web.forms import Day, Form, FormSchema, Text

blueprint = Blueprint("budget_deadlines", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_FILE_BYTES: Final = 25 * 1024 * 1024
_OF_GRANT: Final = "/zuwendungen/<grant_id>/fristen"

LABELS: Final = {
    "due_on": "Neues Fristende",
    "decided_on": "Zustimmung vom",
    "reference": "Aktenzeichen oder Fundstelle",
    "reason": "Begründung",
    "done_on": "Erledigt am",
    "file": "Datei",
}


class ExtensionForm(FormSchema):
    """The funder's consent."""

    due_on = Day(required=True)
    decided_on = Day(required=True)
    reference = Text(200, required=True)
    reason = Text(1000, required=True)


class CompletionForm(FormSchema):
    """How a duty was met."""

    done_on = Day(required=True)
    reference = Text(200, required=True)


class ReasonForm(FormSchema):
    """Why something is taken back."""

    reason = Text(400, required=True)


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline as a page shows it: of which grant, how it stands, who is told today."""

    grant: GrantRecord
    one: Deadline
    status: DeadlineStatus
    responsible: str
    roles: tuple[Role, ...]

    @property
    def of_all_grants(self) -> bool:
        """Whether it is one duty for the whole city that every grant repeats (INT-05)."""
        return self.one.rule == BASE_RATE_RULE

    @property
    def payments_stay_until(self) -> date | None:
        """Up to when payments count, beside a longer time for the proof, which does not move it."""
        if self.one.duty != PROOF or not self.one.extensions:
            return None
        return self.grant.terms(today()).payments_until

    @property
    def told(self) -> tuple[str, ...]:
        """The roles in words."""
        return tuple(role.label for role in self.roles)


def shown_deadlines(session: Session, grant: GrantRecord) -> list[ShownDeadline]:
    """The deadlines of a grant, the next one first."""
    day = today()
    rules = grant.rules(means().packs, day)
    return [
        ShownDeadline(
            grant,
            one,
            one.status(day),
            Role(one.responsible).label,
            tuple(Role(role) for role in told(one, day, rules.deadline)),
        )
        for one in deadlines_of(session, grant, day, means=means())
    ]


def each_once(rows: Iterable[ShownDeadline]) -> list[ShownDeadline]:
    """The rows in their order; a duty of all grants only where it comes first."""
    seen: set[str] = set()
    found = []
    for row in rows:
        if not row.of_all_grants or row.one.duty not in seen:
            found.append(row)
        if row.of_all_grants:
            seen.add(row.one.duty)
    return found


def pressing(session: Session, grants: list[GrantRecord]) -> list[ShownDeadline]:
    """What somebody is told of today, over some grants, the first due in front."""
    found = [one for grant in grants if grant.is_active for one in shown_deadlines(session, grant)]
    return each_once(sorted((one for one in found if one.roles), key=lambda one: one.one.due_on))


@blueprint.get("/fristen")
@access.page(*READERS)
def show_everything() -> Response:
    """The deadlines of all grants the user reads."""
    with budget().sessions.read() as session:
        grants = list_grants(session, only=principal().grants(READERS))
        rows = [row for one in grants if one.is_active for row in shown_deadlines(session, one)]
        links = links_of(session, occasion().actor)
    rows.sort(key=lambda row: (row.status is DeadlineStatus.DONE, row.one.due_on, row.one.duty))
    return page("budget/all_deadlines.html", rows=each_once(rows), links=links)


@blueprint.get(_OF_GRANT)
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """The deadlines of one grant."""
    return _page(grant_id, Form())


@blueprint.post(f"{_OF_GRANT}/<duty>/verlaengerung")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def extend(grant_id: str, duty: str) -> AnyResponse:
    """Enters a later day; head of finance or programme head confirms it."""

    def run(session: Session, data: Mapping[str, Any]) -> ExtensionRecord:
        kept = stored_upload("file")
        new = Extension(duty, **data)
        sha256 = kept.sha256 if kept else None
        return propose_extension(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=sha256
        )

    return submit_here(
        "propose_extension",
        ExtensionForm(),
        run,
        "Die Verlängerung ist erfasst. Sie gilt, sobald eine zweite Person sie bestätigt.",
        page=_page,
    )


@blueprint.post(f"{_OF_GRANT}/verlaengerungen/<extension_id>/bestaetigung")
@access.page(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def confirm(grant_id: str, extension_id: str) -> AnyResponse:
    """Makes the later day count."""

    def run(session: Session, _data: Mapping[str, Any]) -> ExtensionRecord:
        # The role was checked for the grant of the address: the extension must be one of it.
        if load_extension(session, extension_id).grant_id != grant_id:
            message = "Diese Verlängerung gibt es in dieser Zuwendung nicht."
            raise NotFound([Violation("extension_unknown", "PLAN-09", message)])
        return confirm_extension(session, extension_id, by=occasion(), means=means())

    message = "Die Verlängerung ist bestätigt."
    return submit_here("confirm_extension", FormSchema(), run, message, page=_page)


@blueprint.post(f"{_OF_GRANT}/<duty>/erledigung")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def complete(grant_id: str, duty: str) -> AnyResponse:
    """Marks a duty done."""

    def run(session: Session, data: Mapping[str, Any]) -> Deadline:
        kept = stored_upload("file")
        met = Met(data["done_on"], data["reference"], kept.sha256 if kept else None)
        return complete_deadline(session, grant_id, duty, met, by=occasion(), means=means())

    message = "Die Frist ist als erledigt vermerkt."
    return submit_here("complete_deadline", CompletionForm(), run, message, page=_page)


@blueprint.post(f"{_OF_GRANT}/<duty>/wiedervorlage")
@access.page(Role.GRANT_OFFICER)
def reopen(grant_id: str, duty: str) -> AnyResponse:
    """Takes a completion back."""

    def run(session: Session, data: Mapping[str, Any]) -> Deadline:
        reason = data["reason"]
        return reopen_deadline(session, grant_id, duty, reason, by=occasion(), means=means())

    message = "Die Frist ist wieder offen."
    return submit_here("reopen_deadline", ReasonForm(), run, message, page=_page)


@blueprint.post(f"{_OF_GRANT}/kalenderlink")
@access.page(*READERS)
def issue_link(grant_id: str) -> Response:
    """Shows a new address for the deadlines of this grant, this one time."""
    return _new_link(grant_id)


@blueprint.post("/fristen/kalenderlink")
@access.page(*READERS)
def issue_link_to_all() -> Response:
    """Shows a new address for the deadlines of all grants, this one time."""
    return _new_link(None)


@blueprint.post("/fristen/kalenderlinks/<link_id>/ende")
@access.page(*READERS)
def revoke_link(link_id: str) -> AnyResponse:
    """Ends an own address."""
    by = occasion()
    execute(
        "revoke_calendar_link",
        by,
        lambda session: revoke_calendar_link(session, link_id, by=by),
    )
    flash("Der Kalenderlink ist beendet.", "success")
    return redirect(url_for("budget_deadlines.show_everything"), 303)


@blueprint.get("/kalender/<token>.ics")
@public("calendar programs log in nowhere: the address carries a secret that can be revoked")
def feed(token: str) -> Response:
    """The calendar behind an address."""
    with budget().sessions.read() as session:
        body = calendar_of_token(session, token, today(), means=means())
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _new_link(grant_id: str | None) -> Response:
    by = occasion()
    link = execute(
        "issue_calendar_link",
        by,
        lambda session: issue_calendar_link(session, grant_id, by=by),
    )
    address = url_for("budget_deadlines.feed", token=link.token, _external=True)
    return page("budget/calendar_link.html", address=address, grant_id=grant_id)


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        rows = shown_deadlines(session, grant) if grant.is_active else []
        records = extension_records(session, grant_id)
        names = display_names(session, {one.created_by for one in records})
    titles = {row.one.duty: row.one.title for row in rows}
    return grant_page(
        "budget/deadlines.html",
        grant,
        form=form,
        labels=LABELS,
        rows=rows,
        by_hand=[(row.one.duty, row.one.title) for row in rows if row.one.by_hand],
        waiting=[one for one in records if not one.confirmed_by],
        titles=titles,
        names=names,
        actor=occasion().actor,
        rules=grant.rules(means().packs, today()),
    )
