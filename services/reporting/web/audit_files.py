"""The page of the audit package with the files of receipts (R17): its parts, what is left out."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services.reporting.store import reports
from services.reporting.usecases.audit_files import packing, taken_part
from services.reporting.usecases.means import Asker
from services.reporting.usecases.rights import PACKERS
from services.reporting.web import access, means, page, reporting
from shared.errors import NotFound, Violation
from shared.web.access import occasion
from shared.web.archive import archive_response

blueprint = Blueprint("reporting_audit_files", __name__, url_prefix="/reporting/berichte")


@blueprint.get("/<report_id>/pruefpaket")
@access.page(*PACKERS)
def show(report_id: str) -> Response:
    """The parts with their sizes, and a sentence per reason why files are in none."""
    with reporting().sessions.read() as session:
        row = reports.get(session, report_id)
        packed = packing(session, means(), report_id, _asker(), by=occasion())
    return page("reporting/audit_files.html", row=row, grant_id=row.grant_id, packed=packed)


@blueprint.get("/<report_id>/pruefpaket.zip")
@access.page(*PACKERS)
def download(report_id: str) -> Response:
    """One part as ZIP; taking it is an entry of the log."""
    number = _number(request.args.get("teil", "1"))
    taken = taken_part(reporting().sessions, means(), report_id, number, _asker(), by=occasion())
    return archive_response(*taken)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        message = "Ein Teil des Pakets ist eine Zahl ab 1."
        raise NotFound([Violation("part_unknown", "GOB-03", message)])
    return int(text)


def _asker() -> Asker:
    return Asker(cookie=request.headers.get("Cookie", ""))
