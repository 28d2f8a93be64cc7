"""Belege auf Anforderung: the files of a call or grant as one ZIP (VN-09)."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from contracts.receipt_files import ReceiptFiles
from contracts.roles import RECEIPT_PACKERS
from contracts.schema import to_payload
from services.budget.store.grant import load_grant
from services.budget.usecases.receipt_bundle import (
    BUNDLE,
    bundle_of_call,
    bundle_of_grant,
    finished_bundle,
    load_bundle,
)
from services.budget.usecases.receipt_files import receipt_files
from services.budget.web import TEMPLATES, access, budget, means, page, works
from services.budget.web.grant_pages import grant_page
from shared.errors import Conflict, Refused
from shared.long_work import Job
from shared.web.access import occasion
from shared.web.archive import archive_of
from shared.web.long_work import MakeOrder, refreshing, run_beside
from shared.workshop import failure_of

blueprint = Blueprint(
    "budget_receipt_bundles", __name__, template_folder=TEMPLATES, url_prefix="/budget"
)


@blueprint.post("/abrufe/<drawdown_id>/belegbuendel")
@access.page(*RECEIPT_PACKERS)
def of_call(drawdown_id: str) -> AnyResponse:
    """Bundles the files of a call and shows what became of it."""
    return _ordered(lambda session: bundle_of_call(session, drawdown_id, by=occasion()))


@blueprint.post("/zuwendungen/<grant_id>/belegbuendel")
@access.page(*RECEIPT_PACKERS)
def of_grant(grant_id: str) -> AnyResponse:
    """Bundles all files of a grant and shows what became of it."""
    return _ordered(lambda session: bundle_of_grant(session, grant_id, by=occasion()))


@blueprint.get("/zuwendungen/<grant_id>/belegdateien.json")
@access.page(*RECEIPT_PACKERS)
def files(grant_id: str) -> Response:
    """The list of all files of a grant, for the page that packs them for an auditor (GOB-03)."""
    with budget().sessions.read() as session:
        found = receipt_files(session, grant_id, by=occasion(), means=means())
    return jsonify(to_payload(ReceiptFiles(found)))


@blueprint.get("/belegbuendel/<bundle_id>")
@access.page(*RECEIPT_PACKERS)
def show(bundle_id: str) -> Response:
    """How far it is, or the download with its hash."""
    with budget().sessions.read() as session:
        job = load_bundle(session, bundle_id)
        grant = load_grant(session, str(job.grant_id))
    progress = works().live(job).progress(occasion().now) if job.is_open else None
    response = grant_page(
        "budget/receipt_bundle.html",
        grant,
        job=job,
        progress=progress,
        reasons=failure_of(job).violations if job.state == "failed" else (),
        again=url_for("budget_receipt_bundles.show", bundle_id=bundle_id),
    )
    return refreshing(response) if job.is_open else response


@blueprint.get("/belegbuendel/<bundle_id>/datei")
@access.page(*RECEIPT_PACKERS)
def download(bundle_id: str) -> Response:
    """The ZIP, with `pruefsummen.csv` naming the SHA-256 of every file."""
    with budget().sessions.read() as session:
        sha256 = finished_bundle(session, bundle_id)
    return archive_of(means().files.open(sha256), f"belege-{sha256[:12]}.zip", sha256)


def _ordered(order: MakeOrder) -> AnyResponse:
    try:
        job: Job = run_beside(budget(), works(), BUNDLE, order)
    except (Refused, Conflict) as error:
        return page("budget/receipt_bundle_refused.html", error=error)
    return redirect(url_for("budget_receipt_bundles.show", bundle_id=job.work_id), 303)
