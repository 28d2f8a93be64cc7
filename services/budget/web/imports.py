"""Einlesen: the finance system's list, first as a preview, then the accepted lines at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO, Final, cast

from flask import Blueprint, Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.import_text import taken_text
from services.budget.intake.profile import voucher_profiles
from services.budget.store.grant import load_grant
from services.budget.store.grant_lookup import grant_stamp
from services.budget.store.import_reading import faults_of, imports_of, load_import, values_of
from services.budget.store.user import display_names
from services.budget.usecases.import_examined import HINT
from services.budget.usecases.import_preview import SHOWABLE, PreviewPage, preview_page
from services.budget.usecases.import_sorting import Verdict
from services.budget.usecases.import_trial import try_commit
from services.budget.usecases.imports import StoredImport
from services.budget.usecases.kept_list import KeptList, keep_list
from services.budget.usecases.long_imports import (
    COMMIT,
    EXAMINE,
    commit_order,
    examine_order,
    import_or_work,
    work_about,
)
from services.budget.web import TEMPLATES, access, budget, means, works
from services.budget.web.grant_pages import grant_page
from services.budget.web.trial import is_trial, try_command
from shared.errors import Conflict, DomainError, Refused, Violation
from shared.long_work import Job, Order
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form
from shared.web.long_work import refreshing, run_beside
from shared.workshop import failure_of

blueprint = Blueprint("budget_imports", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_LARGEST: Final = 101 * 1024 * 1024
_SHOWN_LINES: Final = 50
_LONGEST: Final = 10
"""Digits of a line number."""
_KINDS: Final = {
    "alle": ("Alle", SHOWABLE),
    "neu": ("Neue Ausgaben", (Verdict.NEW, Verdict.CREDIT)),
    "zahlungen": ("Zahlungen zu bekannten", (Verdict.PAYMENT,)),
    "bekannt": ("Schon bekannt", (Verdict.KNOWN,)),
}
"""What may be asked for with `?art=`."""
_STATES: Final = ("rejected", "duplicate", "changed")

LABELS: Final = {"file": "Datei", "profile": "Format", "vouchers": "Belege als ZIP"}


@blueprint.get("/zuwendungen/<grant_id>/einlesen")
@access.page(Role.GRANT_OFFICER)
def show_all(grant_id: str) -> Response:
    """Earlier imports and the form for the next one."""
    return _page(grant_id, Form())


@blueprint.post("/zuwendungen/<grant_id>/einlesen")
@body_limit(_LARGEST)
@access.page(Role.GRANT_OFFICER)
def upload(grant_id: str) -> AnyResponse:
    """Reads the list and shows what it would do; nothing is entered yet."""
    by = occasion()
    try:
        kept = _kept()

        def order(session: Session) -> Order:
            grant_stamp(session, grant_id, lock=False)
            return examine_order(grant_id, request.form.get("profile", ""), kept, by=by)

        job = run_beside(budget(), works(), EXAMINE, order)
    except Refused as error:
        form = Form({"profile": request.form.get("profile", "")}).refused(error.violations)
        response = _page(grant_id, form)
        response.status_code = 422
        return response
    return redirect(url_for("budget_imports.show", import_id=job.work_id), 303)


@blueprint.get("/einlesen/<import_id>")
@access.page(Role.GRANT_OFFICER)
def show(import_id: str) -> Response:
    """The preview, or what became of it, with the Klärungsliste."""
    return _import_page(import_id, ())


@blueprint.post("/einlesen/<import_id>/uebernahme")
@access.page(Role.GRANT_OFFICER)
def commit(import_id: str) -> AnyResponse:
    """Enters the accepted lines, all or none; sent by the button "Was wäre wenn" it only asks."""
    by = occasion()
    if is_trial():
        asked = try_command(lambda session: try_commit(session, import_id, by=by, means=means()))
        return _import_page(import_id, () if asked.effect else asked.violations)
    try:
        job = run_beside(
            budget(), works(), COMMIT, lambda session: commit_order(session, import_id, by=by)
        )
    except Conflict as error:
        response = _import_page(import_id, error.violations)
        response.status_code = 409
        return response
    if not job.is_open:
        with budget().sessions.read() as session:
            row = load_import(session, import_id)
        waits = ""
        if row.accepted:
            waits = " Was davon noch nicht festgestellt ist, wartet auf die Feststellung."
        flash(f"Übernommen: {_taken(row)}.{waits}", "success")
    return redirect(url_for("budget_imports.show", import_id=import_id), 303)


def _kept() -> KeptList:
    """Keeps the sent files. Raises Refused without one."""
    sent, vouchers = request.files.get("file"), request.files.get("vouchers")
    if sent is None or not sent.filename:
        message = "Bitte die Datei der Finanzbuchhaltung wählen."
        raise Refused([Violation("file_missing", "FMT-03", message, field="file")])
    zipped = vouchers.stream if vouchers is not None and vouchers.filename else None
    archive = cast(BinaryIO, zipped) if zipped else None
    return keep_list(cast(BinaryIO, sent.stream), archive, means(), sent.filename)


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = imports_of(session, grant_id)
        names = display_names(session, _people(records))
    return grant_page(
        "budget/imports.html",
        grant,
        form=form,
        labels=LABELS,
        records=records,
        names=names,
        labels_of=_labels(),
        profiles=sorted(_labels().items()),
    )


def _labels() -> dict[str, str]:
    return {name: one.label for name, one in voucher_profiles().items()}


def _import_page(import_id: str, violations: Iterable[Violation]) -> Response:
    with budget().sessions.read() as session:
        found = import_or_work(session, import_id)
        grant = load_grant(session, str(found.grant_id))
        faults = faults_of(session, import_id, _STATES)
        hints = faults_of(session, import_id, [HINT])
        job = found if isinstance(found, Job) else work_about(session, import_id)
        names = _names(session, found)
        is_busy = job is not None and job.is_open
        page = PreviewPage((), None)
        hindrance: tuple[Violation, ...] = ()
        if not isinstance(found, Job) and found.committed_at is None and not is_busy:
            page, hindrance = _preview(session, found.import_id)
    if isinstance(found, Job) and found.state == "failed":
        return _page(grant.grant_id, Form().refused(failure_of(found).violations))
    row = None if isinstance(found, Job) else found
    response = grant_page(
        "budget/import.html",
        grant,
        row=row,
        taken=_taken(row) if row else "",
        faults=faults,
        hints=hints,
        deciding=values_of,
        lines=page.lines,
        kind=_kind(),
        kinds=_KINDS,
        next_href=_at(import_id, page.after) if page.after else "",
        first_href=_at(import_id) if _after() else "",
        at=partial(_at, import_id, None),
        names=names,
        labels_of=_labels(),
        reasons=(*violations, *hindrance),
        progress=works().live(job).progress(occasion().now) if job and is_busy else None,
        again=url_for("budget_imports.show", import_id=import_id),
    )
    return refreshing(response) if is_busy else response


def _preview(session: Session, import_id: str) -> tuple[PreviewPage, tuple[Violation, ...]]:
    """The lines asked for; or why they cannot be shown, which hinders nobody to see the rest."""
    verdicts = _KINDS[_kind()][1]
    try:
        page = preview_page(
            session,
            import_id,
            verdicts,
            by=occasion(),
            means=means(),
            after=_after(),
            limit=_SHOWN_LINES,
        )
    except DomainError as error:
        return PreviewPage((), None), tuple(error.violations)
    return page, ()


def _kind() -> str:
    asked = request.args.get("art", "")
    return asked if asked in _KINDS else "alle"


def _after() -> int:
    asked = request.args.get("nach", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < _LONGEST else 0


def _at(import_id: str, after: int | None = None, kind: str | None = None) -> str:
    """The address of a page of the preview; of the kind shown now, unless another is named."""
    kind = kind or _kind()
    shown = None if kind == "alle" else kind
    return url_for("budget_imports.show", import_id=import_id, art=shown, nach=after)


def _names(session: Session, found: StoredImport | Job) -> dict[str, str]:
    if isinstance(found, Job):
        return {}
    return display_names(session, _people([found]))


def _people(records: Iterable[StoredImport]) -> set[str]:
    """Who sent a list and who took it over."""
    return {name for one in records for name in (one.uploaded_by, one.committed_by) if name}


def _taken(row: StoredImport) -> str:
    return taken_text(row.accepted, row.accepted_cents, row.payments, row.payments_cents)
