"""Logging in and out, joining by a link, the own account."""

from __future__ import annotations

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.store.user import load_user
from services.budget.usecases.invitation import accept_invitation, open_invitation
from services.budget.usecases.login import (
    ANONYMOUS,
    LoggedIn,
    admit,
    change_password,
    record_outcome,
)
from services.budget.usecases.password import verify_password
from services.budget.usecases.user import revoke_sessions
from services.budget.web import TEMPLATES, access, budget, execute, page
from shared.errors import Refused, Unauthenticated, Violation
from shared.web.access import SESSION_REVISION, SESSION_USER, occasion, public
from shared.web.session_end import SESSION_TOKEN, form_token_of

blueprint = Blueprint("budget_session", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_MAX_FIELD = 300


@blueprint.get("/anmelden")
@public("the log-in itself")
def login_form() -> Response:
    """The log-in form."""
    return page("budget/login.html", next=_own_path(request.args.get("next", "")), login="")


@blueprint.post("/anmelden")
@public("the log-in itself; throttled by name and by address")
def login() -> AnyResponse:
    """Checks name and password; a right pair begins a new session."""
    by = budget().occasion(ANONYMOUS)
    name = request.form.get("login", "")[:_MAX_FIELD]
    password = request.form.get("password", "")[:_MAX_FIELD]
    address = request.remote_addr or ""
    # Hashing lies between two transactions: it must not hold the database's write lock.
    admission = execute("log_in", by, lambda session: admit(session, name, address, by=by))
    fits = not admission.throttled and verify_password(admission.password_hash, password)
    begun = execute(
        "log_in", by, lambda session: record_outcome(session, admission, fits=fits, by=by)
    )
    target = _own_path(request.form.get("next", ""))
    if begun is None:
        error = _not_logged_in(throttled=admission.throttled)
        response = page("budget/login.html", error=error, next=target, login=name)
        if admission.throttled:
            response.status_code = 429
            response.headers["Retry-After"] = "900"
        return response
    _begin(begun)
    return redirect(target or "/budget/", 303)


@blueprint.get("/sitzung")
@public("tells whoever asks only whether their own cookie is still good")
def is_logged_in() -> Response:
    """Asked by a page before it sends a form."""
    return jsonify(active=access.who_asks() is not None)


@blueprint.post("/abmelden")
@access.page(*Role)
def logout() -> AnyResponse:
    """Ends the session, for whoever kept the cookie too: with it all sessions of the user end."""
    by = occasion()
    execute("log_out", by, lambda session: revoke_sessions(session, by.actor, by=by))
    cookie.clear()
    flash("Sie sind abgemeldet, auch auf allen anderen Geräten.", "success")
    return redirect(url_for("budget_session.login_form"), 303)


@blueprint.get("/einladung/<token>")
@public("whoever holds the one-time link has no password yet")
def invitation_form(token: str) -> Response:
    """The form behind a one-time link."""
    ports = budget()
    with ports.sessions.read() as session:
        user = open_invitation(session, token, ports.clock.now())
    return page("budget/invitation.html", token=token, user=user, login="")


@blueprint.post("/einladung/<token>")
@public("whoever holds the one-time link has no password yet")
def join(token: str) -> AnyResponse:
    """Sets log-in name and password, once."""
    ports = budget()
    by = ports.occasion(ANONYMOUS)
    login, password = request.form.get("login", ""), request.form.get("password", "")
    with ports.sessions.read() as reading:
        user = open_invitation(reading, token, by.now)
    try:
        _demand_same(password, request.form.get("repeated", ""))
        execute(
            "accept_invitation",
            by,
            lambda session: accept_invitation(session, token, login, password, by=by),
        )
    except Refused as error:
        shown = login[:_MAX_FIELD]
        return page("budget/invitation.html", error=error, token=token, user=user, login=shown)
    flash("Das Passwort ist gesetzt. Bitte jetzt anmelden.", "success")
    return redirect(url_for("budget_session.login_form"), 303)


@blueprint.get("/konto")
@access.page(*Role)
def account() -> Response:
    """The own account with its roles."""
    return _account_page(None)


@blueprint.post("/konto/passwort")
@access.page(*Role)
def new_password() -> AnyResponse:
    """Changes the own password; other sessions end, this one goes on."""
    by = occasion()
    old, new = request.form.get("old_password", ""), request.form.get("password", "")
    try:
        _demand_same(new, request.form.get("repeated", ""))
        begun = execute(
            "change_password", by, lambda session: change_password(session, old, new, by=by)
        )
    except Refused as error:
        return _account_page(error)
    _begin(begun)
    flash("Das Passwort ist geändert. Alle anderen Sitzungen sind beendet.", "success")
    return redirect(url_for("budget_session.account"), 303)


def _account_page(error: Refused | None) -> Response:
    with budget().sessions.read() as session:
        user = load_user(session, occasion().actor)
    roles = [(Role(one.role).label, one.grant_id) for one in user.access.roles]
    return page("budget/account.html", error=error, user=user, roles=roles)


def _begin(begun: LoggedIn) -> None:
    """A session of its own: nothing of an earlier one is taken along."""
    cookie.clear()
    cookie.permanent = True
    cookie[SESSION_USER] = begun.user_id
    cookie[SESSION_REVISION] = begun.session_revision
    cookie[SESSION_TOKEN] = form_token_of(begun.user_id)


def _own_path(target: str) -> str:
    """The path if it is one of ours, else nothing: no open redirect."""
    own = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if own and target.isprintable() else ""


def _demand_same(password: str, repeated: str) -> None:
    if password != repeated:
        message = "Die beiden Eingaben des neuen Passworts sind verschieden."
        raise Refused([Violation("passwords_differ", "SYSTEM", message, field="repeated")])


def _not_logged_in(*, throttled: bool) -> Unauthenticated:
    if throttled:
        message = "Zu viele fehlgeschlagene Anmeldungen. Bitte in 15 Minuten erneut versuchen."
        return Unauthenticated([Violation("login_throttled", "SYSTEM", message)])
    message = "Anmeldename oder Passwort stimmen nicht."
    return Unauthenticated([Violation("login_failed", "SYSTEM", message)])
