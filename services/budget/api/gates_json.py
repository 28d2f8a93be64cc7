"""Conditions of a call (Abrufvoraussetzungen) as every answer shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marshmallow import fields

from services.budget.domain.evidence import Gate
from shared.web.advice import AdviceSchema, advice_as_json
from shared.web.openapi import DecidingValueSchema
from shared.web.problems import values_as_json


class GateSchema(AdviceSchema):
    """A condition of a call; `stage` says what an open one stops, `remedy` what satisfies it; it is
    null where the condition is met."""

    remedy = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    satisfied = fields.Boolean(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    stage = fields.String(required=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


def gates_json(gates: Iterable[Gate]) -> list[dict[str, Any]]:
    """Each condition with its rule, what satisfies it and the list that asks for it."""
    return [
        {
            "kind": one.kind,
            "satisfied": one.satisfied,
            "rule": one.rule,
            "message": one.message,
            "stage": one.stage,
            **advice_as_json(one.code, one.rule, one.kind),
            **({"remedy": None} if one.satisfied else {}),
            **values_as_json(one.values),
        }
        for one in gates
    ]
