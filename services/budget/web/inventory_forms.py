"""What the forms of the inventory ask for, in German notation."""

from __future__ import annotations

from typing import Final

from services.budget.domain.inventory_disposal import DisposalKind
from services.budget.domain.parameters.inventory import MOST_YEARS, AssetClass
from shared.web.forms import Choice, Day, Euro, FormSchema, Text, Whole

LABELS: Final = {
    "name": "Bezeichnung",
    "measure_id": "Maßnahme",
    "asset_class": "Anlagenklasse",
    "place": "Standort",
    "responsible_unit": "Zuständige Stelle",
    "acquired_on": "Angeschafft am",
    "net_cents": "Netto",
    "vat_cents": "Umsatzsteuer",
    "serial_number": "Seriennummer",
    "eligible_cents": "Zuwendungsfähiger Teil",
    "expenditure_id": "Kennung der Ausgabe",
    "useful_life_years": "Nutzungsdauer in Jahren",
    "binding_until": "Zweckgebunden bis einschließlich",
    "kind": "Art des Abgangs",
    "disposed_on": "Abgang am",
    "proceeds_cents": "Erlös",
    "reason": "Grund",
    "consent_reference": "Aktenzeichen der Zustimmung",
    "file": "Zustimmung als Datei",
}


class ItemForm(FormSchema):
    """A new item; the receipt comes with the link from the proposals."""

    name = Text(200, required=True)
    measure_id = Text(80, required=True)
    asset_class = Choice(AssetClass, required=True)
    place = Text(200, required=True)
    responsible_unit = Text(200, required=True)
    acquired_on = Day(required=True)
    net_cents = Euro(required=True)
    vat_cents = Euro(load_default=0)
    serial_number = Text(120, load_default="")
    eligible_cents = Euro(load_default=None)
    expenditure_id = Text(36, load_default=None)
    useful_life_years = Whole(1, MOST_YEARS, load_default=None)
    binding_until = Day(load_default=None)


class ChangeForm(FormSchema):
    """What an item is from now on; `version` is the one that was seen."""

    place = Text(200, required=True)
    responsible_unit = Text(200, required=True)
    serial_number = Text(120, load_default="")
    useful_life_years = Whole(1, MOST_YEARS, load_default=None)
    binding_until = Day(load_default=None)
    reason = Text(1000, required=True)
    version = Whole(1, required=True)


class DisposalForm(FormSchema):
    """How an item leaves."""

    kind = Choice(DisposalKind, required=True)
    disposed_on = Day(required=True)
    reason = Text(1000, required=True)
    proceeds_cents = Euro(load_default=0)
    consent_reference = Text(200, load_default="")


class ConsentForm(FormSchema):
    """The funder's consent; its file comes beside it."""

    consent_reference = Text(200, required=True)


class WithdrawalForm(FormSchema):
    """Why a disposal is taken back."""

    reason = Text(1000, required=True)
