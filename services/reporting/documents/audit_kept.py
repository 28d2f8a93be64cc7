"""Tables of the audit package about what is kept beside the money, each with a key of its own and
the running number of the voucher or the file it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.inventory_tables import ASSET_CLASSES, DISPOSALS
from services.reporting.documents.personnel_proof import bookings_table, posts_table
from services.reporting.documents.phrases import CERTIFIED
from services.reporting.documents.procurement import REGIMES, procedure_words
from services.reporting.documents.tables import Column, LazyRows, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.documents.voucher_rows import procurement_file
from services.reporting.domain.certification import CertificationLine
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.inventory import Inventory, ItemLine
from services.reporting.domain.personnel_proof import PersonnelProof
from services.reporting.domain.procurement import ProcurementFact


@dataclass(frozen=True)
class KeptSources:
    """What is kept beside the money, as of the cut-off; `numbers` are running numbers of rows by
    their ids. Certifications are read anew by each call, in the same order."""

    certifications: Callable[[], Iterable[CertificationLine]]
    procurements: tuple[ProcurementFact, ...]
    personnel: PersonnelProof
    inventory: Inventory
    numbers: Mapping[str, int]


_NUMBER: Final = Column("number", "Lfd. Nr.", ValueType.INTEGER)
_MEASURE: Final = Column("measure", "Maßnahme", expected_chars=10)
_CERTIFICATIONS: Final = (
    Column("certification", "Nr.", ValueType.INTEGER, row_header=True),
    _NUMBER,
    Column("voucher", "Beleg-Nr.", expected_chars=12),
    Column("kind", "Feststellung", expected_chars=12),
    Column("at", "Zeit (UTC)", expected_chars=20),
    Column("actor", "Bearbeiter-Kennung", expected_chars=36),
    Column("deputy_for", "In Vertretung für", expected_chars=12),
    Column("imported", "Übernommen", expected_chars=8),
)
_RELEASES: Final = (
    Column("release", "Nr.", ValueType.INTEGER, row_header=True),
    Column("what", "Freigegeben", expected_chars=30),
    Column("call", "Abruf", ValueType.INTEGER),
    Column("on", "Freigabe am", ValueType.DATE),
    Column("reason", "Anlass", expected_chars=30),
)
_PROCUREMENTS: Final = (
    Column("procurement", "Vergabe", row_header=True, expected_chars=10),
    Column("subject", "Gegenstand", expected_chars=30),
    _MEASURE,
    Column("regime", "Regelung", expected_chars=14),
    Column("procedure", "Verfahren", expected_chars=18),
    Column("estimate", "Schätzung netto", ValueType.MONEY),
    Column("award", "Zuschlag netto", ValueType.MONEY),
    Column("contract", "Auftrag mit Nachträgen netto", ValueType.MONEY),
    Column("contractor", "Auftragnehmer", expected_chars=20),
    Column("contract_date", "Vertrag vom", ValueType.DATE),
    Column("files", "Unterlagen", ValueType.INTEGER),
    Column("complete", "Akte vollständig", expected_chars=9),
)
_INVENTORY: Final = (
    Column("item", "Inventar-Nr.", ValueType.INTEGER, row_header=True),
    Column("name", "Bezeichnung", expected_chars=24),
    _NUMBER,
    _MEASURE,
    Column("class", "Kategorie", expected_chars=14),
    Column("acquired_on", "Angeschafft", ValueType.DATE),
    Column("whole", "Brutto", ValueType.MONEY),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY),
    Column("grant_share", "Zuwendungsanteil", ValueType.MONEY),
    Column("place", "Standort", expected_chars=18),
    Column("binding_until", "Zweckgebunden bis", ValueType.DATE),
    Column("disposed_on", "Abgang am", ValueType.DATE),
    Column("disposal", "Art des Abgangs", expected_chars=14),
)


def kept_tables(facts: GrantFacts, sources: KeptSources) -> Iterator[Table]:
    """Certifications and releases, procurement files, personnel cost (masked), inventory."""
    caption = "Feststellungen aller Belege, auch noch nicht bezahlter"
    yield Table("certifications", caption, _CERTIFICATIONS, LazyRows(lambda: _certified(sources)))
    yield Table("releases", "Freigaben von Plan und Abrufen", _RELEASES, tuple(_released(facts)))
    files = tuple(_procurement(one) for one in sources.procurements)
    yield Table("procurements", "Vergabeakten", _PROCUREMENTS, files)
    yield bookings_table(sources.personnel)
    yield posts_table(sources.personnel)
    items = tuple(_item(one, sources.numbers) for one in sources.inventory.lines)
    yield Table("inventory", "Inventar mit Abgängen", _INVENTORY, items)


def _certified(sources: KeptSources) -> Iterator[Row]:
    for number, one in enumerate(sources.certifications(), start=1):
        cells = (
            number,
            one.number,
            one.voucher_number or None,
            CERTIFIED.get(one.kind, one.kind),
            one.at,
            one.actor,
            one.deputy_for or None,
            "ja" if one.imported else "nein",
        )
        yield Row(cells, facts=Facts.of([one.expenditure_id]))


def _released(facts: GrantFacts) -> Iterator[Row]:
    plans = [
        (one.released_on, f"Finanzierungsplan, Fassung {one.version}", None, one.reason)
        for one in facts.plans
    ]
    calls = [
        (one.released_on, f"Mittelabruf {one.number}", one.number, one.period)
        for one in facts.calls
        if one.released_on is not None
    ]
    found = sorted([*plans, *calls], key=lambda one: (one[0], one[1]))
    for number, (on, what, call, reason) in enumerate(found, start=1):
        yield Row((number, what, call, on, reason or None))


def _procurement(one: ProcurementFact) -> Row:
    state = one.state
    cells = (
        procurement_file(state.number),
        state.subject,
        state.measure_id,
        REGIMES.get(state.regime, state.regime),
        procedure_words(state),
        state.estimate_net_cents,
        state.award_net_cents,
        state.contract_net_cents,
        one.contractor or None,
        state.contract_date,
        sum(len(each.files) for each in state.items),
        "ja" if state.is_complete else "nein",
    )
    return Row(cells, facts=Facts.of([state.procurement_id]))


def _item(one: ItemLine, numbers: Mapping[str, int]) -> Row:
    item, left = one.item, one.disposal
    cells = (
        item.number,
        item.name,
        numbers.get(item.expenditure_id or ""),
        item.measure_id,
        ASSET_CLASSES.get(item.asset_class, item.asset_class),
        item.acquired_on,
        item.gross_cents,
        item.eligible_cents,
        item.grant_share_cents,
        item.place or None,
        item.binding_until,
        left.disposed_on if left else None,
        DISPOSALS.get(left.kind, left.kind) if left else None,
    )
    return Row(cells, facts=Facts.of([item.item_id]))
