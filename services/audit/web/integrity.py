"""Verification and checkpoints."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.audit.domain.verdict import FaultKind
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log
from services.audit.store import verification as runs
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.verification import VERIFY, latest_run, order_verification
from services.audit.web import PAGE, TEMPLATES, access, audit, works
from shared.errors import Conflict
from shared.web.access import occasion
from shared.web.long_work import refreshing, run_beside

blueprint = Blueprint("audit_integrity", __name__, url_prefix="/audit", template_folder=TEMPLATES)


@blueprint.get("/pruefung")
@access.page(Role.AUDITOR)
def show_verification() -> Response:
    """The newest results of verification and a button for another; while one runs, how far."""
    with audit().sessions.read() as session:
        found = latest_run(session)
        job = found[1] if found else None
        is_busy = job is not None and job.is_open
        page = render_template(
            "audit/verification.html",
            runs=runs.latest_runs(session, 10),
            marked=runs.marked(session, 20),
            size=log.size(session),
            head=checkpoints.latest(session),
            key=verifier_of(session).text(),
            kinds={kind.value: kind.label for kind in FaultKind},
            may_verify=True,
            progress=works().live(job).progress(occasion().now) if job and is_busy else None,
            is_given_up=job is not None and job.state == "failed",
        )
    response = make_response(page)
    return refreshing(response) if is_busy else response


@blueprint.post("/pruefung")
@access.page(Role.AUDITOR)
def verify() -> AnyResponse:
    """Starts a verification; the page it leads back to shows result or progress."""
    by = occasion()
    try:
        run_beside(audit(), works(), VERIFY, lambda session: order_verification(session, by))
    except Conflict as conflict:
        flash(conflict.message, "warning")
    return redirect(url_for("audit_integrity.show_verification"), 303)


@blueprint.get("/pruefmarken")
@access.page(Role.AUDITOR)
def show_checkpoints() -> str:
    """Checkpoints from the newest down."""
    below = request.args.get("vor", type=int)
    with audit().sessions.read() as session:
        found = checkpoints.page(session, below=below, limit=PAGE + 1)
        key = verifier_of(session).text()
    older = found[PAGE - 1].tree_size if len(found) > PAGE else None
    return render_template(
        "audit/checkpoints.html",
        checkpoints=found[:PAGE],
        older=url_for("audit_integrity.show_checkpoints", vor=older) if older is not None else "",
        first=url_for("audit_integrity.show_checkpoints") if below else "",
        key=key,
        may_verify=True,
    )
