"""The forms of the registers."""

from __future__ import annotations

import re

from marshmallow import fields

from shared.web.forms import Day, FormSchema, Percent, Text

_ADDRESS = 500
_LONG = 2_000


class Decimal(Text):
    """A number in German notation, kept as text with a point: exact as typed."""

    def read(self, text: str) -> str:
        plain = text.replace(".", "").replace(",", ".")
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", plain):
            raise ValueError("Bitte eine Zahl wie 12 oder 12,5 eingeben.")
        return plain


def ticked() -> fields.Boolean:
    """A box: sent as `ja` where it is ticked, not at all where it is not."""
    return fields.Boolean(truthy={"ja"}, falsy={"nein"}, load_default=False)


class EntryForm(FormSchema):
    """What every register asks for; the reason only where an entry is changed."""

    measure_id = Text(80, load_default="")
    change_reason = Text(_LONG, load_default="")


class SoftwareForm(EntryForm):
    """Software."""

    name = Text(200, required=True)
    licence = Text(200, load_default="")
    repository_url = Text(_ADDRESS, load_default="")
    documentation_url = Text(_ADDRESS, load_default="")
    opencode_url = Text(_ADDRESS, load_default="")
    status = Text(20, required=True)
    published_on = Day(load_default=None)
    unpublished_reason = Text(_LONG, load_default="")


class ExchangeForm(EntryForm):
    """An exchange."""

    held_on = Day(required=True)
    partner = Text(200, required=True)
    topic = Text(_LONG, required=True)
    material = Text(_LONG, load_default="")
    material_url = Text(_ADDRESS, load_default="")
    is_model_project = ticked()


class PublicationForm(EntryForm):
    """A publication."""

    title = Text(200, required=True)
    medium = Text(200, required=True)
    published_on = Day(required=True)
    url = Text(_ADDRESS, load_default="")
    has_funding_notice = ticked()
    has_logos = ticked()


class IndicatorForm(EntryForm):
    """An indicator."""

    name = Text(200, required=True)
    unit = Text(40, required=True)
    baseline = Decimal(20, required=True)
    target = Decimal(20, required=True)
    actual = Decimal(20, load_default=None)
    measured_on = Day(load_default=None)
    source = Text(_LONG, required=True)


class RecommendationForm(EntryForm):
    """A recommendation."""

    received_on = Day(required=True)
    adviser = Text(200, required=True)
    text = Text(_LONG, required=True)
    status = Text(20, required=True)
    reason = Text(_LONG, load_default="")


class AllocationKeyForm(EntryForm):
    """An allocation key."""

    name = Text(200, required=True)
    share_bp = Percent(required=True)
    basis = Text(_LONG, required=True)
    documented_on = Day(required=True)
    status = Text(20, required=True)
