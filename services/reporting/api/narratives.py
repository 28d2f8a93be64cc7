"""Texts of reports: what is written for a period, new versions, releases, differences."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from services.reporting.api import access, command, means, reporting
from services.reporting.api.narratives_schemas import (
    DifferenceSchema,
    NarrativeListSchema,
    NarrativeSchema,
    NewNarrativeSchema,
    NewVersionSchema,
    SinceVersionSchema,
)
from services.reporting.api.schemas import PeriodQuerySchema
from services.reporting.domain.difference import difference
from services.reporting.store import narratives as store
from services.reporting.store.narratives import Narrative, Written
from services.reporting.usecases.narratives import NewText, propose, release
from services.reporting.usecases.report_period import parsed_period
from services.reporting.usecases.rights import DRAFT_READERS, DRAFTERS, RELEASERS
from shared.clock import format_instant
from shared.web.access import occasion
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer, response_of
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_narratives_api", __name__, description="Berichtstexte")


@blueprint.route("/grants/<grant_id>/narratives")
@access.api(*DRAFT_READERS)
@blueprint.arguments(PeriodQuerySchema, location="query")
@blueprint.response(200, NarrativeListSchema)
def list_narratives(query: dict[str, Any], grant_id: str) -> Response:
    """Everything written for a period, sections and explanations of figures alike."""
    period = str(parsed_period(query["period"], grant_id))
    with reporting().sessions.read() as session:
        found = store.narratives_of(session, grant_id, period)
    return jsonify(items=[narrative_as_json(one) for one in found])


@blueprint.route("/grants/<grant_id>/narratives", methods=["POST"])
@access.api(*DRAFTERS)
@blueprint.arguments(NewNarrativeSchema)
@blueprint.response(201, NarrativeSchema)
def write(new: dict[str, Any], grant_id: str) -> Response:
    """Proposes the first version of a text; 409 where there is one already."""

    def run(session: Session) -> Answer:
        text = NewText(new["subject"], new["text"])
        return _answer(propose(session, means(), grant_id, new["period"], text, by=occasion()), 201)

    return command("propose_narrative", run)


@blueprint.route("/narratives/<narrative_id>")
@access.api(*DRAFT_READERS)
@blueprint.response(200, NarrativeSchema)
def show(narrative_id: str) -> Response:
    """One text with all its versions."""
    with reporting().sessions.read() as session:
        return response_of(_answer(store.narrative(session, narrative_id)))


@blueprint.route("/narratives/<narrative_id>", methods=["PATCH"])
@access.api(*DRAFTERS)
@blueprint.arguments(NewVersionSchema)
@blueprint.response(200, NarrativeSchema)
def rewrite(new: dict[str, Any], narrative_id: str) -> Response:
    """Proposes the next version; the older ones stay as they are."""

    def run(session: Session) -> Answer:
        found = store.narrative(session, narrative_id)
        demand_match(found.revision, required=True)
        text = NewText(found.subject, new["text"], found.newest.number)
        return _answer(propose(session, means(), found.grant_id, found.period, text, by=occasion()))

    return command("propose_narrative", run)


@blueprint.route("/narratives/<narrative_id>/release", methods=["POST"])
@access.api(*RELEASERS)
@blueprint.response(200, NarrativeSchema)
@versioned
def release_newest(narrative_id: str) -> Response:
    """A second person releases the newest version."""

    def run(session: Session) -> Answer:
        found = store.narrative(session, narrative_id)
        demand_match(found.revision, required=False)
        return _answer(release(session, narrative_id, found.newest.number, by=occasion()))

    return command("release_narrative", run)


@blueprint.route("/narratives/<narrative_id>/difference")
@access.api(*DRAFT_READERS)
@blueprint.arguments(SinceVersionSchema, location="query")
@blueprint.response(200, DifferenceSchema)
def differing(query: dict[str, Any], narrative_id: str) -> Response:
    """What the newest version says differently from an older one, word by word."""
    with reporting().sessions.read() as session:
        found = store.narrative(session, narrative_id)
    before = next((one.text for one in found.versions if one.number == query["since"]), "")
    pieces = [asdict(one) for one in difference(before, found.newest.text)]
    return jsonify(since=query["since"], version=found.newest.number, pieces=pieces)


def _answer(found: Narrative, status: int = 200) -> Answer:
    return Answer(narrative_as_json(found), status, found.revision)


def narrative_as_json(found: Narrative) -> dict[str, Any]:
    """The promised shape."""
    released = found.released
    return {
        "narrative_id": found.narrative_id,
        "grant_id": found.grant_id,
        "period": found.period,
        "subject": found.subject,
        "released_version": released.number if released else None,
        "versions": [_version_as_json(one) for one in found.versions],
    }


def _version_as_json(one: Written) -> dict[str, Any]:
    return {
        "version": one.number,
        "text": one.text,
        "amount_cents": one.amount_cents,
        "proposed_by": one.proposed_by,
        "proposed_at": format_instant(one.proposed_at),
        "released_by": one.released_by,
        "released_at": format_instant(one.released_at) if one.released_at else None,
    }
