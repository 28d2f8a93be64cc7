"""Builders of the types that rest on what is kept beside the money: inventory, procurement files,
software and publications."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.inventory import inventory_document
from services.reporting.documents.procurement import procurement_document
from services.reporting.documents.registers import registers_document
from services.reporting.domain.inventory import inventory
from services.reporting.domain.procurement import procurement_overview
from services.reporting.store import erasures
from services.reporting.store import inventory as kept_inventory
from services.reporting.store.procurement import file_of_rows, procurements
from services.reporting.store.receipt_words import invoiced_cents
from services.reporting.usecases.builders.register_figures import register_figures
from services.reporting.usecases.material import Material


def build_inventory(given: Material) -> Document:
    """R13."""
    place = (given.session, given.grant_id, given.offset)
    items, disposals = kept_inventory.items(*place), kept_inventory.disposals(*place)
    return inventory_document(given.heading, inventory(items, disposals, given.period.last_day))


def build_procurement(given: Material) -> Document:
    """R14."""
    place = (given.session, given.grant_id, given.offset)
    open_text = erasures.opener(given.session, given.means.keyring)
    file_of, day = file_of_rows(*place), given.period.last_day
    figures = procurement_overview(
        procurements(*place, open_text),
        given.facts.rows,
        file_of,
        day,
        invoiced_cents(*place, file_of, day),
    )
    return procurement_document(given.heading, figures)


def build_registers(given: Material) -> Document:
    """R20."""
    return registers_document(given.heading, register_figures(given))
