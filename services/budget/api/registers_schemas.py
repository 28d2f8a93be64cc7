"""Bodies and answers of the registers: software, exchange, publications, indicators."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from services.budget.api.schemas import Day, StrictSchema, Text, Warned, Whole, YesNo
from shared.web.openapi import ViolationSchema

_ADDRESS = 500
_LONG = 2_000


class NewSoftwareSchema(StrictSchema):
    """Software; `status` is `in_development`, `published` or `not_published`."""

    measure_id = Text(80, required=True)
    name = Text(200, required=True)
    licence = Text(200, load_default="")
    repository_url = Text(_ADDRESS, load_default="")
    documentation_url = Text(_ADDRESS, load_default="")
    opencode_url = Text(_ADDRESS, load_default="")
    status = Text(20, load_default="in_development")
    published_on = Day(load_default=None, allow_none=True)
    unpublished_reason = Text(_LONG, load_default="")


class NewExchangeSchema(StrictSchema):
    """An exchange; `partner` is an organisation, no person."""

    measure_id = Text(80, load_default="")
    held_on = Day(required=True)
    partner = Text(200, required=True)
    topic = Text(_LONG, required=True)
    material = Text(_LONG, load_default="")
    material_url = Text(_ADDRESS, load_default="")
    is_model_project = YesNo(load_default=False)


class NewPublicationSchema(StrictSchema):
    """A publication, and whether it shows who funds it."""

    measure_id = Text(80, load_default="")
    title = Text(200, required=True)
    medium = Text(200, required=True)
    published_on = Day(required=True)
    url = Text(_ADDRESS, load_default="")
    has_funding_notice = YesNo(load_default=False)
    has_logos = YesNo(load_default=False)


class NewIndicatorSchema(StrictSchema):
    """An indicator; values are decimal texts such as `12.5`."""

    measure_id = Text(80, required=True)
    name = Text(200, required=True)
    unit = Text(40, required=True)
    baseline = Text(20, required=True)
    target = Text(20, required=True)
    source = Text(_LONG, required=True)
    actual = Text(20, load_default=None, allow_none=True)
    measured_on = Day(load_default=None, allow_none=True)


class NewRecommendationSchema(StrictSchema):
    """A recommendation; `status` is `open`, `in_progress`, `followed` or `not_followed`."""

    measure_id = Text(80, load_default="")
    received_on = Day(required=True)
    adviser = Text(200, required=True)
    text = Text(_LONG, required=True)
    status = Text(20, load_default="open")
    reason = Text(_LONG, load_default="")


class NewAllocationKeySchema(StrictSchema):
    """An allocation key; `status` is `proposed`, `approved` or `ended`."""

    measure_id = Text(80, load_default="")
    name = Text(200, required=True)
    share_bp = Whole(-1_000_000, 1_000_000, required=True)
    basis = Text(_LONG, required=True)
    documented_on = Day(required=True)
    status = Text(20, load_default="proposed")


class ReasonOfChange(StrictSchema):
    """Why a further version of an entry is kept."""

    change_reason = Text(_LONG, required=True)


class PlacedSchema(Warned):
    """Where an entry stands; `version` counts its changes."""

    entry_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    version = fields.Integer(required=True)
    change_reason = fields.String(required=True)


def entry_schema(name: str, new: type[StrictSchema]) -> type[Schema]:
    """An entry as the API shows it."""
    return type(f"{name}Schema", (PlacedSchema, new), {"__doc__": new.__doc__})


def change_schema(name: str, new: type[StrictSchema]) -> type[Schema]:
    """Fields to be changed; absent ones stay."""
    return type(f"{name}ChangeSchema", (new, ReasonOfChange), {"__doc__": "Fields to be changed."})


def page_schema(name: str, entry: type[Schema]) -> type[Schema]:
    """All entries of a register of a grant."""
    members: dict[str, Any] = {
        "items": fields.List(fields.Nested(entry), required=True),
        "next_cursor": fields.String(required=True, allow_none=True),
        "violations": fields.List(fields.Nested(ViolationSchema), required=True),
        "__doc__": "All entries of a register, by number, and what the register lacks today.",
    }
    return type(f"{name}Page", (Schema,), members)
