"""Übernahme: a running grant is uploaded, looked at, proposed, and released by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, Final, cast

from flask import Blueprint, Response, request, url_for
from flask import session as browser
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.store.expenditure_family import next_number
from services.budget.store.grant import load_grant
from services.budget.store.measure import measure_ids
from services.budget.usecases.opening import (
    examine_opening,
    load_opening,
    propose_kept_opening,
    release_opening,
    waiting_openings,
)
from services.budget.web import TEMPLATES, access, budget, execute, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import flash_outcome, submit
from shared.errors import Conflict, Refused, Violation
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form, FormSchema
from shared.web.problems import status_of

blueprint = Blueprint("budget_openings", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_RELEASING: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
_LARGEST: Final = 101 * 1024 * 1024
_EXAMINED: Final = "examined_opening"
_SHOWN: Final = 200
"""Reasons on one page; whoever mends the first 200 sees the next."""


@blueprint.get("/zuwendungen/<grant_id>/uebernahme")
@access.page(Role.GRANT_OFFICER)
def upload_form(grant_id: str) -> Response:
    """What a takeover needs, and the field for its file."""
    return _upload_page(grant_id, Form())


@blueprint.post("/zuwendungen/<grant_id>/uebernahme")
@body_limit(_LARGEST)
@access.page(Role.GRANT_OFFICER)
def examine(grant_id: str) -> Response:
    """Reads the file and shows what it would bring and what stands against it."""
    by, sent = occasion(), request.files.get("file")
    try:
        if sent is None or not sent.filename:
            message = "Bitte die Datei der Übernahme wählen."
            raise Refused([Violation("file_missing", "FMT-03", message, field="file")])
        stream = cast(BinaryIO, sent.stream)
        examined = execute(
            "examine_opening",
            by,
            lambda session: examine_opening(session, grant_id, stream, by=by, means=means()),
        )
    except (Refused, Conflict) as error:
        response = _upload_page(grant_id, Form().refused(error.violations))
        response.status_code = status_of(error)
        return response
    # in the signed session, not in the form: nobody proposes the file of another grant
    browser[_EXAMINED] = {"grant_id": grant_id, "sha256": examined.sha256}
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
    return grant_page(
        "budget/opening_preview.html",
        grant,
        content=examined.content,
        planned_cents=sum(one.planned_cents for one in examined.content.plan),
        gross_cents=sum(one.gross_cents for one in examined.content.vouchers),
        called_cents=sum(one.amount_cents for one in examined.content.calls),
        received_cents=sum(one.amount_cents for one in examined.content.receipts),
        faults=examined.faults[:_SHOWN],
        more=max(0, len(examined.faults) - _SHOWN),
        hints=examined.hints[:_SHOWN],
        more_hints=max(0, len(examined.hints) - _SHOWN),
    )


@blueprint.post("/zuwendungen/<grant_id>/uebernahme/vorschlag")
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Proposes the file that was shown; a second person releases it."""
    kept = browser.get(_EXAMINED) or {}

    def run(session: Session, _data: Mapping[str, Any]) -> str:
        if kept.get("grant_id") != grant_id:
            message = "Bitte die Datei noch einmal prüfen lassen."
            raise Refused([Violation("opening_not_examined", "MUN-09", message, field="file")])
        return propose_kept_opening(
            session, grant_id, kept["sha256"], by=occasion(), means=means()
        ).opening_id

    def done(opening_id: str) -> str:
        browser.pop(_EXAMINED, None)
        flash_outcome("Die Übernahme ist vorgeschlagen. Eine zweite Person gibt sie frei.")
        return url_for("budget_openings.show", opening_id=opening_id)

    return submit(
        "propose_opening",
        FormSchema(),
        run,
        again=lambda form: _upload_page(grant_id, form),
        done=done,
    )


def _upload_page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        measures = measure_ids(session, grant_id)
        waiting = waiting_openings(session, grant_id)
        is_empty = next_number(session, grant_id) == 1
    return grant_page(
        "budget/opening_upload.html",
        grant,
        form=form,
        labels={"file": "Datei der Übernahme"},
        measures=measures,
        waiting=waiting,
        is_empty=is_empty,
    )


@blueprint.get("/uebernahmen/<opening_id>")
@access.page(*READERS)
def show(opening_id: str) -> Response:
    """One takeover: what it brings, and who stands behind it."""
    return _page(opening_id, Form())


@blueprint.post("/uebernahmen/<opening_id>/freigabe")
@access.page(*_RELEASING)
def release(opening_id: str) -> AnyResponse:
    """Releases the takeover; with the last needed person it counts."""

    def run(session: Session, _data: Mapping[str, Any]) -> str:
        return release_opening(session, opening_id, by=occasion(), means=means()).status

    def done(status: str) -> str:
        waits = status == "partly_released"
        flash_outcome(
            "Einmal freigegeben; eine zweite Person fehlt noch."
            if waits
            else "Die Übernahme ist freigegeben und zählt."
        )
        return url_for("budget_openings.show", opening_id=opening_id)

    return submit(
        "release_opening",
        FormSchema(),
        run,
        again=lambda form: _page(opening_id, form),
        done=done,
        needed=_RELEASING,
    )


def _page(opening_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        row = load_opening(session, opening_id)
        grant = load_grant(session, row.grant_id)
    return grant_page("budget/opening.html", grant, row=row, form=form, labels={})
