"""User administration: invite, roles per grant, lock, new password, revoke."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.store.grant import list_grants
from services.budget.store.user import list_users, load_user
from services.budget.usecases import user as administration
from services.budget.usecases.invitation import Link, invite_user, renew_link
from services.budget.web import TEMPLATES, access, budget, execute, page
from services.budget.web.role_choice import chosen_role, endless_audits, role_label, ticked_role
from shared.access import forbidden
from shared.clock import local_day
from shared.errors import DomainError, Refused
from shared.occasion import Occasion
from shared.web.access import occasion, principal

blueprint = Blueprint(
    "budget_users", __name__, template_folder=TEMPLATES, url_prefix="/budget/benutzer"
)

_MAX_NAME = 200


def _administrator() -> Occasion:
    """Accounts belong to no grant: who administers only one grant administers no accounts."""
    if principal().grants([Role.FUNCTIONAL_ADMIN]) is not None:
        route = f"{request.method} {request.url_rule}"
        budget().record_denial(route, [Role.FUNCTIONAL_ADMIN], occasion(), None)
        raise forbidden([Role.FUNCTIONAL_ADMIN])
    return occasion()


@blueprint.get("")
@access.page(Role.FUNCTIONAL_ADMIN)
def show_all() -> Response:
    """All accounts."""
    _administrator()
    with budget().sessions.read() as session:
        users = list_users(session)
    return page(
        "budget/users.html",
        users=users,
        endless=[(user, endless) for user in users if (endless := endless_audits(user.access))],
        label=partial(role_label, today=local_day(occasion().now)),
    )


@blueprint.get("/einladen")
@access.page(Role.FUNCTIONAL_ADMIN)
def invitation_form() -> Response:
    """The form for an invitation."""
    _administrator()
    return _invitation_page(None)


@blueprint.post("/einladen")
@access.page(Role.FUNCTIONAL_ADMIN)
def invite() -> AnyResponse:
    """Makes an account and shows its one-time link, once."""
    by = _administrator()
    name = request.form.get("display_name", "")[:_MAX_NAME]
    try:
        role = chosen_role()
        link = execute(
            "invite_user",
            by,
            lambda session: invite_user(session, name, [role] if role else [], by=by),
        )
    except Refused as error:
        return _invitation_page(error)
    return _link_page(link)


@blueprint.get("/<user_id>")
@access.page(Role.FUNCTIONAL_ADMIN)
def show(user_id: str) -> Response:
    """One account with all that can be done to it."""
    _administrator()
    return _user_page(user_id, None)


@blueprint.post("/<user_id>/rollen")
@access.page(Role.FUNCTIONAL_ADMIN)
def set_roles(user_id: str) -> AnyResponse:
    """Keeps the ticked roles and adds the chosen one."""
    by = _administrator()

    def run(session: Session) -> object:
        kept = [ticked_role(one) for one in request.form.getlist("kept")]
        added = chosen_role()
        roles = list(dict.fromkeys([*kept, *([added] if added else [])]))
        return administration.set_roles(session, user_id, roles, by=by)

    return _act(user_id, "set_roles", "Die Rollen sind gespeichert.", run)


@blueprint.post("/<user_id>/sperren")
@access.page(Role.FUNCTIONAL_ADMIN)
def lock(user_id: str) -> AnyResponse:
    """Locks the account at once."""
    by = _administrator()
    return _act(
        user_id,
        "lock_user",
        "Das Konto ist gesperrt; Sitzungen und Zugriffstoken sind beendet.",
        lambda session: administration.lock_user(session, user_id, by=by),
    )


@blueprint.post("/<user_id>/entsperren")
@access.page(Role.FUNCTIONAL_ADMIN)
def unlock(user_id: str) -> AnyResponse:
    """Unlocks the account."""
    by = _administrator()
    return _act(
        user_id,
        "unlock_user",
        "Das Konto ist wieder frei.",
        lambda session: administration.unlock_user(session, user_id, by=by),
    )


@blueprint.post("/<user_id>/zugriffstoken-beenden")
@access.page(Role.FUNCTIONAL_ADMIN)
def revoke_tokens(user_id: str) -> AnyResponse:
    """Ends every bearer token."""
    by = _administrator()
    return _act(
        user_id,
        "revoke_tokens",
        "Alle Zugriffstoken sind beendet.",
        lambda session: administration.revoke_tokens(session, user_id, by=by),
    )


@blueprint.post("/<user_id>/sitzungen-beenden")
@access.page(Role.FUNCTIONAL_ADMIN)
def revoke_sessions(user_id: str) -> AnyResponse:
    """Ends every session."""
    by = _administrator()
    return _act(
        user_id,
        "revoke_sessions",
        "Alle Sitzungen sind beendet.",
        lambda session: administration.revoke_sessions(session, user_id, by=by),
    )


@blueprint.post("/<user_id>/neuer-link")
@access.page(Role.FUNCTIONAL_ADMIN)
def new_link(user_id: str) -> AnyResponse:
    """Shows a one-time link with which the person sets a new password."""
    by = _administrator()
    try:
        link = execute("renew_link", by, lambda session: renew_link(session, user_id, by=by))
    except DomainError as error:
        return _user_page(user_id, error)
    return _link_page(link)


def _act(user_id: str, command: str, done: str, run: Callable[[Session], object]) -> AnyResponse:
    try:
        execute(command, occasion(), run)
    except DomainError as error:
        return _user_page(user_id, error)
    flash(done, "success")
    return redirect(url_for("budget_users.show", user_id=user_id), 303)


def _invitation_page(error: DomainError | None) -> Response:
    with budget().sessions.read() as session:
        grants = list_grants(session)
    name = request.form.get("display_name", "")[:_MAX_NAME]
    return page("budget/user_invite.html", error=error, grants=grants, roles=list(Role), name=name)


def _user_page(user_id: str, error: DomainError | None) -> Response:
    with budget().sessions.read() as session:
        user, grants = load_user(session, user_id), list_grants(session)
    return page(
        "budget/user.html",
        error=error,
        user=user,
        grants=grants,
        roles=list(Role),
        label=partial(role_label, today=local_day(occasion().now)),
        own=user_id == occasion().actor,
    )


def _link_page(link: Link) -> Response:
    address = url_for("budget_session.invitation_form", token=link.token, _external=True)
    last_day = local_day(link.expires_at)
    return page("budget/user_link.html", address=address, link=link, last_day=last_day)
