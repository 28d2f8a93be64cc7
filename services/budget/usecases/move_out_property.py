"""What was bought and how, as tables a city takes along: inventory and procurement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.inventory_disposal import WORDS as DISPOSALS
from services.budget.domain.parameters.inventory import WORDS as ASSETS
from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_words import CLAUSES, ITEMS, KINDS, PROCEDURES
from services.budget.export.table import Table, yes_or_no
from services.budget.store.procurement_reading import ProcurementRecord, procurements_of
from services.budget.usecases.inventory_queries import ShownItem, inventory_of
from services.budget.usecases.means import Means
from services.budget.usecases.procurement_queries import creditors_of
from shared.csv_text import Cell, Cents

ITEM_COLUMNS: Final = (
    "Nr.", "Bezeichnung", "Maßnahme", "Kategorie", "Seriennummer", "Standort", "Angeschafft am",
    "Netto", "Umsatzsteuer", "Brutto", "Zuwendungsfähig", "Zuwendungsanteil", "Beleg",
    "Zuständige Stelle", "Zweckgebunden bis", "Nutzungsdauer", "Abgang am", "Art des Abgangs",
    "Erlös", "Zustimmung",
)  # fmt: skip
_FILES: Final = (
    "Nr.", "Maßnahme", "Gegenstand", "Auftragnehmer", "Geschätzter Wert (netto)", "Vergabeart",
    "Art des Auftrags", "Begründung", "Aufgeforderte Bieter", "Angebote", "Vertragsdatum",
    "Auftragswert (netto)", "Auftragswert mit Nachträgen", "Lieferung fällig am", "Geliefert am",
    "Vertragsklauseln", "Vollständig", "Freigegeben", "Warum nicht aufgeteilt",
)  # fmt: skip
_PAPERS: Final = (
    "Vergabe Nr.",
    "Eintrag",
    "Unterlage",
    "Datei",
    "SHA-256",
    "Am",
    "Betrag",
    "Grund",
)


def inventory_table(session: Session, grant_id: str, today: date, *, means: Means) -> Table:
    """The inventory with its disposals: the columns of INV-02, as the page gives them."""
    items = inventory_of(session, grant_id, today, means=means).items
    return Table("inventar", ITEM_COLUMNS, [item_cells(one) for one in items])


def procurement_tables(session: Session, grant_id: str, *, means: Means) -> Iterator[Table]:
    """The procurement files, and what was filed, dispensed, changed and claimed in each."""
    records = procurements_of(session, grant_id)
    names = creditors_of(session, records, means=means)
    rows = [_file(one.number, one.file, names.get(one.procurement_id, "")) for one in records]
    yield Table("vergaben", _FILES, rows)
    yield Table("vergabeunterlagen", _PAPERS, [row for one in records for row in _papers(one)])


def item_cells(one: ShownItem) -> tuple[Cell, ...]:
    """A line of the inventory; a disposal shows once it is released: a proposal changes nothing."""
    record, item = one.record, one.record.item
    gone = one.disposal.disposal if one.disposal and one.disposal.released_by else None
    return (
        record.number, item.name, item.measure_id, ASSETS[item.asset_class], item.serial_number,
        item.place, item.acquired_on, Cents(item.net_cents), Cents(item.vat_cents),
        Cents(item.gross_cents), Cents(record.eligible_cents),
        Cents(record.valuation.grant_share_cents), record.valuation.voucher_number,
        item.responsible_unit, item.binding_until, item.useful_life_years,
        gone.disposed_on if gone else None,
        DISPOSALS[gone.kind] if gone else None,
        Cents(gone.proceeds_cents) if gone else None,
        gone.consent_reference if gone else None,
    )  # fmt: skip


def _file(number: int, file: Procurement, creditor: str) -> tuple[Cell, ...]:
    facts = file.facts
    award = facts.award_net_cents
    return (
        number, facts.measure_id, facts.subject, creditor, Cents(facts.estimate_net_cents),
        PROCEDURES.get(facts.procedure, facts.procedure), KINDS[facts.kind],
        facts.procedure_reason,
        facts.bidders_asked, facts.offers_received, facts.contract_date,
        None if award is None else Cents(award), Cents(file.contract_net_cents),
        facts.delivery_due_on, file.delivered_on,
        ", ".join(CLAUSES.get(one, one) for one in facts.clauses),
        yes_or_no(file.completed_by is not None), yes_or_no(file.released_by is not None),
        facts.splitting_reason,
    )  # fmt: skip


def _papers(record: ProcurementRecord) -> Iterator[tuple[Cell, ...]]:
    """What stands in one file besides its facts."""
    number, file = record.number, record.file
    for filed in file.filed:
        item = ITEMS.get(filed.item, filed.item)
        yield number, "abgelegt", item, filed.file_name, filed.sha256, None, None, None
    for spared in file.dispensed:
        item = ITEMS.get(spared.item, spared.item)
        yield number, "entfällt", item, None, None, None, None, spared.reason
    for change in file.changes:
        cents = Cents(change.net_cents)
        yield number, "Nachtrag", None, None, None, change.changed_on, cents, change.reason
    for claim in file.claims:
        cents = Cents(claim.amount_cents)
        yield number, "Vertragsstrafe", None, None, None, claim.claimed_on, cents, None
