"""`?dry_run=true` at a command: what it would do, told and not done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from flask import Response, g, jsonify, request
from marshmallow import EXCLUDE, Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.api.schemas import StrictSchema, Warned
from services.budget.domain.foreseen import Foreseen
from services.budget.usecases.means import Means
from services.budget.usecases.what_if import what_if, what_if_everywhere
from shared.errors import NotFound, Violation
from shared.occasion import random_id
from shared.service import ServicePorts
from shared.web.access import occasion, principal
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


class GrantEffectSchema(Schema):
    """What a trial would change in one of the grants."""

    grant_id = fields.String(required=True)
    effect = fields.Nested(EffectSchema, required=True)


class ForetoldEverywhereSchema(Warned):
    """Answer to a dry run of a command that belongs to no grant: the `grants` it would change
    something for; null, as the `answer`, where `violations` speak against it."""

    grants = fields.List(fields.Nested(GrantEffectSchema), required=True, allow_none=True)
    answer = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class TrialQuery(StrictSchema):
    """`dry_run=true`: a trial that stores nothing."""

    dry_run = fields.Boolean(
        load_default=False, error_messages={"invalid": "Erwartet wird true oder false."}
    )


def foretells(blueprint: Blueprint, *, everywhere: bool = False) -> Callable[[View], View]:
    """Marks a command that can be asked with `dry_run=true`; it answers 200 then. `everywhere`:
    it belongs to no grant."""

    def marked(view: View) -> Any:
        @wraps(view)
        def asked(*args: Any, dry_run: bool, **kwargs: Any) -> Any:
            g.is_dry_run, g.is_everywhere = dry_run, everywhere
            return view(*args, **kwargs)

        told = ForetoldEverywhereSchema if everywhere else ForetoldSchema
        described = also_answers(200, told)(asked)
        # what no schema of the route knows was refused before; here others may have their own
        return blueprint.arguments(TrialQuery(), location="query", as_kwargs=True, unknown=EXCLUDE)(
            described
        )

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
    trial = _Trial(run)
    if g.is_everywhere:
        return _foretold_everywhere(ports, means, trial)
    with ports.sessions.write() as session:
        grant_id = _grant(ports, session)
        found = what_if(session, grant_id, trial, by=occasion(), means=means)
    if found.effect is None:
        return jsonify(effect=None, answer=None, violations=violations_as_json(found.violations))
    return trial.told(effect=effect_json(found.effect))


def _foretold_everywhere(ports: ServicePorts, means: Means, trial: _Trial) -> Response:
    with ports.sessions.write() as session:
        found = what_if_everywhere(session, trial, by=occasion(), means=means)
    if found.effects is None:
        return jsonify(grants=None, answer=None, violations=violations_as_json(found.violations))
    return trial.told(
        grants=[
            {"grant_id": grant_id, "effect": effect_json(one)}
            for grant_id, one in found.effects.items()
            if principal().holds(READERS, grant_id)
        ]
    )


class _Trial:
    """The command as it is tried: its answer, and the ids it gave away that nothing will bear."""

    def __init__(self, run: Callable[[Session], Answer]) -> None:
        self._run = run
        self._body: dict[str, Any] = {}
        self._ids: set[str] = set()

    def __call__(self, session: Session) -> None:
        g.occasion = replace(occasion(), new_id=self._new_id)
        self._body = self._run(session).body

    def _new_id(self) -> str:
        found = random_id()
        self._ids.add(found)
        return found

    def told(self, **effect: Any) -> Response:
        """The answer without ids that would be new, its warnings beside the effect."""
        body = self._without_new_ids(self._body)
        violations = body.pop("violations", [])
        return jsonify(**effect, answer=body, violations=violations)

    def _without_new_ids(self, told: Any) -> Any:
        if isinstance(told, dict):
            return {key: self._without_new_ids(value) for key, value in told.items()}
        if isinstance(told, list | tuple):
            return [self._without_new_ids(one) for one in told]
        return None if isinstance(told, str) and told in self._ids else told


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
