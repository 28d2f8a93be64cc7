"""What the registers say of each measure: its indicators, which of its software is open, what was
passed on to others, and what advisers recommended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol

from contracts.events.budget import RegisterPlace
from services.reporting.documents.document import Part
from services.reporting.documents.phrases import counted
from services.reporting.documents.register_tables import (
    exchanges_table,
    indicators_table,
    open_source_table,
    recommendations_table,
)
from services.reporting.documents.tables import Table
from services.reporting.documents.text import Detail, Details
from services.reporting.domain.registers import Registers

_INDICATORS, _OPEN_SOURCE, _TRANSFER, _ADVICE = "Anlage 3", "Anlage 4", "Anlage 5", "Anlage 6"


class _Entry(Protocol):
    @property
    def place(self) -> RegisterPlace: ...


def register_details(figures: Registers, measure_id: str) -> Details:
    """On a measure's sheet: how many entries there are; the annexes hold them."""
    made, published = (_of(one, measure_id) for one in (figures.software, figures.published))
    software = f"{published} von {made} Software veröffentlicht ({_OPEN_SOURCE})"
    measured = _of(figures.indicators, measure_id)
    passed_on = _of(figures.exchanges, measure_id)
    advised = _of(figures.recommendations, measure_id)
    indicators = counted(measured, "Indikator", "Indikatoren")
    transfer = f"{passed_on} Mal mit anderen ausgetauscht ({_TRANSFER})"
    advice = counted(advised, "Empfehlung", "Empfehlungen")
    return Details(
        (
            Detail("Indikatoren", f"{indicators} ({_INDICATORS})" if measured else "keine"),
            Detail("Open Source", software if made else "keine Software im Verzeichnis"),
            Detail("Transfer", transfer if passed_on else "kein Austausch im Verzeichnis"),
            Detail("Empfehlungen", f"{advice} ({_ADVICE})" if advised else "keine eigene"),
        )
    )


def _of(entries: Iterable[_Entry], measure_id: str) -> int:
    return sum(one.place.measure_id == measure_id for one in entries)


_ANNEXES: Final[tuple[tuple[str, str, str, Callable[[Registers], Table]], ...]] = (
    ("indicators", "Indikatoren", _INDICATORS, indicators_table),
    ("open_source", "Open Source", _OPEN_SOURCE, open_source_table),
    ("transfer", "Transfer", _TRANSFER, exchanges_table),
    ("recommendations", "Empfehlungen", _ADVICE, recommendations_table),
)


def register_parts(figures: Registers) -> tuple[Part, ...]:
    """The annexes with the entries of all measures."""
    return tuple(
        Part(key, blocks=(table(figures),), title=title, annex=annex)
        for key, title, annex, table in _ANNEXES
    )
