"""The trail: search, one entry with its proof, the history of one thing."""

import base64
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from contracts.events import EVENT_TYPES
from contracts.roles import READERS, Role
from services.audit.domain.entry import subjects_in
from services.audit.domain.trail import TrailFilter
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log, trail
from services.audit.usecases.proof import (
    payload_of,
    prove_inclusion,
    schema_faults,
    visible_entry,
)
from services.audit.usecases.query import read_filter, scoped
from services.audit.usecases.reading import note_history, note_query
from services.audit.web import PAGE, TEMPLATES, access, audit, wording
from services.audit.web.shown_entry import reasons_of, shown_entries, thing_of
from shared.errors import Refused
from shared.web.access import occasion, principal
from shared.web.forms import filled_form

blueprint = Blueprint("audit", __name__, url_prefix="/audit", template_folder=TEMPLATES)

FILTERS: Final = (
    "grant_id",
    "type",
    "actor",
    "subject",
    "outcome",
    "from",
    "to",
    "q",
    "without_lookups",
)


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """What the templates of this service say in German."""
    return {"wording": wording}


def filters_of_request() -> dict[str, Any]:
    """The filters in the address; blanks left out."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


@blueprint.get("/")
@access.page(*READERS)
def show_trail() -> Response | tuple[str, int]:
    """The newest entries that match, fifty a page."""
    filters = filters_of_request()
    try:
        wanted = scoped(read_filter(filters), principal())
    except Refused as refusal:
        return _trail_page(filters, violations=refusal.violations), 422
    beyond = request.args.get("vor", type=int)
    if beyond is None:
        with audit().sessions.write() as session:
            note_query(session, wanted, occasion())
    with audit().sessions.read() as session:
        found = trail.page(session, wanted, limit=PAGE + 1, beyond=beyond, newest_first=True)
        shown = shown_entries(session, audit().directory, found[:PAGE])
        total = log.size(session)
    older = found[PAGE - 1].sequence if len(found) > PAGE else None
    return Response(_trail_page(filters, shown, total=total, older=older, beyond=beyond))


def _trail_page(
    filters: dict[str, Any], entries: Any = (), *, older: int | None = None, **values: Any
) -> str:
    links = {
        "older": url_for("audit.show_trail", vor=older, **filters) if older is not None else "",
        "first": url_for("audit.show_trail", **filters) if values.get("beyond") else "",
    }
    types = [(name, wording.event_label(name)) for name in sorted(EVENT_TYPES)]
    return render_template(
        "audit/trail.html",
        entries=entries,
        filters=filters,
        form=filled_form(filters),
        links=links,
        types=types,
        may_verify=_is_auditor(),
        **values,
    )


def _is_auditor() -> bool:
    return principal().holds([Role.AUDITOR], None)


@blueprint.get("/eintraege/<int:sequence>")
@access.page(*READERS)
def show_entry(sequence: int) -> str:
    """One entry: what it says, whether it keeps its promise, the proof that it is in the log."""
    with audit().sessions.read() as session:
        shown = visible_entry(session, sequence, principal())
        words = shown_entries(session, audit().directory, [shown])[0]
        proof = prove_inclusion(session, shown, None)
        head = checkpoints.at_size(session, proof.tree_size)
        same_event = trail.same_event(session, shown) if shown.event_id else []
    payload = payload_of(shown.body)
    signed_root = _root_in(head.note) if head else None
    return render_template(
        "audit/entry.html",
        entry=shown,
        words=words,
        related=subjects_in(shown.related),
        payload=wording.flat_payload(payload) if payload is not None else None,
        faults=schema_faults(shown.type, payload),
        reasons=reasons_of(payload),
        proof=proof,
        root=base64.b64encode(proof.root or b"").decode(),
        hashes=[base64.b64encode(one).decode() for one in proof.hashes],
        head=head,
        is_proven=proof.root is not None and proof.root == signed_root,
        same_event=same_event,
        may_verify=_is_auditor(),
    )


def _root_in(note: str) -> bytes:
    """The root a checkpoint of ours states, in its third line."""
    return base64.b64decode(note.split("\n")[2])


@blueprint.get("/verlauf/<path:subject>")
@access.page(*READERS)
def show_history(subject: str) -> str:
    """Everything that ever happened to one thing, oldest first."""
    wanted = scoped(TrailFilter(subject=subject), principal())
    beyond = request.args.get("nach", default=-1, type=int)
    if beyond < 0:
        with audit().sessions.write() as session:
            note_history(session, subject, occasion())
    with audit().sessions.read() as session:
        found = trail.history(
            session,
            subject,
            limit=PAGE + 1,
            beyond=beyond,
            grants=wanted.grants,
            any_grant=wanted.any_grant,
        )
        shown = shown_entries(session, audit().directory, found[:PAGE])
    more = found[PAGE - 1].sequence if len(found) > PAGE else None
    newer = url_for("audit.show_history", subject=subject, nach=more) if more is not None else ""
    unknown = thing_of(subject, None)
    return render_template(
        "audit/history.html",
        subject=subject,
        thing=next((one.thing for one in shown if one.entry.subject == subject), unknown),
        entries=shown,
        newer=newer,
        may_verify=_is_auditor(),
    )
