"""`?dry_run=true` at any command that moves money: what it would do, told and not done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, g, jsonify, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from services.budget.api.schemas import StrictSchema, Warned
from services.budget.domain.foreseen import Foreseen
from services.budget.usecases.means import Means
from services.budget.usecases.what_if import what_if
from shared.errors import NotFound, Violation
from shared.service import ServicePorts
from shared.web.access import occasion
from shared.web.described import also_answers
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

View = TypeVar("View", bound=Callable[..., Any])


class LineShiftSchema(Schema):
    """A line of the plan whose remainder would change."""

    budget_line = fields.String(required=True)
    remaining_before_cents = fields.Integer(required=True)
    remaining_after_cents = fields.Integer(required=True)


class DeadlineShiftSchema(Schema):
    """A duty whose last day would move; null where there is nothing (left) to do."""

    duty = fields.String(required=True)
    title = fields.String(required=True)
    due_before_on = fields.Date(required=True, allow_none=True)
    due_after_on = fields.Date(required=True, allow_none=True)


class EffectSchema(Schema):
    """What a trial would change; `cap_left_cents` is null without a maximum."""

    eligible_cents = fields.Integer(required=True)
    own_share_cents = fields.Integer(required=True)
    municipal_extra_cents = fields.Integer(required=True)
    next_call_cents = fields.Integer(required=True)
    next_call_change_cents = fields.Integer(required=True)
    cap_left_cents = fields.Integer(required=True, allow_none=True)
    lines = fields.List(fields.Nested(LineShiftSchema), required=True)
    notices = fields.List(fields.String(), required=True)
    deadlines = fields.List(fields.Nested(DeadlineShiftSchema), required=True)


class ForetoldSchema(Warned):
    """Answer to a dry run: its `effect` and the `answer` of the command without ids that would be
    new; both null where `violations` speak against it."""

    effect = fields.Nested(EffectSchema, required=True, allow_none=True)
    answer = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class TrialQuery(StrictSchema):
    """`dry_run=true`: a trial that stores nothing."""

    dry_run = fields.Boolean(load_default=False)


def foretells(blueprint: Blueprint) -> Callable[[View], View]:
    """Marks a command of one grant that can be asked with `dry_run=true`; it answers 200 then."""

    def marked(view: View) -> Any:
        @wraps(view)
        def asked(*args: Any, dry_run: bool, **kwargs: Any) -> Any:
            g.is_dry_run = dry_run
            return view(*args, **kwargs)

        described = also_answers(200, ForetoldSchema)(asked)
        return blueprint.arguments(TrialQuery(), location="query", as_kwargs=True)(described)

    return marked


def is_dry_run() -> bool:
    """Whether this request only asks."""
    return bool(g.get("is_dry_run"))


def effect_json(effect: Foreseen | None) -> Any:
    """The effect as the API tells it."""
    return EffectSchema().dump(effect) if effect else None


def foretold(ports: ServicePorts, means: Means, run: Callable[[Session], Answer]) -> Response:
    """Carries the command out, looks at it and undoes it. Raises NotFound, Forbidden,
    PreconditionFailed; other refusals are the answer."""
    answers: list[Answer] = []
    with ports.sessions.write() as session:
        grant_id = _grant(ports, session)
        found = what_if(
            session, grant_id, lambda one: answers.append(run(one)), by=occasion(), means=means
        )
    if found.effect is None:
        return jsonify(effect=None, answer=None, violations=violations_as_json(found.violations))
    answer = _without_new_ids(answers[0].body)
    violations = answer.pop("violations", [])
    return jsonify(effect=effect_json(found.effect), answer=answer, violations=violations)


def _without_new_ids(body: dict[str, Any]) -> dict[str, Any]:
    known = set((request.view_args or {}).values())
    return {
        key: None if key.endswith("_id") and value not in known else value
        for key, value in body.items()
    }


def _grant(ports: ServicePorts, session: Session) -> str:
    """The grant of the thing the address names. Raises NotFound."""
    arguments = request.view_args or {}
    if "grant_id" in arguments:
        return str(arguments["grant_id"])
    for name, grant_of in ports.grant_of.items():
        if name in arguments and (grant_id := grant_of(session, arguments[name])) is not None:
            return grant_id
    message = "Für diesen Vorgang gibt es keinen Probelauf: er gehört zu keiner Zuwendung."
    raise NotFound([Violation("trial_not_offered", "API", message)])
