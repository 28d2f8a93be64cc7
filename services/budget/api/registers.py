"""Software, exchange, publications, indicators: the same three calls for each register."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.api import access, budget, command, means
from services.budget.api.registers_schemas import (
    NewAllocationKeySchema,
    NewExchangeSchema,
    NewIndicatorSchema,
    NewPublicationSchema,
    NewRecommendationSchema,
    NewSoftwareSchema,
    change_schema,
    entry_schema,
    page_schema,
)
from services.budget.api.schemas import StrictSchema
from services.budget.api.trials import foretells
from services.budget.store.grant import load_grant
from services.budget.store.register import (
    REGISTERS,
    RegisterRecord,
    entries_of,
    entry_of_register,
)
from services.budget.usecases.register import RegisterResult, change_entry, record_entry
from services.budget.usecases.register_queries import findings_of_register
from shared.web.access import occasion
from shared.web.conditional import demand_match
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_registers_api", __name__, description="Register")

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)


def _entry_json(record: RegisterRecord, schema: type[Schema]) -> dict[str, Any]:
    shown = schema(exclude=["violations"]).dump(
        {
            **asdict(record.facts),
            "entry_id": record.entry_id,
            "grant_id": record.grant_id,
            "number": record.number,
            "version": record.version,
            "change_reason": record.change_reason,
        }
    )
    return {**shown, "violations": []}


def _answer(result: RegisterResult, schema: type[Schema], status: int) -> Answer:
    body = _entry_json(result.record, schema)
    body["violations"] = violations_as_json(result.warnings)
    return Answer(body, status, result.record.version)


def _add_register(register: str, path: str, new: type[StrictSchema]) -> None:
    """The three routes of one register, below `/grants/…/path` and `/path/…`."""
    name = register.title().replace("_", "")
    entry, change = entry_schema(name, new), change_schema(name, new)

    @blueprint.route(f"/grants/<grant_id>/{path}", methods=["POST"], endpoint=f"record_{register}")
    @access.api(*_BY)
    @foretells(blueprint)
    @blueprint.arguments(new)
    @blueprint.response(201, entry)
    def record(body: dict[str, Any], grant_id: str) -> Response:
        """Enters something into the register."""
        facts = REGISTERS[register](**body)

        def run(session: Session) -> Answer:
            made = record_entry(session, grant_id, facts, by=occasion(), means=means())
            return _answer(made, entry, 201)

        return command(f"record_{register}", run, *_BY, grant_id=grant_id)

    @blueprint.route(f"/grants/<grant_id>/{path}", methods=["GET"], endpoint=f"list_{register}")
    @access.api(*READERS)
    @blueprint.response(200, page_schema(name, entry))
    def show_all(grant_id: str) -> Response:
        """The register by number, each entry in its newest version; what it lacks stands beside."""
        with budget().sessions.read() as session:
            grant = load_grant(session, grant_id)
            found = entries_of(session, grant_id, register)
            gaps = findings_of_register(session, grant, register, by=occasion(), means=means())
        shown = [_entry_json(one, entry) for one in found]
        return jsonify(items=shown, next_cursor=None, violations=violations_as_json(gaps))

    @blueprint.route(f"/{path}/<entry_id>", methods=["PATCH"], endpoint=f"change_{register}")
    @access.api(*_BY)
    @foretells(blueprint)
    @blueprint.arguments(change(partial=True))
    @blueprint.response(200, entry)
    def change_one(body: dict[str, Any], entry_id: str) -> Response:
        """Keeps a further version with its reason; needs If-Match."""
        reason = body.pop("change_reason", "")

        def run(session: Session) -> Answer:
            present = entry_of_register(session, entry_id, register)
            demand_match(present.version, required=True)
            made = change_entry(session, entry_id, body, reason, by=occasion(), means=means())
            return _answer(made, entry, 200)

        return command(f"change_{register}", run, *_BY)


_add_register("software", "software", NewSoftwareSchema)
_add_register("exchange", "exchanges", NewExchangeSchema)
_add_register("publication", "publications", NewPublicationSchema)
_add_register("indicator", "indicators", NewIndicatorSchema)
_add_register("recommendation", "recommendations", NewRecommendationSchema)
_add_register("allocation_key", "allocation-keys", NewAllocationKeySchema)
