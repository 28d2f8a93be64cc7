"""Befugnisse: who may certify up to which amount, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, request
from marshmallow import fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.authority import NewAuthority, NewDelegation
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.authority import Entries, entries_of, people_of
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.user import UserRecord, display_names, list_users
from services.budget.usecases import authority as register
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.submission import submit_at
from services.budget.web.upload import stored_upload
from shared.web.access import occasion, principal
from shared.web.app import body_limit
from shared.web.forms import Choice, Day, Euro, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_authorities", __name__, template_folder=TEMPLATES, url_prefix="/budget"
)

_AT: Final = "/zuwendungen/<grant_id>/befugnisse"
_FILE_BYTES: Final = 25 * 1024 * 1024
_CERTIFIERS: Final = (Role.FACTUAL_CERTIFIER, Role.ARITHMETICAL_CERTIFIER, Role.PROJECT_LEAD)
LABELS: Final = {
    "user": "Person",
    "kind": "Feststellung",
    "limit_cents": "Wertgrenze je Beleg",
    "valid_from": "Gilt ab",
    "valid_to": "Gilt bis",
    "reference": "Bestellung durch die Verwaltungsleitung (Aktenzeichen)",
    "delegate": "Vertretung durch",
    "reason": "Grund",
    "authority": "Befugnis",
}


class AuthorityForm(FormSchema):
    """A proposed appointment; the measures come as several values of one name."""

    user = Text(36, required=True)
    kind = Choice(CertificationKind, required=True)
    limit_cents = Euro()
    valid_from = Day(required=True)
    valid_to = Day()
    reference = Text(200, required=True)
    file = fields.Raw(load_only=True)


class DelegationForm(FormSchema):
    """A proposed deputy."""

    authority = Text(36, required=True)
    delegate = Text(36, required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    reason = Text(500, required=True)


class NoFields(FormSchema):
    """A button alone."""


@blueprint.get(_AT)
@access.page(*READERS, Role.FUNCTIONAL_ADMIN)
def show(grant_id: str) -> Response:
    """The register with what may be done to each entry."""
    return _page(grant_id, Form(), "")


@blueprint.post(_AT)
@body_limit(_FILE_BYTES)
@access.page(*register.MAY_PROPOSE)
def propose(grant_id: str) -> AnyResponse:
    """Proposes an appointment."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        new = NewAuthority(
            user_id=data["user"],
            kind=data["kind"],
            valid_from=data["valid_from"],
            reference=data["reference"],
            valid_to=data.get("valid_to"),
            limit_cents=data.get("limit_cents"),
            measures=tuple(request.form.getlist("measures")),
        )
        kept = stored_upload("file")
        return register.propose_authority(
            session,
            grant_id,
            new,
            by=occasion(),
            means=means(),
            file_sha256=kept.sha256 if kept else None,
        )

    said = "Die Befugnis ist vorgeschlagen. Sie gilt, sobald eine zweite Person sie bestätigt."
    return _submit(grant_id, "propose_authority", AuthorityForm(), run, said, "authority")


@blueprint.post(f"{_AT}/vertretung")
@access.page(*register.MAY_LEND)
def delegate(grant_id: str) -> AnyResponse:
    """Proposes a deputy for a period."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        new = NewDelegation(data["delegate"], data["valid_from"], data["valid_to"], data["reason"])
        return register.propose_delegation(session, data["authority"], new, by=occasion())

    said = "Die Vertretung ist vorgeschlagen. Sie gilt, sobald eine zweite Person sie bestätigt."
    return _submit(grant_id, "propose_delegation", DelegationForm(), run, said, "delegation")


@blueprint.post("/befugnisse/<authority_id>/bestaetigen")
@access.page(*register.MAY_CONFIRM)
def confirm(authority_id: str) -> AnyResponse:
    """A second person puts an appointment in force."""
    return _act("confirm_authority", register.confirm_authority, authority_id, "bestätigt")


@blueprint.post("/befugnisse/<authority_id>/widerrufen")
@access.page(*register.MAY_REVOKE)
def revoke(authority_id: str) -> AnyResponse:
    """Ends an appointment from today on."""
    return _act("revoke_authority", register.revoke_authority, authority_id, "widerrufen")


@blueprint.post("/vertretungen/<delegation_id>/bestaetigen")
@access.page(*register.MAY_CONFIRM)
def confirm_deputy(delegation_id: str) -> AnyResponse:
    """A second person puts a delegation in force."""
    return _act("confirm_delegation", register.confirm_delegation, delegation_id, "bestätigt")


@blueprint.post("/vertretungen/<delegation_id>/widerrufen")
@access.page(*register.MAY_REVOKE)
def revoke_deputy(delegation_id: str) -> AnyResponse:
    """Ends a delegation from today on."""
    return _act("revoke_delegation", register.revoke_delegation, delegation_id, "widerrufen")


def _act(command: str, use_case: Callable[..., Any], key: str, done: str) -> AnyResponse:
    grant_id = _grant_of(key)
    return _submit(
        grant_id,
        command,
        NoFields(),
        lambda session, _data: use_case(session, key, by=occasion()),
        f"Die Eintragung ist {done}.",
        "entry",
    )


def _grant_of(key: str) -> str:
    argument = "authority_id" if "authority_id" in (request.view_args or {}) else "delegation_id"
    with budget().sessions.read() as session:
        return str(budget().grant_of[argument](session, key))


def _submit(
    grant_id: str,
    command: str,
    schema: FormSchema,
    run: Callable[[Session, Mapping[str, Any]], object],
    said: str,
    of: str,
) -> AnyResponse:
    place = {"grant_id": grant_id}
    return submit_at(
        place, command, schema, run, said, again=lambda form: _page(grant_id, form, of)
    )


def _page(grant_id: str, form: Form, of: str) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        entries = entries_of(session, grant_id)
        users = list_users(session)
        names = display_names(session, people_of(entries))
        measures = measures_of(session, grant_id)
    rules = grant.rules(means().packs, today()).expenditure
    return grant_page(
        "budget/authorities.html",
        grant,
        form=form,
        of=of,
        labels=LABELS,
        entries=entries,
        holders={one.authority_id: one for one in entries.authorities},
        names=names,
        measures=measures,
        chosen=request.form.getlist("measures"),
        switched_on=rules.certification_authority == "register",
        kinds=options(CertificationKind),
        people=_certifiers(users, grant_id),
        lendable=_lendable(entries, names),
    )


def _certifiers(users: list[UserRecord], grant_id: str) -> list[tuple[str, str]]:
    """Whoever holds a role for certifications of this grant."""
    wanted = {one.value for one in _CERTIFIERS}
    return [
        (user.user_id, user.display_name)
        for user in users
        if any(one.role in wanted and one.grant_id in (None, grant_id) for one in user.access.roles)
    ]


def _lendable(entries: Entries, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Authorities of which a deputy may be proposed: the own ones, all for the administration."""
    words = dict(options(CertificationKind))
    who = principal()
    by_office = who.holds([Role.FUNCTIONAL_ADMIN], None)
    return [
        (one.authority_id, f"{names.get(one.user_id, one.user_id)}: {words[one.kind]}")
        for one in entries.authorities
        if one.status == "confirmed" and (by_office or one.user_id == who.user_id)
    ]
