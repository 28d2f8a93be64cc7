"""One item of the inventory: its history, changes, and its disposal by two persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.inventory import ItemChange
from services.budget.domain.inventory_disposal import DisposalKind, NewDisposal
from services.budget.store.grant import load_grant
from services.budget.store.inventory import ItemRecord, versions_of
from services.budget.store.inventory_disposal import (
    DisposalRecord,
    load_disposal,
    standing_disposal,
)
from services.budget.store.user import display_names
from services.budget.usecases.inventory import change_item
from services.budget.usecases.inventory_disposal import (
    file_consent,
    propose_disposal,
    release_disposal,
    withdraw_disposal,
)
from services.budget.usecases.inventory_snapshot import releases_of, tied_cents
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.inventory_forms import (
    LABELS,
    ChangeForm,
    ConsentForm,
    DisposalForm,
    WithdrawalForm,
)
from services.budget.web.labels import options
from services.budget.web.submission import demand_of, submit_at
from services.budget.web.upload import stored_upload
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form, FormSchema, filled_form

blueprint = Blueprint(
    "budget_inventory_item",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/inventar/<item_id>",
)

_FILE_BYTES: Final = 25 * 1024 * 1024
_RELEASERS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str, item_id: str) -> Response:
    """The item with every version of it."""
    return _page(grant_id, item_id, None)


@blueprint.post("/aenderung")
@access.page(Role.GRANT_OFFICER)
def change(grant_id: str, item_id: str) -> AnyResponse:
    """Writes what the item is from now on."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        values = dict(data)
        if values.pop("version") != _of_grant(session, grant_id, item_id)[-1].version:
            message = "Der Gegenstand wurde inzwischen geändert. Bitte neu laden."
            raise Conflict([Violation("if_match_stale", "API", message)])
        return change_item(session, item_id, ItemChange(**values), by=occasion(), means=means())

    return _submit(
        grant_id, item_id, "change_inventory_item", ChangeForm(), run, "Die Änderung steht da."
    )


@blueprint.post("/abgang")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str, item_id: str) -> AnyResponse:
    """Proposes a disposal."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, item_id)
        kept = stored_upload("file")
        new = NewDisposal(**data, consent_sha256=kept.sha256 if kept else None)
        return propose_disposal(session, item_id, new, by=occasion(), means=means())

    said = "Der Abgang ist vorgeschlagen. Er zählt, sobald eine zweite Person ihn freigibt."
    return _submit(grant_id, item_id, "propose_disposal", DisposalForm(), run, said)


@blueprint.post("/abgang/<disposal_id>/zustimmung")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def consent(grant_id: str, item_id: str, disposal_id: str) -> AnyResponse:
    """Keeps the funder's consent."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _demand_disposal(session, grant_id, item_id, disposal_id)
        kept = stored_upload("file")
        if kept is None:
            message = "Bitte die Zustimmung als Datei wählen."
            raise Refused([Violation("file_missing", "API", message, field="file")])
        reference = data["consent_reference"]
        return file_consent(
            session, disposal_id, reference, kept.sha256, by=occasion(), means=means()
        )

    said = "Die Zustimmung ist abgelegt."
    return _submit(grant_id, item_id, "file_consent", ConsentForm(), run, said)


@blueprint.post("/abgang/<disposal_id>/freigabe")
@access.page(*_RELEASERS)
def release(grant_id: str, item_id: str, disposal_id: str) -> AnyResponse:
    """Takes the item out of the inventory, by a second person."""

    def run(session: Session, _data: Mapping[str, Any]) -> object:
        _demand_disposal(session, grant_id, item_id, disposal_id)
        return release_disposal(session, disposal_id, by=occasion(), means=means())

    said = "Der Abgang ist freigegeben."
    return _submit(grant_id, item_id, "release_disposal", FormSchema(), run, said)


@blueprint.post("/abgang/<disposal_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER, *_RELEASERS)
def withdraw(grant_id: str, item_id: str, disposal_id: str) -> AnyResponse:
    """Takes a proposal back."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _demand_disposal(session, grant_id, item_id, disposal_id)
        return withdraw_disposal(session, disposal_id, data["reason"], by=occasion())

    said = "Der Abgang ist zurückgenommen; der Gegenstand bleibt im Inventar."
    return _submit(grant_id, item_id, "withdraw_disposal", WithdrawalForm(), run, said)


def _of_grant(session: Session, grant_id: str, item_id: str) -> list[ItemRecord]:
    """The role was checked for the grant of the address: the item must be one of it."""
    found = versions_of(session, item_id)
    demand_of(grant_id, found[-1].grant_id, "inventory_item_unknown", "Diesen Gegenstand")
    return found


def _demand_disposal(session: Session, grant_id: str, item_id: str, disposal_id: str) -> None:
    _of_grant(session, grant_id, item_id)
    if load_disposal(session, disposal_id).item_id != item_id:
        message = "Diesen Abgang gibt es bei diesem Gegenstand nicht."
        raise NotFound([Violation("disposal_unknown", "API", message)])


def _submit(
    grant_id: str, item_id: str, command: str, schema: FormSchema, run: Any, said: str
) -> AnyResponse:
    place = {"grant_id": grant_id, "item_id": item_id}
    return submit_at(
        place, command, schema, run, said, again=lambda form: _page(grant_id, item_id, form)
    )


def _page(grant_id: str, item_id: str, form: Form | None) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        versions = _of_grant(session, grant_id, item_id)
        disposal = standing_disposal(session, item_id)
        names = display_names(session, _people(versions, disposal))
    record = versions[-1]
    return grant_page(
        "budget/inventory_item.html",
        grant,
        form=form or Form(),
        change_form=form or filled_form({**vars(record.item), "version": record.version}),
        labels=LABELS,
        record=record,
        versions=versions,
        disposal=disposal,
        tied_cents=tied_cents(record, disposal) if disposal else 0,
        releases=releases_of(record, disposal),
        kinds=options(DisposalKind),
        names=names,
        actor=occasion().actor,
    )


def _people(versions: list[ItemRecord], disposal: DisposalRecord | None) -> set[str]:
    found = {one.written_by for one in versions}
    if disposal is not None:
        found |= {disposal.proposed_by, disposal.released_by or disposal.proposed_by}
    return found
